"""Hidden products become public set-wise: their standing, their pages, the first lines of their timelines."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from functools import partial
from types import SimpleNamespace

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from catalog import source
from catalog.facts import ProductKind
from catalog.importing.keys import KeyedTable
from catalog.models import Category, ProductEvent, ProductPage, TaggedProduct
from catalog.states import EventKind, Standing
from organizations.models import Organization
from search import index

OPENING_HOUR = time(9)
# What the search reads of a product (catalog.source.entry).
READ = (
    "pk",
    "title",
    "other_names",
    "summary",
    "brand",
    "specification",
    "benefit",
    "code",
    "certificate_number",
    "region_id",
    "supplier_id",
    "category_id",
    "listed_from",
)


@transaction.atomic
def show(products, *, by=None, words="", at=None) -> int:
    """Let new products enter the directory all at once, in a handful of statements; how many are listed now.

    `products`: a queryset of hidden ones, found by something other than their standing. Those whose validity is over
    become expired ones: public, in no list. `at`: when the pages became public (now); `words`: what the timelines say.
    """
    moment, today = at or timezone.now(), timezone.localdate()
    ids = products.order_by().values("pk")
    new = ProductPage.objects.filter(pk__in=ids, standing=Standing.NEW)
    over = Q(listed_until__lt=today)
    expired = list(new.filter(over).values_list("pk", "listed_until", "is_demo"))
    _write_entries(new, by=by, words=words)
    new.filter(over).update(standing=Standing.EXPIRED, changed_at=moment)
    listed = new.update(standing=Standing.LISTED, is_listed=True, changed_at=moment)
    # Only now: a trigger lets no page be public whose product has never been listed.
    Page.objects.filter(pk__in=ids, live=False).update(
        live=True,
        first_published_at=Coalesce("first_published_at", moment),
        last_published_at=Coalesce("last_published_at", moment),
    )
    _write_ends(expired)
    return listed


def _write_entries(new, *, by, words):
    """“certified” and “entered in the directory” of each, by the unit that certified; copied inside the database."""
    quoted = connection.ops.quote_name
    columns = (
        "product_id",
        "kind",
        "at",
        "label",
        "words",
        "details",
        "is_demo",
        "actor_id",
        "organization_id",
    )
    into = [
        "INSERT INTO", quoted(ProductEvent._meta.db_table),
        "(", ", ".join(quoted(name) for name in columns), ")",
        "SELECT page_ptr_id, %s, listed_at, '', %s, '{}', is_demo, %s, certified_by_id",
        "FROM", quoted(ProductPage._meta.db_table), "WHERE page_ptr_id IN (",
    ]  # fmt: skip
    certified = new.filter(kind=ProductKind.CERTIFIED)
    for kind, chosen, said in ((EventKind.CERTIFIED, certified, ""), (EventKind.LISTED, new, words)):
        inner, values = chosen.order_by("pk").values("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            actor = by.pk if by else None
            cursor.execute(" ".join([*into, inner, ")"]), [kind, str(said), actor, *values])


def _write_ends(expired):
    """“validity ended”, on the morning after the last day."""
    table = KeyedTable(ProductEvent, kind=EventKind.EXPIRED)
    for pk, last_day, is_demo in expired:
        table.add(product_id=pk, at=morning(last_day + timedelta(days=1)), is_demo=is_demo)
    table.write()


def let_be_found(keys) -> None:
    """Enter public products and who supplies them in the search as they are now, without a model instance each."""
    index.put(source.KEY, as_the_search_reads(keys))
    suppliers = ProductPage.objects.filter(pk__in=keys).order_by().values("supplier")
    index.put(source.SUPPLIERS, source.public_suppliers().filter(pk__in=suppliers))


def as_the_search_reads(keys) -> list[SimpleNamespace]:
    """The listed ones of these products, with what `catalog.source.entry` asks of them."""
    listed = ProductPage.objects.listed().filter(pk__in=keys)
    rows = list(listed.order_by("pk").values_list(*READ, named=True))
    tags = defaultdict(list)
    for key, name in TaggedProduct.objects.filter(content_object__in=keys).values_list(
        "content_object", "tag__name"
    ):
        tags[key].append(SimpleNamespace(name=name))
    suppliers = Organization.objects.only("name").in_bulk({row.supplier_id for row in rows})
    categories = Category.objects.select_related("parent").in_bulk({row.category_id for row in rows})
    return [
        SimpleNamespace(
            **row._asdict(),
            supplier=suppliers[row.supplier_id],
            category=categories[row.category_id],
            tags=SimpleNamespace(all=partial(tags.__getitem__, row.pk)),
        )
        for row in rows
    ]


def morning(day) -> datetime:
    """Nine o'clock of a day, as offices open."""
    return datetime.combine(day, OPENING_HOUR, tzinfo=timezone.get_default_timezone())
