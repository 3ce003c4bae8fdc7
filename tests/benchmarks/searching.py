"""The search over whatever products are there: every labelled query as page and suggestions, and what `put` costs."""

import time
from statistics import quantiles

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search import index, sources
from search.queries import search_ids
from tests.benchmarks.clock import Result, measure
from tests.benchmarks.queries import all_queries

PAGE_MS = 20


def searches() -> list[Result]:
    """p95 over all labelled queries (server CPU decides): the index alone, the page, suggestions; then one `put`."""
    texts = [query.text for query in all_queries()]
    client = Client()
    return [
        slowest("search: ids, p95", lambda text: search_ids(text, limit=20), texts),
        slowest("search: page, p95", lambda text: _get(client, "/search/", text), texts, most_ms=PAGE_MS),
        slowest("search: suggestions, p95", lambda text: _get(client, "/search/suggest/", text), texts),
        put_one(),
    ]


def slowest(name, act, texts, **limits) -> Result:
    """The 95th percentile of one run over all texts, with nothing of the pages cached; queries: the most of any."""
    act(texts[0])
    wall, cpu, most = [], [], 0
    for text in texts:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            act(text)
        most = max(most, len(captured))
        cache.clear()
        started, worked = time.perf_counter(), time.process_time()
        act(text)
        cpu.append((time.process_time() - worked) * 1000)
        wall.append((time.perf_counter() - started) * 1000)
    return Result(name, _p95(wall), _p95(cpu), most, **limits)


def put_one() -> Result:
    """One product written into the index as a verb does it, and taken back."""
    source = sources.get("product")
    product = source.public().order_by("pk").first()

    def put():
        with transaction.atomic():
            index.put(source.key, [product])
            transaction.set_rollback(True)

    return measure("search: put one product", put)


def _get(client, address, text):
    response = client.get(address, {"q": text})
    if response.status_code != 200:
        raise RuntimeError(f"{address}?q={text} answered {response.status_code}")
    return response


def _p95(values) -> float:
    return quantiles(values, n=20)[-1]
