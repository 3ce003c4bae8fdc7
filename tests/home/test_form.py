"""The statistics form, cell by cell against a small set computed by hand (M01-M12)."""

import datetime
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from home.indicators.queries import COUNTY, OWN, PREFECTURE, TOTAL, form_rows, of_period
from regions.models import Level
from tests.factories.activities import ReportFactory, person
from tests.factories.home import PeriodFactory, campaign, contacts, report
from tests.factories.regions import RegionFactory, region_at

pytestmark = pytest.mark.django_db

SEPTEMBER = (datetime.date(2020, 9, 1), datetime.date(2020, 9, 30))


def lines(rows, *keys):
    """Name, kind, number of reports and the named measures of each line."""
    return [(row.name, row.kind, row.reports, *[row.values[key] for key in keys]) for row in rows]


def by_hand():
    """Two reports of 花垣县 (one of a town), one of 湘西州's own office, two of 长沙, and one too late."""
    report("433124", cabinets=3, sales_amount=Decimal("125000.00"), people_covered=320)
    report("433124109", cabinets=2, halls=1)
    report("433100", matchmaking_events=1, sales_amount=Decimal("50000.50"))
    report("430102", cabinets=10, online_zones=4)
    report("430121", offline_zones=5, livestream_bases=2)
    report("433122", datetime.date(2020, 10, 1), cabinets=900)


def test_form_rows_are_the_sums_computed_by_hand(hunan):
    by_hand()
    rows = form_rows(region_at("430000"), *SEPTEMBER)
    assert lines(rows, "cabinets", "sales_amount", "halls") == [
        ("合计", TOTAL, 5, 15, Decimal("175000.50"), 1),
        ("长沙市", PREFECTURE, 2, 10, 0, 0),
        ("长沙市本级", OWN, 0, 0, 0, 0),
        ("芙蓉区", COUNTY, 1, 10, 0, 0),
        ("长沙县", COUNTY, 1, 0, 0, 0),
        ("湘潭市", PREFECTURE, 0, 0, 0, 0),
        ("湘潭市本级", OWN, 0, 0, 0, 0),
        ("湘潭县", COUNTY, 0, 0, 0, 0),
        ("湘西土家族苗族自治州", PREFECTURE, 3, 5, Decimal("175000.50"), 1),
        ("湘西土家族苗族自治州本级", OWN, 1, 0, Decimal("50000.50"), 0),
        ("泸溪县", COUNTY, 0, 0, 0, 0),
        ("花垣县", COUNTY, 2, 5, Decimal("125000.00"), 1),
        ("永顺县", COUNTY, 0, 0, 0, 0),
    ]
    assert [row.number for row in rows] == [None, *range(1, 13)]


def test_form_rows_carry_every_measure_of_a_report(hunan):
    figures = {
        "online_zones": 1, "offline_zones": 2, "halls": 3, "cabinets": 4, "livestream_bases": 5,
        "matchmaking_events": 6, "sales_amount": Decimal("70000.00"), "people_covered": 8,
    }  # fmt: skip
    report("433124", **figures)
    row = next(row for row in form_rows(region_at("430000"), *SEPTEMBER) if row.code == "433124")
    assert row.values == figures


@pytest.mark.parametrize(
    ("day", "reports"),
    [
        (datetime.date(2020, 8, 31), 0),
        (datetime.date(2020, 9, 1), 1),
        (datetime.date(2020, 9, 30), 1),
        (datetime.date(2020, 10, 1), 0),
    ],
)
def test_a_report_counts_on_its_last_day_at_both_edges(hunan, day, reports):
    report("433124", day, started_on=day - datetime.timedelta(days=20), cabinets=1)
    total = form_rows(region_at("430000"), *SEPTEMBER)[0]
    assert (total.reports, total.values["cabinets"]) == (reports, reports)


def test_a_report_under_review_is_not_counted(hunan):
    ReportFactory(submitted=True, cabinets=7)
    assert form_rows(region_at("430000"), *SEPTEMBER)[0].reports == 0


def test_drilled_rows_of_a_prefecture_begin_with_its_total_and_own_line(hunan):
    by_hand()
    rows = form_rows(region_at("433100"), *SEPTEMBER)
    assert lines(rows, "cabinets") == [
        ("合计", TOTAL, 3, 5),
        ("湘西土家族苗族自治州本级", OWN, 1, 0),
        ("泸溪县", COUNTY, 0, 0),
        ("花垣县", COUNTY, 2, 5),
        ("永顺县", COUNTY, 0, 0),
    ]


