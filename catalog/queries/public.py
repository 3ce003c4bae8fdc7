"""What products would show to everybody, for the one rule about numbers of people (content.rules)."""

from content.shown import Shown, of_row

# Numbers by their nature, checked by other means.
_NUMBERS = {"code", "slug", "certificate_number", "name_key"}


def to_be_public(products) -> dict[int, Shown]:
    """Their words by key, pictures' and shops' too. Two queries however many there are."""
    from catalog.models import ProductPicture, ShopLink

    shown = {product.pk: _words(product) for product in products}
    for name, model, column in (("pictures", ProductPicture, "alt"), ("shops", ShopLink, "title")):
        label = model._meta.get_field(column).verbose_name
        for key, words in model.objects.filter(page__in=list(shown)).values_list("page_id", column):
            shown[key].say(name, label, words)
    return shown


def _words(product) -> Shown:
    shown = of_row(product)
    shown.texts = [text for text in shown.texts if text.field not in _NUMBERS]
    return shown
