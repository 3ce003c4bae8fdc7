"""Notices are issued by the office whose rows wait, and stay as they were opened (H01-H05, Q01, Q06)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from catalog.notices import actions, facts
from catalog.notices.models import NoticeEvent, NoticePage
from catalog.notices.states import LineState, NoticeEventKind
from core import intake
from core.errors import Conflict, Refused
from core.models import Record
from organizations.models import Kind
from review.models import Status
from tests.factories.core import pdf_of, upload
from tests.factories.notices import object_to, on
from tests.factories.review import Toy, chain, person

pytestmark = pytest.mark.django_db


def test_notice_freezes_the_seven_columns_and_sets_the_end(toy):
    with on("2026-11-25"):
        [review] = toy.waiting()
        notice = toy.issue([review])
    line = notice.lines.get()
    review.refresh_from_db()
    assert (notice.ends_on, line.ends_on, review.publicity_until) == (datetime.date(2026, 12, 2),) * 3
    assert (
        line.region_id,
        line.unit,
        line.product,
        line.category,
        line.people,
        line.value,
        line.certified_by,
    ) == (
        "433124",
        "花垣县边城合作社",
        toy.contents[review.subject_id].words["title"],
        "大米",
        120 + review.subject_id,
        1250000,
        "花垣县扶贫办",
    )
    assert line.content_hash == facts.hash_of_line(line)
    assert (line.state, notice.live, notice.is_open) == (LineState.OPEN, True, True)


@pytest.mark.parametrize(
    ("opened", "ends"),
    [
        ("2026-11-25", "2026-12-02"),
        ("2026-11-28", "2026-12-04"),
        # Over the Spring Festival and the days worked in exchange for it.
        ("2026-02-11", "2026-02-25"),
        ("2026-09-28", "2026-10-10"),
    ],
)
def test_days_of_a_notice_are_working_days_after_its_opening(toy, opened, ends):
    with on(opened):
        assert toy.issue().ends_on == datetime.date.fromisoformat(ends)


def test_notice_over_an_unknown_year_says_so(toy):
    with on("2026-12-28"):
        notice = toy.issue()
    assert (notice.awaits_calendar, notice.ends_on) == (True, datetime.date(2027, 1, 4))


def test_notice_says_who_issued_and_who_interprets(toy):
    notice = toy.issue()
    assert (notice.office, notice.interpretation) == (toy.office.organization, toy.office.organization.name)
    event = NoticeEvent.objects.get(notice=notice)
    assert (event.kind, event.count, event.after) == (NoticeEventKind.OPENED, 1, notice.ends_on)
    assert Record.objects.filter(verb="notice.issue", actor=toy.office).count() == 1


def test_notice_carries_its_attachments(toy):
    file = intake.keep_document(upload(pdf_of("Attachment"), "a.pdf"))
    notice = toy.issue(attachments=[("申报材料清单", file)])
    [attachment] = notice.attachments.all()
    assert (attachment.title, attachment.document.sha256) == ("申报材料清单", file.sha256)


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (lambda: person("433100"), "由其他单位公示"),
        (lambda: person("433124", kind=Kind.AGRICULTURE_BUREAU), "由其他单位公示"),
        (lambda: person("433124", role="reporter"), "没有审核权限"),
        (lambda: person("433124", kind=Kind.SUPPLIER, role="administrator"), "只有"),
    ],
)
def test_notice_by_somebody_else_is_refused(toy, who, sentence):
    reviews = toy.waiting()
    with pytest.raises(Refused, match=sentence):
        toy.issue(reviews, by=who())
    assert not NoticePage.objects.exists()


def test_row_is_publicised_once(toy):
    reviews = toy.waiting()
    toy.issue(reviews)
    with pytest.raises(Conflict, match="不再等待公示"):
        toy.issue(reviews)
    assert NoticePage.objects.count() == 1


def test_row_that_does_not_wait_is_refused(toy):
    subject = toy.subject()
    review = toy.submit(by=toy.supplier, subject_id=subject)
    with pytest.raises(Conflict, match="不再等待公示"):
        toy.issue([review])


def test_notice_without_rows_is_refused(toy):
    with pytest.raises(Refused, match="选择"):
        toy.issue([])


def test_rows_of_two_kinds_need_two_notices(toy):
    other = Toy("other", publicises=True, notice_lines=toy.columns)
    chain({"level": 3, "publicity_days": 5}, process="other")
    other.contents = toy.contents
    mine = toy.waiting()
    toy.key = "other"
    theirs = toy.waiting()
    toy.key = "toy"
    with pytest.raises(Refused, match="一类"):
        toy.issue(mine + theirs)


@pytest.mark.parametrize("name", ["title", "document_number", "words"])
def test_what_is_missing_is_named_by_field(toy, name):
    with pytest.raises(ValidationError) as caught:
        toy.issue(**{name: " "})
    assert set(caught.value.message_dict) == {name}


def test_number_of_a_person_does_not_become_public(toy):
    reviews = toy.waiting()
    with pytest.raises(ValidationError) as caught:
        toy.issue(reviews, words="联系人 138" + "00138000")
    assert set(caught.value.message_dict) == {"words"}
    reviews[0].refresh_from_db()
    assert (reviews[0].publicity_until, NoticePage.objects.exists()) == (None, False)


def test_document_number_is_given_once(toy):
    toy.issue(document_number="花扶办〔2026〕99号")
    with pytest.raises(ValidationError) as caught:
        toy.issue(document_number="花扶办〔2026〕99号")
    assert set(caught.value.message_dict) == {"document_number"}


def test_correction_is_a_notice_of_its_own(toy):
    notice = toy.issue()
    before = notice.lines.get().ends_on
    correction = actions.correct_notice(
        notice,
        by=toy.office,
        title="更正公示",
        document_number="花扶办〔2026〕更1号",
        words="第1行品类更正为糙米。",
    )
    assert (correction.corrects_id, correction.live, correction.is_open) == (notice.pk, True, False)
    assert notice.lines.get().ends_on == before
    assert notice.events.filter(kind=NoticeEventKind.CORRECTED).count() == 1


def test_correction_by_another_office_is_refused(toy):
    notice = toy.issue()
    with pytest.raises(Refused, match="只有发布"):
        actions.correct_notice(notice, by=toy.city, title="更正", document_number="1", words="更正。")


@pytest.mark.parametrize(
    "change",
    [
        lambda notice: NoticePage.objects.filter(pk=notice.pk).update(body="另一段话"),
        lambda notice: NoticePage.objects.filter(pk=notice.pk).update(title="另一个题目"),
        lambda notice: NoticePage.objects.filter(pk=notice.pk).update(live=False),
        lambda notice: NoticePage.objects.filter(pk=notice.pk).update(
            ends_on=notice.ends_on - datetime.timedelta(days=1)
        ),
        lambda notice: notice.lines.update(product="另一个产品"),
        lambda notice: notice.lines.update(people=1),
        lambda notice: notice.lines.update(content_hash="0" * 64),
        lambda notice: notice.lines.update(ends_on=notice.ends_on - datetime.timedelta(days=1)),
        lambda notice: notice.lines.all().delete(),
        lambda notice: notice.lines.create(
            number=9,
            review=notice.lines.get().review,
            step=notice.lines.get().step,
            region_id="433124",
            days=1,
            counts_from=notice.opened_on,
            ends_on=notice.ends_on,
        ),
        lambda notice: notice.events.update(words="别的"),
        lambda notice: notice.events.all().delete(),
    ],
)
def test_database_refuses_to_change_an_open_notice(toy, change):
    notice = toy.issue()
    with pytest.raises(DatabaseError), transaction.atomic():
        change(notice)


def test_office_above_publicises_for_a_closed_one(toy):
    from organizations.actions import close_organization

    reviews = toy.waiting()
    province = person("430000", role="administrator")
    close_organization(toy.office.organization, by=province)
    notice = toy.issue(reviews, by=toy.city)
    assert (notice.office, notice.region_id) == (toy.city.organization, "433124")


def test_issuing_asks_about_as_often_for_forty_rows_as_for_three(toy, django_assert_max_num_queries):
    reviews = toy.waiting(3)
    with django_assert_max_num_queries(75) as three:
        toy.issue(reviews)
    reviews = toy.waiting(40)
    with django_assert_max_num_queries(len(three) + 8):
        toy.issue(reviews)
    assert {review.status for review in reviews} == {Status.PUBLICITY}


def test_demo_notices_can_be_taken_away_and_others_not(toy):
    from demo.clearing import _clear_notices

    kept, gone = toy.issue(), toy.issue(toy.waiting(2), is_demo=True)
    object_to(gone.lines.first())
    _clear_notices()
    assert list(NoticePage.objects.values_list("pk", flat=True)) == [kept.pk]
    assert kept.lines.count() == 1
