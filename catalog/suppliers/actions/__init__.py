"""The verbs of suppliers, the only door to what they hand in and to what is approved of them."""

from catalog.suppliers.actions.recognise import Paper, Recognition, recognise_suppliers

__all__ = [
    "Paper",
    "Recognition",
    "recognise_suppliers",
]
