"""Filings: who may file, what is handed in, late or not, returned, accepted, frozen and shown (M11-M15, L06, C-18)."""

import datetime
import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from core.errors import Conflict, Refused
from core.models import Record
from home.indicators import actions, rules
from home.indicators.models import Filing
from home.indicators.queries import period_rows
from home.indicators.states import FilingState
from organizations.models import Kind
from review import actions as review_actions
from review import processes
from review.models import Outcome
from tests.factories.accounts import UserFactory
from tests.factories.activities import paper, person, photo
from tests.factories.home import (
    FilingFactory,
    PeriodFactory,
    attach,
    campaign,
    filing_chain,
    filing_task,
    report,
)
from tests.factories.regions import region_at

pytestmark = pytest.mark.django_db

VALUES = {"vouched": {}, "remarks": {}, "note": ""}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.REPORTER, Role.REVIEWER, Role.EDITOR])
@pytest.mark.parametrize("code", ["430000", "433100", "433124"])
@pytest.mark.parametrize("kind", [Kind.ASSISTANCE_OFFICE, Kind.AGRICULTURE_BUREAU, Kind.WHOLESALE_MARKET])
def test_only_reporters_and_administrators_of_prefecture_offices_file(hunan, role, code, kind):
    verdict = rules.can_file(person(code, role, kind), PeriodFactory())
    right_role, right_office = role in {Role.ADMINISTRATOR, Role.REPORTER}, kind == Kind.ASSISTANCE_OFFICE
    assert bool(verdict) == (right_role and right_office and code == "433100")


def test_a_suspended_account_files_nothing_and_reads_why(hunan):
    user = UserFactory(organization=person("433100").organization, suspended=True)
    verdict = rules.can_file(user, PeriodFactory())
    assert (bool(verdict), str(verdict.sentence)) == (False, "该账号已停用。")


def test_nothing_is_filed_for_a_period_without_a_deadline(hunan):
    with pytest.raises(Refused, match="本期不要求上报"):
        actions.start_filing(PeriodFactory(deadline=None), by=person("433100"))


def test_starting_twice_gives_the_same_filing(hunan):
    period = PeriodFactory()
    first = actions.start_filing(period, by=person("433100"))
    assert actions.start_filing(period, by=person("433100")) == first
    assert Filing.objects.count() == 1


def test_saving_keeps_figures_remarks_and_note(hunan):
    filing = FilingFactory(
        vouched={"cabinets": 12, "sales_amount": Decimal("50000.00")},
        remarks={"433124": "含花垣镇 "},
        note="补报",
    )
    assert filing.vouched == {"cabinets": 12, "sales_amount": "50000.00"}
    assert (filing.remarks, filing.note) == ({"433124": "含花垣镇"}, "补报")


@pytest.mark.parametrize(("figure", "sentence"), [(-1, "不能为负数"), (10**9, "过大，请核对单位")])
def test_an_impossible_figure_is_refused_at_its_field(hunan, figure, sentence):
    filing = FilingFactory()
    with pytest.raises(ValidationError) as wrong:
        actions.save_filing(filing, VALUES | {"vouched": {"cabinets": figure}}, by=person("433100"))
    assert sentence in str(wrong.value.message_dict["cabinets"])


def test_saving_over_somebody_else_s_save_is_a_conflict(hunan):
    filing = FilingFactory()
    actions.save_filing(filing, VALUES | {"note": "先"}, by=person("433100"), edits=filing.edits)
    with pytest.raises(Conflict):
        actions.save_filing(filing, VALUES | {"note": "后"}, by=person("433100"), edits=filing.edits)
    filing.refresh_from_db()
    assert filing.note == "先"


def test_another_prefecture_may_not_change_a_filing(hunan):
    filing = FilingFactory()
    for verb in (
        lambda by: actions.save_filing(filing, VALUES, by=by),
        lambda by: actions.attach_file(filing, "summary", paper(), by=by),
        lambda by: actions.submit_filing(filing, by=by),
        lambda by: actions.withdraw_filing(filing, by=by),
    ):
        with pytest.raises(Refused, match="其他单位"):
            verb(person("430100"))


