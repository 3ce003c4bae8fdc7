"""What a product's own page shows beside its words."""


def product_page(page) -> dict:
    """The product's public timeline, oldest first."""
    return {"events": list(page.events.select_related("organization"))}
