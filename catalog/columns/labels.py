"""What the numbers in the columns are called: regions with what they lie in, categories, tags."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from catalog.models import Category, ProductTag
from regions.models import Level, Region

# More are not asked for by name: all regions are read then.
MOST_TOWNS_BY_NAME = 5_000


@dataclass(frozen=True, slots=True)
class Place:
    """A region: its code, what it is called beside its siblings, what it lies in ("" for a province)."""

    code: str
    name: str
    level: int
    parent: str
    order: tuple


@dataclass(frozen=True, slots=True)
class Group:
    """A category; `parent` is None on the first level."""

    pk: int
    key: str
    name: str
    parent: int | None
    order: tuple


@dataclass(frozen=True)
class Labels:
    """Names by what identifies them in addresses and in columns."""

    places: dict[str, Place]
    groups: dict[int, Group]
    tags: dict[int, tuple[str, str]]  # (slug, name)

    @cached_property
    def groups_by_key(self) -> dict[str, Group]:
        return {group.key: group for group in self.groups.values()}

    @cached_property
    def tags_by_slug(self) -> dict[str, int]:
        return {slug: pk for pk, (slug, _name) in self.tags.items()}

    def leaves(self, group: Group) -> tuple[int, ...]:
        """The categories that products of this one hang on: itself and those below it."""
        return (group.pk, *(other.pk for other in self.groups.values() if other.parent == group.pk))

    def path(self, code: str) -> list[Place]:
        """From the province down to the region itself; [] for a code that is not known."""
        found = []
        while place := self.places.get(code):
            found.append(place)
            code = place.parent
        return found[::-1]


def code_of(nine: int) -> str:
    """The code of nine digits of a column: 433124000 is 433124, 433124109 a township."""
    return str(nine) if nine % 1000 else str(nine // 1000)


def read_labels(columns) -> Labels:
    """The labels of everything down to the county, and of the townships that occur."""
    towns = [code_of(nine) for nine in columns.region.values.tolist() if nine % 1000]
    regions = Region.objects.filter(Q(level__lte=Level.COUNTY) | Q(code__in=towns))
    if len(towns) > MOST_TOWNS_BY_NAME:
        regions = Region.objects.all()
    rows = regions.values_list("code", "name", "zone", "level", "parent_id", "order")
    return Labels(
        places={
            code: Place(code, f"{name}（{zone}）" if zone else name, level, parent or "", (order, code))
            for code, name, zone, level, parent, order in rows
        },
        groups={
            pk: Group(pk, key, name, parent, (order, pk))
            for pk, key, name, parent, order in Category.objects.values_list(
                "pk", "key", "name", "parent_id", "order"
            )
        },
        tags={pk: (slug, name) for pk, slug, name in ProductTag.objects.values_list("pk", "slug", "name")},
    )
