"""Truth tables: role × seat and territory × state × own work; each refusal with its sentence."""

import pytest
from django.utils.translation import gettext as _

from accounts.models import Role
from core.errors import Conflict
from organizations.models import Kind, Organization
from review import actions, rules
from review.models import Outcome, ReviewTask, Status, TaskState
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import region_at
from tests.factories.review import chain, clerk, office, person, task_of

pytestmark = pytest.mark.django_db

BUREAU = Kind.AGRICULTURE_BUREAU
SUSPENDED = "This account is suspended."
CLOSED = "Only accounts of an organization that is open may do this."
NO_REVIEWER = "Your account may not review: ask your administrator."
ELSEWHERE = "This is the task of another office: its territory or kind is not yours."
OWN_OFFICE = "An office does not decide on its own report: the next level has to."
OWN_WORK = "Nobody decides on their own work: another person has to."
KIND = "Only the kind of office that approved may withdraw the approval."
OUTSIDE = "This lies outside your territory."
LEVEL = "Only the same or a higher level may withdraw an approval."


def sentence(verdict):
    """What a verdict says, None for yes."""
    return None if verdict else str(verdict.sentence)


def says(words):
    return None if words is None else _(words)


@pytest.fixture
def task(toy):
    """A county's report, waiting for the city's office."""
    person("433100")
    chain({"level": 2})
    return task_of(toy.submit(by=clerk()))


# role × where × kind of office → the sentence, None for yes.
SEATS = [
    (Role.ADMINISTRATOR, "433100", Kind.ASSISTANCE_OFFICE, None),
    (Role.REVIEWER, "433100", Kind.ASSISTANCE_OFFICE, None),
    (Role.REPORTER, "433100", Kind.ASSISTANCE_OFFICE, NO_REVIEWER),
    (Role.EDITOR, "433100", Kind.ASSISTANCE_OFFICE, NO_REVIEWER),
    (Role.ADMINISTRATOR, "433100", BUREAU, ELSEWHERE),
    (Role.REVIEWER, "430300", Kind.ASSISTANCE_OFFICE, ELSEWHERE),
    (Role.REVIEWER, "430000", Kind.ASSISTANCE_OFFICE, ELSEWHERE),
    (Role.REVIEWER, "433124", Kind.ASSISTANCE_OFFICE, ELSEWHERE),
    (Role.REPORTER, "433124", Kind.ASSISTANCE_OFFICE, NO_REVIEWER),
]


@pytest.mark.parametrize(("role", "code", "kind", "expected"), SEATS)
def test_can_decide_by_role_and_seat(task, role, code, kind, expected):
    assert sentence(rules.can_decide(person(code, role, kind), task)) == says(expected)


@pytest.mark.parametrize(("role", "code", "kind", "expected"), SEATS)
def test_can_claim_as_who_can_decide(task, role, code, kind, expected):
    assert sentence(rules.can_claim(person(code, role, kind), task)) == says(expected)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.REVIEWER])
def test_suspended_account_decides_nothing(task, role):
    user = person("433100", role, is_active=False, suspended_at="2026-01-01T00:00Z")
    assert sentence(rules.can_decide(user, task)) == says(SUSPENDED)


def test_closed_office_decides_nothing(task):
    user = person("433100")
    user.organization.closed_at = task.opened_at
    assert sentence(rules.can_decide(user, task)) == says(CLOSED)


def test_system_administrator_decides_nothing(task):
    assert sentence(rules.can_decide(UserFactory(system=True), task)) == says(CLOSED)


def test_step_for_administrators(toy):
    person("433100", Role.ADMINISTRATOR)
    chain({"level": 2, "role": Role.ADMINISTRATOR})
    task = task_of(toy.submit(by=clerk()))
    assert sentence(rules.can_decide(person("433100"), task)) == says(NO_REVIEWER)
    assert rules.can_decide(person("433100", Role.ADMINISTRATOR), task)


def test_decided_task_names_who_was_first(task):
    first = person("433100", name="石秀")
    actions.decide(task, Outcome.APPROVE, by=first)
    verdict = rules.can_decide(person("433100"), task)
    expected = _("%(name)s of %(organization)s was first: already decided (%(outcome)s).") % {
        "name": "石秀",
        "organization": first.organization.name,
        "outcome": "审核1",
    }
    assert (str(verdict.sentence), verdict.error) == (expected, Conflict)


def test_cancelled_task_is_no_longer_open(task):
    ReviewTask.objects.filter(pk=task.pk).update(state=TaskState.CANCELLED, closed_at=task.opened_at)
    task.refresh_from_db()
    verdict = rules.can_decide(person("433100"), task)
    assert (str(verdict.sentence), verdict.error) == (_("This task is no longer open."), Conflict)


def test_claim_of_a_colleague_holds(task):
    colleague = person("433100", name="石秀")
    task = actions.claim_task(task, by=colleague)
    verdict = rules.can_decide(person("433100"), task)
    assert (str(verdict.sentence), verdict.error) == (
        _("%(name)s has claimed this task.") % {"name": "石秀"},
        Conflict,
    )
    assert rules.can_decide(colleague, task)


