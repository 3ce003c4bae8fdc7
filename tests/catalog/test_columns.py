"""The columns against the database: the same lists, the same counts, the same after any verb as when read anew."""

import datetime
import random
import threading
from decimal import Decimal

import numpy as np
import pytest
from django.db import connection
from django.db.models import Count, F
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog import actions, columns
from catalog.columns import Filters, Sort, select
from catalog.facts import ProductKind
from catalog.models import ProductPage, TaggedProduct
from catalog.states import DelistReason
from core import versions
from tests.factories import catalog as products
from tests.factories.regions import hunan

TODAY = timezone.localdate()
LONG_AGO = timezone.now() - datetime.timedelta(days=3)
SOON = TODAY + datetime.timedelta(days=90)
REGIONS = ("433124", "433127", "430102", "433124109", "433124110", "430300")
NAMES = ("黑木耳", "黑山羊", "安化黑茶", "阿胶枣", "大米", "腊肉", "冰糖橙")
TAGS = ("有机", "富硒", "六进", "老字号")


def directory(count, seed=1):
    """So many listed products of every sort, through the verbs; the same for the same seed."""
    rng = random.Random(seed)
    hunan()
    products.catalog_page()
    leaves = [
        products.CategoryFactory(),
        products.CategoryFactory(key="black-fungus", name="黑木耳", parent=_top("fungi", "食用菌")),
        products.CategoryFactory(key="mushrooms", name="香菇菌菇", parent=_top("fungi", "食用菌")),
    ]
    suppliers = [products.supplier(f"第{number}合作社") for number in range(3)]
    drafts = [_draft(rng, leaves, suppliers) for _number in range(count)]
    made = actions.create_products(drafts, by=None)
    for until in (None, SOON, TODAY + datetime.timedelta(days=300)):
        actions.put_on_list([each for each in made if rng.random() < 0.4], by=None, until=until)
    days = [datetime.timedelta(days=rng.randrange(5)) for _each in made]
    for product, back in zip(made, days, strict=True):
        ProductPage.objects.filter(pk=product.pk, is_listed=True).update(listed_at=timezone.now() - back)
    ProductPage.objects.update(changed_at=LONG_AGO)
    changed()
    columns.forget()


def changed():
    """Say that the catalogue changed, as a transaction of its own would."""
    connection.versions_said_in = None
    versions.bump("catalogue")


def _top(key, name):
    return products.Category.objects.get_or_create(key=key, defaults={"name": name})[0]


def _draft(rng, leaves, suppliers):
    certified = rng.random() < 0.6
    year = rng.choice((2024, 2025, 2026))
    facts = products.certificate(certified_on=datetime.date(year, 3, 1)) if certified else {}
    facts |= {
        "people_benefited": rng.choice((None, 0, 5, 5, 900)),
        "commodity_value": rng.choice((None, Decimal("0.29"), Decimal("0.28"), Decimal("120000.50"))),
        "category_id": rng.choice(leaves).pk,
        "supplier_id": rng.choice(suppliers).pk,
        "region_id": rng.choice(REGIONS),
    }
    made = products.draft(rng.choice(NAMES), **facts)
    return actions.ProductDraft(**made.__dict__ | {"tags": rng.sample(TAGS, rng.randrange(3))})


@pytest.fixture
def listed(db):
    directory(60)


def in_sql(filters):
    """The same question to the database."""
    found = ProductPage.objects.listed()
    if filters.region:
        found = found.filter(region__code__startswith=filters.region)
    if filters.categories is not None:
        found = found.filter(category_id__in=filters.categories)
    if filters.year:
        found = found.filter(certified_year=filters.year)
    if filters.certified is not None:
        found = found.filter(kind=ProductKind.CERTIFIED if filters.certified else ProductKind.ORDINARY)
    if filters.tag:
        found = found.filter(pk__in=TaggedProduct.objects.filter(tag=filters.tag).values("content_object"))
    if filters.supplier:
        found = found.filter(supplier=filters.supplier)
    if filters.expires_by:
        found = found.filter(listed_until__lte=filters.expires_by)
    return found


ORDERS = {
    Sort.NEWEST: (),
    Sort.VALUE: (F("commodity_value").desc(nulls_last=True),),
    Sort.PEOPLE: (F("people_benefited").desc(nulls_last=True),),
    Sort.NAME: ("name_key",),
}


