"""The verbs refused with their sentences, the switch by region, and what the database itself refuses."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import translation

from accounts.models import Role
from accounts.rules import Target, can_open_account
from activities.trade import actions, checks
from activities.trade.models import RecordVoucher, TradePeriod, TradeRecord, TradeSwitch, Unit
from activities.trade.states import RecordState
from core.errors import Conflict, Refused
from organizations.models import Kind
from tests.factories.accounts import UserFactory
from tests.factories.activities import paper, person
from tests.factories.regions import region_at
from tests.factories.trade import TradeRecordFactory, ground, trader

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def merchant(db):
    ground()
    return trader()


def refused(verb, *args, **kwargs) -> str:
    """The sentence of a refusal."""
    with pytest.raises(Refused) as refusal:
        verb(*args, **kwargs)
    return str(refusal.value)


@pytest.mark.parametrize("kind", [Kind.ASSISTANCE_OFFICE, Kind.OPERATOR, Kind.PRODUCTION_BASE])
def test_those_who_do_not_trade_report_nothing(merchant, kind):
    sentence = refused(actions.start_record, by=person("433100", Role.ADMINISTRATOR, kind))
    assert sentence.startswith("Trade records are reported by markets")


def test_suspended_account_reports_nothing(merchant):
    user = UserFactory(organization=merchant.organization, suspended=True)
    assert refused(actions.start_record, by=user) == "This account is suspended."


def test_market_and_chain_administrators_open_their_own_sub_accounts_only(merchant):
    market, chain = trader(Kind.WHOLESALE_MARKET), trader(Kind.CHAIN)
    city = region_at("433100")

    def may(by, kind, parent):
        return bool(can_open_account(by, target=Target(kind, city, parent.pk), role=Role.REPORTER))

    assert may(market, Kind.MERCHANT, market.organization)
    assert may(chain, Kind.STORE, chain.organization)
    assert not may(market, Kind.STORE, chain.organization)
    assert not may(chain, Kind.MERCHANT, market.organization)
    assert not may(merchant, Kind.MERCHANT, market.organization)


def test_nearest_switch_decides(merchant):
    TradeSwitch.objects.create(region=region_at("430000"), is_on=False)
    sentence = "Trade records are not yet reported in 湘西土家族苗族自治州."
    assert refused(actions.start_record, by=merchant) == sentence
    TradeSwitch.objects.create(region=region_at("433100"), is_on=True)
    assert actions.start_record(by=merchant).state == RecordState.DRAFT


def test_switched_off_later_stops_the_submission(merchant):
    row = TradeRecordFactory(by=merchant)
    TradeSwitch.objects.create(region=region_at("433100"), is_on=False)
    assert refused(actions.submit_record, row, by=merchant).startswith("Trade records are not yet")


def test_other_organizations_do_not_write(merchant):
    row, other = TradeRecordFactory(by=merchant), trader(Kind.STORE)
    sentence = "This record belongs to another organization."
    assert refused(actions.save_record, row, {}, by=other) == sentence
    assert refused(actions.submit_record, row, by=other) == sentence
    assert refused(actions.attach_voucher, row, paper(), by=other) == sentence
    assert refused(actions.copy_record, row, by=other) == sentence
    assert refused(actions.discard_record, row, by=other) == sentence


@pytest.mark.parametrize("trait", ["filled", "passed", "approved", "withdrawn", "revoked"])
def test_only_drafts_and_returned_ones_change(merchant, trait):
    row = TradeRecordFactory(by=merchant, **{trait: True})
    for verb, args in (
        (actions.save_record, ({},)),
        (actions.submit_record, ()),
        (actions.discard_record, ()),
    ):
        with pytest.raises(Conflict):
            verb(row, *args, by=merchant)


def test_second_window_is_told(merchant):
    row = TradeRecordFactory(by=merchant)
    actions.save_record(row, {}, by=merchant)
    with pytest.raises(Conflict):
        actions.save_record(row, {}, by=merchant, edits=row.edits)


def test_submission_in_the_second_period_of_backfill(merchant):
    row = TradeRecordFactory(by=merchant, filled=True, entry="backfill", traded_on=datetime.date(2020, 6, 30))
    assert row.period.key == "2020-h1"


@pytest.mark.parametrize(
    ("changed", "box", "sentence"),
    [
        ({"amount": Decimal(0)}, "amount", "The amount must be greater than zero."),
        ({"amount": Decimal(10**11)}, "amount", "This amount is too large to be right: check the unit."),
        ({"amount": Decimal(20_000_000)}, "confirmed_amount", None),
        ({"quantity": Decimal(0)}, "quantity", "The quantity must be greater than zero."),
        ({"product_name": "  "}, "product_name", "Name the product."),
        ({"is_direct": None}, "is_direct", "Say whether it was bought directly at the origin."),
        ({"origin_id": "450000"}, "origin", "Choose the county too: “广西壮族自治区” is not enough."),
        ({"origin_id": None}, "origin", "Choose the region of origin, down to the county."),
    ],
)
def test_problems_by_field(merchant, changed, box, sentence):
    row = TradeRecordFactory(by=merchant, **changed)
    found = checks.problems(TradeRecord.objects.whole().get(pk=row.pk))
    assert list(found) == [box]
    assert sentence is None or found[box] == [sentence]


def test_confirmed_amount_is_not_asked_about_again(merchant):
    big = Decimal("20000000.00")
    row = TradeRecordFactory(by=merchant, amount=big, confirmed_amount=big)
    assert checks.problems(TradeRecord.objects.whole().get(pk=row.pk)) == {}


def test_retired_origin_becomes_its_successor(merchant):
    from tests.factories.regions import RegionFactory

    heir = RegionFactory(code="431181", name="祁阳市", parent=region_at("430000"))
    RegionFactory(code="431121", name="祁阳县", parent=region_at("430000"), retired=True, successor=heir)
    assert TradeRecordFactory(by=merchant, origin_id="431121").origin == heir


def test_units_convert_inside_their_dimension_only(merchant):
    ton, kilo, litre = (Unit.objects.get(key=key) for key in ("ton", "kg", "litre"))
    assert ton.convert(Decimal("1.5"), kilo) == 1500
    with pytest.raises(ValidationError):
        ton.convert(Decimal(1), litre)


def test_periods_do_not_overlap(merchant):
    period = TradePeriod(name="重叠", key="x", entry="backfill", first_day=datetime.date(2020, 6, 1))
    with pytest.raises(ValidationError):
        period.clean()


@pytest.mark.parametrize(
    "change",
    [
        {"amount": Decimal(1)},
        {"product_name": "别的"},
        {"state": RecordState.APPROVED, "approved_at": datetime.datetime(2020, 9, 1, tzinfo=datetime.UTC)},
    ],
)
def test_the_database_refuses_changes_under_review(merchant, change):
    row = TradeRecordFactory(by=merchant, filled=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        TradeRecord.objects.filter(pk=row.pk).update(**change)


def test_the_database_keeps_submitted_records_and_their_vouchers(merchant):
    row = TradeRecordFactory(by=merchant, filled=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        RecordVoucher.objects.filter(record=row).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
