"""Onboarding, bases and agreements through their verbs: permitted, refused with a sentence, returned, approved."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Role
from catalog.suppliers import actions, queries, rules
from catalog.suppliers.facts import PaperKind
from catalog.suppliers.models import Onboarding, SupplierPolicy
from catalog.suppliers.states import AuthorizationState, HandedInState, OnboardingState
from core.errors import Conflict, Refused
from core.models import Record
from organizations.models import Kind
from review.models import Outcome, Round
from tests.factories.accounts import UserFactory
from tests.factories.core import picture, upload
from tests.factories.regions import region_at
from tests.factories.suppliers import (
    ID_NUMBER,
    USCC,
    base,
    decide,
    ground,
    sent,
    supplier,
    supplier_person,
    whole_draft,
)

pytestmark = pytest.mark.django_db


def test_onboarding_is_returned_mended_and_approved():
    reviewer, by = ground(), supplier_person()
    row = actions.submit_onboarding(whole_draft(by), by=by)
    assert row.state == OnboardingState.SUBMITTED
    decide("onboarding", row.pk, Outcome.RETURN, by=reviewer)
    row.refresh_from_db()
    assert (row.state, queries.standing(by.organization).is_approved) == (OnboardingState.RETURNED, False)
    actions.add_paper(row, sent(), by=by, kind=PaperKind.PRODUCTION_LICENCE)
    row = actions.submit_onboarding(row, by=by)
    decide("onboarding", row.pk, Outcome.APPROVE, by=reviewer)
    row.refresh_from_db()
    by.organization.refresh_from_db()
    assert (row.state, row.review.round, by.organization.uscc) == (OnboardingState.APPROVED, 2, USCC)
    assert queries.profile(by.organization).legal_representative == "石示例"
    assert rules.can_apply(by)


def test_a_change_keeps_the_approval_and_the_old_paper_until_it_is_approved():
    reviewer = ground()
    by = supplier_person(lapsed=[PaperKind.BUSINESS_LICENCE], uscc=USCC)
    row = actions.start_onboarding(by=by)
    assert (row.number, row.papers.count()) == (2, 3)
    old = row.papers.get(kind=PaperKind.BUSINESS_LICENCE)
    new = actions.add_paper(row, sent(), by=by, kind=old.kind, replaces=old)
    actions.save_onboarding(row, {"promises": ["scope", "unit", "truth"]}, typed={}, by=by)
    assert not rules.can_apply(by)
    row = actions.submit_onboarding(row, by=by)
    decide("onboarding", row.pk, Outcome.APPROVE, by=queries.nearest_office(by.region).accounts.get())
    assert rules.can_apply(by)
    assert [p.pk for p in queries.papers(by.organization) if p.kind == old.kind] == [new.pk]
    assert Onboarding.objects.get(organization=by.organization, number=1).papers.contains(old)
    assert reviewer.organization.kind == Kind.OPERATOR


def test_submit_names_what_is_missing_by_field():
    ground()
    by = supplier_person()
    with pytest.raises(ValidationError) as error:
        actions.submit_onboarding(actions.start_onboarding(by=by), by=by)
    assert set(error.value.message_dict) == {
        "legal_representative",
        "address",
        "telephone",
        "uscc",
        "promises",
        "papers",
    }


def test_a_wrong_and_a_taken_credit_code_are_refused():
    ground()
    supplier(name="另一家合作社", uscc=USCC)
    by = supplier_person()
    row = whole_draft(by)
    assert list(rules.problems(row)) == ["uscc"]
    row = actions.save_onboarding(row, {"uscc": "91433124MA4L16JQ99"}, typed={}, by=by)
    assert list(rules.problems(row)) == ["uscc"]


def test_a_natural_person_only_where_the_region_allows_and_the_number_stays_out_of_the_round():
    ground()
    by = supplier_person()
    row = whole_draft(by, is_natural_person=True, id_number=ID_NUMBER, uscc="")
    assert list(rules.problems(row)) == ["is_natural_person"]
    SupplierPolicy.objects.create(region=region_at("430000"), allows_natural_persons=True)
    row = actions.submit_onboarding(row, by=by)
    assert ID_NUMBER not in str(Round.objects.get(review=row.review).content)
    assert ID_NUMBER not in str(list(Record.objects.values_list("details", flat=True)))


def test_nobody_else_edits_and_nobody_edits_under_review():
    ground()
    by = supplier_person()
    row = whole_draft(by)
    with pytest.raises(Refused):
        actions.save_onboarding(row, {}, typed={}, by=supplier_person())
    with pytest.raises(Refused):
        actions.save_onboarding(row, {}, typed={}, by=supplier_person(Role.REVIEWER, by.organization))
    with pytest.raises(Conflict):
        actions.save_onboarding(row, {}, typed={}, by=by, edits=row.edits - 1)
    row = actions.submit_onboarding(row, by=by)
    for verb in (
        lambda: actions.submit_onboarding(row, by=by),
        lambda: actions.add_paper(row, sent(), by=by, kind=PaperKind.OTHER),
    ):
        with pytest.raises(Conflict):
            verb()


def test_a_barred_supplier_begins_nothing():
    ground()
    with pytest.raises(Conflict):
        actions.start_onboarding(by=supplier_person(barred=True))


def test_pictures_lose_their_traces_and_programs_stay_outside():
    ground()
    by = supplier_person()
    row = actions.start_onboarding(by=by)
    photo = picture(exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00")
    paper = actions.add_paper(row, upload(photo), by=by, kind=PaperKind.LEGAL_ID)
    assert b"Exif" not in paper.file.file.read()
    with pytest.raises(ValidationError):
        actions.add_paper(row, upload(b"MZ program"), by=by, kind=PaperKind.OTHER)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.APPROVE, AuthorizationState.GRANTED),
        (Outcome.RETURN, AuthorizationState.RETURNED),
        (Outcome.REFUSE, AuthorizationState.REFUSED),
    ],
)
def test_a_base_answers_by_its_own_account(outcome, state):
    ground()
    by, holder = supplier_person(), UserFactory(organization=base(), role=Role.ADMINISTRATOR)
    row = actions.request_authorization(base(), sent(), by=by, goods="猕猴桃")
    with pytest.raises(Conflict):
        actions.request_authorization(base(), sent(), by=by, goods="猕猴桃")
    with pytest.raises(Refused):
        decide("base-authorization", row.pk, outcome, by=by)
    decide("base-authorization", row.pk, outcome, by=holder, words="已核对。")
    row.refresh_from_db()
    assert (row.state, row.words) == (state, "已核对。")
    if state == AuthorizationState.RETURNED:
        row = actions.request_again(row, by=by, goods="猕猴桃干")
        assert row.state == AuthorizationState.REQUESTED


def test_an_agreement_goes_to_the_operator_and_comes_back():
    reviewer = ground()
    by = supplier_person(approved=True)
    Onboarding.objects.update(operator=reviewer.organization)
    with pytest.raises(ValidationError):
        actions.hand_in_agreement({"goods": ""}, None, by=by)
    row = actions.hand_in_agreement({"goods": "大米"}, sent(), by=by)
    decide("supply-agreement", row.pk, Outcome.RETURN, by=reviewer)
    row.refresh_from_db()
    assert row.state == HandedInState.RETURNED
    row = actions.hand_in_agreement({"goods": "大米、茶油"}, None, by=by, agreement=row)
    decide("supply-agreement", row.pk, Outcome.APPROVE, by=reviewer)
    row.refresh_from_db()
    assert row.state == HandedInState.APPROVED
    with pytest.raises(Refused):
        actions.hand_in_agreement({"goods": "茶"}, sent(), by=supplier_person())