def test_handing_in_without_files_says_what_is_missing(hunan):
    filing = FilingFactory()
    with pytest.raises(ValidationError) as wrong:
        actions.submit_filing(filing, by=person("433100"))
    assert wrong.value.message_dict == {
        "summary": ["请上传工作小结。"],
        "scan": ["请上传打印盖章后的统计表扫描件。"],
    }
    filing.refresh_from_db()
    assert (filing.state, filing.review) == (FilingState.DRAFT, None)


def test_handing_in_opens_a_task_at_the_province(hunan):
    filing = FilingFactory(submitted=True)
    task = filing_task(filing)
    assert (filing.state, task.region_id, task.process) == (FilingState.SUBMITTED, "430000", "filing")
    assert Record.objects.filter(verb="filing.submit", subject_id=str(filing.pk)).count() == 1


def test_figures_left_empty_are_vouched_for_as_computed(hunan):
    report("433124", cabinets=5, sales_amount=Decimal("125000.00"))
    filing = FilingFactory(submitted=True, vouched={"cabinets": 9})
    assert (filing.vouched["cabinets"], filing.vouched["sales_amount"], filing.vouched["halls"]) == (
        9,
        "125000.00",
        0,
    )
    assert filing.computed["rows"][0]["values"]["cabinets"] == 5


def test_handing_in_twice_is_a_conflict_and_has_no_second_effect(hunan):
    filing = FilingFactory(submitted=True)
    stale = Filing.objects.get(pk=filing.pk)
    stale.state = FilingState.DRAFT
    with pytest.raises(Conflict):
        actions.submit_filing(stale, by=person("433100"))
    assert filing.review.rounds.count() == 1


def test_a_period_that_still_runs_is_not_filed(hunan):
    filing = FilingFactory(whole=True, period=PeriodFactory(running=True))
    with pytest.raises(Refused, match="请在结束后上报"):
        actions.submit_filing(filing, by=person("433100"))


@pytest.mark.parametrize(("days", "is_late"), [(-1, True), (0, False), (1, False)])
def test_after_the_deadline_is_allowed_and_marked(hunan, days, is_late):
    deadline = datetime.date.today() + datetime.timedelta(days=days)
    filing = FilingFactory(submitted=True, period=PeriodFactory(deadline=deadline))
    assert (filing.state, filing.is_late) == (FilingState.SUBMITTED, is_late)


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_what_is_handed_in_cannot_be_changed(hunan, state):
    filing = FilingFactory(**{state: True})
    for verb in (
        lambda: actions.save_filing(filing, VALUES, by=person("433100")),
        lambda: actions.attach_file(filing, "scan", photo(), by=person("433100")),
        lambda: actions.submit_filing(filing, by=person("433100")),
    ):
        with pytest.raises(Conflict):
            verb()


def test_a_returned_filing_is_mended_and_handed_in_again(hunan):
    filing = FilingFactory(returned=True, vouched={"cabinets": 1})
    assert filing.state == FilingState.RETURNED
    filing = actions.save_filing(filing, VALUES | {"vouched": {"cabinets": 2}}, by=person("433100"))
    filing = actions.submit_filing(filing, by=person("433100"))
    assert (filing.state, filing.review.round, filing.vouched["cabinets"]) == (FilingState.SUBMITTED, 2, 2)


def test_accepting_freezes_what_was_handed_in(hunan):
    report("433124", cabinets=5)
    filing = FilingFactory(accepted=True, vouched={"cabinets": 6}, remarks={"433124": "含专馆"})
    report("433124", cabinets=100)
    filing.refresh_from_db()
    assert (filing.state, filing.frozen["vouched"]["cabinets"]) == (FilingState.ACCEPTED, 6)
    assert filing.frozen["rows"][0]["values"]["cabinets"] == 5
    assert filing.frozen["remarks"] == {"433124": "含专馆"}


def test_a_second_decision_is_refused_and_changes_nothing(hunan):
    filing = FilingFactory(submitted=True)
    task = filing_task(filing)
    review_actions.decide(task, Outcome.APPROVE, by=person("430000", Role.REVIEWER))
    with pytest.raises(Conflict):
        review_actions.decide(task, Outcome.RETURN, by=person("430000", Role.ADMINISTRATOR), words="退回")
    filing.refresh_from_db()
    assert filing.state == FilingState.ACCEPTED


