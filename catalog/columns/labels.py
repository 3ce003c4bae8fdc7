"""What the numbers in the columns are called: regions with what they lie in, categories, tags."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db.models import Q
from django.utils import timezone

from catalog.models import Category, ProductTag
from regions.models import Level, Region

# More are not asked for by name: all regions are read then.
MOST_TOWNS_BY_NAME = 5_000


@dataclass(frozen=True, slots=True)
class Place:
    """A region: its code, what it is called beside its siblings, what it lies in ("" for a province)."""

    code: str
    name: str
    parent: str
    order: tuple
    is_retired: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A category; `parent` is None on the first level."""

    pk: int
    key: str
    name: str
    parent: int | None
    order: tuple


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as addresses and people say it."""

    slug: str
    name: str


class Tree:
    """The regions in which products originate, and those they lie in: counts of places become counts of all above."""

    def __init__(self, places: dict[str, Place], values):
        self.places = places
        paths = [self.path(code_of(nine)) for nine in values.tolist()]
        self.codes = list(dict.fromkeys(place.code for path in paths for place in path))
        self.index = {code: number for number, code in enumerate(self.codes)}
        self.up = np.full((len(paths), 4), -1)
        for number, path in enumerate(paths):
            self.up[number, : len(path)] = [self.index[place.code] for place in path]
        self.children: dict[str, list[Place]] = {}
        for code in self.codes:
            self.children.setdefault(places[code].parent, []).append(places[code])
        for below in self.children.values():
            below.sort(key=lambda place: place.order)

    def path(self, code: str) -> list[Place]:
        """From the province down to the region itself; [] for a code that is not known."""
        found = []
        while place := self.places.get(code):
            found.append(place)
            code = place.parent
        return found[::-1]

    def totals(self, counts) -> dict[str, int]:
        """By code: how many products lie in each region, from the counts beside the column's values."""
        # The last one collects what has no name on a level.
        totals = np.zeros(len(self.codes) + 1, np.int64)
        for level in self.up.T:
            np.add.at(totals, level, counts)
        return dict(zip(self.codes, totals.tolist(), strict=False))


@dataclass(frozen=True)
class Labels:
    """Names by what identifies them in addresses and in columns."""

    tree: Tree
    groups: dict[int, Group]
    tags: dict[int, Tag]

    @property
    def places(self) -> dict[str, Place]:
        """Regions by code: all down to the county, and the townships that occur."""
        return self.tree.places

    @cached_property
    def groups_by_key(self) -> dict[str, Group]:
        """Categories by key."""
        return {group.key: group for group in self.groups.values()}

    @cached_property
    def tags_by_slug(self) -> dict[str, int]:
        """Keys of tags by slug."""
        return {tag.slug: pk for pk, tag in self.tags.items()}

    def leaves(self, group: Group) -> tuple[int, ...]:
        """The categories that products of this one hang on: itself and those below it."""
        return (group.pk, *(other.pk for other in self.groups.values() if other.parent == group.pk))


def code_of(nine: int) -> str:
    """The code of a column's number: 433124000 is 433124, 433124109 a township."""
    return str(nine) if nine % 1000 else str(nine // 1000)


def read_labels(columns) -> Labels:
    """The labels of all that these columns hold."""
    categories = Category.objects.values_list("pk", "key", "name", "parent_id", "order")
    return Labels(
        tree=Tree(_places(columns.region.values), columns.region.values),
        groups={pk: Group(pk, key, name, parent, (order, pk)) for pk, key, name, parent, order in categories},
        tags={pk: Tag(slug, name) for pk, slug, name in ProductTag.objects.values_list("pk", "slug", "name")},
    )


def _places(values) -> dict[str, Place]:
    towns = [code_of(nine) for nine in values.tolist() if nine % 1000]
    regions = Region.objects.filter(Q(level__lte=Level.COUNTY) | Q(code__in=towns))
    if len(towns) > MOST_TOWNS_BY_NAME:
        regions = Region.objects.all()
    rows = regions.values_list("code", "name", "zone", "parent_id", "order", "valid_until")
    today = timezone.localdate()
    return {
        code: Place(
            code,
            f"{name}（{zone}）" if zone else name,
            parent or "",
            (order, code),
            bool(until and until < today),
        )
        for code, name, zone, parent, order, until in rows
    }
