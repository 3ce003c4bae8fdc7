"""The inbox, a task, a review on the desk: who gets in, what is kept, what it costs."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from accounts.models import Role
from review import actions, queries
from review.models import Outcome, ReviewTask, Status, TaskState
from review.views.desk import PER_PAGE, read_place, write_place
from tests.factories.accounts import UserFactory
from tests.factories.review import bundle, chain, clerk, person, task_of

pytestmark = pytest.mark.django_db

INBOX = "/desk/"


@pytest.fixture
def city(hunan):
    return person("433100", name="石秀")


@pytest.fixture
def review(toy, city):
    chain({"level": 2, "can_refuse": True})
    return toy.submit(by=clerk())


@pytest.fixture
def desk(client, sign_in, city):
    return sign_in(client, city)


def titles(response):
    return [task.title for task in response.context["tasks"]]


def task_url(review):
    return reverse("review:task", args=[task_of(review).pk])


def test_inbox_is_for_people_at_work(client):
    response = client.get(INBOX)
    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("account_login"))


def test_inbox_shows_the_oldest_first(desk, toy, review):
    second = toy.submit(by=clerk("433122"))
    assert titles(desk.get(INBOX)) == [review.title, second.title]


def test_inbox_groups_to_review_and_reviewed(desk, toy, review, city):
    second = toy.submit(by=clerk("433122"))
    actions.decide(task_of(review), Outcome.APPROVE, by=city)
    assert titles(desk.get(INBOX)) == [second.title]
    assert titles(desk.get(INBOX, {"group": "reviewed"})) == [review.title]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["a", "b"]),
        ({"region": "433122"}, ["b"]),
        ({"process": "toy"}, ["a", "b"]),
        ({"process": "nonsense"}, ["a", "b"]),
        ({"kind": "step"}, ["a", "b"]),
        ({"kind": "mend"}, []),
        ({"words": "zz"}, []),
        ({"region": "430102"}, ["a", "b"]),
    ],
)
def test_inbox_filters(desk, toy, review, filters, found):
    other = toy.submit(by=clerk("433122"))
    names = {review.title: "a", other.title: "b"}
    assert [names[title] for title in titles(desk.get(INBOX, filters))] == found


def test_inbox_finds_words_of_a_title(desk, toy, review):
    toy.submit(by=clerk("433122"))
    assert titles(desk.get(INBOX, {"words": review.title[:-1]})) == [review.title]


def test_empty_inbox_says_what_comes_next(desk):
    assert escape(_("Nothing waits for you")) in desk.get(INBOX).content.decode()
    assert escape(_("Nothing fits this filter")) in desk.get(INBOX, {"words": "zz"}).content.decode()


def test_inbox_pages_neither_miss_nor_repeat(desk, toy, review):
    reporter = clerk()
    for _number in range(2 * PER_PAGE):
        toy.submit(by=reporter)
    # Rows of the same moment must not be lost between two pages.
    ReviewTask.objects.update(opened_at=review.opened_at)
    seen, address = [], {}
    for page in range(3):
        response = desk.get(INBOX, address)
        seen += titles(response)
        address = {"after": response.context["next_place"]}
        assert bool(address["after"]) == (page < 2)
    assert seen == list(ReviewTask.objects.order_by("pk").values_list("title", flat=True))


def test_reviewed_pages_go_back_in_time(desk, toy, review, city):
    reporter = clerk()
    for _number in range(PER_PAGE):
        toy.submit(by=reporter)
    actions.decide_many(list(ReviewTask.objects.values_list("pk", flat=True)), Outcome.APPROVE, by=city)
    first = desk.get(INBOX, {"group": "reviewed"})
    second = desk.get(INBOX, {"group": "reviewed", "after": first.context["next_place"]})
    seen = titles(first) + titles(second)
    assert seen == list(ReviewTask.objects.order_by("-pk").values_list("title", flat=True))


@pytest.mark.parametrize("text", ["", "x", "1-", "-1", "99999999999999999999-1", "1-1; drop", "１-１"])
def test_place_that_makes_no_sense_is_the_first_page(text):
    assert read_place(text) in (None, read_place("1-1"))


def test_place_is_exact(review):
    task = task_of(review)
    assert read_place(write_place(task, False)) == (task.opened_at, task.pk)


def test_named_and_seat_tasks_are_merged_in_order(desk, toy, review, city):
    mine = actions.open_task(
        "toy",
        toy.subject(),
        by=None,
        title="给本单位",
        subject_region=review.region,
        applicant=review.applicant,
        organization=city.organization,
    )
    last = toy.submit(by=clerk("433122"))
    assert titles(desk.get(INBOX)) == [review.title, mine.title, last.title]


@pytest.mark.parametrize("size", [1, 3])
def test_inbox_costs_12_queries_at_most(desk, toy, city, size, django_assert_max_num_queries):
    chain({"level": 2})
    for _number in range(size):
        toy.submit(by=clerk())
    desk.get(INBOX)
    with django_assert_max_num_queries(12):
        response = desk.get(INBOX)
    assert len(titles(response)) == size


def test_inbox_costs_the_same_for_1_and_3(desk, toy, review, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk.get(INBOX)
    with CaptureQueriesContext(connection) as one:
        desk.get(INBOX)
    toy.submit(by=clerk("433122"))
    toy.submit(by=clerk("433127"))
    with django_assert_num_queries(len(one)):
        desk.get(INBOX)


def test_own_report_is_not_counted_as_waiting(toy, client, sign_in):
    author = person("430000", Role.ADMINISTRATOR)
    chain({"level": 1})
    toy.submit(by=author)
    assert titles(sign_in(client, author).get(INBOX)) == []
    assert len(titles(sign_in(client, person("430000")).get(INBOX))) == 1


def test_reporter_sees_only_what_was_returned(toy, client, sign_in, review, city):
    reporter = review.submitted_by
    assert titles(sign_in(client, reporter).get(INBOX)) == []
    actions.decide(task_of(review), Outcome.RETURN, by=city, words="补")
    response = client.get(INBOX)
    assert titles(response) == [review.title]
    assert f'href="/mend/{review.subject_id}/"' in response.content.decode()


def test_task_page_shows_subject_buttons_and_history(desk, review):
    page = desk.get(task_url(review)).content.decode()
    for part in (
        review.title,
        'value="approve"',
        'value="return"',
        'value="refuse"',
        review.submitted_by.name,
    ):
        assert escape(part) in page or part in page


def test_step_that_cannot_refuse_offers_no_such_button(desk, toy):
    chain({"level": 2})
    page = desk.get(task_url(toy.submit(by=clerk("433127")))).content.decode()
    assert 'value="refuse"' not in page
    assert 'value="return"' in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (lambda: person("430300"), 403),
        (lambda: person("430000"), 403),
        (lambda: clerk("433122"), 403),
        (lambda: clerk("433100"), 200),
    ],
)
def test_task_page_opens_to_its_seat(toy, review, client, sign_in, who, status):
    assert sign_in(client, who()).get(task_url(review)).status_code == status


def test_reporter_of_the_office_reads_why_the_button_is_grey(toy, review, client, sign_in):
    page = sign_in(client, clerk("433100")).get(task_url(review)).content.decode()
    assert escape(_("Your account may not review: ask your administrator.")) in page
    assert 'value="approve"' not in page


def test_unknown_task_is_404(desk):
    assert desk.get(reverse("review:task", args=[999])).status_code == 404


def test_approve_leads_to_the_next_task(desk, toy, review):
    second = toy.submit(by=clerk("433122"))
    response = desk.post(task_url(review), {"outcome": "approve", "seen": review.facts_hash})
    assert (response.status_code, response.url) == (302, task_url(second))
    review.refresh_from_db()
    assert review.status == Status.APPROVED


def test_last_task_leads_back_to_the_inbox(desk, review):
    assert desk.post(task_url(review), {"outcome": "approve"}).url == INBOX


def test_return_keeps_words_and_marks(desk, review):
    typed = {
        "outcome": "return",
        "words": "请改",
        "canned": ["1"],
        "mark-amount": "on",
        "note-title": "太长",
    }
    desk.post(task_url(review), typed)
    from review.forms import CANNED

    decision = queries.last_return(review)
    assert decision.words == f"{CANNED[1]}\n请改"
    assert decision.marks == {"amount": _("Please check this."), "title": "太长"}


def test_return_without_words_says_so_at_the_field_and_keeps_the_marks(desk, review):
    response = desk.post(task_url(review), {"outcome": "return", "note-amount": "多一个零"})
    page = response.content.decode()
    assert response.status_code == 422
    assert escape(_("Say in words what has to change; the reporter reads them.")) in page
    assert "多一个零" in page
    assert task_of(review).state == TaskState.OPEN


def test_second_decider_reads_the_first_ones_name_and_keeps_the_words(desk, review):
    url = task_url(review)
    actions.decide(task_of(review), Outcome.APPROVE, by=person("433100", name="龙梅"))
    response = desk.post(url, {"outcome": "return", "words": "我写了很久的意见"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "龙梅" in page
    assert "我写了很久的意见" in page


def test_decided_task_says_who_decided(desk, review, city):
    url = task_url(review)
    actions.decide(task_of(review), Outcome.APPROVE, by=city)
    page = desk.get(url).content.decode()
    assert "石秀" in page
    assert 'value="approve"' not in page


def test_changed_since_is_shown_in_the_second_round(desk, toy, review, city):
    actions.decide(task_of(review), Outcome.RETURN, by=city, words="补")
    toy.change(review.subject_id, amount=987)
    toy.submit(by=review.submitted_by, subject_id=review.subject_id)
    page = desk.get(task_url(review)).content.decode()
    assert escape(_("Changed since the last round")) in page
    assert "987" in page


def test_claim_and_give_back(desk, review, city):
    task = task_of(review)
    desk.post(reverse("review:claim", args=[task.pk]))
    task.refresh_from_db()
    assert task.claimed_by == city
    desk.post(reverse("review:release", args=[task.pk]))
    task.refresh_from_db()
    assert task.claimed_by is None


@pytest.mark.parametrize("name", ["review:claim", "review:release"])
def test_claiming_is_a_post(desk, review, name):
    assert desk.get(reverse(name, args=[task_of(review).pk])).status_code == 405


def test_mend_task_leads_to_where_it_is_mended(client, sign_in, review, city):
    actions.decide(task_of(review), Outcome.RETURN, by=city, words="补")
    url = task_url(review)
    assert sign_in(client, review.submitted_by).get(url).url == f"/mend/{review.subject_id}/"


def test_siblings_of_an_application_are_listed(desk, toy, review):
    rows = bundle()
    one, two = (toy.submit(by=clerk(), bundle=rows) for _number in range(2))
    page = desk.get(task_url(one)).content.decode()
    assert two.title in page
    assert f"?bundle={rows.pk}" in page
    assert review.title not in page


@pytest.mark.parametrize("size", [1, 3])
def test_task_page_costs_a_bounded_number_of_queries(desk, toy, city, size, django_assert_max_num_queries):
    chain({"level": 2})
    for _number in range(size):
        review = toy.submit(by=clerk())
    with django_assert_max_num_queries(25):
        desk.get(task_url(review))


def test_review_page_offers_to_withdraw_an_approval(desk, review, city):
    url = reverse("review:review", args=[review.pk])
    assert escape(_("Withdraw the approval")) not in desk.get(url).content.decode()
    actions.decide(task_of(review), Outcome.APPROVE, by=city)
    assert escape(_("Withdraw the approval")) in desk.get(url).content.decode()
    assert desk.post(url, {"words": ""}).status_code == 422
    assert desk.post(url, {"words": "重复填报"}).status_code == 302
    review.refresh_from_db()
    assert review.status == Status.REVOKED


def test_lower_level_reads_why_it_cannot_withdraw(client, sign_in, review, city):
    actions.decide(task_of(review), Outcome.APPROVE, by=city)
    url = reverse("review:review", args=[review.pk])
    sign_in(client, person("433124", Role.ADMINISTRATOR))
    sentence = escape(_("Only the same or a higher level may withdraw an approval."))
    assert sentence in client.get(url).content.decode()
    response = client.post(url, {"words": "我认为有误"})
    assert response.status_code == 403
    assert sentence in response.content.decode()


def test_review_page_is_closed_to_strangers(client, sign_in, review):
    url = reverse("review:review", args=[review.pk])
    assert sign_in(client, person("430300")).get(url).status_code == 403
    assert sign_in(client, UserFactory(system=True)).get(url).status_code == 403


def test_typed_words_come_back_after_signing_in_again(client, sign_in, review, city):
    url = task_url(review)
    sign_in(client, city).get(url)
    Session.objects.all().delete()
    client.post(url, {"outcome": "return", "words": "写到一半登录过期", "note-amount": "多写"})
    page = sign_in(client, city).get(url).content.decode()
    assert "写到一半登录过期" in page
    assert "多写" in page


def test_chosen_filters_are_chips_that_can_be_taken_away(desk, toy, review):
    toy.submit(by=clerk("433122"))
    page = desk.get(INBOX, {"region": "433122", "words": "第", "after": "1-1"}).content.decode()
    assert 'href="?words=%E7%AC%AC"' in page
    assert 'href="?region=433122"' in page