# own organization × own person × separation × at the root → the sentence, None for yes.
@pytest.mark.parametrize(
    ("code", "separation", "is_own_work", "expected"),
    [
        ("430000", "organization", False, None),
        ("430000", "organization", True, OWN_WORK),
        ("430000", "person", False, None),
        ("430000", "person", True, OWN_WORK),
        ("433100", "person", False, None),
        ("433100", "person", True, OWN_WORK),
    ],
)
def test_four_eyes(toy, code, separation, is_own_work, expected):
    author, colleague = person(code, Role.ADMINISTRATOR), person(code, Role.ADMINISTRATOR)
    chain({"level": 2, "separation": separation})
    task = task_of(toy.submit(by=author))
    assert task.region_id == code
    decider = author if is_own_work else colleague
    assert sentence(rules.can_decide(decider, task)) == says(expected)


def test_office_does_not_decide_on_its_own_report(toy):
    """A seat that was moved back to the applicant's office stays closed to it."""
    own = person("433100")
    chain({"level": 2})
    task = task_of(toy.submit(by=clerk("433100")))
    task.region = own.organization.region
    assert sentence(rules.can_decide(own, task)) == says(OWN_OFFICE)


def test_whoever_submitted_an_earlier_round_does_not_decide(toy):
    author, second, third = (person("430000", Role.ADMINISTRATOR) for _number in range(3))
    chain({"level": 1})
    review = toy.submit(by=author)
    actions.decide(task_of(review), Outcome.RETURN, by=third, words="补")
    toy.submit(by=second, subject_id=review.subject_id)
    task = task_of(review)
    assert [sentence(rules.can_decide(user, task)) for user in (author, second, third)] == [
        says(OWN_WORK),
        says(OWN_WORK),
        None,
    ]


@pytest.mark.parametrize(
    ("outcome", "can_refuse", "expected"),
    [
        (Outcome.APPROVE, False, None),
        (Outcome.RETURN, False, None),
        (Outcome.REFUSE, False, "At this step a report can be approved or returned, not refused for good."),
        (Outcome.REFUSE, True, None),
    ],
)
def test_can_choose(toy, outcome, can_refuse, expected):
    city = person("433100")
    chain({"level": 2, "can_refuse": can_refuse})
    assert sentence(rules.can_choose(city, task_of(toy.submit(by=clerk())), outcome)) == says(expected)


def test_returned_draft_is_mended_not_decided(toy):
    city, reporter = person("433100"), clerk()
    chain({"level": 2})
    review = toy.submit(by=reporter)
    actions.decide(task_of(review), Outcome.RETURN, by=city, words="补照片")
    verdict = rules.can_decide(reporter, task_of(review))
    assert sentence(verdict) == _("A returned draft is mended and submitted again, not decided.")
    assert rules.can_see(reporter, task_of(review))


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("the claimer", None),
        ("administrator", None),
        ("colleague", "%(name)s has claimed this task."),
        ("stranger", ELSEWHERE),
    ],
)
def test_can_release(task, who, expected):
    claimer = person("433100", name="石秀")
    task = actions.claim_task(task, by=claimer)
    user = {
        "the claimer": claimer,
        "administrator": person("433100", Role.ADMINISTRATOR),
        "colleague": person("433100"),
        "stranger": person("430300"),
    }[who]
    expected = expected and _(expected) % {"name": "石秀"}
    assert sentence(rules.can_release(user, task)) == expected


def test_unclaimed_task_is_not_released(task):
    assert sentence(rules.can_release(person("433100"), task)) == _("Nobody has claimed this task.")


# (role, own organization) × state → possible?
@pytest.mark.parametrize("state", Status.values)
@pytest.mark.parametrize(
    ("role", "code", "is_theirs"),
    [
        (Role.REPORTER, "433124", True),
        (Role.ADMINISTRATOR, "433124", True),
        (Role.REVIEWER, "433124", False),
        (Role.REPORTER, "433122", False),
        (Role.ADMINISTRATOR, "433100", False),
    ],
)
def test_can_withdraw(task, role, code, is_theirs, state):
    review = task.review
    review.status = state
    verdict = rules.can_withdraw(person(code, role), review)
    if not is_theirs:
        assert str(verdict.sentence) == _("Only the organization that submitted may take it back.")
    else:
        assert bool(verdict) == (state in {Status.OPEN, Status.PUBLICITY, Status.RETURNED})


