"""What the catalogue shows: the public list with its downloads and feed."""
