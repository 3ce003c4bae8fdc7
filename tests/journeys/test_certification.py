"""The Zhanggong chain from an approved supplier's form to a listed, searchable product; a return at the city mended."""

import datetime

import pytest
from django.conf import settings
from django.test import Client

from catalog.certification import reference
from catalog.certification.facts import MaterialKind
from catalog.certification.models import Application, Certificate
from catalog.notices import actions as notice_actions
from catalog.notices.models import NoticePage
from review.models import Outcome, Status
from tests import browsing
from tests.factories import certification as world
from tests.factories.activities import PDF, photo
from tests.factories.home import site_tree
from tests.factories.notices import notice_index, on
from tests.journeys import acts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SIZES = {"phone": browsing.PHONE, "desktop": browsing.DESKTOP}


@pytest.fixture
def ground(transactional_db):
    site_tree()
    notice_index()
    world.ground()


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
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
            )
        page = context.new_page()
        acts.listen(page, complaints)
        return page

    yield visited
    for context in contexts:
        context.close()
    assert complaints == []


def fits(page):
    """The page is no wider than its screen."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"


def write(page) -> Application:
    """From the list to the submitted application."""
    page.goto("/desk/certification/")
    fits(page)
    page.get_by_role("link", name="新建申请").first.click()
    page.get_by_role("button", name="开始申请").click()
    page.wait_for_url("**/edit/")
    application = Application.objects.get()
    row = application.products.get()
    shared, values = world.shared_values(), world.row_values()
    for name, value in shared.items():
        page.locator(f"[name={name}]").fill(value)
    for name in ("name", "brand", "specification", "production_source", "annual_output", "supply_period"):
        page.locator(f"[name=row{row.pk}-{name}]").fill(values[name])
    page.locator(f"[name=row{row.pk}-description]").fill(values["description"])
    page.locator(f"[name=row{row.pk}-people_benefited]").fill("128")
    page.locator(f"[name=row{row.pk}-commodity_value]").fill("320")
    page.locator(f"[name=row{row.pk}-category]").select_option(label="大米")
    page.locator(f"[name=row{row.pk}-participation]").first.check()
    for code in ("433100", "433124"):
        page.locator(f"[name=row{row.pk}-region]").last.select_option(code)
        page.wait_for_timeout(400)
    picture = {"name": "包装.jpg", "mimeType": "image/jpeg", "buffer": photo().read()}
    page.locator(f"[name=row{row.pk}-pictures]").set_input_files(picture)
    for kind in (MaterialKind.LICENCE, MaterialKind.QUALITY, MaterialKind.BENEFIT):
        content = PDF.replace(b"endobj", b"endobj\n%% %s" % kind.value.encode())
        file = {"name": f"{kind.value}.pdf", "mimeType": "application/pdf", "buffer": content}
        page.locator(f"[name=paper-{kind.value}]").set_input_files(file)
    for box in page.locator("[name=promises]").all():
        box.check()
    fits(page)
    page.get_by_role("button", name="提交审核").click()
    page.wait_for_url(f"**/desk/certification/{application.pk}/")
    fits(page)
    application.refresh_from_db()
    return application


def approve(visit, size, task):
    """A reviewer ticks every point and approves on the task's page."""
    page = visit(size, world.decider_of(task))
    page.goto("/desk/")
    page.get_by_role("link", name=task.title).first.click()
    fits(page)
    for box in page.locator("[name=checked]").all():
        box.check()
    page.locator("button[name=outcome][value=approve]").click()
    page.wait_for_load_state()
    task.refresh_from_db()
    assert task.state == "done"


def pass_publicity(visit, size, application, number):
    """The office writes its notice, everybody can read it, and its days pass."""
    review = application.products.select_related("review").get().review
    assert review.status == Status.PUBLICITY
    office = visit(size, world.person(review.publicity_region_id, "reviewer"))
    office.goto("/desk/notices/")
    fits(office)
    office.locator("input[name=rows]").check()
    office.get_by_role("button", name="为勾选的条目拟写公示").click()
    office.get_by_label("文号").fill(f"扶办〔2026〕{number}号")
    fits(office)
    office.get_by_role("button", name="预览").click()
    office.get_by_role("button", name="发布并开始公示").click()
    office.wait_for_url("**/desk/notices/*/")
    notice = NoticePage.objects.open().get()
    office.goto(notice.url)
    assert "十八洞大米" in office.locator("main").inner_text()
    fits(office)
    with on((notice.ends_on + datetime.timedelta(days=1)).isoformat()):
        assert notice_actions.advance_notices() == 1


@pytest.mark.parametrize(("applying", "reviewing"), [("phone", "desktop"), ("desktop", "phone")])
def test_from_the_form_to_a_verified_certificate(ground, visit, applying, reviewing):
    supplier = visit(applying, world.applicant())
    application = write(supplier)
    for task in world.open_tasks(application):
        approve(visit, reviewing, task)
    for task in world.open_tasks(application):
        approve(visit, reviewing, task)
    pass_publicity(visit, reviewing, application, 12)

    [city] = world.open_tasks(application)
    world.decide(city, Outcome.RETURN, words="请补充产地说明。")
    supplier.goto(f"/desk/certification/{application.pk}/edit/")
    assert "请补充产地说明。" in supplier.locator("main").inner_text()
    fits(supplier)
    supplier.get_by_role("button", name="提交审核").click()
    supplier.wait_for_url(f"**/desk/certification/{application.pk}/")
    [city] = world.open_tasks(application)
    assert city.step.verb == "复核"

    approve(visit, reviewing, city)
    [province] = world.open_tasks(application)
    approve(visit, reviewing, province)
    pass_publicity(visit, reviewing, application, 13)

    certificate = Certificate.objects.select_related("product").get()
    reader = visit(applying)
    reader.goto(f"/verify/?number={certificate.number}")
    assert "十八洞大米" in reader.locator("main").inner_text()
    reader.goto("/search/?q=十八洞大米")
    assert "十八洞大米" in reader.locator("main").inner_text()
    reader.goto(certificate.product.url)
    shown = reader.locator("main").inner_text()
    assert certificate.number in shown
    assert "审核备案" in shown
    assert reference.PRIORITY not in shown
