"""Each verb four ways: permitted, refused with its sentence, wrong state; and what a conclusion leaves behind."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Role
from catalog.certification import actions, queries, rules
from catalog.certification.facts import MaterialKind, Pledge
from catalog.certification.models import Application, ApplicationProduct, Certificate, Series, Terms
from catalog.certification.numbers import holds_together
from catalog.certification.states import ApplicationState, RoundState, RowState
from catalog.models import ProductPage
from catalog.queries.verifying import verify
from catalog.states import EventKind, Standing
from catalog.suppliers.models import SupplierPolicy, SupplierProfile
from core.errors import Conflict, Refused
from organizations.models import Organization
from review import actions as review_actions
from review.models import Outcome, Status
from tests.factories import certification as world
from tests.factories.accounts import UserFactory
from tests.factories.activities import paper, person
from tests.factories.regions import region_at

pytestmark = pytest.mark.django_db


def states(application):
    return list(application.products.order_by("order").values_list("state", flat=True))


# Begin, save, discard


def test_started_application_is_prefilled_with_the_applicant():
    world.ground()
    application = actions.start_application(by=world.applicant())
    assert (application.entity_code, application.region_id) == (application.organization.uscc, "433124")
    assert (application.station.region_id, application.products.count()) == ("433124109", 1)


def test_started_application_takes_shared_facts_and_papers_from_last_year():
    world.certified()
    application = actions.start_application(by=world.applicant())
    assert application.benefit == world.shared_values()["benefit"]
    kinds = sorted(application.materials.values_list("kind", flat=True))
    assert {"benefit", "licence", "quality"} <= set(kinds)
    assert not application.promises.exists()


def test_form_sent_twice_begins_one_draft():
    world.ground()
    key = "0d3c2f0e-2f6f-4a44-9c58-4d3a5a0b7a11"
    first = actions.start_application(by=world.applicant(), begun_with=key)
    assert actions.start_application(by=world.applicant(), begun_with=key) == first


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"role": Role.REVIEWER}, "不能申请|不填写申请|审核或编辑"),
        ({"is_active": False, "suspended_at": timezone.now()}, "停用"),
    ],
)
def test_application_is_not_begun_by_others(change, sentence):
    world.ground()
    by = world.applicant()
    for name, value in change.items():
        setattr(by, name, value)
    with pytest.raises(Refused):
        actions.start_application(by=by)
    assert not Application.objects.exists()


def test_barred_supplier_begins_no_application():
    world.ground()
    by = world.applicant()
    Organization.objects.filter(pk=by.organization_id).update(barred_until=datetime.date(2099, 1, 1))
    by.refresh_from_db()
    with pytest.raises(Refused, match="2099-01-01"):
        actions.start_application(by=by)


def test_draft_saved_over_a_newer_one_is_refused():
    application = world.draft(whole=False)
    by = world.applicant()
    actions.save_draft(application, {"address": "甲"}, by=by, edits=0)
    with pytest.raises(Conflict):
        actions.save_draft(application, {"address": "乙"}, by=by, edits=0)
    application.refresh_from_db()
    assert application.address == "甲"


def test_promise_keeps_who_ticked_it_first():
    application = world.draft(whole=False)
    by = world.applicant()
    actions.save_draft(application, {}, promises=[Pledge.TRUE], by=by)
    colleague = UserFactory(organization=by.organization, role=Role.REPORTER)
    actions.save_draft(application, {}, promises=[Pledge.TRUE, Pledge.UNIT], by=colleague)
    assert dict(application.promises.values_list("pledge", "ticked_by")) == {
        Pledge.TRUE: by.pk,
        Pledge.UNIT: colleague.pk,
    }


def test_last_product_stays():
    application = world.draft(whole=False)
    with pytest.raises(Conflict):
        actions.remove_row(application.products.get(), by=world.applicant())


def test_draft_is_discarded_and_submitted_one_is_not():
    application = world.draft()
    actions.discard_application(application, by=world.applicant())
    assert not Application.objects.exists()
    application = world.submitted()
    with pytest.raises(Conflict):
        actions.discard_application(application, by=world.applicant())


# Submit


def test_submitted_rows_are_reviews_of_one_bundle():
    application = world.submitted("大米", "茶油", "蜂蜜")
    assert (application.state, states(application)) == (ApplicationState.SUBMITTED, [RowState.SUBMITTED] * 3)
    reviews = [row.review for row in application.products.all()]
    assert {review.bundle_id for review in reviews} == {application.bundle_id}
    assert {task.organization.kind for task in world.open_tasks(application)} == {"work_station"}


def test_incomplete_application_names_every_field():
    application = world.draft(whole=False)
    row = application.products.get()
    with pytest.raises(ValidationError) as refused:
        actions.submit_application(application, by=world.applicant())
    named = set(refused.value.message_dict)
    assert {"benefit", "promises", f"row{row.pk}-name", f"row{row.pk}-region", "paper-benefit"} <= named
    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT


def test_second_submission_is_a_conflict():
    application = world.submitted()
    with pytest.raises(Conflict):
        actions.submit_application(application, by=world.applicant())


def test_submission_by_another_supplier_is_refused():
    application = world.draft()
    stranger = world.applicant("泸溪柑橘合作社", 8)
    with pytest.raises(Refused, match="其他单位"):
        actions.submit_application(application, by=stranger)


def test_product_that_runs_already_is_not_submitted_again():
    world.submitted("大米")
    application = world.draft("大米")
    with pytest.raises(ValidationError) as refused:
        actions.submit_application(application, by=world.applicant())
    assert [name for name in refused.value.message_dict if name.endswith("-name")]


def test_application_needs_an_open_round_where_terms_say_so():
    world.ground()
    by = world.applicant()
    Terms.objects.update(needs_round=True)
    with pytest.raises(Refused):
        actions.start_application(by=by)
    office = person("430000", Role.REVIEWER)
    today = timezone.localdate()
    one = actions.open_round(by=office, title="第一批", opens_on=today, closes_on=today)
    application = world.draft(by=by)
    assert application.round == one
    actions.close_round(one, by=office)
    with pytest.raises(Conflict):
        actions.submit_application(application, by=by)
    actions.reopen_round(one, by=office)
    assert actions.submit_application(application, by=by).state == ApplicationState.SUBMITTED


# Return, resubmit, refuse, withdraw


def test_rows_part_ways():
    application = world.submitted("大米", "茶油", "蜂蜜")
    first, second, third = world.open_tasks(application)
    world.decide(first)
    world.decide(second, Outcome.RETURN)
    world.decide(third, Outcome.REFUSE)
    application.refresh_from_db()
    assert states(application) == [RowState.SUBMITTED, RowState.RETURNED, RowState.REFUSED]
    assert application.state == ApplicationState.RETURNED


def test_shared_facts_stay_while_another_row_is_under_review():
    application = world.submitted("大米", "茶油")
    world.decide(world.open_tasks(application)[0], Outcome.RETURN)
    by, row = world.applicant(), application.products.get(state=RowState.RETURNED)
    actions.save_draft(application, {"benefit": "改写"}, rows={row.pk: {"brand": "新牌"}}, by=by)
    application.refresh_from_db()
    row.refresh_from_db()
    assert (application.benefit, row.brand) == (world.shared_values()["benefit"], "新牌")


def test_returned_at_city_resumes_at_city():
    application = world.run(world.submitted(), until=2)
    world.end_publicity(application)
    [city] = world.open_tasks(application)
    world.decide(city, Outcome.RETURN)
    by, row = world.applicant(), application.products.get()
    actions.add_paper(
        application,
        paper(
            "补充.pdf",
            content=b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%% more\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        ),
        kind=MaterialKind.OTHER,
        by=by,
    )
    actions.submit_application(application, by=by)
    assert {task.step.order for task in world.open_tasks(application)} == {1}
    row.refresh_from_db()
    assert row.review.round == 2


def test_unchanged_resubmission_goes_to_the_step_that_returned_it():
    application = world.run(world.submitted(), until=2)
    world.end_publicity(application)
    world.decide(world.open_tasks(application)[0], Outcome.RETURN)
    actions.submit_application(application, by=world.applicant())
    [task] = world.open_tasks(application)
    assert (task.step.verb, task.region_id) == ("复核", "433100")


def test_withdrawn_application_ends_what_runs_and_keeps_what_is_certified():
    application = world.submitted("大米", "茶油")
    _keep, other = application.products.order_by("order")
    for task in world.open_tasks(application):
        if task.review_id == other.review_id:
            world.decide(task, Outcome.REFUSE)
    application.refresh_from_db()
    application = actions.withdraw_application(application, by=world.applicant())
    assert states(application) == [RowState.WITHDRAWN, RowState.REFUSED]
    assert application.state == ApplicationState.CONCLUDED
    with pytest.raises(Conflict):
        actions.withdraw_application(application, by=world.applicant())


# Conclude


def test_zhanggong_chain_ends_in_the_directory():
    application = world.certified()
    row = application.products.select_related("product").get()
    certificate = Certificate.objects.get()
    product = ProductPage.objects.get()
    assert (application.state, row.state, row.product) == (
        ApplicationState.CONCLUDED,
        RowState.CERTIFIED,
        product,
    )
    assert (product.standing, product.live, product.kind) == (Standing.LISTED, True, "certified")
    assert product.certificate_number == certificate.number
    assert certificate.number.startswith(f"433124{timezone.localdate().year}00001")
    assert holds_together(certificate.number)
    assert product.listed_until == certificate.valid_until
    assert certificate.issued_by.region_id == "430000"
    assert product.cover.alt == "包装"


def test_certificate_number_verifies():
    world.certified()
    assert verify(Certificate.objects.get().number).product == ProductPage.objects.get()


def test_validity_ends_the_day_before_the_anniversary():
    world.certified()
    certificate = Certificate.objects.get()
    after = certificate.valid_until + datetime.timedelta(days=1)
    assert (after.year, after.month, after.day) == (
        certificate.valid_from.year + 1,
        certificate.valid_from.month,
        certificate.valid_from.day,
    )


def test_product_page_tells_who_decided_what():
    world.certified()
    events = ProductPage.objects.get().events.order_by("at", "pk")
    told = [
        (event.label, event.organization.region_id) for event in events if event.kind == EventKind.DECIDED
    ]
    assert told == [
        ("认可", "433124109"),
        ("审核（带贫成效）", "433124"),
        ("审核（质量安全）", "433124"),
        ("复核", "433100"),
        ("审核备案", "430000"),
    ]
    kinds = [event.kind for event in events]
    assert kinds.count(EventKind.PUBLICISED) == 2
    assert kinds[-2:] == [EventKind.CERTIFIED, EventKind.LISTED]


def test_serials_follow_without_gap():
    world.certified("大米", "茶油", "蜂蜜")
    assert sorted(Certificate.objects.values_list("serial", flat=True)) == [1, 2, 3]
    assert Series.objects.get().last == 3


def test_several_directories_number_by_themselves():
    from catalog.certification.models import Directory

    world.ground()
    Directory.objects.create(name="全国扶贫产品目录", region_id="430000", prefix="GP", order=9)
    world.certified()
    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert [number[:2] for number in numbers] == ["43", "GP"]
    assert ProductPage.objects.get().certificate_number == numbers[0]


def test_revoked_approval_takes_the_product_off_the_list():
    application = world.certified()
    row = application.products.get()
    review_actions.revoke_approval(row.review, by=person("430000", Role.REVIEWER), words="已核实不符合条件。")
    product, certificate = ProductPage.objects.get(), Certificate.objects.get()
    row.refresh_from_db()
    assert (product.standing, row.state, certificate.state) == (
        Standing.DELISTED,
        RowState.REVOKED,
        "withdrawn",
    )


@pytest.mark.parametrize(
    ("preset", "verbs"),
    [
        ("heilongjiang", ["认定", "审核", "复核", "汇总备案"]),
        ("hunan", ["审核", "审核"]),
    ],
)
def test_other_presets_end_in_the_directory_too(preset, verbs):
    world.ground(preset)
    application = world.certified()
    decisions = application.products.get().review.decisions.order_by("pk")
    assert list(decisions.values_list("label", flat=True)) == verbs
    assert ProductPage.objects.listed().count() == 1


def test_barred_supplier_is_not_approved_and_the_sentence_says_so():
    application = world.submitted()
    Organization.objects.filter(pk=application.organization_id).update(barred_until=datetime.date(2099, 1, 1))
    [task] = world.open_tasks(application)
    with pytest.raises(Conflict, match="2099-01-01"):
        world.decide(task)


def test_barred_supplier_waits_in_publicity_and_holds_nobody_up():
    held = world.run(world.submitted("大米"), until=2)
    free = world.run(world.submitted("茶油", by=world.applicant("泸溪柑橘合作社", 8)), until=2)
    Organization.objects.filter(pk=held.organization_id).update(barred_until=datetime.date(2099, 1, 1))
    world.end_publicity(held)
    world.end_publicity(free)
    found = {row.review.status for row in held.products.all()}
    assert (found, free.products.get().review.status) == ({Status.PUBLICITY}, Status.OPEN)


def test_letter_is_needed_before_the_province_where_terms_say_so():
    world.ground()
    Terms.objects.update(needs_letter=True)
    application = world.run(world.submitted(), until=2)
    world.end_publicity(application)
    world.decide(world.open_tasks(application)[0])
    [province] = world.open_tasks(application)
    with pytest.raises(Refused, match="证明函"):
        world.decide(province)
    by = world.applicant()
    actions.add_letter(application, paper("证明函.pdf"), kind=MaterialKind.LETTER, by=by)
    world.decide(province)
    province.review.refresh_from_db()
    assert province.review.status == Status.PUBLICITY


def test_number_of_a_person_is_not_certified():
    application = world.submitted(description="联系人手机 138" + "0013" + "8000")
    [task] = world.open_tasks(application)
    with pytest.raises(Refused):
        world.decide(task)


# Rounds


def test_round_of_another_office_is_not_closed():
    world.ground()
    today = timezone.localdate()
    one = actions.open_round(
        by=person("433124", Role.REVIEWER), title="第一批", opens_on=today, closes_on=today
    )
    with pytest.raises(Refused):
        actions.close_round(one, by=person("433100", Role.REVIEWER))
    actions.close_round(one, by=person("433124", Role.REVIEWER))
    with pytest.raises(Conflict):
        actions.close_round(one, by=person("433124", Role.REVIEWER))
    one.refresh_from_db()
    assert one.state == RoundState.CLOSED


def test_round_is_not_opened_by_a_supplier():
    world.ground()
    today = timezone.localdate()
    with pytest.raises(Refused):
        actions.open_round(by=world.applicant(), title="第一批", opens_on=today, closes_on=today)


def test_round_names_what_is_wrong_with_its_days():
    world.ground()
    today = timezone.localdate()
    with pytest.raises(ValidationError) as refused:
        actions.open_round(
            by=person("433124", Role.REVIEWER),
            title="第一批",
            opens_on=today,
            closes_on=today - datetime.timedelta(days=1),
        )
    assert set(refused.value.message_dict) == {"closes_on"}


def test_last_step_stays_within_its_queries(django_assert_max_num_queries):
    application = world.run(world.submitted(), until=4)
    row = application.products.select_related("review").get()
    until = timezone.localdate() - datetime.timedelta(days=1)
    review_actions.set_publicity_end([row.review], until, by=None)
    with django_assert_max_num_queries(120):
        review_actions.advance_publicity()
    assert ProductPage.objects.listed().count() == 1


def test_last_decision_of_a_chain_stays_within_its_queries(django_assert_max_num_queries):
    world.ground("hunan")
    application = world.run(world.submitted(), until=1)
    [task] = world.open_tasks(application)
    by = world.decider_of(task)
    points = review_actions.points_of([task])
    with django_assert_max_num_queries(120):
        review_actions.decide(task, Outcome.APPROVE, by=by, checked=points)
    assert ApplicationProduct.objects.certified().count() == 1


def test_nothing_waits_for_a_station_where_there_is_none():
    application = world.draft(by=world.applicant("泸溪柑橘合作社", 8))
    assert queries.awaiting_stations(application) is False


@pytest.mark.parametrize("allowed", [False, True])
def test_natural_person_applies_only_where_the_region_lets_them(allowed):
    world.ground()
    by = world.applicant()
    SupplierProfile.objects.filter(organization=by.organization).update(is_natural_person=True)
    SupplierPolicy.objects.create(region=region_at("430000"), allows_natural_persons=allowed)
    assert bool(rules.can_apply(by)) is allowed
