"""What is wrong with a row, said in a sentence beside its row and column; and every form in which a file may come."""

import datetime

import openpyxl
import pytest
from django.utils import timezone

from catalog.importing import check
from catalog.models import ProductPage
from organizations.models import Kind
from regions.models import Region
from tests.factories import importing
from tests.factories.catalog import ProductFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import region_at


def _report(folder, *rows, **options):
    return check.check(importing.csv_file(folder, rows), **options).report


def _products(path):
    return [product for part in check.check(path).spool.slices() for _row, _known, product in part]


BAD = [
    ({"产品名称": ""}, "产品名称", "此项不能为空。"),
    ({"产品名称": "米" * 121}, "产品名称", "这里有 121 个字符，最多 120 个。"),
    ({"产品名称": "=1+1"}, "产品名称", "这是公式：请复制该列并只粘贴数值。"),
    ({"品类": "粮食"}, "品类", "“粮食”是一级品类，请选择其下的：大米、面粉面条、杂粮、豆类、薯类。"),
    ({"产地": "999999"}, "产地", "没有代码为 999999 的行政区划。"),
    ({"产地": "天边县"}, "产地", "“天边县”不是地区：请写代码，或从省开始写全称。"),
    (
        {"统一社会信用代码": "913100000000000000"},
        "统一社会信用代码",
        "统一社会信用代码不正确，请与营业执照核对。",
    ),
    ({"带贫人数": "许多"}, "带贫人数", "请填写数字。"),
    ({"带贫人数": "1.5"}, "带贫人数", "请填写整数。"),
    ({"商品价值量（万元）": "-3"}, "商品价值量（万元）", "不能小于零。"),
    ({"认定编号": ""}, "认定编号", "认定产品必须有认定编号。"),
    ({"认定日期": "2026-02-30"}, "认定日期", "这不是日期：请写成 2020-08-01 的样子。"),
    ({"认定日期": ""}, "认定日期", "认定产品必须有认定日期。"),
    ({"认定日期": "2099-01-01"}, "认定日期", "这一天还没有到。"),
    ({"认定单位": "某某办公室"}, "认定单位", "本站没有名为“某某办公室”的机构：请先开设，或将此格留空。"),
    ({"有效期至": "2026-02-01"}, "有效期至", "有效期截止早于认定日期。"),
    ({"店铺链接": "某商城"}, "店铺链接", "“某商城”不是店铺网址：网址以 https:// 开头。"),
    ({"种类": "好产品"}, "种类", "不认识“好产品”；可填：扶贫产品、普通产品。"),
]


@pytest.mark.parametrize(("changed", "heading", "sentence"), BAD, ids=[f"{h}-{s[:8]}" for _c, h, s in BAD])
def test_bad_row_gets_its_sentence(ground, tmp_path, changed, heading, sentence):
    rows = [importing.row(1), importing.row(2, 种类="扶贫产品") | changed]
    report = _report(tmp_path, *rows)
    assert [(row, name, words) for row, _column, name, _value, words in report.errors] == [
        (3, heading, sentence)
    ]


def test_numbers_of_people_do_not_become_public(ground, tmp_path):
    number = "1" + "3" + "8" + "0013" + "8000"
    report = _report(tmp_path, importing.row(1, 带贫机制=f"联系王某 {number}"), importing.row(2))
    assert [(error[0], error[2], number in error[4]) for error in report.errors] == [(2, "带贫机制", False)]


def test_every_wrong_cell_of_a_row_is_named(ground, tmp_path):
    report = _report(tmp_path, importing.row(1, 带贫人数="许多", 认定日期="昨天"))
    assert [error[2] for error in report.errors] == ["带贫人数", "认定日期"]


def test_errors_are_kept_up_to_a_limit_and_counted_beyond(ground, tmp_path, monkeypatch):
    monkeypatch.setattr(check, "MOST_ERRORS", 3)
    report = _report(tmp_path, *(importing.row(n, 带贫人数="x") for n in range(5)))
    assert (len(report.errors), report.error_count) == (3, 5)


def test_number_twice_in_the_file_names_the_first_row(ground, tmp_path):
    report = _report(tmp_path, importing.row(1), importing.row(2, 认定编号="FP430001"))
    assert [(error[0], error[4]) for error in report.errors] == [(3, "第 2 行的编号相同。")]


