"""Products as lists show them: a fixed number of queries for any number of cards."""

from dataclasses import dataclass
from datetime import date

from django.core.files.storage import default_storage
from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext as _

from catalog.facts import ProductKind
from catalog.models import ProductPage, ProductPicture
from content import pictures
from organizations.models import Organization

_PICTURE = (
    "page_id",
    "alt",
    "image__alt",
    "image__file",
    "image__width",
    "image__height",
    "small__file",
    "small__width",
    "small__height",
)
_COLUMNS = (
    "pk",
    "title",
    "code",
    "region_id",
    "region__name",
    "supplier__name",
    "kind",
    "people_benefited",
    "listed_until",
)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows of a product. `picture` has url, width, height; None without one."""

    pk: int
    title: str
    code: str
    region_id: str
    region: str
    supplier: str
    is_certified: bool
    people: int | None
    until: date | None
    picture: pictures.Shown | None
    alt: str


def cards(ids: list[int]) -> list[Card]:
    """The listed products of these ids in their order; two queries."""
    rows = ProductPage.objects.filter(pk__in=ids, is_listed=True).values_list(*_COLUMNS)
    found, covers = {row[0]: row for row in rows}, _covers(ids)
    return [_card(found[pk], *covers.get(pk, (None, ""))) for pk in ids if pk in found]


def _card(row, picture, alt) -> Card:
    *known, kind, people, until = row
    return Card(*known, kind == ProductKind.CERTIFIED, people, until, picture, alt)


def _covers(ids) -> dict[int, tuple[pictures.Shown, str]]:
    """The first picture of each product in its small size, with its words; as rows, which cost a third of instances."""
    small = FilteredRelation("image__renditions", condition=Q(image__renditions__filter_spec=pictures.CARD))
    found = ProductPicture.objects.filter(page__in=ids).annotate(small=small)
    covers = {}
    for pk, alt, title, file, width, height, *size in found.order_by(
        "-sort_order", "-pk", "small__pk"
    ).values_list(*_PICTURE):
        shown = size if size[0] else (file, width, height)
        covers[pk] = (pictures.Shown(default_storage.url(shown[0]), *shown[1:]), alt or title)
    return covers


def drawn(card: Card, base: str, soon: date, place: str = "") -> dict:
    """A card as catalog/cards.html draws it: below the list's address, with its place in words.

    A dictionary, which templates read twice as fast as an object.
    """
    return {
        "title": card.title,
        "url": f"{base}{card.code.lower()}/",
        "picture": card.picture.url if card.picture else "",
        "alt": card.alt,
        "place": place or card.region,
        "supplier": card.supplier,
        "people": _("%(count)s people benefit") % {"count": f"{card.people:,}"} if card.people else "",
        "standing": _("valid until %(day)s") % {"day": card.until.isoformat()}
        if card.until
        else ProductKind.ORDINARY.label,
        "tone": _tone(card, soon),
    }


def _tone(card, soon) -> str:
    """As catalog.queries.validity says it of one product."""
    if card.until is None:
        return "info"
    return "waiting" if card.until <= soon else "done"


def supplier_names(keys) -> dict[int, str]:
    """Names of suppliers by key."""
    return dict(Organization.objects.filter(pk__in=keys).values_list("pk", "name"))
