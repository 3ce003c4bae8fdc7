"""Hidden products become public set-wise: their standing, their pages, the first lines of their timelines."""

from datetime import datetime, time, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from catalog.facts import ProductKind
from catalog.importing.keys import KeyedTable
from catalog.models import ProductEvent, ProductPage
from catalog.states import EventKind, Standing
from search import index, sources

OPENING_HOUR = time(9)
# The name under which the catalogue registers its products with the search.
SEARCHED_AS = "product"


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
    """Enter products in the search as they are now; to be called once they are public."""
    if any(source.key == SEARCHED_AS for source in sources.all_sources()):
        index.put(SEARCHED_AS, sources.get(SEARCHED_AS).public().filter(pk__in=keys))


def let_be_lost(keys) -> None:
    """Take products out of the search that are gone."""
    if any(source.key == SEARCHED_AS for source in sources.all_sources()):
        index.drop(SEARCHED_AS, keys)


def morning(day) -> datetime:
    """Nine o'clock of a day, as offices open."""
    return datetime.combine(day, OPENING_HOUR, tzinfo=timezone.get_default_timezone())
