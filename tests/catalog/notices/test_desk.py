"""The office's pages: what waits, writing, preview, opening, objections and answers in the one inbox."""

import pytest
from django.urls import reverse

from catalog.notices.models import NoticePage
from catalog.notices.states import LineState
from tests.factories.core import pdf_of, upload
from tests.factories.notices import CONTACT, OBJECTION, line_of, object_to, on

pytestmark = pytest.mark.django_db

WAITING, ISSUE = "/desk/notices/", "/desk/notices/issue/"


@pytest.fixture
def office(toy, client, sign_in):
    """The county's office at its desk."""
    return sign_in(client, toy.office)


def text_of(response):
    return response.content.decode()


def words(**more):
    return {
        "title": "关于拟认定扶贫产品的公示",
        "document_number": "花扶办〔2026〕12号",
        "words": "现予公示。",
        "interpretation": "花垣县扶贫办",
        **more,
    }


def test_list_shows_what_waits_for_the_own_office_only(toy, office, client, sign_in):
    [review] = toy.waiting()
    assert review.title in text_of(office.get(WAITING))
    assert review.title not in text_of(sign_in(client, toy.city).get(WAITING))


def test_list_is_no_page_for_suppliers(toy, client, sign_in):
    assert sign_in(client, toy.supplier).get(WAITING).status_code == 403


def test_rows_become_a_notice_over_a_preview(toy, office):
    with on("2026-11-25"):
        reviews = toy.waiting(2)
        rows = [str(review.pk) for review in reviews]
        assert office.post(ISSUE, {"rows": rows}).status_code == 200
        file = upload(pdf_of("List"), "清单.pdf")
        preview = office.post(ISSUE, words(rows=",".join(rows), step="preview", attachments=file))
        assert "2026-12-02" in text_of(preview)
        assert not NoticePage.objects.exists()
        kept = [one["kept"] for one in preview.context["files"]]
        done = office.post(ISSUE, words(rows=",".join(rows), step="issue", kept=kept))
    notice = NoticePage.objects.get()
    assert done.url == reverse("notices_desk:notice", args=[notice.pk])
    assert (notice.line_count, [a.title for a in notice.attachments.all()]) == (2, ["清单"])
    assert notice.title in text_of(office.get(done.url))


def test_all_that_wait_go_into_one_notice(toy, office):
    reviews = toy.waiting(3)
    every = ",".join(str(review.pk) for review in reviews)
    office.post(ISSUE, words(rows="", every=every, step="issue"))
    assert NoticePage.objects.get().line_count == 3


def test_missing_number_keeps_what_was_typed(toy, office):
    [review] = toy.waiting()
    answer = office.post(ISSUE, words(rows=str(review.pk), step="issue", document_number=""))
    assert answer.status_code == 422
    assert "现予公示。" in text_of(answer)


def test_rows_taken_meanwhile_lead_back_with_a_sentence(toy, office):
    [review] = toy.waiting()
    toy.issue([review])
    answer = office.post(ISSUE, words(rows=str(review.pk), step="issue"), follow=True)
    assert answer.redirect_chain
    assert NoticePage.objects.count() == 1


def test_objection_is_in_the_inbox_and_answered_on_its_page(toy, office):
    with on("2026-11-25"):
        notice = toy.issue()
        objection = object_to(line_of(notice))
        page = reverse("notices_desk:objection", args=[objection.pk])
        assert page in text_of(office.get("/desk/"))
        assert office.get(reverse("review:task", args=[objection.task_id])).url == page
        shown = text_of(office.get(page))
        assert OBJECTION in shown
        assert CONTACT in shown
        office.post(page, {"verb": "dismiss", "summary": "对产地有异议", "answer": "经核查属实。"})
        assert page not in text_of(office.get("/desk/"))
    assert line_of(notice).state == LineState.OPEN


def test_answer_without_words_keeps_what_was_typed(toy, office):
    with on("2026-11-25"):
        objection = object_to(line_of(toy.issue()))
        page = reverse("notices_desk:objection", args=[objection.pk])
        refused = office.post(page, {"verb": "uphold", "summary": "对产地有异议", "answer": ""})
    assert refused.status_code == 422
    assert "对产地有异议" in text_of(refused)


def test_office_above_reads_an_objection_without_its_contact(toy, client, sign_in):
    with on("2026-11-25"):
        objection = object_to(line_of(toy.issue()))
        page = reverse("notices_desk:objection", args=[objection.pk])
        shown = text_of(sign_in(client, toy.city).get(page))
    assert OBJECTION in shown
    assert CONTACT not in shown
    assert sign_in(client, toy.supplier).get(page).status_code == 403


def test_correction_is_written_at_the_desk(toy, office):
    notice = toy.issue()
    page = reverse("notices_desk:correct", args=[notice.pk])
    assert notice.title in text_of(office.get(page))
    office.post(page, words(title="更正公示", document_number="花扶办〔2026〕更2号"))
    assert notice.corrections.get().title == "更正公示"


def test_lists_cost_the_same_for_one_and_for_three(toy, office, django_assert_max_num_queries):
    toy.waiting()
    toy.issue()
    for address in (WAITING, "/desk/notices/issued/"):
        office.get(address)
        with django_assert_max_num_queries(40) as one:
            office.get(address)
        cost = len(one)
        toy.waiting(2)
        toy.issue()
        # What is public has changed: the frame is read anew, once.
        office.get(address)
        with django_assert_max_num_queries(cost):
            office.get(address)