# role × office of the actor → the sentence, None for yes; the city's office approved a county's report.
@pytest.mark.parametrize(
    ("role", "code", "kind", "expected"),
    [
        (Role.REVIEWER, "433100", Kind.ASSISTANCE_OFFICE, None),
        (Role.ADMINISTRATOR, "433100", Kind.ASSISTANCE_OFFICE, None),
        (Role.REVIEWER, "430000", Kind.ASSISTANCE_OFFICE, None),
        (Role.REPORTER, "433100", Kind.ASSISTANCE_OFFICE, NO_REVIEWER),
        (Role.REVIEWER, "433124", Kind.ASSISTANCE_OFFICE, LEVEL),
        (Role.REVIEWER, "430300", Kind.ASSISTANCE_OFFICE, OUTSIDE),
        (Role.REVIEWER, "433100", BUREAU, KIND),
        (Role.REVIEWER, "430000", BUREAU, KIND),
    ],
)
def test_can_revoke_by_role_level_and_territory(task, role, code, kind, expected):
    actions.decide(task, Outcome.APPROVE, by=person("433100"))
    task.review.refresh_from_db()
    assert sentence(rules.can_revoke(person(code, role, kind), task.review)) == says(expected)


@pytest.mark.parametrize("state", sorted(set(Status.values) - {Status.APPROVED}))
def test_only_a_standing_approval_is_revoked(task, state):
    task.review.status = state
    verdict = rules.can_revoke(person("430000"), task.review)
    assert (bool(verdict), verdict.error) == (False, Conflict)


def test_lower_level_cannot_undo_a_parallel_higher_one(toy):
    """Where two levels approved together, the higher one counts, whoever was last."""
    city, county = person("433100"), person("433124", kind=BUREAU)
    chain({"order": 1, "level": 2}, {"order": 1, "level": 3, "organization_kind": BUREAU})
    review = toy.submit(by=clerk())
    actions.decide(task_of(review, region="433100"), Outcome.APPROVE, by=city)
    actions.decide(task_of(review, region="433124"), Outcome.APPROVE, by=county)
    review.refresh_from_db()
    assert sentence(rules.can_revoke(county, review)) == says(KIND)
    assert rules.can_revoke(city, review)


def test_own_approval_at_the_root_is_revoked_by_another_person(toy):
    author, colleague = person("430000", Role.ADMINISTRATOR), person("430000")
    chain({"level": 1})
    review = toy.submit(by=author)
    actions.decide(task_of(review), Outcome.APPROVE, by=colleague)
    review.refresh_from_db()
    assert sentence(rules.can_revoke(author, review)) == says(OWN_WORK)
    assert rules.can_revoke(colleague, review)


def test_market_revokes_only_its_own_approval(toy):
    market, other = OrganizationFactory(market=True), OrganizationFactory(market=True, name="保靖市场")
    merchant = UserFactory(organization=OrganizationFactory(merchant=True, parent=market))
    admin, stranger = (UserFactory(organization=place, administrator=True) for place in (market, other))
    chain({"scope": "parent"})
    review = toy.submit(by=merchant)
    actions.decide(task_of(review), Outcome.APPROVE, by=admin)
    review.refresh_from_db()
    found = [sentence(rules.can_revoke(user, review)) for user in (admin, stranger, person("433100"))]
    assert found == [None, says(KIND), None]


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        (lambda: clerk(), None),
        (lambda: person("433100"), None),
        (lambda: person("430000"), None),
        (lambda: clerk("433100"), NO_REVIEWER),
        (lambda: person("430300"), ELSEWHERE),
        (lambda: person("433124", kind=BUREAU), ELSEWHERE),
    ],
)
def test_can_see_review(task, user, expected):
    assert sentence(rules.can_see_review(user(), task.review)) == says(expected)


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        (lambda: clerk(), None),
        (lambda: person("433124", Role.ADMINISTRATOR), None),
        (lambda: clerk("433122"), "Only the organization's own people submit for it."),
        (lambda: person("433100"), "Only the organization's own people submit for it."),
        (lambda: clerk(is_active=False, suspended_at="2026-01-01T00:00Z"), SUSPENDED),
    ],
)
def test_can_submit(hunan, user, expected):
    assert sentence(rules.can_submit(user(), office("433124"))) == says(expected)


@pytest.mark.parametrize(
    ("user", "code", "expected"),
    [
        (lambda: None, "430000", None),
        (lambda: UserFactory(system=True), "430000", None),
        (lambda: person("430000", Role.ADMINISTRATOR), "430000", "Only editors may change review chains."),
    ],
)
def test_can_change_chain(hunan, user, code, expected):
    assert sentence(rules.can_change_chain(user(), region_at(code))) == says(expected)


@pytest.mark.parametrize(("code", "expected"), [("433100", None), ("433124", None), ("430000", OUTSIDE)])
def test_editor_changes_chains_of_the_own_territory(hunan, code, expected):
    from django.contrib.auth.models import Permission

    editor = person("433100", Role.EDITOR)
    editor.user_permissions.add(Permission.objects.get(codename="change_chain"))
    assert sentence(rules.can_change_chain(editor, region_at(code))) == says(expected)


def test_closed_organization_submits_nothing(hunan):
    user = clerk()
    Organization.objects.filter(pk=user.organization_id).update(closed_at="2026-01-01T00:00Z")
    user.organization.refresh_from_db()
    assert sentence(rules.can_submit(user, user.organization)) == says(CLOSED)
