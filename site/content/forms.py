"""What was typed, before it is a page."""

from content.queries import allowed_numbers
from core import personal


def can_mask(typed) -> bool:
    """Whether a sent form holds numbers of people that masking would take out."""
    allowed = allowed_numbers()
    values = (value for name in typed for value in typed.getlist(name))
    return any(hit.digits not in allowed for value in values for hit in personal.find(value))
