"""Role × territory × state, every cell: through the rule, the list, the page and the voucher's file."""

import pytest
from django.urls import reverse

from accounts.models import Role
from activities.trade import rules
from activities.trade.models import TradeRecord
from activities.trade.states import RecordState
from core.models import Record
from organizations.models import Kind
from tests.factories.accounts import UserFactory
from tests.factories.activities import person
from tests.factories.trade import TradeRecordFactory, approve, ground, revoke, trader

pytestmark = pytest.mark.django_db

DRAFT, SENT = {RecordState.DRAFT}, {RecordState.FILLED, RecordState.SUBMITTED, RecordState.RETURNED}
DECIDED = {RecordState.APPROVED, RecordState.REVOKED}
ENDED = {RecordState.WITHDRAWN}
ALL, NONE = DRAFT | SENT | DECIDED | ENDED, set()
HANDED_IN = ALL - DRAFT

STATES = {
    RecordState.DRAFT: {},
    RecordState.FILLED: {"filled": True},
    RecordState.SUBMITTED: {"passed": True},
    RecordState.RETURNED: {"city_returned": True},
    RecordState.APPROVED: {"approved": True},
    RecordState.REVOKED: {"revoked": True},
    RecordState.WITHDRAWN: {"withdrawn": True},
}
OFFICE = Kind.ASSISTANCE_OFFICE


def _same_organization(merchant, role):
    return UserFactory(organization=merchant.organization, role=role)


# Who → the states of a merchant's record of 湘西州 that this person may read.
READERS = {
    "the merchant": (lambda m: m, ALL),
    "a colleague of the merchant": (lambda m: _same_organization(m, Role.REPORTER), ALL),
    "its market's administrator": (lambda m: trader(Kind.WHOLESALE_MARKET), HANDED_IN),
    "its market's reporter": (
        lambda m: _same_organization(trader(Kind.WHOLESALE_MARKET), Role.REPORTER),
        NONE,
    ),
    "another merchant of the market": (
        lambda m: trader(parent=m.organization.parent, name="隔壁果品批发商户"),
        NONE,
    ),
    "another market of the city": (lambda m: trader(Kind.WHOLESALE_MARKET, name="吉首第二市场"), NONE),
    "a chain of the city": (lambda m: trader(Kind.CHAIN), NONE),
    "a store of the chain": (lambda m: trader(Kind.STORE), NONE),
    "a platform of the city": (lambda m: trader(Kind.ECOMMERCE_PLATFORM), NONE),
    "an enterprise of the city": (lambda m: trader(Kind.ENTERPRISE, "433124"), NONE),
    "a supplier": (lambda m: trader(Kind.SUPPLIER, "433124"), NONE),
    "the city's administrator": (lambda m: person("433100", Role.ADMINISTRATOR), HANDED_IN),
    "the city's reviewer": (lambda m: person("433100", Role.REVIEWER), HANDED_IN),
    "the city's reporter": (lambda m: person("433100", Role.REPORTER), NONE),
    "another city's administrator": (lambda m: person("430300", Role.ADMINISTRATOR), NONE),
    "another city's reviewer": (lambda m: person("430300", Role.REVIEWER), NONE),
    "a county's reviewer": (lambda m: person("433124", Role.REVIEWER), NONE),
    "the city's agriculture bureau": (
        lambda m: person("433100", Role.REVIEWER, Kind.AGRICULTURE_BUREAU),
        NONE,
    ),
    "the province's administrator": (lambda m: person("430000", Role.ADMINISTRATOR), DECIDED),
    "the province's reviewer": (lambda m: person("430000", Role.REVIEWER), DECIDED),
    "the province's editor": (lambda m: person("430000", Role.EDITOR), NONE),
}


@pytest.fixture
def records(db):
    ground()
    merchant = trader()
    return merchant, {state: TradeRecordFactory(by=merchant, **traits) for state, traits in STATES.items()}


@pytest.mark.parametrize("who", READERS)
def test_every_reader_sees_exactly_these_states(client, records, who):
    merchant, by_state = records
    make, wanted = READERS[who]
    reader = make(merchant)
    assert {state for state, row in by_state.items() if rules.can_see(reader, row)} == wanted
    visible = TradeRecord.objects.visible_to(reader).values_list("state", flat=True)
    assert set(visible) == wanted
    client.force_login(reader)
    for state, row in by_state.items():
        page = client.get(reverse("trade_desk:detail", args=[row.pk]))
        file = client.get(reverse("trade_desk:voucher", args=[row.vouchers.get().pk]))
        opened = (page.status_code == 200, file.status_code == 200)
        assert opened == (state in wanted, state in wanted), state
    listed = client.get(reverse("trade_desk:list"))
    if rules.sees_trade(reader):
        assert {row.state for row in listed.context["records"]} == wanted
    else:
        assert listed.status_code in {302, 403}


def test_county_sees_what_its_enterprise_handed_in(records):
    row = TradeRecordFactory(by=trader(Kind.ENTERPRISE, "433124"), filled=True)
    assert rules.can_see(person("433124", Role.REVIEWER), row)
    assert not rules.can_see(person("433127", Role.REVIEWER), row)


def test_province_sees_everything_of_the_market_that_hangs_on_it(records):
    row = TradeRecordFactory(by=trader(Kind.WHOLESALE_MARKET, "430000"), filled=True)
    assert rules.can_see(person("430000", Role.REVIEWER), row)
    assert not rules.can_see(person("433100", Role.REVIEWER), row)


def test_opening_a_voucher_of_somebody_else_is_written_down(client, records):
    _merchant, by_state = records
    link = by_state[RecordState.SUBMITTED].vouchers.get()
    reviewer = person("433100", Role.REVIEWER)
    client.force_login(reviewer)
    assert client.get(reverse("trade_desk:voucher", args=[link.pk])).status_code == 200
    assert (
        Record.objects.filter(verb="trade.voucher", actor=reviewer, subject_id=str(link.voucher_id)).count()
        == 1
    )


def test_anonymous_reads_nothing(client, records):
    row = records[1][RecordState.APPROVED]
    for name, pk in (("detail", row.pk), ("voucher", row.vouchers.get().pk)):
        assert client.get(reverse(f"trade_desk:{name}", args=[pk])).status_code == 302


def test_a_revoked_record_stays_readable_to_the_province(records):
    row = revoke(approve(TradeRecordFactory(by=records[0], filled=True)))
    assert rules.can_see(person("430000", Role.REVIEWER), row)
