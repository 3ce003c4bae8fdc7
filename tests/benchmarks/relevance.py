"""How well the search finds what people mean: recall and precision over the labelled queries.

    python -m tests.benchmarks.relevance [--count 20000] [--seed 1] [--half tuned|held]

Builds the index of a made-up directory in the database of the settings, in a transaction that it takes back.
"""

import argparse
import os
import sys
import time
from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """How one query was answered: how many rows are meant, found, and both."""

    query: object
    meant: int
    found: int
    right: int

    @property
    def recall(self) -> float:
        return self.right / self.meant if self.meant else 1.0

    @property
    def precision(self) -> float:
        if self.found:
            return self.right / self.found
        return 1.0


def entry(row):
    """A row as a source would offer it."""
    from search.sources import Entry

    facts = (row.category_name, row.parent_category_name, row.supplier, row.brand, *row.tags)
    return Entry(
        row.number,
        row.name,
        aliases=row.aliases,
        facts=facts,
        region=row.region,
        date=row.listed_from,
        words=(row.brand,),
    )


def register():
    """The directory as the source of products, with its rows as objects."""
    from search import sources

    sources.register(
        sources.SearchSource(
            key="product", number=1, label="products", order=1, public=None, entry=entry, cards=dict
        )
    )


def score(query, rows) -> Score:
    """Ask one query and hold the answer against the rows."""
    from search.queries import search_ids

    result = search_ids(query.text, source="product", limit=len(rows))
    # Near misses are offered as such; they claim to be no answer.
    found = set() if result.dropped else set(result.ids)
    meant = {row.number for row in rows if query.is_meant(row)}
    return Score(query, len(meant), len(found), len(meant & found))


def mean(values) -> float:
    """Of any numbers; 1 of none."""
    values = list(values)
    return sum(values) / len(values) if values else 1.0


def report(scores, title) -> str:
    """One line of sums, and a line for each sort."""
    by_sort = defaultdict(list)
    for one in scores:
        by_sort[one.query.sort].append(one)
    lines = [_line(title, scores)]
    return "\n".join([*lines, *(_line(f"  {sort}", some) for sort, some in by_sort.items())])


def _line(title, scores):
    recall, precision = mean(one.recall for one in scores), mean(one.precision for one in scores)
    return f"{title:28} {len(scores):4} queries   recall {recall:.3f}   precision {precision:.3f}"


def main() -> int:
    """Print the scores of both halves; 1 when one of them is below what is promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", choices=["tuned", "held"])
    chosen = parser.parse_args()
    _configure()
    from django.db import transaction

    from demo.directory import directory
    from search import index
    from tests.benchmarks.queries import all_queries

    register()
    with transaction.atomic():
        rows, started = list(directory(chosen.count, chosen.seed)), time.process_time()
        index.put("product", rows)
        print(f"{len(rows)} rows indexed in {time.process_time() - started:.1f} s of processor time")
        scores = [score(query, rows) for query in all_queries()]
        transaction.set_rollback(True)
    tuned = [one for one in scores if not one.query.is_held_out]
    held = [one for one in scores if one.query.is_held_out]
    shown = [
        half
        for half in (("tuned", "looked at while tuning", tuned), ("held", "held out", held))
        if chosen.half in (None, half[0])
    ]
    for name, title, half in shown:
        print(report(half, title))
        if name == "tuned" or chosen.half == "held":
            print("\n".join(_weak(half)))
    return int(any(_is_weak(half) for _, _, half in shown))


def _is_weak(scores) -> bool:
    return mean(one.recall for one in scores) < 0.97 or mean(one.precision for one in scores) < 0.95


def _weak(scores):
    for one in scores:
        if one.recall < 0.97 or one.precision < 0.95:
            yield (
                f"    {one.query.text!r}: meant {one.meant}, found {one.found},"
                f" recall {one.recall:.2f}, precision {one.precision:.2f}"
            )


def _configure():
    sys.path.insert(0, "site")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
