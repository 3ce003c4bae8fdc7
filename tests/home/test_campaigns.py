"""Campaign pages: progress to targets, contradictions shown and never corrected, numbers that open (C-09)."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.campaigns.models import Case, LocalityPlan, ResponsibleUnit, Stage, SubActivity, Target
from home.campaigns.queries import contradictions, progress, running_campaign
from home.indicators.queries import form_rows
from home.indicators.views.public import Asked
from tests.factories.home import PeriodFactory, campaign, report, target
from tests.factories.regions import region_at

pytestmark = pytest.mark.django_db


def asked(period):
    return Asked(period.region, period.region, period.first, period.last, "", "", "/f/", "/r/", period)


def progress_of(page):
    period = page.period
    rows = form_rows(period.region, period.first, period.last)
    return progress(list(page.targets.all()), rows, asked(period))


def test_progress_to_a_total_is_the_sum_of_counted_reports():
    page = campaign()
    target(page, figure=50)
    report("433124", cabinets=10)
    report("430102", cabinets=15)
    report("430102", datetime.date(2020, 10, 1), cabinets=100)
    (one,) = progress_of(page)
    assert (one.done, one.goal, one.percent, one.url) == (
        "25",
        "50",
        50,
        "/r/?region=430000&measure=cabinets",
    )


def test_progress_of_a_money_target_is_in_its_own_unit():
    page = campaign()
    target(page, label="销售扶贫产品", measure="sales_amount", figure=40, unit="亿元")
    report("433124", sales_amount=Decimal("1000000000.00"))
    (one,) = progress_of(page)
    assert (one.done, one.goal, one.percent) == ("10", "40", 25)


def test_progress_of_one_region_s_target_counts_that_region_only():
    page = campaign()
    target(page, region=region_at("430100"), figure=20)
    report("430102", cabinets=5)
    report("433124", cabinets=15)
    (one,) = progress_of(page)
    assert (one.done, one.percent) == ("5", 25)


def test_progress_of_a_target_asked_of_each_prefecture_counts_those_that_have_it():
    page = campaign()
    target(
        page,
        reach="each_prefecture",
        except_region=region_at("430100"),
        bound="at_least",
        figure=10,
        measure="cabinets",
    )
    report("433124", cabinets=6)
    report("433122", cabinets=4)
    report("430321", cabinets=9)
    (one,) = progress_of(page)
    assert (one.reached, one.asked, one.percent) == (1, 2, 50)
    assert [(line["name"], line["value"], line["is_reached"]) for line in one.regions] == [
        ("湘潭市", "9", False),
        ("湘西土家族苗族自治州", "10", True),
    ]


def test_a_target_without_a_measure_is_shown_and_not_computed():
    page = campaign()
    target(page, label="银行线上专区", measure="", figure=10, unit="家")
    (one,) = progress_of(page)
    assert (one.goal, one.percent, one.done) == ("10", None, "")


def cabinets_of_the_plan(page, *, total=30_000):
    target(page, figure=total)
    target(page, label="长沙市专柜", region=region_at("430100"), figure=10_000)
    target(
        page,
        label="其他市州专柜",
        reach="each_prefecture",
        except_region=region_at("430100"),
        bound="at_least",
        figure=11_000,
    )


def contradictions_of(page):
    rows = form_rows(page.period.region, page.period.first, page.period.last)
    return contradictions(list(page.targets.all()), rows)


def test_parts_that_add_up_to_more_than_the_total_are_shown_as_a_contradiction():
    page = campaign()
    cabinets_of_the_plan(page)
    (one,) = contradictions_of(page)
    assert str(one.sentence) == (
        "智能专柜：各分项合计至少 32,000 台，多于总目标 30,000 台。两者均按方案原文列出，不作改动。"
    )
    assert [part.label for part in one.parts] == ["长沙市专柜", "其他市州专柜"]


def test_a_contradiction_changes_no_target():
    page = campaign()
    cabinets_of_the_plan(page)
    contradictions_of(page)
    assert list(page.targets.order_by("pk").values_list("figure", flat=True)) == [30_000, 10_000, 11_000]


@pytest.mark.parametrize(("total", "number"), [(31_999, 1), (32_000, 0), (40_000, 0)])
def test_parts_contradict_a_total_only_when_they_exceed_it(total, number):
    page = campaign()
    cabinets_of_the_plan(page, total=total)
    assert len(contradictions_of(page)) == number


def test_parts_of_another_measure_contradict_nothing():
    page = campaign()
    target(page, figure=10)
    target(page, measure="halls", region=region_at("430100"), figure=500, unit="个")
    assert contradictions_of(page) == []


@pytest.mark.parametrize(
    ("measure", "unit", "is_right"),
    [
        ("sales_amount", "亿元", True),
        ("sales_amount", "台", False),
        ("cabinets", "台", True),
        ("cabinets", "万元", False),
    ],
)
def test_a_target_s_unit_must_fit_its_measure(measure, unit, is_right):
    row = Target(label="目标", measure=measure, unit=unit, figure=1)
    if is_right:
        row.clean()
    else:
        with pytest.raises(ValidationError):
            row.clean()


def test_the_page_shows_every_part_of_the_plan(client):
    page = campaign(intro="<p>营造氛围。</p>")
    cabinets_of_the_plan(page)
    Stage.objects.create(page=page, title="宣传发动阶段", when="8月中下旬", text="启动仪式。")
    ResponsibleUnit.objects.create(page=page, name="省扶贫办", part="lead")
    SubActivity.objects.create(page=page, number="一是", title="电商直播带货", lead_units="省教育厅")
    LocalityPlan.objects.create(page=page, region=region_at("430100"), unit="长沙市扶贫办", task_force="专班")
    Case.objects.create(page=page, kind="praise", title="诚信贫困户", text="守信。")
    html = client.get(page.url).content.decode()
    for words in (
        "潇湘有大爱，消费助扶贫", "宣传发动阶段", "省扶贫办", "电商直播带货", "省教育厅", "长沙市扶贫办", "诚信贫困户",
        "方案中的目标数不一致", "营造氛围。",
    ):  # fmt: skip
        assert words in html


def test_every_number_of_the_form_opens_to_reports_that_sum_to_it(client):
    page = campaign()
    report("433124", cabinets=3, sales_amount=Decimal("125000.00"))
    report("433124109", cabinets=2)
    report("433100", cabinets=7)
    report("430102", halls=4)
    lines = client.get(f"{page.url}statistics/").context["lines"]
    opened = 0
    for line in lines:
        for cell in line.cells:
            if cell.url:
                response = client.get(cell.url)
                assert response.context["number"] == cell.text
                opened += 1
    assert opened == 10


def test_a_report_is_two_clicks_from_the_number(client):
    page = campaign()
    shown = report("433124", cabinets=3)
    line = next(
        one for one in client.get(f"{page.url}statistics/").context["lines"] if one.row.code == "433124"
    )
    html = client.get(line.cells[3].url).content.decode()
    assert f'href="{shown.url}"' in html


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["戊", "丁", "丙"]),
        ("?region=433124", ["丁", "丙"]),
        ("?region=433100&own=1", ["戊"]),
        ("?measure=halls", ["丁"]),
        ("?month=2020-09&region=433124&measure=cabinets", ["丙"]),
    ],
)
def test_the_reports_of_a_campaign_narrow_by_region_measure_and_month(client, query, titles):
    page = campaign()
    report("433124", datetime.date(2020, 9, 1), title="丙", cabinets=1)
    report("433124", datetime.date(2020, 9, 2), title="丁", halls=1)
    report("433100", datetime.date(2020, 9, 3), title="戊")
    report("433100", datetime.date(2020, 8, 31), title="早")
    assert [one.title for one in client.get(f"{page.url}reports/{query}").context["reports"]] == titles


@pytest.mark.parametrize(
    "query", ["region=999999", "region=440000", "region=x", "month=2020-13", "page=9", "page=x"]
)
def test_an_address_that_names_nothing_is_not_found(client, query):
    page = campaign()
    assert client.get(f"{page.url}reports/?{query}").status_code == 404


def test_the_list_costs_the_same_queries_for_one_and_three_reports(client):
    page = campaign()
    report("433124", cabinets=1)
    url = f"{page.url}reports/?region=433124&measure=cabinets"
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    report("433124", cabinets=1)
    report("433124", cabinets=1)
    client.get(url)
    with CaptureQueriesContext(connection) as three:
        client.get(url)
    assert len(three) == len(one)


def test_the_running_campaign_is_the_one_whose_days_hold_today():
    campaign()
    now = campaign(period=PeriodFactory(running=True))
    assert running_campaign() == now


def test_without_a_running_campaign_the_newest_begun_one_is_shown():
    older = campaign(period=PeriodFactory(first=datetime.date(2019, 9, 1), last=datetime.date(2019, 9, 30)))
    newer = campaign()
    assert (running_campaign(), older.live) == (newer, True)
