"""A national directory of products: rows of the pure generator, with suppliers, tags, pictures and events."""

import datetime
import random
import uuid
import zlib

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from catalog.codes import fresh_codes, name_key
from catalog.facts import ProductKind
from catalog.models import (
    CatalogPage,
    Category,
    ProductEvent,
    ProductPage,
    ProductPicture,
    ProductTag,
    TaggedProduct,
)
from catalog.states import EventKind, Standing
from core.models import Record
from core.tables import Table, catch_up
from demo import directory, library
from organizations.models import Kind, Organization

SEED = 7
AT_ONCE = 10_000
SUPPLIERS = 8_000
READY = "benchmark.catalogue"
BENEFIT = (
    "合作社与建档立卡贫困户签订收购协议，按保护价收购，并吸纳劳动力务工、土地流转和入股分红，户均年增收二千六百元。"
    * 3
)


def prepare(count, say):
    """Migrate, load and generate `count` listed products; what is there already is used again."""
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    if Record.objects.filter(verb=READY, details={"count": count}).exists():
        say("using the products of an earlier run")
        return
    writer = _Writer(count)
    rows, part = directory.directory(count, seed=SEED), []
    for row in rows:
        part.append(row)
        if len(part) == AT_ONCE:
            writer.write(part)
            say(f"generated {row.number:,} of {count:,} products")
            part = []
    writer.write(part)
    say("building the search's index")
    call_command("rebuild_search", verbosity=0)
    catch_up(Page, ProductPicture, TaggedProduct, ProductEvent)
    Record.objects.create(
        verb=READY, subject_type=ProductPage._meta.label_lower, subject_id="0", details={"count": count}
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Writer:
    """The tables, and what every row leans on."""

    def __init__(self, count):
        self.count, self.rng = count, random.Random(SEED)
        self.index = CatalogPage.objects.get()
        self.today, self.now = timezone.localdate(), timezone.now()
        self.page = Table(
            Page,
            locale=Locale.get_default(),
            content_type=ContentType.objects.get_for_model(ProductPage),
            depth=self.index.depth + 1,
            live=True,
        )
        self.product = Table(ProductPage, standing=Standing.LISTED, is_listed=True)
        self.tagged, self.picture = Table(TaggedProduct), Table(ProductPicture)
        self.event = Table(ProductEvent, kind=EventKind.LISTED)
        self.categories, self.tags, self.suppliers = {}, {}, {}
        self.pictures = [each.image_id for each in library.stock_pictures().values()]
        self.certifier = Organization.objects.filter(kind=Kind.ASSISTANCE_OFFICE).first()
        self.number = self.index.numchild

    @transaction.atomic
    def write(self, rows):
        """A part of the directory, in one transaction."""
        for row, code in zip(rows, fresh_codes(len(rows)), strict=True):
            self._add(row, code)
        for table in (self.page, self.product, self.tagged, self.picture, self.event):
            table.write()
        Page.objects.filter(pk=self.index.pk).update(numchild=self.number)

    def _add(self, row, code):
        self.number += 1
        pk = self.page.add(
            path=Page._get_path(self.index.path, self.index.depth + 1, self.number),
            title=row.name,
            draft_title=row.name,
            slug=code,
            url_path=f"{self.index.url_path}{code}/",
            translation_key=uuid.UUID(int=self.rng.getrandbits(128)),
            first_published_at=self.now,
        )
        listed_at = timezone.make_aware(
            datetime.datetime.combine(row.listed_from, datetime.time(9))
            + datetime.timedelta(seconds=self.rng.randrange(30_000))
        )
        until = self.today + datetime.timedelta(days=self.rng.randrange(1, 730))
        self.product.add(
            page_ptr_id=pk,
            code=code,
            name_key=name_key(row.name),
            other_names="、".join(row.aliases),
            supplier_id=self._supplier(row),
            region_id=row.region,
            category_id=self._category(row),
            brand=row.brand,
            specification=row.pack or "5 千克 × 1 袋",
            people_benefited=row.people_benefited,
            commodity_value=row.commodity_value,
            benefit=BENEFIT,
            listed_at=listed_at,
            listed_from=row.listed_from,
            listed_until=max(until, row.listed_from) if row.is_certified else None,
            changed_at=listed_at,
            **(self._certificate(row) if row.is_certified else {}),
        )
        for tag in row.tags:
            self.tagged.add(tag_id=self._tag(tag), content_object_id=pk)
        self.picture.add(page_id=pk, image_id=self.rng.choice(self.pictures), alt=row.good, sort_order=0)
        self.event.add(product_id=pk, at=listed_at)

    def _certificate(self, row) -> dict:
        return {
            "kind": ProductKind.CERTIFIED,
            "certificate_number": f"FP{row.region[:2]}{row.number:08d}",
            "certified_on": row.listed_from,
            "certified_year": row.listed_from.year,
        }

    def _supplier(self, row) -> int:
        # A county has few suppliers with many products, not one for each product.
        most = max(self.count * SUPPLIERS // 200_000, 1)
        place = zlib.crc32(f"{row.region}{row.supplier[-9:]}".encode()) % most
        if place not in self.suppliers:
            self.suppliers[place] = Organization.objects.create(
                kind=Kind.SUPPLIER, name=f"{row.supplier}{place}", region_id=row.region
            ).pk
        return self.suppliers[place]

    def _category(self, row) -> int:
        if row.category not in self.categories:
            top, _made = Category.objects.get_or_create(
                key=f"made-up-{row.parent_category}", defaults={"name": row.parent_category_name}
            )
            leaf, _made = Category.objects.get_or_create(
                key=f"made-up-{row.category}", defaults={"name": row.category_name, "parent": top}
            )
            self.categories[row.category] = leaf.pk
        return self.categories[row.category]

    def _tag(self, name) -> int:
        if name not in self.tags:
            self.tags[name] = ProductTag.objects.get_or_create(name=name)[0].pk
        return self.tags[name]
