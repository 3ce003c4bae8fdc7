"""Who may not: another territory, one's own work, the second decider, a suspended account; each reads a sentence."""

import pytest

from tests.journeys import acts
from tests.journeys.acts import Report

pytestmark = pytest.mark.browser

CITY, OTHER_CITY, COUNTY = "433100", "430100", "433126"


def _task(site, version) -> int:
    return site.value(
        "SELECT t.id FROM review_reviewtask t WHERE t.process = 'activity' AND t.subject_id = ?"
        " AND t.state = 'open' AND t.kind = 'step'",
        version,
    )


def _decisions(site, version) -> int:
    return site.value(
        "SELECT COUNT(*) FROM review_decision d JOIN review_review r ON r.id = d.review_id"
        " WHERE r.process = 'activity' AND r.subject_id = ?",
        version,
    )


def _press_approve(page, site, task):
    """What the page would send, sent by hand where the page offers no button."""
    page.goto("/desk/")
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    return page.request.post(
        f"/desk/tasks/{task}/",
        form={"outcome": "approve", "words": "", "csrfmiddlewaretoken": cookies["csrftoken"]},
        headers={"Referer": f"{site.address}/desk/"},
    )


def test_other_territory_neither_reads_nor_decides(site, visit):
    clerk = visit("phone", site.phone("reporter", COUNTY))
    version = acts.post_report(clerk, Report("古丈县毛尖茶进社区"))
    task = _task(site, version)
    stranger = visit("phone", site.phone("reviewer", OTHER_CITY))

    assert stranger.goto(f"/desk/tasks/{task}/").status in {403, 404}
    assert _press_approve(stranger, site, task).status in {403, 404}
    assert _decisions(site, version) == 0


def test_own_work_is_decided_by_the_next_level(site, visit):
    administrator = visit("phone", site.phone("administrator", CITY))
    version = acts.post_report(administrator, Report("湘西州市本级采购周"))
    task = _task(site, version)

    assert site.value("SELECT region_id FROM review_reviewtask WHERE id = ?", task) == "430000"
    assert _press_approve(administrator, site, task).status in {403, 404}
    assert _decisions(site, version) == 0


def test_own_work_at_the_top_needs_another_person(site, visit):
    administrator = visit("phone", site.phone("administrator", "430000"))
    version = acts.post_report(administrator, Report("省直机关集中采购日"))
    task = _task(site, version)

    answer = _press_approve(administrator, site, task)
    assert answer.status == 403
    assert "自己" in answer.text()
    other = visit("phone", site.phone("reviewer", "430000"))
    acts.open_task(other, "省直机关集中采购日")
    acts.decide(other, "approve")
    assert _decisions(site, version) == 1


def test_second_decider_reads_who_was_first(site, visit):
    clerk = visit("phone", site.phone("reporter", COUNTY))
    version = acts.post_report(clerk, Report("古丈红茶产销对接（两人同审）"))
    task = _task(site, version)
    first, second = (visit("phone", site.phone(role, CITY)) for role in ("reviewer", "administrator"))
    for page in (first, second):
        page.goto(f"/desk/tasks/{task}/")
    acts.decide(first, "approve")
    acts.decide(second, "return", "请补充图片。")

    name = site.value("SELECT name FROM accounts_user WHERE phone = ?", site.phone("reviewer", CITY))
    assert name in second.inner_text("main")
    assert "请补充图片。" in second.content()
    assert _decisions(site, version) == 1


def test_suspended_account_reads_so_after_its_code(site, visit):
    leaver = visit("phone")
    acts.sign_in(leaver, site.phone("reporter", OTHER_CITY, active=False))

    assert "停用" in leaver.inner_text("main")
    assert leaver.goto("/desk/").url.startswith(f"{site.address}/account/")


def test_suspension_ends_a_running_session(site, visit):
    clerk = visit("phone", site.phone("reporter", "430102"))
    clerk.goto("/desk/reports/")
    administrator = visit("desktop", site.phone("administrator", "430100"))
    user = site.value("SELECT id FROM accounts_user WHERE phone = ?", site.phone("reporter", "430102"))
    administrator.goto(f"/desk/accounts/{user}/suspend/")
    administrator.fill("[name=reason]", "岗位调整")
    administrator.click("form:has([name=reason]) button.btn")

    clerk.goto("/desk/reports/")
    assert clerk.url.startswith(f"{site.address}/account/")