def some_filters(rng):
    """A random choice among what the directory holds."""
    held = columns.current()
    groups = list(held.labels.groups.values())

    def maybe(values):
        return rng.choice([None, None, *values])

    group = maybe(groups)
    return Filters(
        region=maybe(["43", "4331", "433124", "433124109", "44"]),
        categories=held.labels.leaves(group) if group else None,
        year=maybe([2024, 2025, 1999]),
        certified=maybe([True, False]),
        tag=maybe([*held.labels.tags, 999_999]),
        supplier=maybe([*held.columns.supplier.values.tolist(), 999_999]),
        expires_by=maybe([SOON]),
    )


@pytest.mark.parametrize("sort", ORDERS)
def test_ids_are_those_of_sql_in_its_order(listed, sort):
    held, rng = columns.current(), random.Random(sort)
    for _number in range(25):
        filters = some_filters(rng)
        expected = in_sql(filters).order_by(*ORDERS[sort], "-listed_at", "-pk").values_list("pk", flat=True)
        found = select(held.columns, filters, sort=sort)
        assert (found.ids, found.total) == (list(expected), len(expected)), filters
        assert select(held.columns, filters, sort=sort, start=3, length=4).ids == list(expected)[3:7]


def test_counts_are_those_of_sql_with_the_own_choice_lifted(listed):
    held, rng = columns.current(), random.Random(2)

    def counted(filters, lifted, name):
        rows = in_sql(Filters(**filters.__dict__ | {lifted: None})).order_by().values_list(name)
        return {value: count for value, count in rows.annotate(count=Count("pk")) if value is not None}

    for _number in range(20):
        filters = some_filters(rng)
        counts = select(held.columns, filters, soon=SOON).counts
        lifted = counted(filters, "region", "region_id")
        assert counts.regions.as_dict() == {int(code.ljust(9, "0")): many for code, many in lifted.items()}
        assert counts.categories.as_dict() == counted(filters, "categories", "category_id")
        years = counts.years.as_dict()
        years.pop(0, None)
        assert years == counted(filters, "year", "certified_year")
        kinds = {
            ProductKind.CERTIFIED if value else ProductKind.ORDINARY: many
            for value, many in counts.kinds.as_dict().items()
        }
        assert kinds == counted(filters, "certified", "kind")
        assert counts.suppliers.as_dict() == counted(filters, "supplier", "supplier_id")
        assert counts.tags.as_dict() == counted(filters, "tag", "tagged_items__tag_id")
        ending = in_sql(Filters(**filters.__dict__ | {"expires_by": SOON}))
        assert counts.expiring == ending.count()


def test_counts_add_up_to_every_region_above(listed):
    held = columns.current()
    totals = held.labels.tree.totals(held.columns.region.counts)
    everything = ProductPage.objects.listed()
    assert totals["430000"] == everything.count()
    assert totals["433100"] == everything.filter(region__code__startswith="4331").count()
    assert totals["433124"] == everything.filter(region__code__startswith="433124").count()


def test_what_a_search_found_comes_in_its_order_and_only_if_listed(listed):
    held = columns.current()
    ids = list(ProductPage.objects.order_by("?").values_list("pk", flat=True))
    public = set(ProductPage.objects.listed().values_list("pk", flat=True))
    found = select(held.columns, Filters(among=[*ids, 999_999]), sort=Sort.RELEVANCE)
    assert found.ids == [pk for pk in ids if pk in public]
    some = Filters(among=ids, certified=True)
    narrowed = select(held.columns, some, sort=Sort.RELEVANCE).ids
    certified = set(ProductPage.objects.filter(kind=ProductKind.CERTIFIED).values_list("pk", flat=True))
    assert narrowed == [pk for pk in ids if pk in public & certified]
    assert select(held.columns, Filters(among=[]), sort=Sort.RELEVANCE).total == 0


def test_an_empty_directory_has_no_products(db):
    columns.forget()
    found = select(columns.current().columns, Filters(region="43", tag=1), soon=SOON, length=24)
    assert (found.ids, found.total, found.counts.expiring) == ([], 0, 0)


