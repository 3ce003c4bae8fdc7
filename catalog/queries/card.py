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
    "pk",
    "alt",
    "image__alt",
    "image__file",
    "image__width",
    "image__height",
    "size__filter_spec",
    "size__file",
    "size__width",
    "size__height",
)
# How wide a card stands on a screen: one, two, three in a row.
SIZES = "(min-width: 60rem) 23rem, (min-width: 46rem) 50vw, 100vw"
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
    """The first picture of each product in its sizes, with its words; as rows, which cost a third of instances."""
    sizes = Q(image__renditions__filter_spec__in=pictures.specs_of(pictures.CARD))
    found = ProductPicture.objects.filter(page__in=ids)
    found = found.annotate(size=FilteredRelation("image__renditions", condition=sizes))
    covers = {}
    for page, picture, alt, title, file, width, height, spec, *size in found.order_by(
        "-sort_order", "-pk", "size__pk"
    ).values_list(*_PICTURE):
        # The last picture of a page in this order is its first.
        known = covers.get(page)
        if known is None or known[0] != picture:
            known = covers[page] = (picture, alt or title, (file, width, height), {})
        if spec:
            known[3][spec] = pictures.Shown(default_storage.url(size[0]), *size[1:])
    return {page: (_sized(*original), words) for page, (_pk, words, *original) in covers.items()}


def _sized(original, made) -> pictures.Shown:
    file, width, height = original
    return pictures.combined(pictures.CARD, pictures.Shown(default_storage.url(file), width, height), made)


def drawn(card: Card, base: str, soon: date, place: str = "") -> dict:
    """A card as catalog/cards.html draws it: below the list's address, with its place in words.

    A dictionary, which templates read twice as fast as an object.
    """
    return {
        "title": card.title,
        "url": f"{base}{card.code.lower()}/",
        "picture": card.picture.url if card.picture else "",
        "webp": card.picture.webp if card.picture else "",
        "avif": card.picture.avif if card.picture else "",
        "sizes": SIZES,
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
