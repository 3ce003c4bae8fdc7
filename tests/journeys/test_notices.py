"""Three rows before the public; an objection upheld removes one, the others go on. A toy process, both sizes."""

import datetime
import os

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from catalog.notices import actions
from catalog.notices.models import NoticePage, Objection
from catalog.notices.states import LineState
from review.models import Status
from tests import browsing
from tests.factories.home import site_tree
from tests.factories.notices import CONTACT, OBJECTION, TAIL, Noticed, line_of, on
from tests.journeys import acts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SIZES = {"phone": browsing.PHONE, "desktop": browsing.DESKTOP}
# A folder to leave pictures of the pages in, for whoever looks at them.
PICTURES = os.environ.get("NOTICE_PICTURES", "")


@pytest.fixture
def toy(transactional_db):
    site_tree()
    made = Noticed()
    yield made
    made.forget()


@pytest.fixture
def visit(browser, live_server):
    """visit(size, user=None) → a page of this size, signed in without the detour over a code."""
    contexts, complaints = [], []

    def visited(size, user=None):
        context = browser.new_context(base_url=live_server.url, viewport=SIZES[size], locale="zh-CN")
        contexts.append(context)
        if user:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            value = client.cookies[name].value
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        acts.listen(page, complaints)
        return page

    yield visited
    for context in contexts:
        context.close()
    assert complaints == []


def look(page, name):
    """The page is no wider than its screen; a picture of it for whoever asked."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name} is {wide} px too wide"
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{page.viewport_size['width']}.png", full_page=True)


def open_notice(office) -> NoticePage:
    """From the rows that wait to an open notice."""
    office.goto("/desk/notices/")
    look(office, "waiting")
    for box in office.locator("input[name=rows]").all():
        box.check()
    office.get_by_role("button", name="为勾选的条目拟写公示").click()
    office.get_by_label("文号").fill("花扶办〔2026〕12号")
    look(office, "writing")
    office.get_by_role("button", name="预览").click()
    look(office, "preview")
    office.get_by_role("button", name="发布并开始公示").click()
    office.wait_for_url("**/desk/notices/*/")
    look(office, "desk-notice")
    return NoticePage.objects.get()


def raise_objection(reader, notice, product) -> str:
    """From the notice to the receipt; the browser reckons while the reader types."""
    reader.goto(notice.url)
    look(reader, "notice")
    reader.locator("tr", has_text=product).get_by_role("link").click()
    reader.locator("[name=words]").fill(OBJECTION)
    reader.locator("[name=contact]").fill(CONTACT)
    look(reader, "raise")
    reader.get_by_role("button", name="提交异议").click()
    reader.wait_for_url("**/objections/received/*/")
    look(reader, "received")
    return reader.locator(".answer .word").inner_text()


def ask(reader, receipt) -> str:
    """What the status page says."""
    reader.goto("/objections/")
    reader.locator("[name=receipt]").fill(receipt)
    reader.locator("[name=tail]").fill(TAIL)
    reader.locator("main form[method=post] button").click()
    reader.locator(".answer").wait_for()
    look(reader, "status")
    return reader.locator("main").inner_text()


@pytest.mark.parametrize(("reading", "working"), [("phone", "desktop"), ("desktop", "phone")])
def test_objection_upheld_removes_one_row_of_three(toy, visit, reading, working):
    toy.waiting(3)
    office, reader = visit(working, toy.office), visit(reading)
    notice = open_notice(office)
    product = line_of(notice, 2).product

    receipt = raise_objection(reader, notice, product)
    assert "待答复" in ask(reader, receipt)

    office.goto("/desk/")
    office.get_by_role("link", name=f"异议：{product}").click()
    office.get_by_label("异议事项").fill("对产地有异议")
    office.locator("[name=answer]").fill("经现场核查，原料并非产自花垣县，异议成立。")
    look(office, "objection")
    office.get_by_role("button", name="异议成立").click()
    office.locator(".notice.done").first.wait_for()

    assert "原料并非产自花垣县" in ask(reader, receipt)
    reader.goto(notice.url)
    shown = reader.locator("main").inner_text()
    assert "对产地有异议" in shown
    assert OBJECTION not in shown
    look(reader, "answered")

    later = timezone.localdate() + datetime.timedelta(days=12)
    with on(later.isoformat()):
        actions.advance_notices()
    lines = list(notice.lines.order_by("number").select_related("review"))
    assert [line.state for line in lines] == [LineState.PASSED, LineState.REMOVED, LineState.PASSED]
    assert [line.review.status for line in lines] == [Status.OPEN, Status.REFUSED, Status.OPEN]
    notice.refresh_from_db()
    assert not notice.is_open
    reader.goto(notice.get_parent().url)
    look(reader, "index")
    reader.goto("/")
    look(reader, "home")


def test_objection_without_script_is_taken_after_some_seconds(toy, browser, live_server, monkeypatch):
    monkeypatch.setattr("core.proof.SLOWEST_ROBOT_SECONDS", 1)
    notice = toy.issue()
    context = browser.new_context(
        base_url=live_server.url, viewport=browsing.PHONE, java_script_enabled=False
    )
    reader = context.new_page()
    reader.goto(f"/objections/rows/{line_of(notice).pk}/")
    reader.locator("[name=words]").fill(OBJECTION)
    reader.locator("[name=contact]").fill(CONTACT)
    reader.wait_for_timeout(2100)
    reader.get_by_role("button", name="提交异议").click()
    reader.wait_for_url("**/objections/received/*/")
    context.close()
    assert Objection.objects.count() == 1