def test_number_of_the_directory_is_an_error_unless_it_may_change(ground, tmp_path):
    ProductFactory(certified=True, listed=True, certificate_number="FP430001")
    report = _report(tmp_path, importing.row(1))
    assert [error[4] for error in report.errors] == ["目录中已有这个编号的产品。"]
    report = _report(tmp_path, importing.row(1), may_update=True)
    assert (report.error_count, report.updates, report.new) == (0, 1, 0)


@pytest.mark.parametrize(
    "place",
    [
        "433124",
        "湖南省湘西土家族苗族自治州花垣县",
        "湖南省 / 湘西土家族苗族自治州 / 花垣县",
        "湘西州花垣县",
        "花垣县",
        "花垣",
    ],
)
def test_place_is_found_however_it_is_written(ground, tmp_path, place):
    [product] = _products(importing.csv_file(tmp_path, [importing.row(1, 产地=place)]))
    assert product.region_id == "433124"


def test_township_is_found_behind_its_county(ground, tmp_path):
    [product] = _products(importing.csv_file(tmp_path, [importing.row(1, 产地="花垣县双龙镇")]))
    assert product.region_id == "433124110"


def test_retired_region_is_followed_and_told(ground, tmp_path):
    today = region_at("430321")
    Region.objects.create(
        code="430399",
        name="旧县",
        level=3,
        parent_id="430300",
        valid_until=datetime.date(2021, 1, 1),
        successor=today,
    )
    checked = check.check(importing.csv_file(tmp_path, [importing.row(1, 产地="430399")]))
    [[(_row, _known, product)]] = list(checked.spool.slices())
    assert product.region_id == "430321"
    assert [(row, "旧县（430399）今为" in words) for row, words in checked.report.notes] == [(2, True)]


@pytest.mark.parametrize("word", ["大米", "rice", "香米", "粮食/大米"])
def test_category_is_found_by_key_name_and_other_name(ground, tmp_path, word):
    [product] = _products(importing.csv_file(tmp_path, [importing.row(1, 品类=word)]))
    assert product.category_id == importing_category("rice")


def importing_category(key):
    from catalog.models import Category

    return Category.objects.get(key=key).pk


@pytest.mark.parametrize(
    "written", ["2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "20260301", "2026-03-01 00:00:00"]
)
def test_dates_in_the_usual_forms(ground, tmp_path, written):
    [product] = _products(importing.csv_file(tmp_path, [importing.row(1, 认定日期=written)]))
    assert product.certified_on == datetime.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("written", "yuan"),
    [("320.5", 3_205_000), ("320.5万元", 3_205_000), ("1.2亿元", 120_000_000), ("8000元", 8_000)],
)
def test_value_counts_in_the_unit_that_is_written(ground, tmp_path, written, yuan):
    [product] = _products(importing.csv_file(tmp_path, [importing.row(1, **{"商品价值量（万元）": written})]))
    assert product.commodity_value == yuan


@pytest.mark.parametrize(
    ("written", "people"), [("1,200人", 1200), ("1.2万人", 12_000), ("１２", 12), ("", None), ("无", None)]
)
def test_people_are_counted_as_written(ground, tmp_path, written, people):
    [product] = _products(importing.csv_file(tmp_path, [importing.row(1, 带贫人数=written)]))
    assert product.people_benefited == people


def test_validity_is_one_year_where_none_is_given(ground, tmp_path):
    [product] = _products(importing.csv_file(tmp_path, [importing.row(1, 有效期至="")]))
    assert product.listed_until == datetime.date(2027, 2, 28)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_every_encoding(ground, tmp_path, encoding, delimiter):
    path = importing.csv_file(tmp_path, [importing.row(1)], encoding=encoding, delimiter=delimiter)
    assert [product.title for product in _products(path)] == ["示例大米1"]


def test_spreadsheet_with_title_dates_and_numbers(ground, tmp_path):
    row = importing.row(
        1, 认定日期=datetime.datetime(2026, 3, 1), 带贫人数=120, **{"商品价值量（万元）": 0.1 + 0.2}
    )
    path = importing.xlsx_file(tmp_path, [row], above=["产品目录", "填报单位：花垣县扶贫办"])
    [product] = _products(path)
    assert (product.certified_on, product.people_benefited, product.commodity_value) == (
        datetime.date(2026, 3, 1),
        120,
        3_000,
    )


