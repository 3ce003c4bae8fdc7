"""The desk's pages: two steps, mending, again, the list; nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import Role
from activities.trade import actions
from activities.trade.models import TradeRecord, Unit
from activities.trade.states import RecordState
from organizations.models import Kind
from tests.factories.activities import paper, person
from tests.factories.catalog import CategoryFactory, ProductFactory
from tests.factories.trade import LUOCHENG, TradeRecordFactory, ground, invoice, task_of, trader

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant(client, db):
    ground()
    user = trader()
    client.force_login(user)
    return user


def first_step(**changed):
    return {
        "entry": "registration",
        "direction": "purchase",
        "product_name": "罗城大米",
        "category": CategoryFactory().pk,
        "quantity": "１.5",
        "unit": Unit.objects.get(key="ton").pk,
        "amount_0": "0.9",
        "amount_1": "万元",
        "traded_on": "2020-08-03",
        "next": "1",
    } | changed


def second_step(**changed):
    return {
        "is_direct": "True",
        "origin": ["450000", "451200", LUOCHENG],
        "buyer": "",
        "seller": "罗城县米业合作社",
        "remarks": "",
        "voucher_kind": "invoice",
        "voucher_number": "No. 0042",
        "attachments": [invoice()],
        "submit": "1",
    } | changed


def begin(client, **changed) -> TradeRecord:
    answer = client.post(reverse("trade_desk:new"), first_step(**changed))
    record = TradeRecord.objects.latest("pk")
    assert answer.status_code in {302, 422}, answer.content.decode()[:2000]
    return record


def edit(record, step=2):
    return reverse("trade_desk:edit", args=[record.pk]) + f"?step={step}"


def test_two_steps_submit_a_record(client, merchant):
    assert client.get(reverse("trade_desk:new")).status_code == 200
    record = begin(client)
    assert client.get(edit(record)).status_code == 200
    answer = client.post(edit(record), second_step())
    assert answer.status_code == 302, answer.context["form"].errors
    record.refresh_from_db()
    assert (record.state, str(record.amount), str(record.quantity), record.origin_id) == (
        RecordState.FILLED,
        "9000.00",
        "1.500",
        LUOCHENG,
    )
    assert (record.buyer, record.vouchers.get().voucher.number_key) == (merchant.organization.name, "NO0042")
    assert client.get(reverse("trade_desk:detail", args=[record.pk])).status_code == 200


def test_what_cannot_be_read_is_kept_and_told(client, merchant):
    record = begin(client, amount_0="九千", quantity="很多")
    answer = client.get(edit(record, 1))
    assert "九千" in answer.content.decode()
    assert "很多" in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "box", "sentence"),
    [
        ({"amount_0": "0"}, "amount", "The amount must be greater than zero."),
        ({"amount_0": "99999999"}, "amount", "This amount is too large to be right: check the unit."),
        ({"quantity": "0"}, "quantity", "The quantity must be greater than zero."),
        ({"quantity": "-3"}, "quantity", "The quantity must be greater than zero."),
        (
            {"traded_on": "2199-01-01"},
            "traded_on",
            "This day lies in the future: report what has taken place.",
        ),
        (
            {"traded_on": "2020-03-01"},
            "traded_on",
            "2020-03-01 is not taken as “registration”: choose “back-fill” above.",
        ),
        (
            {"traded_on": "2019-03-01"},
            "traded_on",
            "2019-03-01 lies outside of what is reported as “registration”: 2020-07-01 –.",
        ),
    ],
)
def test_bad_first_step_is_told_at_its_box_after_the_second(client, merchant, changed, box, sentence):
    with translation.override("en"):
        client.cookies.load({"django_language": "en"})
        record = begin(client, **changed)
        answer = client.post(edit(record), second_step())
    assert answer.status_code == 422
    assert answer.context["step"] == 1
    with translation.override("en"):
        assert [str(e) for e in answer.context["form"].errors.get(box, [])] != []
    record.refresh_from_db()
    assert record.state == RecordState.DRAFT
    assert record.vouchers.count() == 1


def test_unit_of_another_dimension_is_refused(client, merchant):
    from activities.trade.models import Dimension, MeasuredIn

    MeasuredIn.objects.get_or_create(category=CategoryFactory().parent, dimension=Dimension.MASS)
    record = begin(client, unit=Unit.objects.get(key="litre").pk)
    answer = client.post(edit(record), second_step())
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["unit"])


def test_outlier_is_asked_about_and_passes_with_the_tick(client, merchant):
    for _time in range(3):
        TradeRecordFactory(by=merchant, filled=True)
    record = begin(client, amount_0="900")
    answer = client.post(edit(record), second_step())
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["confirmed_amount"])
    client.post(edit(record, 1), first_step(amount_0="900", confirmed_amount="on"))
    answer = client.post(edit(record), second_step(attachments=[]))
    assert answer.status_code == 302
    record.refresh_from_db()
    assert record.state == RecordState.FILLED


def test_missing_voucher_is_told_at_its_box(client, merchant):
    record = begin(client)
    answer = client.post(edit(record), second_step(attachments=[]))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["attachments"])


def test_broken_voucher_is_told_and_nothing_is_lost(client, merchant):
    record = begin(client)
    answer = client.post(edit(record), second_step(attachments=[paper("坏.pdf", content=b"%PDF-broken")]))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["attachments"]
    record.refresh_from_db()
    assert (record.seller, record.origin_id, record.state) == (
        "罗城县米业合作社",
        LUOCHENG,
        RecordState.DRAFT,
    )


def test_autosave_keeps_and_tells_the_time(client, merchant):
    record = begin(client)
    address = reverse("trade_desk:autosave", args=[record.pk])
    answer = client.post(address, first_step(product_name="罗城香米"), headers={"Accept": "application/json"})
    assert answer.status_code == 200
    record.refresh_from_db()
    assert (record.product_name, answer.json()["edits"]) == ("罗城香米", record.edits)


def test_again_copies_a_former_record(client, merchant):
    former = TradeRecordFactory(by=merchant, approved=True)
    answer = client.post(reverse("trade_desk:copy", args=[former.pk]))
    copy = TradeRecord.objects.latest("pk")
    assert (answer.status_code, copy.product_name, copy.amount) == (302, "罗城大米", None)


def test_product_of_the_directory_is_recognised(client, merchant):
    product = ProductFactory(listed=True)
    assert begin(client, product_name=product.title).product_id == product.pk


def test_returned_record_shows_why(client, merchant):
    record = TradeRecordFactory(by=merchant, returned=True)
    answer = client.get(edit(record, 1))
    assert "请补充清晰的发票照片。" in answer.content.decode()


def test_reviewer_reads_and_decides_on_the_task_page(client, merchant):
    record = TradeRecordFactory(by=merchant, passed=True)
    reviewer = person("433100", Role.REVIEWER)
    client.force_login(reviewer)
    task = task_of(record)
    address = reverse("review:task", args=[task.pk])
    page = client.get(address)
    assert "市级退回" in page.content.decode()
    seen = record.review.facts_hash
    answer = client.post(address, {"outcome": "approve", "words": "", "seen": seen})
    assert answer.status_code == 302
    record.refresh_from_db()
    assert record.state == RecordState.APPROVED


def test_same_file_from_another_reporter_is_flagged(client, merchant):
    upload = invoice()
    record = TradeRecordFactory(by=merchant, papers=0)
    actions.attach_voucher(record, upload, by=merchant)
    record = actions.submit_record(record, by=merchant)
    platform = trader(Kind.ECOMMERCE_PLATFORM)
    other = TradeRecordFactory(by=platform, papers=0)
    upload.seek(0)
    actions.attach_voucher(other, upload, by=platform)
    actions.submit_record(other, by=platform)
    client.force_login(trader(Kind.WHOLESALE_MARKET))
    answer = client.get(reverse("review:task", args=[task_of(record).pk]))
    assert platform.organization.name in answer.content.decode()


@pytest.mark.parametrize("name", ["edit", "discard", "copy", "correct", "withdraw", "vouchers", "autosave"])
def test_nobody_else_writes(client, merchant, name):
    record = TradeRecordFactory(by=merchant, approved=True)
    client.force_login(trader(Kind.STORE))
    address = reverse(f"trade_desk:{name}", args=[record.pk])
    assert {client.post(address).status_code, client.get(address).status_code} <= {403, 404, 405}


def test_list_costs_the_same_for_one_and_three(client, merchant):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(person("433100", Role.REVIEWER))
    client.get(reverse("trade_desk:list"))
    counts = []
    for number in (1, 2):
        for _time in range(number):
            TradeRecordFactory(by=merchant, passed=True)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("trade_desk:list")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_filters_and_groups(client, merchant):
    draft = TradeRecordFactory(by=merchant)
    sent = TradeRecordFactory(by=merchant, filled=True)
    done = TradeRecordFactory(by=merchant, approved=True, product_name="罗城红薯")

    def shown(**filters):
        answer = client.get(reverse("trade_desk:list"), filters)
        return {row.pk for row in answer.context["records"]}

    assert shown() == {draft.pk, sent.pk, done.pk}
    assert shown(group="to_review") == {sent.pk}
    assert shown(group="reviewed") == {done.pk}
    assert shown(group="mine") == {draft.pk}
    assert shown(q="红薯") == {done.pk}
    assert shown(origin="451200") == {draft.pk, sent.pk, done.pk}
    assert shown(origin="430000") == set()
    assert shown(category=CategoryFactory().parent_id) == {draft.pk, sent.pk, done.pk}
    assert shown(kind="store") == set()
    assert client.get(reverse("trade_desk:list"), {"group": "nonsense"}).status_code == 404