def same(one, other):
    """Whether two sets of columns say the same, value by value."""
    for name in ("ids", "until", "listed_at", "people", "value", "names"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    for name in ("region", "category", "year", "kind", "supplier"):
        mine, theirs = getattr(one, name), getattr(other, name)
        assert np.array_equal(mine.values[mine.index], theirs.values[theirs.index]), name
    for name, order in one.orders.items():
        assert np.array_equal(order, other.orders[name]), name
    assert np.array_equal(one.tags.tags, other.tags.tags)
    assert np.array_equal(one.tags.rows, other.tags.rows)


VERBS = st.lists(
    st.tuples(st.sampled_from(["create", "list", "delist", "relist", "change"]), st.integers(0, 10**6)),
    max_size=8,
)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None)
@given(verbs=VERBS)
def test_what_verbs_change_is_brought_up_to_what_a_reading_finds(verbs):
    if not ProductPage.objects.exists():
        directory(25)
    before = columns.current()
    for verb, seed in verbs:
        rng = random.Random(seed)
        some = list(ProductPage.objects.order_by("pk"))
        chosen = rng.sample(some, min(len(some), 3))
        _act(verb, rng, chosen)
    changed()
    brought_up = columns.current()
    columns.forget()
    same(brought_up.columns, columns.current().columns)
    assert brought_up.version != before.version


def _act(verb, rng, chosen):
    if verb == "create":
        leaves, suppliers = list(products.Category.objects.leaves()), [products.supplier()]
        made = actions.create_products([_draft(rng, leaves, suppliers)], by=None)
        actions.put_on_list(made, by=None, until=rng.choice([None, SOON]))
    elif verb == "list":
        actions.put_on_list(chosen, by=None)
    elif verb == "delist":
        actions.take_off_list(chosen, DelistReason.PROBLEM, "抽检不合格。", by=None)
    elif verb == "relist":
        actions.put_back(chosen, by=None, until=SOON)
    else:
        facts = {
            "people_benefited": rng.choice((None, 1, 5)),
            "region_id": rng.choice(REGIONS),
            "title": rng.choice(NAMES),
        }
        actions.change_facts(chosen[0], facts, by=None)


def test_a_version_that_stands_costs_one_query_and_no_reading(listed, django_assert_num_queries):
    first = columns.current()
    with django_assert_num_queries(1):
        assert columns.current() is first


def test_a_refresh_asks_as_many_queries_for_one_change_as_for_three(listed, django_assert_num_queries):
    columns.current()
    for number in (1, 3):
        listed_ones = list(ProductPage.objects.listed()[:number])
        actions.take_off_list(listed_ones, DelistReason.PROBLEM, "抽检不合格。", by=None)
        changed()
        with django_assert_num_queries(9):
            columns.current()


def test_what_a_refresh_could_not_see_is_read_anew(listed):
    held = columns.current()
    gone = held.columns.ids[0]
    ProductPage.objects.filter(pk=gone).update(is_listed=False, standing="expired")
    changed()
    assert gone not in columns.current().columns.ids


def test_readers_take_what_is_held_while_another_thread_refreshes(listed, monkeypatch):
    from catalog.columns import keeper

    monkeypatch.setattr(keeper, "PATIENCE_SECONDS", 0.05)
    held = columns.current()
    changed()
    busy = keeper._keeper.lock
    with busy:
        seen = columns.current()
    assert (seen.is_current, seen.columns) == (False, held.columns)
    assert columns.current().is_current


def test_a_child_process_has_a_lock_of_its_own(listed):
    from catalog.columns import keeper

    one = keeper.Keeper()
    one.held = columns.current()
    with one.lock:
        one.after_fork()
        assert one.lock.acquire(timeout=0)
    assert one.held is not None


def test_many_threads_read_whole_lists(listed):
    held, wrong = columns.current(), []
    expected = select(held.columns, Filters(region="43"), sort=Sort.NAME, soon=SOON)

    def read():
        for _number in range(20):
            found = select(held.columns, Filters(region="43"), sort=Sort.NAME, soon=SOON)
            if (
                found.ids != expected.ids
                or found.counts.regions.as_dict() != expected.counts.regions.as_dict()
            ):
                wrong.append(found)

    threads = [threading.Thread(target=read) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
