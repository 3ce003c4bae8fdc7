"""What a product's own page shows beside its words."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from catalog.facts import Participation, ProductKind
from catalog.models import CatalogPage, ProductPage, ProductPicture
from catalog.queries.card import Card, cards, drawn
from catalog.queries.timeline import timeline
from catalog.queries.validity import soon, validity
from core.money import readable

RELATED = 4


def index_page() -> CatalogPage | None:
    """The directory's page."""
    return CatalogPage.objects.first()


def steps_to(region, index=None) -> list[dict]:
    """The directory and a region's path in it, each step a list, as components/breadcrumbs.html takes them."""
    index = index or index_page()
    base = index.url
    regions = [{"title": above.name, "url": f"{base}?region={above.pk}"} for above in region.ancestors()]
    return [{"title": index.title, "url": base}, *regions]


def product_page(page) -> dict:
    """Everything the page shows, in a constant number of queries."""
    index = getattr(page, "index_page", None) or index_page()
    base, ending = index.url, soon()
    page.steps_above = steps_to(page.region, index)
    return {
        "index": index,
        "validity": validity(page),
        "is_certified": page.kind == ProductKind.CERTIFIED,
        "path": page.steps_above[1:],
        "facts": facts_of(page, base),
        "participation": [
            Participation(one).label for one in page.participation if one in Participation.values
        ],
        "pictures": pictures_of(page),
        "lead": page.share_picture or next((row.image for row in pictures_of(page)), None),
        "keywords": ",".join([page.title, page.category.name, page.region.name, page.supplier.name]),
        "shops": list(page.shops.all()),
        "tags": list(page.tags.all()),
        "events": timeline(page),
        "related": [drawn(card, base, ending) for card in related(page)],
        "supplier_url": reverse("catalog:supplier", args=[page.supplier_id]),
        "verify_url": reverse("catalog:verify", args=[page.code]),
        "label_url": reverse("catalog:label", args=[page.code]),
        "qr_url": reverse("catalog_codes:svg", args=[page.code]),
    }


def pictures_of(page) -> list[ProductPicture]:
    """Its pictures with their sizes, the cover first; read once."""
    if not hasattr(page, "pictures_read"):
        rows = page.pictures.select_related("image").prefetch_related("image__renditions")
        page.pictures_read = list(rows)
    return page.pictures_read


def facts_of(page, list_url: str) -> list[dict]:
    """The certified facts with their units, for components/facts.html; what was not stated is left out."""
    category = page.category
    rows = [
        (_("kind"), page.get_kind_display(), "", ""),
        (_("category"), category.name, "", f"{list_url}?category={category.key}"),
        (_("brand"), page.brand, "", ""),
        (_("specification"), page.specification, "", ""),
        (_("annual output"), page.annual_output, "", ""),
        (_("supply period"), page.supply_period, "", ""),
        (_("commodity value"), _money(page.commodity_value), "", ""),
        (_("people benefited"), _count(page.people_benefited), _("persons"), ""),
        (_("sold within twelve months"), _money(page.sales_12m), "", ""),
        (_("last sold on"), page.last_sold_on.isoformat() if page.last_sold_on else "", "", ""),
    ]
    return [
        {"label": label, "value": value, "unit": unit, "url": url}
        for label, value, unit, url in rows
        if value
    ]


# What a card and its address read of a product.
_CARD = (
    "title",
    "url_path",
    "code",
    "summary",
    "kind",
    "standing",
    "is_listed",
    "listed_from",
    "listed_until",
    "delisted_at",
    "delist_reason",
    "delist_words",
    "people_benefited",
    "category",
    "region__name",
    "supplier__name",
)


def with_cards(products):
    """What a card reads, joined, and nothing else."""
    pictures = ProductPicture.objects.select_related("image").prefetch_related("image__renditions")
    found = products.select_related("region", "supplier").only(*_CARD)
    return found.prefetch_related(Prefetch("pictures", pictures))


def related(page) -> list[Card]:
    """Others of its supplier first, then of its place of origin; each walks one index."""
    listed = ProductPage.objects.listed().exclude(pk=page.pk).order_by("-listed_at", "-pk")
    listed = listed.values_list("pk", flat=True)
    keys = list(listed.filter(supplier=page.supplier_id)[:RELATED])
    if len(keys) < RELATED:
        near = listed.filter(region=page.region_id)[: RELATED * 2]
        keys = list(dict.fromkeys([*keys, *near]))[:RELATED]
    return cards(keys)


def newly_certified() -> list[ProductPage]:
    """The newest certified products, for the front page."""
    newest = ProductPage.objects.listed().filter(kind=ProductKind.CERTIFIED).order_by("-listed_at", "-pk")
    return list(with_cards(newest)[:RELATED])


def _money(value) -> str:
    return "" if value is None else readable(value)


def _count(value) -> str:
    return "" if value is None else number_format(value, force_grouping=True)
