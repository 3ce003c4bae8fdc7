"""200,000 rows moved in on the directory that is there: the time of the whole, its parts, and readers meanwhile.

`measured(count)` for the registry of `tests.benchmarks`; `python manage.py shell` may call it too. The database is left
with the rows in it.
"""

import csv
import datetime
import hashlib
import sqlite3
import tempfile
import threading
import time
from pathlib import Path

from django.conf import settings
from django.db import connection
from stdnum.cn import uscc

from catalog.importing import actions
from catalog.models import Category
from demo import directory
from tests.benchmarks.clock import Result

COUNT = 200_000
MOST_MS = 120_000
HEADINGS = (
    "产品名称", "别名", "品类", "产地", "供应商", "统一社会信用代码", "规格", "带贫人数", "商品价值量（万元）",
    "带贫机制", "认定编号", "认定日期", "有效期至", "标签",
)  # fmt: skip
BENEFIT = "合作社与农户签订收购协议，按保护价收购，并吸纳务工、流转土地、入股分红，户均年增收二千六百元。"


def measured(count=COUNT) -> list[Result]:
    """The file written, then moved in; the whole and each part by the clock and by this process's own time."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "directory.csv"
        write_file(path, count)
        parts, watch = _Parts(), _Readers()
        with watch:
            started, own = time.perf_counter(), time.process_time()
            batch = actions.open_batch(name=path.name, sha256=_hash(path), by=None)
            checked = actions.judge(batch, path, tell=parts)
            if checked.report.error_count:
                raise RuntimeError(checked.report.errors[:3])
            actions.move_in(batch, checked, by=None, tell=parts)
            whole = ((time.perf_counter() - started) * 1000, (time.process_time() - own) * 1000)
    return [
        Result(f"import: {count:,} rows moved in", *whole, most_ms=MOST_MS),
        *parts.results(),
        *watch.results(),
    ]


def write_file(path, count):
    """A directory's file of made-up products of real counties."""
    categories = list(Category.objects.leaves().order_by("pk").values_list("name", flat=True))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for row in directory.directory(count, seed=11):
            code = f"93{row.region}MA{int.from_bytes(row.supplier.encode()[-6:], 'big') % 10**7:07d}"
            day = min(row.listed_from, datetime.date(2026, 1, 1))
            certificate = (f"IM{row.number:010d}", day, "2099-12-31") if row.is_certified else ("", "", "")
            writer.writerow(
                [row.name, "、".join(row.aliases), categories[row.number % len(categories)], row.region, row.supplier,
                 code + uscc.calc_check_digit(code) if row.number % 2 else "", f"规格{row.number}",
                 row.people_benefited, row.commodity_value / 10_000, BENEFIT * 3, *certificate, "、".join(row.tags)]
            )  # fmt: skip


def _hash(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class _Parts:
    """Where the time goes, by what the verbs tell."""

    def __init__(self):
        self.last, self.spent = (time.perf_counter(), time.process_time()), {}

    def __call__(self, part, done, total):
        now = (time.perf_counter(), time.process_time())
        wall, own = self.spent.get(part, (0, 0))
        self.spent[part] = (wall + now[0] - self.last[0], own + now[1] - self.last[1])
        self.last = now

    def results(self):
        return [
            Result(f"import: {part}", wall * 1000, own * 1000) for part, (wall, own) in self.spent.items()
        ]


class _Readers:
    """A reader of its own on SQLite, asking all the while: its slowest answer says whether pages went on."""

    def __init__(self):
        self.slowest, self.asked, self.over = 0.0, 0, threading.Event()
        self.thread = threading.Thread(target=self._ask, daemon=True)

    def __enter__(self):
        if connection.vendor == "sqlite":
            self.thread.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        if self.thread.is_alive():
            self.thread.join()

    def _ask(self):
        base = sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=0)
        while not self.over.wait(0.05):
            started = time.perf_counter()
            base.execute("SELECT count(*) FROM catalog_productpage WHERE is_listed LIMIT 1").fetchone()
            self.slowest, self.asked = max(self.slowest, time.perf_counter() - started), self.asked + 1
        base.close()

    def results(self):
        return (
            [Result(f"import: slowest of {self.asked} reads beside it", self.slowest * 1000, 0)]
            if self.asked
            else []
        )
