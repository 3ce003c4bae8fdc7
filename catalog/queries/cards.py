"""Products as lists show them: a fixed number of queries for any number of cards."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from catalog.facts import ProductKind
from catalog.models import ProductPage, ProductPicture
from content import pictures
from content.models import AppRendition
from organizations.models import Organization

_COLUMNS = ("pk", "title", "code", "region_id", "supplier__name", "kind", "people_benefited", "listed_until")


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows of a product. `picture` has url, width, height; None without one."""

    pk: int
    title: str
    code: str
    region_id: str
    supplier: str
    is_certified: bool
    people: int | None
    until: date | None
    picture: pictures.Shown | None
    alt: str


def cards(ids: list[int]) -> list[Card]:
    """The listed products of these ids in their order; three queries."""
    rows = ProductPage.objects.filter(pk__in=ids, is_listed=True).values_list(*_COLUMNS)
    found, covers = {row[0]: row for row in rows}, _covers(ids)
    return [_card(found[pk], covers.get(pk)) for pk in ids if pk in found]


def _card(row, cover) -> Card:
    *known, kind, people, until = row
    return Card(
        *known,
        is_certified=kind == ProductKind.CERTIFIED,
        people=people,
        until=until,
        picture=pictures.shown(cover.image, pictures.CARD) if cover else None,
        alt=(cover.alt or cover.image.default_alt_text) if cover else "",
    )


def _covers(ids) -> dict[int, ProductPicture]:
    """The first picture of each product, with its small size."""
    sizes = AppRendition.objects.filter(filter_spec=pictures.CARD)
    found = ProductPicture.objects.filter(page__in=ids).select_related("image").order_by("-sort_order", "-pk")
    return {
        picture.page_id: picture for picture in found.prefetch_related(Prefetch("image__renditions", sizes))
    }


def supplier_names(keys) -> dict[int, str]:
    """Names of suppliers by key."""
    return dict(Organization.objects.filter(pk__in=keys).values_list("pk", "name"))
