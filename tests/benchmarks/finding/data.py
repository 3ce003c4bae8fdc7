"""The index of a made-up directory, without its pages."""

from django.core.management import call_command
from django.db import transaction

from demo.directory import directory
from search import index, sources
from search.models import IndexRow
from tests.benchmarks.relevance import register

SEED = 1


def prepare(count, say):
    """Index `count` products of the generated directory, unless that was done before."""
    call_command("migrate", verbosity=0)
    # Places and categories are words that the search knows.
    call_command("load_reference", verbosity=0)
    register()
    if indexed().exists():
        return
    rows = list(directory(count, SEED))
    for start in range(0, count, 20_000):
        with transaction.atomic():
            index.put("product", rows[start : start + 20_000])
        say(f"indexed {min(start + 20_000, count):,} of {count:,} products")


def indexed():
    """The rows of the directory in the index."""
    return IndexRow.objects.filter(source=sources.get("product").number)