def test_formula_and_merged_cells_are_refused_by_place(ground, tmp_path):
    def spoil(sheet):
        sheet["A2"] = "=A1"
        sheet.merge_cells("D2:D3")

    report = check.check(
        importing.xlsx_file(tmp_path, [importing.row(1), importing.row(2)], prepare=spoil)
    ).report
    assert [(error[0], error[1], error[4]) for error in report.errors] == [
        (2, "A", "这是公式：请复制该列并只粘贴数值。"),
        (3, "D", "这是合并单元格：请取消合并并逐行填写。"),
    ]


def test_a_sheet_that_claims_a_million_rows_is_read_as_it_is(ground, tmp_path):
    def stretch(sheet):
        sheet.cell(row=1_000_000, column=1, value=None)
        sheet.cell(row=900_000, column=1, value=" ")

    report = check.check(importing.xlsx_file(tmp_path, [importing.row(1)], prepare=stretch)).report
    assert (report.rows, report.error_count) == (1, 0)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的。"),
        (b"\xd0\xcf\x11\xe0 old", "这是旧的 XLS 文件：请另存为 XLSX 或 CSV 后再发送。"),
        (b"\x00\x01\x02\xff\xfe", "这既不是 UTF-8 或 GB18030 编码的 CSV，也不是 XLSX 文件。"),
        (b"PK\x03\x04 broken", "文件损坏或不完整，请重新上传。"),
        (
            "序号,备注\n1,好\n".encode(),
            "没有找到表头行。必需的列：产品名称、品类、产地、供应商。模板中列有全部表头。",
        ),
        ("产品名称,品类,产地\n米,大米,433124\n".encode(), "缺少这些列：供应商。"),
        ("产品名称,品类,产地,供应商\n".encode(), "表头之下没有数据行。"),
    ],
    ids=["empty", "xls", "binary", "damaged", "no headings", "column missing", "no rows"],
)
def test_file_that_is_no_table_gets_one_sentence(ground, tmp_path, data, sentence):
    path = tmp_path / "file.csv"
    path.write_bytes(data)
    assert [(error[0], error[4]) for error in check.check(path).report.errors] == [(0, sentence)]


def test_supplier_is_found_by_code_then_by_name_and_county(ground, tmp_path):
    known = OrganizationFactory(supplier=True, uscc=importing.code_of(1), name="另一个名字合作社")
    named = OrganizationFactory(supplier=True, name="花垣同名合作社")
    path = importing.csv_file(
        tmp_path,
        [
            importing.row(1),
            importing.row(2, 供应商="花垣同名合作社", 统一社会信用代码=""),
            importing.row(3, 供应商="花垣新开合作社", 统一社会信用代码=""),
            importing.row(4, 供应商="花垣新开合作社", 统一社会信用代码=importing.code_of(9)),
        ],
    )
    checked = check.check(path)
    products = [product for part in checked.spool.slices() for _row, _known, product in part]
    assert [product.supplier_id for product in products] == [known.pk, named.pk, -1, -1]
    assert [(plan.name, plan.region_id, plan.uscc) for plan in checked.suppliers] == [
        ("花垣新开合作社", "433124", importing.code_of(9))
    ]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": Kind.BUDGET_UNIT}, "这个代码属于“某单位”，它不是供应商。"),
        ({"kind": Kind.SUPPLIER, "closed_at": timezone.now()}, "供应商“某单位”已停用。"),
        (
            {"kind": Kind.SUPPLIER, "barred_until": datetime.date(2099, 1, 1)},
            "供应商“某单位”被列入名单至 2099-01-01。",
        ),
    ],
    ids=["no supplier", "closed", "barred"],
)
def test_supplier_that_may_not_supply_is_refused(ground, tmp_path, changed, sentence):
    OrganizationFactory(name="某单位", uscc=importing.code_of(1), **changed)
    report = _report(tmp_path, importing.row(1))
    assert [(error[2], error[4]) for error in report.errors] == [("供应商", sentence)]


def test_unknown_columns_are_told_and_left_out(ground, tmp_path):
    report = _report(tmp_path, importing.row(1, 序号="1"))
    assert report.notes == [[0, "不认识的列不会写入：序号。"]]


def test_check_writes_nothing(ground, tmp_path):
    _report(tmp_path, importing.row(1))
    assert ProductPage.objects.count() == 0


def test_template_is_a_good_file(ground, tmp_path):
    from catalog.importing import exports

    for name in ("template.csv", "template.xlsx"):
        exports.write_template(tmp_path / name)
        report = check.check(tmp_path / name).report
        assert (report.errors, report.certified) == ([], 1)
    assert openpyxl.load_workbook(tmp_path / "template.xlsx").active["A1"].value == "产品名称"
