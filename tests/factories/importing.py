"""Files of a directory to be moved in."""

import csv
import io
from pathlib import Path

import openpyxl
from stdnum.cn import uscc

from catalog import reference
from tests.factories.catalog import catalog_page
from tests.factories.organizations import OrganizationFactory

HEADINGS = (
    "产品名称", "品类", "产地", "供应商", "统一社会信用代码", "规格", "带贫人数", "商品价值量（万元）", "认定编号",
    "认定日期", "认定单位", "有效期至", "标签", "店铺链接",
)  # fmt: skip


def ground():
    """The directory, its categories, the offices of 花垣县 and the province."""
    catalog_page()
    reference.load(lambda *told: None)
    OrganizationFactory(county_office=True)
    OrganizationFactory(province_office=True)


def code_of(number) -> str:
    """A valid unified social credit code of nobody."""
    body = f"93433124MA{number:07d}"
    return body + uscc.calc_check_digit(body)


def row(number=1, **changed) -> dict:
    """A good row of a certified product; changed by heading."""
    return {
        "产品名称": f"示例大米{number}",
        "品类": "大米",
        "产地": "433124",
        "供应商": "花垣示例合作社",
        "统一社会信用代码": code_of(1),
        "规格": "5千克",
        "带贫人数": "120",
        "商品价值量（万元）": "320.5",
        "认定编号": f"FP43{number:04d}",
        "认定日期": "2026-03-01",
        "认定单位": "花垣县扶贫办",
        "有效期至": "2099-12-31",
        "标签": "有机、富硒",
        "店铺链接": "示例商城 https://shop.example.com/1",
    } | changed


def table(rows) -> list[list]:
    """Headings and rows as lists; headings that only some row has are added."""
    headings = list(dict.fromkeys([*HEADINGS, *(name for one in rows for name in one)]))
    return [headings, *([one.get(name, "") for name in headings] for one in rows)]


def csv_bytes(rows, *, encoding="utf-8-sig", delimiter=",") -> bytes:
    """The rows as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(table(rows))
    return text.getvalue().encode(encoding)


def csv_file(folder: Path, rows, **options) -> Path:
    """The rows as a CSV file in `folder`."""
    path = folder / "directory.csv"
    path.write_bytes(csv_bytes(rows, **options))
    return path


def xlsx_file(folder: Path, rows, *, above=(), prepare=None) -> Path:
    """The rows as a spreadsheet, lines of words above; `prepare(sheet)` may spoil it."""
    book = openpyxl.Workbook()
    sheet = book.active
    for line in [*([words] for words in above), *table(rows)]:
        sheet.append(line)
    if prepare:
        prepare(sheet)
    path = folder / "directory.xlsx"
    book.save(path)
    return path
