"""Public totals by cut, and the desk's list as a ledger."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from activities.trade import exports, queries
from activities.trade.models import Direction, TradeRecord
from activities.trade.queries.cuts import Cut
from core import addresses
from organizations.models import Kind
from tests.factories.trade import TradeRecordFactory, ground, trader

pytestmark = pytest.mark.django_db


def enterprises(count):
    return [trader(Kind.ENTERPRISE, "433124", name=f"花垣第{n}企业") for n in range(count)]


def test_every_cut_adds_up_to_approved_purchases_alone():
    ground()
    for by in enterprises(3):
        TradeRecordFactory(by=by, approved=True)
    TradeRecordFactory(by=trader(Kind.ENTERPRISE, "433124", name="未审企业"), filled=True)
    TradeRecordFactory(approved=True, sale=True)
    for cut in Cut:
        found = queries.breakdown(Direction.PURCHASE, cut, total_reporters=3)
        assert ([cell.amount for cell in found.shown], found.others) == ([Decimal(27000)], None), cut


def test_public_page_names_parts_and_no_reporter(client):
    ground()
    for by in enterprises(3):
        TradeRecordFactory(by=by, approved=True)
    text = client.get(reverse("trade:index")).content.decode()
    assert "广西壮族自治区" in text
    assert "2020-08" in text
    assert "花垣第" not in text


def test_direction_reaches_the_public_page(client):
    ground()
    assert addresses.canonical("direction=sale&junk=1") == "direction=sale"
    chosen = [
        each["key"] for each in client.get("/trade/?direction=sale").context["directions"] if each["on"]
    ]
    assert chosen == ["sale"]


@pytest.mark.parametrize("asked", ["", "?direction=sale", "?direction=nonsense"])
def test_public_page_of_two_reporters_shows_no_figure(client, asked):
    ground()
    for by in enterprises(2):
        TradeRecordFactory(by=by, approved=True)
    answer = client.get(reverse("trade:index") + asked)
    assert answer.status_code == 200
    assert answer.context["total"] is None
    assert answer.context["cuts"] == []


def test_green_plus_of_a_trader_begins_a_record(client):
    ground()
    (by,) = enterprises(1)
    client.force_login(by)
    fab = re.search(
        r'<a class="fab" href="([^"]+)">.*?<span>(.*?)</span>', client.get("/desk/").content.decode()
    )
    assert fab.groups() == (reverse("trade_desk:new"), "新增购销记录")


def lines(answer):
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))


def test_ledger_holds_what_the_person_sees_with_filter_and_time(client):
    ground()
    mine, other = enterprises(2)
    own = TradeRecordFactory(by=mine, filled=False, steps=["submit"])
    TradeRecordFactory(by=other, steps=["submit"])
    client.force_login(mine)
    found = lines(
        client.get(reverse("trade_desk:ledger_csv") + "?direction=purchase&state=filled&state=submitted")
    )
    assert len(found) == 4
    assert found[1][:2] == [str(own.pk), mine.organization.name]
    assert str(Direction.PURCHASE.label) in found[2][0]


def test_ledger_of_a_stranger_is_refused(client):
    ground()
    client.force_login(trader(Kind.WORK_STATION, "433124"))
    assert client.get(reverse("trade_desk:ledger_csv")).status_code == 403


@pytest.mark.parametrize("size", [1, 3])
def test_ledger_reads_a_part_in_one_query(size, django_assert_num_queries):
    ground()
    for by in enterprises(size):
        TradeRecordFactory(by=by, steps=["submit"])
    with django_assert_num_queries(1):
        found = [[c.value(row) for c in exports.COLUMNS] for row in exports.rows(TradeRecord.objects.all())]
    assert len(found) == size


def test_ledger_goes_on_by_key_over_several_parts(monkeypatch):
    ground()
    made = [TradeRecordFactory(by=by, steps=["submit"]).pk for by in enterprises(3)]
    monkeypatch.setattr(exports, "AT_ONCE", 1)
    assert [row.pk for row in exports.rows(TradeRecord.objects.all())] == made[::-1]