def test_another_prefecture_s_reviewer_may_not_accept(hunan):
    filing = FilingFactory(submitted=True)
    with pytest.raises(Refused):
        review_actions.decide(filing_task(filing), Outcome.APPROVE, by=person("430100", Role.REVIEWER))


def test_taking_back_makes_it_a_draft_again(hunan):
    filing = actions.withdraw_filing(FilingFactory(submitted=True), by=person("433100"))
    assert (filing.state, filing.is_editable) == (FilingState.DRAFT, True)
    assert actions.submit_filing(filing, by=person("433100")).state == FilingState.SUBMITTED


def test_withdrawing_an_acceptance_thaws_the_filing(hunan):
    filing = FilingFactory(accepted=True)
    review_actions.revoke_approval(filing.review, by=person("430000", Role.REVIEWER), words="数字有误。")
    filing.refresh_from_db()
    assert (filing.state, filing.frozen, filing.accepted_at) == (FilingState.DRAFT, None, None)


def test_the_database_refuses_an_accepted_filing_that_is_not_frozen(hunan):
    filing = FilingFactory(submitted=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.filter(pk=filing.pk).update(state=FilingState.ACCEPTED)


def test_accepted_figures_stand_beside_the_computed_ones_with_their_difference(client, hunan):
    page = campaign()
    report("433124", cabinets=5)
    FilingFactory(accepted=True, period=page.period, vouched={"cabinets": 8}, remarks={"433124": "含专馆"})
    rows = {(row.code, row.kind): row for row in period_rows(page.period)}
    prefecture = rows["433100", "prefecture"]
    assert (prefecture.values["cabinets"], prefecture.vouched["cabinets"]) == (5, 8)
    assert prefecture.differences() == {"cabinets": 3}
    assert rows["433124", "county"].remark == "含专馆"
    html = client.get(f"{page.url}statistics/").content.decode()
    assert "差额 +3" in html
    assert "含专馆" in html


def test_a_filing_that_is_not_accepted_is_not_public(hunan):
    filing = FilingFactory(submitted=True, remarks={"433124": "含专馆"})
    rows = period_rows(filing.period)
    assert {row.remark for row in rows} == {""}
    assert all(row.vouched == {} for row in rows)


def test_the_days_of_a_period_stay_once_something_was_handed_in(hunan):
    period = FilingFactory(submitted=True).period
    period.last = datetime.date(2020, 9, 29)
    with pytest.raises(ValidationError):
        period.full_clean()


def test_a_clerk_fills_in_prints_attaches_and_hands_in_at_the_desk(client, sign_in, hunan):
    report("433124", cabinets=5)
    period = PeriodFactory()
    filing_chain()
    sign_in(client, person("433100"))
    client.post(reverse("filings:start", args=[period.pk]))
    filing = Filing.objects.get()
    response = client.post(
        reverse("filings:edit", args=[filing.pk]),
        {"edits": 0, "cabinets": "７", "sales_amount": "1.5", "remark_433124": "含专馆", "note": "补报"},
    )
    assert response.status_code == 302
    filing.refresh_from_db()
    assert (filing.vouched, filing.remarks) == (
        {"cabinets": 7, "sales_amount": "15000.00"},
        {"433124": "含专馆"},
    )
    printed = client.get(reverse("filings:print", args=[filing.pk])).content.decode()
    assert "含专馆" in printed
    for which, upload in (("summary", paper()), ("scan", photo())):
        assert (
            client.post(reverse("filings:upload", args=[filing.pk, which]), {"upload": upload}).status_code
            == 302
        )
    assert client.post(reverse("filings:submit", args=[filing.pk])).status_code == 302
    filing.refresh_from_db()
    assert filing.state == FilingState.SUBMITTED


def test_what_was_typed_comes_back_with_the_sentence_of_what_is_wrong(client, sign_in, hunan):
    filing = FilingFactory()
    sign_in(client, person("433100"))
    typed = {"edits": filing.edits, "cabinets": "很多", "note": "写了很久的说明"}
    response = client.post(reverse("filings:edit", args=[filing.pk]), typed)
    assert response.status_code == 400
    html = response.content.decode()
    assert "很多" in html
    assert "写了很久的说明" in html


def test_a_file_of_the_wrong_kind_gets_a_sentence_and_keeps_the_other(client, sign_in, hunan):
    filing = FilingFactory(whole=True)
    sign_in(client, person("433100"))
    response = client.post(
        reverse("filings:upload", args=[filing.pk, "summary"]), {"upload": paper(content=b"<html>no</html>")}
    )
    assert (response.status_code, len(response.context["upload_error"])) == (400, 1)
    before = filing.summary_id
    filing.refresh_from_db()
    assert filing.summary_id == before


@pytest.mark.parametrize(
    ("code", "role", "state", "status"),
    [
        ("433100", Role.REPORTER, "whole", 200),
        ("430000", Role.REVIEWER, "whole", 403),
        ("430000", Role.REVIEWER, "submitted", 200),
        ("430100", Role.ADMINISTRATOR, "submitted", 403),
        ("433124", Role.REPORTER, "accepted", 403),
    ],
)
def test_a_filing_and_its_files_are_read_by_those_concerned_only(
    client, sign_in, hunan, code, role, state, status
):
    filing = FilingFactory(**{state: True})
    sign_in(client, person(code, role))
    assert client.get(reverse("filings:show", args=[filing.pk])).status_code == status
    assert client.get(reverse("filings:file", args=[filing.pk, "scan"])).status_code == status


def test_the_province_sees_who_has_filed_and_who_has_not(client, sign_in, hunan):
    filing = FilingFactory(submitted=True)
    sign_in(client, person("430000", Role.REVIEWER))
    response = client.get(reverse("filings:period", args=[filing.period_id]))
    entries = [(entry["region"].name, bool(entry["filing"])) for entry in response.context["entries"]]
    assert entries == [("长沙市", False), ("湘潭市", False), ("湘西土家族苗族自治州", True)]


def test_the_desk_list_costs_the_same_queries_for_one_and_three_periods(client, sign_in, hunan):
    filing = FilingFactory()
    sign_in(client, person("433100"))
    client.get(reverse("filings:list"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("filings:list"))
    for year in (2018, 2019):
        period = PeriodFactory(first=datetime.date(year, 9, 1), last=datetime.date(year, 9, 30))
        actions.start_filing(period, by=person("433100"))
    with CaptureQueriesContext(connection) as three:
        client.get(reverse("filings:list"))
    assert (len(three), filing.state) == (len(one), FilingState.DRAFT)


def test_attaching_the_same_bytes_twice_keeps_one_file(hunan):
    filing = FilingFactory()
    attach(filing, person("433100"))
    filing.refresh_from_db()
    kept = filing.summary_id
    attach(filing, person("433100"))
    filing.refresh_from_db()
    assert filing.summary_id == kept


def test_only_the_two_files_exist(hunan):
    with pytest.raises(ValidationError):
        actions.attach_file(FilingFactory(), "other", paper(), by=person("433100"))


def test_the_region_of_a_filing_is_the_office_s_own(hunan):
    assert FilingFactory().region == region_at("433100")


@pytest.mark.parametrize(
    "words",
    [
        {"note": "请拨" + "138" + "00138000"},
        {"remarks": {"433124": "联系人" + "138" + "00138000"}},
    ],
)
def test_filing_with_a_number_of_a_person_is_not_handed_in(hunan, words):
    filing = FilingFactory(whole=True, **words)
    with pytest.raises(Refused, match=re.escape("138****8000")):
        actions.submit_filing(filing, by=person("433100"))
    filing.refresh_from_db()
    assert filing.state == FilingState.DRAFT


def test_filings_become_public_only_where_the_review_asks(hunan):
    filing = FilingFactory(submitted=True)
    assert processes.get("filing").refusals([filing.pk]) == {}
    Filing.objects.filter(pk=filing.pk).update(note="请拨" + "138" + "00138000")
    assert list(processes.get("filing").refusals([filing.pk])) == [filing.pk]
