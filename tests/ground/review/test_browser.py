"""What inbox.js adds on a phone-size screen: neighbours by key, a job's page that refreshes itself."""

import pytest
from django.conf import settings
from django.test import Client

from core.models import Job
from review import processes
from review.queries import BULK
from tests.factories import regions
from tests.factories.review import Toy, chain, clerk, person, task_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def toy():
    regions.hunan()
    made = Toy()
    yield made
    processes._processes.pop(made.key)


@pytest.fixture
def city(toy, page, live_server):
    user = person("433100", name="石秀")
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    return user


def test_reviewer_returns_and_goes_on_to_the_next(toy, city, page):
    chain({"level": 2})
    first, second = toy.submit(by=clerk()), toy.submit(by=clerk("433122"))
    page.goto("/desk/")
    page.get_by_role("link", name=first.title).click()
    page.get_by_role("button", name="退回修改").click()
    assert page.get_by_role("alert").count() == 1
    page.get_by_label("审核意见", exact=False).first.fill("请补照片")
    page.get_by_role("button", name="退回修改").click()
    page.wait_for_url(f"**/desk/tasks/{task_of(second).pk}/")
    first.refresh_from_db()
    assert first.status == "returned"


def test_keys_lead_to_the_neighbours(toy, city, page):
    chain({"level": 2})
    first, second = toy.submit(by=clerk()), toy.submit(by=clerk("433122"))
    page.goto(f"/desk/tasks/{task_of(first).pk}/")
    page.keyboard.press("Alt+KeyJ")
    page.wait_for_url(f"**/desk/tasks/{task_of(second).pk}/")
    page.keyboard.press("Alt+KeyK")
    page.wait_for_url(f"**/desk/tasks/{task_of(first).pk}/")


def test_job_page_refreshes_itself(toy, city, page):
    job = Job.objects.create(
        kind=BULK, title="审核通过：3 件", created_by=city, total=3, done=1, state="running"
    )
    page.goto(f"/desk/jobs/{job.pk}/")
    assert page.locator("#job[data-watch]").count() == 1
    Job.objects.filter(pk=job.pk).update(state="done", done=3, result={"decided": 3})
    page.locator("#job:not([data-watch])").wait_for()
    assert page.locator("progress").get_attribute("value") == "3"
