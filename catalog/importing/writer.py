"""Products by the thousand, as rows: what the verbs would have left, for a moved-in file, the demo and benchmarks.

A product is written hidden (standing new, not live), then shown: the order on which the triggers insist. It gets no
revision: the CMS edits a page without one from its row, and its first edit makes the first revision.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from wagtail.models import Locale, Page

from catalog.actions.create import tags_by_name
from catalog.codes import fresh_codes, name_key
from catalog.facts import ProductKind
from catalog.importing import showing
from catalog.importing.keys import KeyedTable
from catalog.models import (
    CatalogPage,
    ProductPage,
    ProductPicture,
    ProductTag,
    ShopLink,
    TaggedProduct,
)
from catalog.source import DIRECTORY
from core.versions import bump

CHUNK = 2_000


@dataclass(slots=True)
class Product:
    """What is known of a product before it has a page. `pictures` are (image id, alternative text), the cover first."""

    title: str
    supplier_id: int
    region_id: str
    category_id: int
    listed_at: datetime
    listed_from: date
    kind: str = ProductKind.ORDINARY
    listed_until: date | None = None
    certificate_number: str | None = None
    certified_on: date | None = None
    certified_by_id: int | None = None
    other_names: str = ""
    summary: str = ""
    brand: str = ""
    specification: str = ""
    annual_output: str = ""
    supply_period: str = ""
    people_benefited: int | None = None
    commodity_value: Decimal | None = None
    participation: list = field(default_factory=list)
    benefit: str = ""
    tags: tuple[str, ...] = ()
    shops: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[int, str], ...] = ()
    story: object = None


# What is copied as it is into the product's own row.
_COPIED = (
    "supplier_id",
    "region_id",
    "category_id",
    "listed_at",
    "listed_from",
    "kind",
    "listed_until",
    "certificate_number",
    "certified_on",
    "certified_by_id",
    "other_names",
    "summary",
    "brand",
    "specification",
    "annual_output",
    "supply_period",
    "people_benefited",
    "commodity_value",
    "benefit",
)


def write_products(products: Iterable[Product], *, by=None, is_demo=False, tell=None) -> list[int]:
    """Write products and show them; their keys in order. Each chunk is a transaction of its own, public at its end.

    `tell(done)` is called after each chunk.
    """
    walk, keys = iter(products), []
    while some := list(islice(walk, CHUNK)):
        with transaction.atomic():
            new = write_hidden(some, is_demo=is_demo)
            showing.show(ProductPage.objects.filter(pk__in=new), by=by)
            showing.let_be_found(new)
            bump("public", DIRECTORY)
        keys += new
        if tell:
            tell(len(keys))
    return keys


@transaction.atomic
def write_hidden(products: list[Product], *, is_demo=False) -> list[int]:
    """Insert pages that nobody sees yet, with all that hangs on them; their keys, in the order of `products`."""
    index = CatalogPage.objects.select_for_update(of=("self",)).get()
    chunk = _Chunk(index, is_demo)
    keys = [
        chunk.add(product, code) for product, code in zip(products, fresh_codes(len(products)), strict=True)
    ]
    chunk.write()
    Page.objects.filter(pk=index.pk).update(numchild=F("numchild") + len(keys))
    return keys


class _Chunk:
    """The tables of one chunk."""

    def __init__(self, index, is_demo):
        self.page = KeyedTable(
            Page,
            locale=Locale.get_default(),
            content_type=ContentType.objects.get_for_model(ProductPage),
            depth=index.depth + 1,
            live=False,
        )
        self.product = KeyedTable(ProductPage, is_demo=is_demo)
        self.picture, self.shop = KeyedTable(ProductPicture), KeyedTable(ShopLink)
        self.tagged = KeyedTable(TaggedProduct)
        self.known_tags = dict(ProductTag.objects.values_list("name", "pk"))
        self.index, self.place = index, _last_place(index)

    def add(self, product: Product, code: str) -> int:
        self.place += 1
        pk = self.page.add(
            path=Page._get_path(self.index.path, self.index.depth + 1, self.place),
            title=product.title,
            draft_title=product.title,
            slug=code,
            url_path=f"{self.index.url_path}{code}/",
            translation_key=uuid.uuid4(),
        )
        # What is empty is the default of the row already.
        row = {name: value for name in _COPIED if (value := getattr(product, name)) not in ("", None)}
        if product.participation:
            row["participation"] = product.participation
        if product.story is not None:
            row["story"] = product.story
        self.product.add(
            page_ptr_id=pk,
            code=code,
            name_key=name_key(product.title),
            certified_year=product.certified_on.year if product.certified_on else None,
            changed_at=product.listed_at,
            **row,
        )
        for name in product.tags:
            self.tagged.add(tag_id=self._tag(name), content_object_id=pk)
        for number, (title, url) in enumerate(product.shops):
            self.shop.add(page_id=pk, title=title, url=url, sort_order=number)
        for number, (image, alt) in enumerate(product.pictures):
            self.picture.add(page_id=pk, image_id=image, alt=alt, sort_order=number)
        return pk

    def _tag(self, name):
        if name not in self.known_tags:
            self.known_tags[name] = tags_by_name([name])[name].pk
        return self.known_tags[name]

    def write(self):
        """Insert everything, parents first."""
        for table in (self.page, self.product, self.tagged, self.shop, self.picture):
            table.write()


def _last_place(index) -> int:
    last = (
        Page.objects.filter(depth=index.depth + 1, path__startswith=index.path)
        .order_by("-path")
        .values_list("path", flat=True)
        .first()
    )
    return Page._str2int(last[-Page.steplen :]) if last else 0
