"""A record's whole life through the verbs and the review kit (state machine 1, C-12, C-17, A12)."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from activities.trade import actions
from activities.trade.models import Direction, RecordVoucher, TradeRecord
from activities.trade.states import RecordState
from core.errors import Conflict
from organizations.models import Kind
from tests.factories.catalog import ProductFactory
from tests.factories.trade import (
    TradeRecordFactory,
    approve,
    decide,
    ground,
    task_of,
    trader,
    values,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_merchant_record_goes_through_market_and_city():
    row = TradeRecordFactory(filled=True)
    market = row.organization.parent
    assert (row.state, task_of(row).organization, row.state_word) == (RecordState.FILLED, market, "filled")
    row = decide(row)
    assert (row.state, task_of(row).region_id) == (RecordState.SUBMITTED, "433100")
    row = decide(row)
    assert (row.state, row.approved_at is not None) == (RecordState.APPROVED, True)
    assert TradeRecord.objects.counted().count() == 1


def test_market_returns_and_record_is_filled_again():
    row = TradeRecordFactory(returned=True)
    assert (row.state, row.return_label) == (RecordState.RETURNED, "退回修改")
    row = actions.save_record(row, {"amount": Decimal("9100")}, by=row.created_by)
    assert actions.submit_record(row, by=row.created_by).state == RecordState.FILLED


def test_city_return_goes_to_the_reporter_and_back_to_the_city_when_only_remarks_change():
    row = TradeRecordFactory(city_returned=True)
    assert (row.state, row.state_word) == (RecordState.RETURNED, "市级退回")
    row = actions.save_record(row, {"remarks": "发票见附件"}, by=row.created_by)
    row = actions.submit_record(row, by=row.created_by)
    assert (row.state, task_of(row).region_id) == (RecordState.SUBMITTED, "433100")


def test_city_return_with_changed_facts_passes_the_market_again():
    row = TradeRecordFactory(city_returned=True)
    row = actions.save_record(row, {"amount": Decimal("8000")}, by=row.created_by)
    assert actions.submit_record(row, by=row.created_by).state == RecordState.FILLED


@pytest.mark.parametrize(
    "kind",
    [Kind.WHOLESALE_MARKET, Kind.CHAIN, Kind.ECOMMERCE_PLATFORM, Kind.ENTERPRISE, Kind.BUDGET_UNIT],
)
def test_those_without_a_parent_start_at_submitted(kind):
    ground()
    row = TradeRecordFactory(by=trader(kind), filled=True)
    assert (row.state, task_of(row).region_id) == (RecordState.SUBMITTED, "433100")


def test_supplier_reports_sales():
    ground()
    row = TradeRecordFactory(
        by=trader(Kind.SUPPLIER, "433124"), filled=True, buyer="湘西州第一食堂", seller=""
    )
    assert (row.direction, row.state, row.seller) == (
        Direction.SALE,
        RecordState.SUBMITTED,
        row.organization.name,
    )


def test_preset_parent_counts_with_the_markets_approval():
    ground("parent")
    assert decide(TradeRecordFactory(filled=True)).state == RecordState.APPROVED


def test_preset_parent_asks_nobody_about_a_platforms_own_submission():
    ground("parent")
    row = TradeRecordFactory(by=trader(Kind.ECOMMERCE_PLATFORM), filled=True)
    assert row.state == RecordState.APPROVED


def test_market_on_the_province_is_decided_by_the_province():
    ground()
    market = trader(Kind.WHOLESALE_MARKET, "430000")
    own = TradeRecordFactory(by=market, filled=True)
    assert (own.state, task_of(own).region_id, own.city_id) == (RecordState.SUBMITTED, "430000", "430000")
    merchant = trader(Kind.MERCHANT, "430000", parent=market.organization)
    row = decide(TradeRecordFactory(by=merchant, filled=True))
    assert (row.state, task_of(row).region_id) == (RecordState.SUBMITTED, "430000")
    assert decide(row).state == RecordState.APPROVED


def test_correction_replaces_the_approved_record_when_it_is_approved():
    row = TradeRecordFactory(approved=True)
    correction = actions.start_correction(row, by=row.created_by)
    correction = actions.save_record(correction, {"amount": Decimal("9900")}, by=row.created_by)
    correction = actions.submit_record(correction, by=row.created_by)
    assert list(TradeRecord.objects.counted()) == [row]
    correction = approve(correction)
    row.refresh_from_db()
    assert (row.state, correction.state, correction.number) == (
        RecordState.SUPERSEDED,
        RecordState.APPROVED,
        2,
    )
    assert list(TradeRecord.objects.counted()) == [correction]


def test_correction_of_the_same_product_and_amount_keeps_one_claim():
    row = TradeRecordFactory(approved=True)
    correction = actions.start_correction(row, by=row.created_by)
    correction = actions.save_record(correction, {"traded_on": datetime.date(2020, 8, 4)}, by=row.created_by)
    correction = approve(actions.submit_record(correction, by=row.created_by))
    assert correction.state == RecordState.APPROVED
    assert [link.record for link in RecordVoucher.objects.filter(claims=True)] == [correction]


def test_only_one_correction_at_a_time():
    row = TradeRecordFactory(approved=True)
    actions.start_correction(row, by=row.created_by)
    with pytest.raises(Conflict) as refusal:
        actions.start_correction(row, by=row.created_by)
    assert str(refusal.value) == "A correction of this record is already in work."


def test_revoked_record_leaves_the_count_and_frees_its_voucher():
    row = TradeRecordFactory(revoked=True)
    assert row.state == RecordState.REVOKED
    assert not TradeRecord.objects.counted().exists()
    assert not RecordVoucher.objects.filter(claims=True).exists()


def test_voucher_serves_three_products_but_not_the_same_twice():
    row = TradeRecordFactory(filled=True)
    by, voucher = row.created_by, row.vouchers.get().voucher
    other = actions.save_record(actions.start_record(by=by), values(product_name="罗城红薯"), by=by)
    actions.link_voucher(other, voucher, by=by)
    assert actions.submit_record(other, by=by).state == RecordState.FILLED
    same = actions.save_record(actions.start_record(by=by), values(product_name=" 罗城 大米"), by=by)
    actions.link_voucher(same, voucher, by=by)
    with pytest.raises(ValidationError) as refusal:
        actions.submit_record(same, by=by)
    assert refusal.value.message_dict == {
        "vouchers": ["One of these vouchers already proves the same product with the same amount."]
    }
    same.refresh_from_db()
    assert (same.state, same.period) == (RecordState.DRAFT, None)


def test_withdrawn_record_frees_its_voucher():
    row = TradeRecordFactory(withdrawn=True)
    assert (row.state, row.vouchers.get().claims) == (RecordState.WITHDRAWN, False)


def test_copy_takes_over_all_but_the_trade_itself():
    row = TradeRecordFactory(approved=True)
    copy = actions.copy_record(row, by=row.created_by)
    assert (copy.product_name, copy.origin_id, copy.seller, copy.unit) == (
        row.product_name,
        row.origin_id,
        row.seller,
        row.unit,
    )
    assert (copy.amount, copy.quantity, copy.traded_on, copy.vouchers.count()) == (None, None, None, 0)


def test_discarded_draft_is_gone():
    row = TradeRecordFactory()
    actions.discard_record(row, by=row.created_by)
    assert not TradeRecord.objects.exists()


def test_sales_of_a_certified_product_reach_the_catalogue(django_capture_on_commit_callbacks, settings):
    ground()
    product = ProductFactory(listed=True)
    seller = trader(Kind.SUPPLIER, "433124")
    with django_capture_on_commit_callbacks(execute=True):
        row = TradeRecordFactory(by=seller, approved=True, product_id=product.pk, buyer="食堂", seller="")
    actions.record_sales_of([product.pk], today=datetime.date(2020, 12, 31))
    product.refresh_from_db()
    assert (product.sales_12m, product.last_sold_on) == (Decimal("9000.00"), datetime.date(2020, 8, 3))
    from tests.factories.trade import revoke

    revoke(row)
    actions.record_sales_of([product.pk], today=datetime.date(2020, 12, 31))
    product.refresh_from_db()
    assert (product.sales_12m, product.last_sold_on) == (Decimal("0.00"), None)
