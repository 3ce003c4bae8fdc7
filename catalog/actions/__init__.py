"""The verbs of the catalogue, the only door to a product's facts and standing."""
