"""From filing to the answer: what each verb does, refuses, and leaves alone."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from accounts.models import Role
from catalog.supervision import actions, targets
from catalog.supervision.models import Complaint, ComplaintEvent, InvestigationNote, SupervisionSettings
from catalog.supervision.states import ComplaintState, Finding, Happening
from core import workdays
from core.errors import Conflict, Refused
from core.models import Record
from core.receipts import read_receipt
from organizations.models import Kind
from review import actions as reviews
from review import rules as review_rules
from review.models import Outcome, ReviewTask, TaskState
from tests.factories.core import pdf, picture, upload
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import region_at
from tests.factories.supervision import complaint, handler, offices, product, supplier

pytestmark = pytest.mark.django_db


def seat(made):
    task = ReviewTask.objects.get(process="complaint", subject_id=made.pk, state=TaskState.OPEN)
    return task.region_id, task.organization_kind


def test_complaint_about_a_product_goes_to_its_county_with_a_receipt_and_a_day():
    county, _city, _province = offices()
    made = complaint()
    assert seat(made) == ("433124", Kind.ASSISTANCE_OFFICE)
    assert read_receipt(made.receipt) == made.receipt
    assert made.pin == "2401"
    assert made.about_title == "十八洞大米"
    assert made.party == supplier()
    assert made.due_on == workdays.add_workdays(datetime.date.today(), 15)
    assert [event.kind for event in made.events.all()] == [Happening.RECEIVED]
    assert made.events.get().organization == county.organization


@pytest.mark.parametrize(
    ("staffed", "expected"),
    [
        (["433124", "433100", "430000"], "433124"),
        (["433100", "430000"], "433100"),
        (["430000"], "430000"),
    ],
)
def test_complaint_climbs_to_the_nearest_staffed_office(staffed, expected):
    for code in staffed:
        handler(code)
    target = targets.find("supplier", product().supplier_id)
    made = actions.file_complaint(target, topic="price", words="价格虚高。")
    assert seat(made)[0] == expected


def test_complaint_about_nothing_in_particular_goes_to_the_root():
    offices()
    made = actions.file_complaint(targets.in_general(), topic="fees", words="有人收取认定费。")
    assert (seat(made)[0], made.about_id, made.party) == ("430000", None, None)


def test_complaint_about_what_an_office_issued_goes_to_that_office():
    county, _city, _province = offices()
    target = targets.Target(
        "notice", 7, "公示", county.organization.region, office=handler("433100").organization
    )
    made = actions.file_complaint(target, topic="other", words="名单有误。")
    assert seat(made)[0] == "433100"
    # An office may answer for its own notice first.
    assert actions.take_up(made, by=handler("433100")).state == ComplaintState.INVESTIGATING


def test_site_without_an_office_says_so():
    region_at("430000")
    with pytest.raises(Conflict, match="还没有"):
        actions.file_complaint(targets.in_general(), topic="fees", words="有人收费。")


@pytest.mark.parametrize("contact", ["", "微信 abc", "12"])
def test_complaint_without_a_number_gets_digits_of_its_own(contact):
    made = complaint(contact=contact)
    assert len(made.pin) == 4
    assert made.pin.isdigit()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"words": "  "}, "words"),
        ({"words": "霉" * 5001}, "words"),
        ({"words": "a" * 10_240}, "words"),
        ({"words": "霉\x00味"}, "words"),
        ({"contact": "1" * 101}, "contact"),
        ({"topic": "gossip"}, "topic"),
        ({"uploads": [upload(b"MZ not a file", "a.pdf")]}, "files"),
        ({"uploads": [upload(pdf(), f"{n}.pdf") for n in range(4)]}, "files"),
    ],
)
def test_complaint_with_something_wrong_is_refused_at_its_field(said, field):
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        complaint(**said)
    assert list(caught.value.message_dict) == [field]
    assert Complaint.objects.count() == 0


def test_ten_kilobytes_of_chinese_words_are_taken():
    assert len(complaint(words="霉" * 3400).words.encode()) > 10_000


def test_files_of_a_complaint_are_kept_privately():
    photo = upload(picture(), "照片.jpg")
    photo.content_type = "image/jpeg"
    made = complaint(uploads=[photo, upload(pdf(), "发票.pdf")])
    assert [row.title for row in made.files.all()] == ["照片.jpg", "发票.pdf"]


def test_contact_is_encrypted_at_rest():
    made = complaint()
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM supervision_complaint WHERE id = %s", [made.pk])
        stored = cursor.fetchone()[0]
    assert "10043312401" not in stored
    made.refresh_from_db()
    assert made.contact == "10043312401"


def test_record_of_a_filing_names_nobody():
    made = complaint()
    row = Record.objects.get(verb="complaint.file")
    assert row.actor is None
    assert made.contact not in str(row.details) + row.subject_title


def test_clock_is_a_setting():
    SupervisionSettings.objects.update_or_create(pk=1, defaults={"complaint_days": 3})
    assert complaint().due_on == workdays.add_workdays(datetime.date.today(), 3)


def test_whole_way_to_an_answer():
    by = handler()
    made = complaint("answered", by=by)
    assert (made.state, made.finding, made.office) == (
        ComplaintState.ANSWERED,
        Finding.VERIFIED,
        by.organization,
    )
    assert made.published_at is not None
    assert [event.kind for event in made.events.all()] == ["received", "taken_up", "answered"]
    assert ReviewTask.objects.get(process="complaint").state == TaskState.DONE
    assert made.notes.get().words.endswith("一批次水分超标。")
    verbs = Record.objects.filter(subject_type="supervision.complaint").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "complaint.file",
        "complaint.take_up",
        "complaint.note",
        "complaint.establish",
        "complaint.answer",
    ]


def test_answer_without_a_summary_is_not_published():
    made = complaint("established")
    made = actions.answer_complaint(made, by=handler(), answer="查无实据。")
    assert made.published_at is None
    assert list(Complaint.objects.published()) == []


@pytest.mark.parametrize("field", ["answer", "summary"])
def test_answer_with_a_number_of_a_person_is_refused(field):
    made = complaint("established")
    words = {"answer": "已处理。", "summary": "", field: "请联系 138 0013 8000。"}
    with pytest.raises(ValidationError) as caught:
        actions.answer_complaint(made, by=handler(), **words)
    assert list(caught.value.message_dict) == [field]
    made.refresh_from_db()
    assert made.state == ComplaintState.INVESTIGATING
    assert ReviewTask.objects.get(process="complaint").state == TaskState.OPEN


def test_answer_needs_words_and_a_finding():
    made = complaint("investigating")
    with pytest.raises(Refused, match="调查结论"):
        actions.answer_complaint(made, by=handler(), answer="已处理。")
    made = actions.establish(made, Finding.UNFOUNDED, "票据齐全。", by=handler())
    with pytest.raises(ValidationError, match="投诉人"):
        actions.answer_complaint(made, by=handler(), answer="   ")


def test_dismissal_says_why_and_ends_the_task():
    made = complaint("dismissed")
    assert (made.state, made.answer) == (ComplaintState.DISMISSED, "不属于本系统受理范围。")
    assert ReviewTask.objects.get(process="complaint").decisions.get().outcome == Outcome.REFUSE


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        (lambda made, by: actions.take_up(made, by=by), "investigating"),
        (lambda made, by: actions.establish(made, "verified", "证据", by=by), "received"),
        (lambda made, by: actions.answer_complaint(made, by=by, answer="答复"), "received"),
        (lambda made, by: actions.answer_complaint(made, by=by, answer="答复"), "answered"),
        (lambda made, by: actions.dismiss_complaint(made, by=by, answer="答复"), "answered"),
        (lambda made, by: actions.take_up(made, by=by), "dismissed"),
        (lambda made, by: actions.add_note(made, "补记", by=by), "answered"),
    ],
)
def test_verb_in_the_wrong_state_is_refused(verb, state):
    by = handler()
    made = complaint(state, by=by)
    with pytest.raises(Conflict):
        verb(made, by)


HANDLERS = [
    ("433124", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, True),
    ("433124", Role.ADMINISTRATOR, Kind.ASSISTANCE_OFFICE, True),
    ("433124", Role.REPORTER, Kind.ASSISTANCE_OFFICE, False),
    ("433124", Role.EDITOR, Kind.ASSISTANCE_OFFICE, False),
    ("433124", Role.REVIEWER, Kind.AGRICULTURE_BUREAU, False),
    ("433122", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, False),
    ("433100", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, False),
    ("430000", Role.ADMINISTRATOR, Kind.ASSISTANCE_OFFICE, False),
]


@pytest.mark.parametrize(("code", "role", "kind", "allowed"), HANDLERS)
def test_only_the_seat_takes_a_complaint_up(code, role, kind, allowed):
    handler()
    made = complaint()
    by = handler(code, role, kind=kind)
    if allowed:
        assert actions.take_up(made, by=by).state == ComplaintState.INVESTIGATING
    else:
        with pytest.raises(Refused):
            actions.take_up(made, by=by)


SEES = [
    ("433124", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, True),
    ("433124", Role.REPORTER, Kind.ASSISTANCE_OFFICE, False),
    ("433100", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, True),
    ("430000", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, True),
    ("433122", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, False),
    ("433124", Role.REVIEWER, Kind.AGRICULTURE_BUREAU, False),
]


@pytest.mark.parametrize(("code", "role", "kind", "allowed"), SEES)
def test_offices_above_read_and_others_do_not(code, role, kind, allowed):
    from catalog.supervision import rules

    handler()
    made = complaint()
    by = handler(code, role, kind=kind)
    assert bool(rules.can_see(by, made)) == allowed
    assert Complaint.objects.visible_to(by).exists() == allowed


def test_supplier_sees_no_complaint_about_itself():
    from catalog.supervision import rules
    from tests.factories.accounts import UserFactory

    made = complaint()
    by = UserFactory(organization=supplier(), role=Role.ADMINISTRATOR)
    assert not rules.can_see(by, made)
    assert not Complaint.objects.visible_to(by).exists()


def test_only_the_handling_office_reads_the_contact():
    from catalog.supervision import rules

    county, city, _province = offices()
    made = complaint("answered", by=county)
    assert rules.can_read_contact(county, made)
    assert not rules.can_read_contact(city, made)


def test_inbox_never_decides_a_complaint():
    by = handler()
    made = complaint()
    task = made.task
    assert not review_rules.can_choose(by, task, Outcome.APPROVE)
    with pytest.raises(Refused, match="专门"):
        reviews.decide(task, Outcome.APPROVE, by=by)
    done = reviews.decide_many([task.pk], Outcome.APPROVE, by=by)
    assert (done.decided, list(done.refused)) == ([], [task.pk])


def test_title_in_the_inbox_is_the_offices_language(settings):
    from django.utils import translation

    with translation.override("en"):
        made = complaint()
    assert made.task.title.endswith("十八洞大米")


@pytest.mark.parametrize("model", [ComplaintEvent, InvestigationNote])
def test_trail_and_notes_are_append_only(model):
    complaint("answered")
    row = model.objects.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(is_demo=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk).delete()


@pytest.mark.parametrize(
    "changes", [{"words": "别的"}, {"answer": "别的"}, {"state": "received"}, {"finding": "unfounded"}]
)
def test_database_refuses_to_rewrite_an_answered_complaint(changes):
    made = complaint("answered")
    with pytest.raises(DatabaseError), transaction.atomic():
        Complaint.objects.filter(pk=made.pk).update(**changes)


def test_database_refuses_to_delete_a_complaint():
    made = complaint()
    made.events.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        Complaint.objects.filter(pk=made.pk).delete()


def test_closed_office_hands_its_complaints_up():
    from organizations.actions import close_organization

    _county, city, _province = offices()
    made = complaint()
    boss = handler("433100", Role.ADMINISTRATOR)
    close_organization(OrganizationFactory(county_office=True), by=boss)
    assert seat(made)[0] == "433100"
    assert actions.take_up(made, by=city).state == ComplaintState.INVESTIGATING


def test_complaint_about_a_notice_goes_to_its_issuer(hunan):
    from tests.factories.notices import Noticed

    toy = Noticed(key="noticed")
    try:
        notice = toy.issue()
        handler("430000")
        made = actions.file_complaint(
            targets.read(f"notice-{notice.pk}"), topic="other", words="名单中有不符合条件的产品。"
        )
        assert (seat(made)[0], made.about_title) == (notice.office.region_id, notice.title)
    finally:
        toy.forget()
