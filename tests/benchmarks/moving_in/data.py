"""A site with some products, and the file of a directory to be moved in."""

import csv
import datetime

from django.conf import settings
from django.db.models import Value
from django.db.models.functions import Concat
from stdnum.cn import uscc

from catalog.models import Category
from demo import directory
from tests.benchmarks.catalogue.data import prepare as prepare_catalogue

FILE = settings.VAR / "directory.csv"
ALREADY_THERE = 2_000
SUPPLIERS_OF_A_COUNTY = 6
HEADINGS = (
    "产品名称", "别名", "品类", "产地", "供应商", "统一社会信用代码", "规格", "带贫人数", "商品价值量（万元）",
    "带贫机制", "认定编号", "认定日期", "有效期至", "标签",
)  # fmt: skip
BENEFIT = "合作社与农户签订收购协议，按保护价收购，并吸纳务工、流转土地、入股分红，户均年增收二千六百元。"


def prepare(count, say):
    """Products that are read meanwhile, and a file of `count` made-up ones of real counties."""
    prepare_catalogue(ALREADY_THERE, say)
    say(f"writing a file of {count:,} rows")
    # The catalogue's data bring categories of the same names; a file that names two is refused.
    made_up = Category.objects.filter(key__startswith="made-up-")
    made_up.exclude(name__endswith="·").update(name=Concat("name", Value("·")))
    shipped = Category.objects.leaves().exclude(key__startswith="made-up-")
    categories = list(shipped.order_by("pk").values_list("name", flat=True))
    with FILE.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        suppliers: dict[tuple, tuple] = {}
        for row in directory.directory(count, seed=11):
            # A county has few suppliers with many products, not one for each product, and each has a code of its own.
            key = (row.region, row.number % SUPPLIERS_OF_A_COUNTY)
            supplier = suppliers.setdefault(key, (len(suppliers), f"{row.supplier}{len(suppliers)}"))
            writer.writerow(_cells(row, categories, *supplier))
        say(f"of {len(suppliers):,} suppliers")


def _cells(row, categories, number, supplier) -> list:
    code = f"93{row.region}MA{number:07d}"
    day = min(row.listed_from, datetime.date(2026, 1, 1))
    certificate = (f"IM{row.number:010d}", day, "2099-12-31") if row.is_certified else ("", "", "")
    return [
        row.name, "、".join(row.aliases), categories[row.number % len(categories)], row.region, supplier,
        code + uscc.calc_check_digit(code) if number % 2 else "", f"规格{row.number}",
        row.people_benefited, row.commodity_value / 10_000, BENEFIT * 3, *certificate, "、".join(row.tags),
    ]  # fmt: skip
