"""Withdrawal from the directory: who may, what each verb does and refuses, and what the chain leaves (I09-I15)."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Role
from catalog.certification.withdrawal import actions, process, rules
from catalog.certification.withdrawal.models import Withdrawal
from catalog.certification.withdrawal.reasons import REASONS
from catalog.certification.withdrawal.states import WITHDRAWAL, WithdrawalState
from catalog.models import ProductPage
from catalog.states import DelistReason, EventKind, Standing
from core.errors import Conflict, Refused
from organizations.models import Kind
from review import actions as review_actions
from review.models import Outcome, ReviewTask, TaskState
from tests.factories import catalog as products
from tests.factories.activities import person
from tests.factories.regions import hunan, region_at

pytestmark = pytest.mark.django_db
WORDS = "抽检发现产地与申报不符，经核实。"


@pytest.fixture
def ground():
    """The small Hunan with its three offices, the default chain, and a certified product of Huayuan."""
    hunan()
    products.catalog_page()
    review_actions.adopt_preset(process.KEY, "province", region=region_at("430000"), by=None)
    for code in ("433124", "433100", "430000"):
        person(code, Role.REVIEWER)
    return products.ProductFactory(certified=True, listed=True, region_id="433124")


def county(role=Role.REVIEWER):
    return person("433124", role)


def task_of(withdrawal):
    return ReviewTask.objects.get(review=withdrawal.review, state=TaskState.OPEN)


def proposed(product, **changed):
    values = {"reason": DelistReason.PROBLEM, "words": WORDS, "by": county(), **changed}
    return actions.propose_withdrawal(product, values["reason"], values["words"], by=values["by"])


# role × office × territory → may propose
@pytest.mark.parametrize(
    ("code", "kind", "role", "may"),
    [
        ("433124", Kind.ASSISTANCE_OFFICE, Role.REVIEWER, True),
        ("433124", Kind.ASSISTANCE_OFFICE, Role.ADMINISTRATOR, True),
        ("433124", Kind.ASSISTANCE_OFFICE, Role.REPORTER, False),
        ("433124", Kind.ASSISTANCE_OFFICE, Role.EDITOR, False),
        ("433100", Kind.ASSISTANCE_OFFICE, Role.REVIEWER, True),
        ("430000", Kind.ASSISTANCE_OFFICE, Role.REVIEWER, True),
        ("433122", Kind.ASSISTANCE_OFFICE, Role.REVIEWER, False),
        ("430100", Kind.ASSISTANCE_OFFICE, Role.REVIEWER, False),
        ("433124", Kind.AGRICULTURE_BUREAU, Role.REVIEWER, False),
        ("433124", Kind.SUPPLIER, Role.ADMINISTRATOR, False),
    ],
)
def test_proposing_by_role_and_territory(ground, code, kind, role, may):
    assert bool(rules.can_propose(person(code, role, kind), ground)) is may


@pytest.mark.parametrize("standing", [Standing.EXPIRED, Standing.DELISTED])
def test_proposing_what_is_not_listed_is_refused(ground, standing):
    ground.standing, ground.is_listed = standing, False
    assert not rules.can_propose(county(), ground)


def test_proposing_an_ordinary_product_is_refused(ground):
    ordinary = products.ProductFactory(listed=True, region_id="433124")
    with pytest.raises(Conflict, match="普通产品"):
        proposed(ordinary)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (DelistReason.SUPPLIER, WORDS),
        ("nonsense", WORDS),
        (DelistReason.PROBLEM, "  "),
        (DelistReason.PROBLEM, "请联系 138 0013 8000"),
    ],
)
def test_reason_that_is_none_leaves_nothing(ground, reason, words):
    with pytest.raises(Refused):
        proposed(ground, reason=reason, words=words)
    assert Withdrawal.objects.count() == 0


@pytest.mark.parametrize("reason", REASONS)
def test_approved_withdrawal_takes_the_product_out_with_its_reason(ground, reason):
    withdrawal = proposed(ground, reason=reason)
    review_actions.decide(task_of(withdrawal), Outcome.APPROVE, by=person("430000", Role.REVIEWER))
    withdrawal.refresh_from_db()
    ground.refresh_from_db()
    assert withdrawal.state == WithdrawalState.APPROVED
    assert (ground.standing, ground.is_listed, ground.delist_reason) == (Standing.DELISTED, False, reason)
    assert (ground.delist_words, ground.live) == (WORDS, True)
    event = ground.events.latest("pk")
    assert (event.kind, event.label) == (EventKind.DELISTED, "核准清理")


def test_refused_withdrawal_leaves_the_product_listed(ground):
    withdrawal = proposed(ground)
    review_actions.decide(
        task_of(withdrawal), Outcome.REFUSE, by=person("430000", Role.REVIEWER), words="证据不足。"
    )
    withdrawal.refresh_from_db()
    ground.refresh_from_db()
    assert (withdrawal.state, ground.standing) == (WithdrawalState.REFUSED, Standing.LISTED)
    assert proposed(ground).state == WithdrawalState.SUBMITTED


def test_returned_withdrawal_is_mended_and_goes_on(ground):
    withdrawal = proposed(ground)
    province = person("430000", Role.REVIEWER)
    review_actions.decide(task_of(withdrawal), Outcome.RETURN, by=province, words="补充检验报告编号。")
    withdrawal.refresh_from_db()
    assert withdrawal.state == WithdrawalState.RETURNED
    mended = actions.mend_withdrawal(
        withdrawal, by=county(), reason=DelistReason.SAFETY, words=WORDS + "附报告。"
    )
    assert (mended.state, mended.reason) == (WithdrawalState.SUBMITTED, DelistReason.SAFETY)
    review_actions.decide(task_of(mended), Outcome.APPROVE, by=province)
    ground.refresh_from_db()
    assert ground.delist_reason == DelistReason.SAFETY


def test_mending_by_another_office_is_refused(ground):
    withdrawal = proposed(ground)
    province = person("430000", Role.REVIEWER)
    review_actions.decide(task_of(withdrawal), Outcome.RETURN, by=province, words="补充。")
    withdrawal.refresh_from_db()
    with pytest.raises(Refused, match="其他扶贫办"):
        actions.mend_withdrawal(withdrawal, by=person("433100", Role.REVIEWER), reason="safety", words=WORDS)


def test_mending_what_is_under_review_is_refused(ground):
    with pytest.raises(Conflict):
        actions.mend_withdrawal(proposed(ground), by=county(), reason="safety", words=WORDS)


def test_second_withdrawal_of_a_product_is_refused(ground):
    proposed(ground)
    with pytest.raises(Conflict, match="正在进行"):
        proposed(ground)
    assert Withdrawal.objects.count() == 1


def test_dropped_withdrawal_leaves_the_product_and_the_inbox(ground):
    withdrawal = actions.drop_withdrawal(proposed(ground), by=county())
    ground.refresh_from_db()
    assert (withdrawal.state, ground.standing) == (WithdrawalState.DROPPED, Standing.LISTED)
    assert not ReviewTask.objects.filter(process=process.KEY, state=TaskState.OPEN).exists()
    with pytest.raises(Conflict):
        actions.drop_withdrawal(withdrawal, by=county())


def test_own_proposal_of_the_province_needs_a_second_person(ground):
    first = person("430000", Role.ADMINISTRATOR)
    withdrawal = proposed(ground, by=first)
    with pytest.raises(Refused):
        review_actions.decide(task_of(withdrawal), Outcome.APPROVE, by=first)
    review_actions.decide(task_of(withdrawal), Outcome.APPROVE, by=person("430000", Role.REVIEWER))
    ground.refresh_from_db()
    assert ground.standing == Standing.DELISTED


def test_county_confirms_before_the_province_where_the_chain_says_so(ground):
    review_actions.adopt_preset(process.KEY, "heilongjiang", region=region_at("430000"), by=None)
    withdrawal = proposed(ground, by=county(Role.ADMINISTRATOR))
    assert task_of(withdrawal).region_id == "433124"
    review_actions.decide(task_of(withdrawal), Outcome.APPROVE, by=county())
    assert task_of(withdrawal).region_id == "430000"


def long_listed(**facts):
    """A certified product that entered more than a year ago."""
    product = products.ProductFactory(certified=True, listed=True, region_id="433124")
    ago = timezone.now() - datetime.timedelta(days=400)
    ProductPage.objects.filter(pk=product.pk).update(listed_at=ago, **facts)
    return product


@pytest.mark.parametrize(
    ("sold_days_ago", "proposals"), [(None, 1), (400, 1), (366, 1), (365, 1), (364, 0), (10, 0)]
)
def test_no_sale_within_a_year_is_proposed_to_the_county(ground, sold_days_ago, proposals):
    today = timezone.localdate()
    ProductPage.objects.filter(pk=ground.pk).update(last_sold_on=today)
    sold = sold_days_ago and today - datetime.timedelta(days=sold_days_ago)
    product = long_listed(last_sold_on=sold)
    assert actions.propose_without_sales() == proposals
    assert (
        list(Withdrawal.objects.values_list("product", "reason", "state"))
        == [(product.pk, "no_sales", "proposed")] * proposals
    )


def test_nothing_is_proposed_before_any_sale_is_known(ground):
    long_listed()
    assert actions.propose_without_sales() == 0


def test_proposal_is_made_once_however_often_the_clock_runs(ground):
    ProductPage.objects.filter(pk=ground.pk).update(last_sold_on=timezone.localdate())
    long_listed()
    assert [actions.propose_without_sales() for _ in range(3)] == [1, 0, 0]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Outcome.APPROVE, WithdrawalState.SUBMITTED), (Outcome.REFUSE, WithdrawalState.DROPPED)],
)
def test_county_answers_what_the_site_proposed(ground, outcome, state):
    ProductPage.objects.filter(pk=ground.pk).update(last_sold_on=timezone.localdate())
    long_listed()
    actions.propose_without_sales()
    task = ReviewTask.objects.get(process=process.PROPOSAL)
    assert task.organization == county().organization
    review_actions.decide(task, outcome, by=county(), words="已核实近期订单。")
    assert Withdrawal.objects.get().state == state


def test_dropped_proposal_leaves_nothing_in_the_inbox(ground):
    ProductPage.objects.filter(pk=ground.pk).update(last_sold_on=timezone.localdate())
    long_listed()
    actions.propose_without_sales()
    actions.drop_withdrawal(Withdrawal.objects.get(), by=county())
    task = ReviewTask.objects.get(process=process.PROPOSAL)
    assert (Withdrawal.objects.get().state, task.state) == (WithdrawalState.DROPPED, TaskState.CANCELLED)


def test_page_proposes_and_gives_typing_back(client, ground):
    client.force_login(county())
    address = f"/desk/certification/withdrawals/of/{ground.code}/"
    assert client.get(address).status_code == 200
    bad = client.post(address, {"reason": "problem", "words": "电话 138 0013 8000，请核实"})
    assert bad.status_code == 403
    assert "电话 138 0013 8000，请核实</textarea>" in bad.content.decode()
    assert Withdrawal.objects.count() == 0
    sent = client.post(address, {"reason": "problem", "words": WORDS})
    made = Withdrawal.objects.get()
    assert (sent.url, made.state) == (
        f"/desk/certification/withdrawals/{made.pk}/",
        WithdrawalState.SUBMITTED,
    )


@pytest.mark.parametrize(
    ("code", "kind", "status"),
    [
        ("433124", Kind.ASSISTANCE_OFFICE, 200),
        ("430000", Kind.ASSISTANCE_OFFICE, 200),
        ("433122", Kind.ASSISTANCE_OFFICE, 404),
        ("433124", Kind.AGRICULTURE_BUREAU, 404),
    ],
)
def test_withdrawal_is_seen_by_the_offices_over_it(client, ground, code, kind, status):
    withdrawal = proposed(ground)
    client.force_login(person(code, Role.REVIEWER, kind))
    assert client.get(f"/desk/certification/withdrawals/{withdrawal.pk}/").status_code == status


def test_empty_list_leads_to_the_products(client, ground):
    client.force_login(county())
    page = client.get("/desk/certification/withdrawals/").content.decode()
    assert 'href="/desk/products/">产品目录</a>' in page


def test_list_costs_the_same_for_one_and_three(client, ground, django_assert_max_num_queries):
    proposed(ground)
    client.force_login(county())
    client.get("/desk/certification/withdrawals/")
    with django_assert_max_num_queries(14) as one:
        client.get("/desk/certification/withdrawals/")
    for _ in range(2):
        proposed(products.ProductFactory(certified=True, listed=True, region_id="433124"))
    with django_assert_max_num_queries(len(one)):
        client.get("/desk/certification/withdrawals/")


def test_life_of_a_withdrawal():
    assert {verb: (sorted(arrow.sources), arrow.target) for verb, arrow in WITHDRAWAL.arrows.items()} == {
        "submit": (["proposed", "returned"], "submitted"),
        "return": (["submitted"], "returned"),
        "approve": (["submitted"], "approved"),
        "refuse": (["submitted"], "refused"),
        "drop": (["proposed", "returned", "submitted"], "dropped"),
    }


def test_database_keeps_a_withdrawal_to_its_five_reasons(ground):
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(product=ground, reason="mistake", words="x", office=county().organization)
