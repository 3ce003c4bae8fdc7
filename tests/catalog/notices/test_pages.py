"""What the public reads and sends: list, feed, sheet, objection, receipt, status; never who objected."""

import re

import pytest
from django.urls import reverse

from catalog.notices.models import Objection
from catalog.notices.states import LineState
from search.queries import search_ids
from tests.factories.core import solved
from tests.factories.home import site_tree
from tests.factories.notices import CONTACT, OBJECTION, TAIL, Noticed, answer, line_of, object_to, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def toy(db):
    site_tree()
    made = Noticed()
    yield made
    made.forget()


def text_of(response):
    return response.content.decode()


def raising(line):
    return reverse("notices:raise", args=[line.pk])


def test_sheet_shows_number_columns_days_hotline_and_interpreter(toy, client):
    with on("2026-11-25"):
        notice = toy.issue(document_number="花扶办〔2026〕8号")
        text = text_of(client.get(notice.url))
    line = line_of(notice)
    for words in (
        "花扶办〔2026〕8号",
        "湖南省湘西土家族苗族自治州花垣县",
        line.unit,
        line.product,
        "大米",
        "125万元",
        "花垣县扶贫办",
        "12317",
        f"由{toy.office.organization.name}负责解释",
        "至2026-12-02当日24时止",
    ):
        assert words in text
    assert 'aria-current="date"' in text
    assert raising(line) in text


def test_sheet_after_the_end_takes_no_objection(toy, client):
    with on("2026-11-25"):
        notice = toy.issue()
    with on("2026-12-03"):
        text = text_of(client.get(notice.url))
        assert raising(line_of(notice)) not in text
        refused = client.get(raising(line_of(notice)))
    assert refused.status_code == 409
    assert "公示期已结束" in text_of(refused)


def test_answer_is_public_and_the_objector_is_not(toy, client):
    with on("2026-11-25"):
        notice = toy.issue()
        answer(object_to(line_of(notice)), "uphold", toy.office, "对产地有异议", "经核查，产地不实。")
        text = text_of(client.get(notice.url))
    assert "对产地有异议" in text
    assert "经核查，产地不实。" in text
    assert OBJECTION not in text
    assert CONTACT not in text
    assert TAIL not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)


def test_correction_and_notice_name_each_other(toy, client):
    from catalog.notices import actions

    notice = toy.issue()
    correction = actions.correct_notice(
        notice,
        by=toy.office,
        title="更正公示",
        document_number="花扶办〔2026〕更1号",
        words="品类更正为糙米。",
    )
    assert notice.title in text_of(client.get(correction.url))
    assert "花扶办〔2026〕更1号" in text_of(client.get(notice.url))


def test_list_narrows_by_state_region_and_year(toy, client):
    with on("2026-11-25"):
        notice = toy.issue(title="关于甲的公示")
        index = notice.get_parent().url
        shown = {
            query: "关于甲的公示" in text_of(client.get(f"{index}?{query}"))
            for query in ("", "state=open", "state=closed", "region=433124", "region=430300", "year=2026")
        }
    assert shown == {
        "": True,
        "state=open": True,
        "state=closed": False,
        "region=433124": True,
        "region=430300": False,
        "year=2026": True,
    }


@pytest.mark.parametrize("query", ["region=999999", "year=abc", "state=perhaps", "page=9"])
def test_list_of_what_does_not_exist_is_404(toy, client, query):
    assert client.get(f"{toy.issue().get_parent().url}?{query}").status_code == 404


def test_feed_search_map_and_front_page_know_the_notice(toy, client):
    with on("2026-11-25"):
        notice = toy.issue(title="关于边城大米的公示")
        assert "关于边城大米的公示" in text_of(client.get(f"{notice.get_parent().url}feed/"))
        front = text_of(client.get("/"))
        assert "关于边城大米的公示" in front
        assert "剩余5个工作日" in front
    assert ("notice", notice.pk) in search_ids("边城大米").hits
    assert notice.url in b"".join(client.get("/sitemap-notices-1.xml").streaming_content).decode()


def test_objection_gives_a_receipt_and_stops_the_row(toy, client):
    data = {"words": OBJECTION, "contact": CONTACT, "proof": solved("objection")}
    with on("2026-11-25"):
        line = line_of(toy.issue())
        sent = client.post(raising(line), data, follow=True)
    objection = Objection.objects.get()
    assert objection.receipt in text_of(sent)
    assert line_of(line.notice).state == LineState.STOPPED
    assert not sent.cookies.get("sessionid")


def test_objection_without_proof_keeps_what_was_typed(toy, client):
    with on("2026-11-25"):
        line = line_of(toy.issue())
        refused = client.post(raising(line), {"words": OBJECTION, "contact": CONTACT})
    assert refused.status_code == 422
    assert OBJECTION in text_of(refused)
    assert not Objection.objects.exists()


def test_objection_sent_twice_counts_once(toy, client):
    data = {"words": OBJECTION, "contact": CONTACT, "proof": solved("objection")}
    with on("2026-11-25"):
        line = line_of(toy.issue())
        first, second = client.post(raising(line), data), client.post(raising(line), data)
    assert (first.status_code, second.status_code, Objection.objects.count()) == (302, 422, 1)


def test_status_shows_state_and_answer_to_whoever_has_the_receipt(toy, client):
    address = reverse("notices:status")
    with on("2026-11-25"):
        objection = object_to(line_of(toy.issue()))
        waiting = text_of(client.post(address, {"receipt": objection.receipt, "tail": TAIL}))
        answer(objection, "dismiss", toy.office, words="经核查属实。")
        answered = text_of(client.post(address, {"receipt": objection.receipt, "tail": TAIL}))
        wrong = text_of(client.post(address, {"receipt": objection.receipt, "tail": "0000"}))
    assert "待答复" in waiting
    assert "经核查属实。" in answered
    assert "没有找到" in wrong
    assert objection.receipt not in re.sub(r'value="[^"]*"', "", wrong)


def test_foreign_receipt_page_is_404(toy, client):
    assert client.get(reverse("notices:received", args=["made-up"])).status_code == 404


def test_sheet_costs_the_same_for_one_row_and_for_three(toy, client, django_assert_max_num_queries):
    with on("2026-11-25"):
        one, three = toy.issue(), toy.issue(toy.waiting(3))
        client.get(one.url)
        with django_assert_max_num_queries(60) as few:
            client.get(one.url)
        cost = len(few)
        with django_assert_max_num_queries(cost):
            client.get(three.url)


def test_editors_can_change_nothing_of_a_notice(toy, client, sign_in):
    from tests.factories.accounts import UserFactory

    notice = toy.issue()
    editor = UserFactory(is_superuser=True, is_staff=True, organization=None, role="editor")
    may = notice.permissions_for_user(editor)
    asked = ("can_edit", "can_publish", "can_unpublish", "can_delete", "can_move", "can_copy")
    assert [name for name in asked if getattr(may, name)()] == []
