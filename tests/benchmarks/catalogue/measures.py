"""What section 4 of issue 3 asks of the catalogue, measured on the products that are there."""

import datetime
import itertools
import random
import time

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from catalog import actions, columns, exports, queries
from catalog.columns import Filters, Sort
from catalog.models import CatalogPage, ProductPage
from core import versions
from tests.benchmarks.catalogue.workers import memory
from tests.benchmarks.clock import Result, measure
from tests.benchmarks.measures import floor
from tests.benchmarks.searching import searches

PER_PAGE = 24
DATA_MS, PRODUCT_MS, PUBLISH_MS = 10, 15, 150
LIST_MS = {"sqlite": 15, "postgresql": 20}


def everything() -> list[Result]:
    """All measurements in the order of the issue; the floor first."""
    return [
        floor(),
        *building(),
        *data_of_lists(),
        *list_pages(),
        *product_pages(),
        *searches(),
        *publishing(),
        *downloads(),
        *memory(addresses()),
    ]


def building() -> list[Result]:
    """The columns read whole by a new process, and brought up to date after one product changed."""
    numbers = itertools.count()
    ids = list(ProductPage.objects.listed().values_list("pk", flat=True)[:1000])

    def change():
        product = ids[next(numbers)]
        ProductPage.objects.filter(pk=product).update(changed_at=timezone.now())
        with transaction.atomic():
            versions.bump("catalogue")

    whole = measure("columns: read whole", lambda _nothing: columns.current(), before=columns.forget, runs=3)
    return [
        whole,
        measure("columns: after one product changed", lambda _nothing: columns.current(), before=change),
    ]


def data_of_lists() -> list[Result]:
    """Ids, count, all facets and the cards of list pages of every sort: filters, depths, orders."""
    held = columns.current()
    size, labels = len(held.columns), held.labels
    soon = timezone.localdate() + datetime.timedelta(days=settings.CERTIFICATE_EXPIRING_DAYS)
    fruit = next(group for group in labels.groups.values() if group.parent is None and group.name == "水果")
    tag = next(pk for pk, tag in labels.tags.items() if tag.name == "有机")
    supplier = int(held.columns.supplier.values[held.columns.supplier.counts.argmax()])
    asked = {
        "everything": (Filters(), Sort.NEWEST, 0),
        "everything, last page": (Filters(), Sort.NEWEST, size - PER_PAGE),
        "everything by name, in the middle": (Filters(), Sort.NAME, size // 2),
        "certified by value": (Filters(certified=True), Sort.VALUE, 0),
        "certified by name, far down": (Filters(certified=True), Sort.NAME, size // 3),
        "a province": (Filters(region="43"), Sort.NEWEST, 0),
        "a county by people": (Filters(region="433124"), Sort.PEOPLE, 0),
        "fruit of a province of one year": (
            Filters(region="43", categories=labels.leaves(fruit), year=2024),
            Sort.NEWEST,
            0,
        ),
        "a tag, certified, expiring": (
            Filters(certified=True, tag=tag, expires_by=soon),
            Sort.PEOPLE,
            PER_PAGE,
        ),
        "a supplier": (Filters(supplier=supplier), Sort.NEWEST, 0),
    }

    def answer(filters, sort, start):
        now = columns.current()
        found = columns.select(now.columns, filters, sort=sort, start=start, length=PER_PAGE, soon=soon)
        return queries.cards(found.ids)

    return [
        measure(f"list data: {name}", lambda words=words: answer(*words), most_cpu_ms=DATA_MS)
        for name, words in asked.items()
    ]


def addresses() -> dict[str, str]:
    """Name → address of list pages as readers ask for them."""
    base = CatalogPage.objects.get().get_url()
    last = -(-len(columns.current().columns) // PER_PAGE)
    return {
        "everything": base,
        "everything, last page": f"{base}?page={last}",
        "certified by name": f"{base}?kind=certified&sort=name",
        "a province": f"{base}?region=430000",
        "a county": f"{base}?region=433124",
        "certified, expiring, one province": f"{base}?expiring=1&kind=certified&region=430000",
    }


def list_pages() -> list[Result]:
    """List pages with nothing of them cached, through all middleware."""
    client = Client()
    return [
        measure(
            f"list page: {name}",
            lambda _nothing, address=address: _get(client, address),
            before=cache.clear,
            most_cpu_ms=LIST_MS[connection.vendor],
        )
        for name, address in addresses().items()
    ]


def product_pages() -> list[Result]:
    """Pages of products chosen at random, nothing cached."""
    client, rng = Client(), random.Random(3)
    base = CatalogPage.objects.get().get_url()
    codes = list(ProductPage.objects.listed().values_list("code", flat=True)[:5000])

    def some():
        cache.clear()
        return f"{base}{rng.choice(codes).lower()}/"

    return [
        measure("product page", lambda address: _get(client, address), before=some, most_cpu_ms=PRODUCT_MS)
    ]


def _get(client, address):
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response


def publishing() -> list[Result]:
    """One product entered in the directory by its verb: page, event, record, search, version."""
    template = ProductPage.objects.listed().first()
    facts = {name: getattr(template, name) for name in ("supplier_id", "region_id", "category_id")}

    def fresh():
        draft = actions.ProductDraft(
            title="花垣黑木耳礼盒", facts={"kind": "ordinary", **facts}, tags=["有机"]
        )
        return actions.create_products([draft], by=None)

    return [
        measure(
            "publishing one product",
            lambda products: actions.put_on_list(products, by=None),
            before=fresh,
            most_ms=PUBLISH_MS,
        )
    ]


def downloads() -> list[Result]:
    """The whole directory as CSV and as a workbook, row by row."""
    from core import sheets

    held = columns.current()
    ids = columns.select(held.columns, Filters()).ids

    def as_csv():
        for _line in sheets.write_csv(exports.COLUMNS, exports.rows(ids, "https://example.cn/products/")):
            pass

    started, own = time.perf_counter(), time.process_time()
    as_csv()
    spent = (time.perf_counter() - started) * 1000, (time.process_time() - own) * 1000
    return [Result(f"download of {len(ids):,} rows as CSV", *spent)]
