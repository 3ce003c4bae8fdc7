"""Two at once and killed in the middle: exactly one product or none, never half."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from catalog import actions as catalog_actions
from catalog.certification import actions
from catalog.certification.models import Certificate, Series
from catalog.certification.states import RowState
from catalog.models import ProductPage
from core.errors import Conflict, Refused
from organizations.actions import close_organization
from organizations.models import Kind, Organization
from review import actions as review_actions
from review.models import Decision, Outcome, Review, Status
from tests.activities.test_races import at_once, one_wins
from tests.factories import certification as world
from tests.factories.accounts import UserFactory
from tests.factories.activities import person
from tests.factories.regions import region_at

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def last_task(names=("大米",)):
    """An application under the Hunan chain before its last decision."""
    world.ground("hunan")
    application = world.run(world.submitted(*names), until=1)
    return application, world.open_tasks(application)


def decider(task, name="审核员二"):
    return UserFactory(organization=world.decider_of(task).organization, role="reviewer", name=name)


def approve(task, by):
    points = review_actions.points_of([task])
    return review_actions.decide(task, Outcome.APPROVE, by=by, checked=points)


def test_two_submissions_open_one_review():
    application = world.draft()
    by = world.applicant()
    results = at_once(*(lambda: actions.submit_application(application, by=by) for _time in range(2)))
    assert one_wins(results) != ""
    assert Review.objects.count() == 1


def test_two_reviewers_certify_once():
    _application, [task] = last_task()
    first, second = world.decider_of(task), decider(task)
    results = at_once(lambda: approve(task, first), lambda: approve(task, second))
    assert one_wins(results) != ""
    assert (ProductPage.objects.count(), Certificate.objects.count(), Series.objects.get().last) == (1, 1, 1)


def test_serials_of_two_conclusions_have_neither_gap_nor_double():
    _application, [one, two] = last_task(("大米", "茶油"))
    first, second = world.decider_of(one), decider(one)
    results = at_once(lambda: approve(one, first), lambda: approve(two, second))
    assert not [result for result in results if isinstance(result, Exception)]
    assert sorted(Certificate.objects.values_list("serial", flat=True)) == [1, 2]
    assert ProductPage.objects.listed().count() == 2


def test_killed_in_conclude_leaves_nothing_half(monkeypatch):
    application, [task] = last_task()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(catalog_actions, "put_on_list", killed)
        with pytest.raises(KeyboardInterrupt):
            approve(task, world.decider_of(task))
    row = application.products.get()
    assert (row.state, row.product_id) == (RowState.SUBMITTED, None)
    assert (
        not ProductPage.objects.exists() and not Certificate.objects.exists() and not Series.objects.exists()
    )
    assert Decision.objects.filter(task=task).count() == 0
    approve(task, world.decider_of(task))
    assert Certificate.objects.get().serial == 1


def test_supplier_barred_while_the_last_reviewer_decides():
    application, [task] = last_task()
    by = world.decider_of(task)

    def bar():
        Organization.objects.filter(pk=application.organization_id).update(
            barred_until=datetime.date(2099, 1, 1)
        )

    results = at_once(lambda: approve(task, by), bar)
    listed = ProductPage.objects.count()
    if isinstance(results[0], Exception):
        assert isinstance(results[0], Conflict)
        assert listed == 0
    else:
        assert listed == 1


def test_chain_edited_while_reviews_run_keeps_their_version():
    application = world.submitted()
    review_actions.adopt_preset("certification", "hunan", region=region_at("430000"), by=None)
    world.run(application)
    labels = list(application.products.get().review.decisions.order_by("pk").values_list("label", flat=True))
    assert labels[0] == "认可" and labels[-1] == "审核备案"
    assert ProductPage.objects.listed().count() == 1


def test_moved_reviewer_no_longer_decides():
    application = world.submitted()
    [task] = world.open_tasks(application)
    by = world.decider_of(task)
    by.organization = person("433100").organization
    by.save()
    with pytest.raises(Refused):
        approve(task, by)


def test_bureau_closed_mid_way_passes_its_task_up():
    application = world.run(world.submitted(), until=1)
    bureau = person("433124", "reviewer", Kind.AGRICULTURE_BUREAU).organization
    close_organization(bureau, by=person("430000", "administrator"))
    seats = {(task.region_id, task.organization_kind) for task in world.open_tasks(application)}
    assert seats == {("433124", Kind.ASSISTANCE_OFFICE)}
    world.run(application)
    assert ProductPage.objects.listed().count() == 1


def test_clock_run_twice_and_late_concludes_once():
    application = world.run(world.submitted(), until=4)
    row = application.products.select_related("review").get()
    assert row.review.status == Status.PUBLICITY
    today = timezone.localdate()
    review_actions.set_publicity_end([row.review], today + datetime.timedelta(days=7), by=None)
    assert review_actions.advance_publicity(today + datetime.timedelta(days=7)) == 0
    late = today + datetime.timedelta(days=16)
    results = at_once(*(lambda: review_actions.advance_publicity(late) for _time in range(2)))
    assert not [result for result in results if isinstance(result, Exception)]
    assert review_actions.advance_publicity(late) == 0
    assert (ProductPage.objects.listed().count(), Certificate.objects.count()) == (1, 1)


def test_withdrawal_and_last_approval_do_not_both_happen():
    application, [task] = last_task()
    by, supplier = world.decider_of(task), world.applicant()
    at_once(lambda: approve(task, by), lambda: actions.withdraw_application(application, by=supplier))
    row = application.products.get()
    assert (row.state == RowState.CERTIFIED) is (ProductPage.objects.listed().count() == 1)
    assert row.state in {RowState.CERTIFIED, RowState.WITHDRAWN}
    connection.close()
