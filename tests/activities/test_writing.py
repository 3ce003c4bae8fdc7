"""Writing on a phone: saved while typed, files sent at once, nothing lost without a connection."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from activities.models import ReportVersion
from activities.states import VersionState
from tests.factories.activities import ActivityKindFactory, ground, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

NEW = reverse("activities_desk:new")


@pytest.fixture
def desk(page, live_server):
    """The phone, signed in as 花垣县's clerk."""
    ground()
    ActivityKindFactory()
    client = Client()
    client.force_login(person("433124"))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page


def photo(color) -> dict:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), color).save(out, "JPEG")
    return {"name": f"{color}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def saved(desk):
    expect(desk.locator("[data-saved]")).to_contain_text("保存", timeout=15_000)
    expect(desk.locator("[data-saved]")).to_contain_text(":", timeout=15_000)


def test_draft_begins_while_typing_and_comes_back(desk):
    desk.goto(NEW)
    desk.fill("#id_title", "边写边存的标题")
    desk.fill("#id_sales_amount_0", "四百多")
    saved(desk)
    version = ReportVersion.objects.get()
    desk.goto("/desk/reports/")
    desk.click("text=边写边存的标题")
    assert desk.url.endswith(reverse("activities_desk:edit", args=[version.pk]))
    assert desk.input_value("#id_sales_amount_0") == "四百多"


def test_picture_is_sent_at_once_and_taken_off_again(desk):
    desk.goto(NEW)
    desk.fill("#id_title", "有图的活动")
    desk.set_input_files("#id_pictures", [photo("red"), photo("green")])
    expect(desk.locator("[data-list=picture] img")).to_have_count(2, timeout=15_000)
    desk.click("[data-remove=picture] >> nth=0")
    expect(desk.locator("[data-list=picture] img")).to_have_count(1, timeout=15_000)
    assert ReportVersion.objects.get().pictures.count() == 1


def test_file_of_another_kind_is_refused_beside_its_box(desk):
    desk.goto(NEW)
    bad = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"MZ"}
    desk.set_input_files("#id_attachments", bad)
    expect(desk.locator("[data-progress=attachment]")).to_contain_text("a.pdf", timeout=15_000)
    assert ReportVersion.objects.get().attachments.count() == 0


def test_text_typed_without_a_connection_comes_back(desk):
    desk.goto(NEW)
    desk.fill("#id_title", "联网时写的")
    saved(desk)
    address = desk.url
    # Every save fails as without a connection; the page itself can still be fetched.
    desk.route("**/autosave/", lambda route: route.abort())
    desk.fill("#id_place", "离线时写的地点")
    expect(desk.locator("[data-saved]")).to_contain_text("没有网络", timeout=15_000)
    desk.goto(address)
    assert desk.input_value("#id_place") == "离线时写的地点"
    assert ReportVersion.objects.get().place == ""
    desk.unroute("**/autosave/")
    with desk.expect_response("**/autosave/"):
        desk.fill("#id_product_kinds", "脐橙")
    saved(desk)
    assert ReportVersion.objects.get().place == "离线时写的地点"


def test_submit_right_after_typing_sends_what_was_typed(desk):
    desk.goto(NEW)
    desk.fill("#id_title", "花垣脐橙产销对接会")
    desk.select_option("#id_kind", label="产销对接")
    desk.fill("#id_started_on", "2020-09-15")
    desk.fill("#id_ended_on", "2020-09-16")
    saved(desk)
    desk.fill("#id_body", "签约八份，现场成交四百二十万元。")
    desk.click("button[name=submit]")
    desk.wait_for_url("**/desk/reports/*/")
    version = ReportVersion.objects.get()
    assert (version.state, version.body) == (VersionState.SUBMITTED, "签约八份，现场成交四百二十万元。")