def test_the_province_itself_has_a_line_only_when_it_reported(hunan):
    report("430000", cabinets=1)
    rows = form_rows(region_at("430000"), *SEPTEMBER)
    assert (rows[1].name, rows[1].kind, rows[1].reports) == ("湖南省本级", OWN, 1)


def test_a_zone_s_township_counts_on_its_prefecture_s_own_line(hunan):
    zone = RegionFactory(code="430371001", name="板塘街道", level=Level.TOWN, parent=region_at("430300"))
    ReportFactory(approved=True, by=person("430300"), region_id=zone.pk, cabinets=6)
    rows = {(row.code, row.kind): row for row in form_rows(region_at("430000"), *SEPTEMBER)}
    assert rows["430300", OWN].values["cabinets"] == 6
    assert rows["430300", PREFECTURE].values["cabinets"] == 6


def test_a_retired_county_has_a_line_only_when_it_has_reports(hunan):
    old = RegionFactory(code="430181", name="旧县", retired=True)
    root = region_at("430000")
    assert "旧县" not in [row.name for row in form_rows(root, *SEPTEMBER)]
    ReportFactory(approved=True, by=person("430100"), region_id=old.pk, cabinets=2)
    rows = {row.name: row for row in form_rows(root, *SEPTEMBER)}
    assert (rows["旧县"].values["cabinets"], rows["长沙市"].values["cabinets"]) == (2, 2)


def test_form_rows_cost_two_queries_whatever_the_number_of_reports(hunan, django_assert_num_queries):
    report("433124", cabinets=1)
    root = region_at("430000")
    with django_assert_num_queries(2):
        form_rows(root, *SEPTEMBER)
    report("433122", cabinets=1)
    report("430102", cabinets=1)
    with django_assert_num_queries(2):
        form_rows(root, *SEPTEMBER)


def test_a_period_with_a_tag_counts_only_reports_that_bear_it(hunan):
    report("433124", tags="消费扶贫月", cabinets=1)
    report("433122", tags="其他", cabinets=2)
    assert of_period(PeriodFactory(tag="消费扶贫月")).count() == 1


def cells(response):
    sheet = load_workbook(io.BytesIO(response.content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_workbook_has_the_official_layout_cell_by_cell(client, hunan):
    page = campaign()
    contacts()
    report("433124", cabinets=3, sales_amount=Decimal("125000.00"), people_covered=320)
    found = cells(client.get(f"{page.url}statistics/xlsx/"))
    assert found[0] == ["湖南省2020年消费扶贫月活动开展情况统计表", *[None] * 10]
    assert found[1] == [
        "序号", "市县", "设立线上专区数(个)", "设立线下专区数(个)", "设立专馆数(个)", "设立专柜数(个)",
        "开设直播基地(个)", "举办大型产销活动(场)", "销售扶贫产品(万元)", "覆盖贫困人口(人)", "备注",
    ]  # fmt: skip
    assert found[2] == [None, "合计", 0, 0, 0, 3, 0, 0, 12.5, 320, ""]
    assert found[12] == [10, "泸溪县", 0, 0, 0, 0, 0, 0, 0, 0, ""]
    assert found[13] == [11, "花垣县", 0, 0, 0, 3, 0, 0, 12.5, 320, ""]
    assert [row[0] for row in found[15:]] == [
        "备注：由各市州扶贫办汇总盖章，于2020年10月9日前将工作小结和此表上报省扶贫办。",
        "联系人：张同志　联系方式：10000000001　邮箱：form@example.org",
    ]


def test_workbook_csv_and_page_say_the_same(client, hunan):
    page = campaign()
    by_hand()
    sheet = cells(client.get(f"{page.url}statistics/xlsx/"))[2:15]
    text = b"".join(client.get(f"{page.url}statistics/csv/").streaming_content).decode("utf-8-sig")
    csv = [line.split(",") for line in text.splitlines()[1:]]
    shown = client.get(f"{page.url}statistics/").context["lines"]
    assert [row[1] for row in sheet] == [row[1] for row in csv] == [line.row.name for line in shown]
    for index in (5, 8):
        numbers = [float(row[index]) for row in sheet]
        assert numbers == [float(row[index]) for row in csv]
        assert [round(number, 2) for number in numbers] == [
            float(line.cells[index - 2].text.replace(",", "")) for line in shown
        ]


def test_a_name_that_begins_like_a_formula_stays_text(client, hunan):
    region = region_at("433124")
    region.name = "=1+1县"
    region.save()
    page = campaign()
    sheet = load_workbook(io.BytesIO(client.get(f"{page.url}statistics/xlsx/").content)).active
    names = [(cell.value, cell.data_type) for cell in sheet["B"]]
    assert ("=1+1县", "s") in names
