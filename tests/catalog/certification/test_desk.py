"""The desk's pages: writing without JavaScript, the list of each role, rows decided together, papers behind rules."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from catalog.certification import actions
from catalog.certification.facts import MaterialKind, Pledge
from catalog.certification.models import Application, CertificationRound
from catalog.certification.states import ApplicationState, RowState
from core.models import Record
from organizations.models import Kind
from review.models import Outcome
from tests.factories import certification as world
from tests.factories.activities import paper, person, photo

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"certification_desk:{name}", args=args)


def sent(application, **changed) -> dict:
    """What the form of a whole draft sends."""
    data = {
        **world.shared_values(),
        "entity_code": application.entity_code,
        "station": application.station_id or "",
        "promises": Pledge.values,
        "edits": application.edits,
    }
    for row in application.products.all():
        values = world.row_values() | {"region": "433124", "category": world.row_values()["category_id"]}
        values["commodity_value"] = "320"
        values["pictures"] = photo()
        del values["region_id"], values["category_id"]
        data |= {f"row{row.pk}-{name}": value for name, value in values.items()}
    for kind in (MaterialKind.LICENCE, MaterialKind.QUALITY, MaterialKind.BENEFIT):
        data[f"paper-{kind}"] = paper(f"{kind}.pdf")
    return data | changed


def test_application_is_begun_written_and_submitted_by_plain_forms(client):
    world.ground()
    client.force_login(world.applicant())
    assert client.get(url("new")).status_code == 200
    answer = client.post(url("new"), {})
    application = Application.objects.get()
    assert answer.url == url("edit", application.pk)
    assert client.get(answer.url).status_code == 200
    answer = client.post(url("edit", application.pk), sent(application, submit="1"))
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert application.products.get().materials.filter(kind=MaterialKind.PICTURE).count() == 1


def test_bad_input_keeps_the_typing(client):
    application = world.draft(whole=False)
    row = application.products.get()
    client.force_login(world.applicant())
    data = {
        "address": "双龙镇",
        f"row{row.pk}-people_benefited": "很多",
        "submit": "1",
        "edits": application.edits,
    }
    answer = client.post(url("edit", application.pk), data)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="很多"' in body and "双龙镇" in body
    assert 'value="很多"' in client.get(url("edit", application.pk)).content.decode()


def test_autosave_answers_with_the_count_of_edits(client):
    application = world.draft(whole=False)
    client.force_login(world.applicant())
    answer = client.post(url("autosave", application.pk), {"address": "甲", "edits": 0})
    assert answer.json()["edits"] == 1
    assert client.post(url("autosave", application.pk), {"address": "乙", "edits": 0}).status_code == 409


def test_one_more_product_keeps_what_was_typed(client):
    application = world.draft(whole=False)
    client.force_login(world.applicant())
    client.post(url("edit", application.pk), {"address": "甲", "edits": 0, "add-row": "1"})
    application.refresh_from_db()
    assert (application.address, application.products.count()) == ("甲", 2)


def test_file_that_is_none_is_told_at_its_box(client):
    application = world.draft(whole=False)
    client.force_login(world.applicant())
    data = {"edits": 0, "paper-licence": paper("执照.pdf", content=b"no pdf")}
    answer = client.post(url("edit", application.pk), data)
    assert (answer.status_code, application.materials.filter(title="执照.pdf").count()) == (422, 0)
    assert "执照.pdf" in answer.content.decode()


@pytest.mark.parametrize(
    ("code", "kind", "role", "sees"),
    [
        ("433124", Kind.ASSISTANCE_OFFICE, Role.REVIEWER, True),
        ("433100", Kind.ASSISTANCE_OFFICE, Role.REVIEWER, True),
        ("430000", Kind.ASSISTANCE_OFFICE, Role.ADMINISTRATOR, True),
        ("433122", Kind.ASSISTANCE_OFFICE, Role.REVIEWER, False),
        ("430100", Kind.ASSISTANCE_OFFICE, Role.REVIEWER, False),
        ("433124", Kind.AGRICULTURE_BUREAU, Role.REVIEWER, False),
        ("433124109", Kind.WORK_STATION, Role.REVIEWER, True),
        ("433124110", Kind.WORK_STATION, Role.REVIEWER, False),
        ("433124", Kind.ASSISTANCE_OFFICE, Role.REPORTER, False),
    ],
)
def test_application_is_open_to_whom(client, code, kind, role, sees):
    """The bureau sees it as soon as it is asked; the station was asked."""
    application = world.submitted()
    client.force_login(person(code, role, kind))
    assert (client.get(url("detail", application.pk)).status_code == 200) is sees
    paper_of = application.materials.first()
    assert (client.get(url("paper", paper_of.pk)).status_code == 200) is sees


def test_bureau_sees_what_it_is_asked(client):
    application = world.run(world.submitted(), until=1)
    client.force_login(person("433124", Role.REVIEWER, Kind.AGRICULTURE_BUREAU))
    assert client.get(url("detail", application.pk)).status_code == 200
    assert client.get(url("list")).content.decode().count("<h2>") == 1


def test_stranger_sees_neither_application_nor_paper(client):
    application = world.submitted()
    client.force_login(world.applicant("泸溪柑橘合作社", 8))
    assert client.get(url("detail", application.pk)).status_code == 403
    assert client.get(url("paper", application.materials.first().pk)).status_code == 403
    assert client.get(url("edit", application.pk)).status_code == 404


def test_look_at_personal_data_is_written_down(client):
    application = world.draft()
    by = world.applicant()
    card = actions.add_paper(application, photo("white"), kind=MaterialKind.ID_CARD, by=by)
    client.force_login(by)
    assert client.get(url("paper", card.pk)).status_code == 200
    assert Record.objects.filter(verb="certification.look", actor=by).count() == 1


def test_rows_are_decided_apart_on_one_page(client):
    application = world.submitted("大米", "茶油", "蜂蜜")
    tasks = world.open_tasks(application)
    client.force_login(world.decider_of(tasks[0]))
    page = url("rows", application.pk)
    assert client.get(page).status_code == 200
    points = tasks[0].step.checklist
    chosen = [tasks[0].pk, tasks[1].pk]
    answer = client.post(page, {"task": chosen, "outcome": "approve"})
    assert answer.status_code == 422
    assert points[0] in answer.content.decode()
    assert client.post(page, {"task": chosen, "outcome": "approve", "checked": points}).status_code == 302
    answer = client.post(page, {"task": [tasks[2].pk], "outcome": "return"})
    assert answer.status_code == 422
    client.post(page, {"task": [tasks[2].pk], "outcome": "return", "words": "请补充。"})
    states = [row.state for row in application.products.order_by("order")]
    assert states == [RowState.SUBMITTED, RowState.SUBMITTED, RowState.RETURNED]


def test_task_page_shows_evidence_points_and_threshold(client):
    from catalog.certification.models import Terms

    application = world.run(world.submitted(), until=1)
    Terms.objects.update(least_people=1000)
    task = next(
        task for task in world.open_tasks(application) if task.organization_kind == "assistance_office"
    )
    client.force_login(world.decider_of(task))
    body = client.get(reverse("review:task", args=[task.pk])).content.decode()
    assert "未达到" in body and "1000" in body
    assert all(point in body for point in task.step.checklist)
    assert "十八洞" in body


def test_approval_without_points_is_told_at_the_boxes(client):
    application = world.submitted()
    [task] = world.open_tasks(application)
    client.force_login(world.decider_of(task))
    answer = client.post(reverse("review:task", args=[task.pk]), {"outcome": "approve", "words": "同意"})
    assert answer.status_code == 422
    assert "checked" in answer.context["form"].errors
    assert "同意" in answer.content.decode()


def test_bulk_asks_the_points_once(client):
    application = world.submitted("大米", "茶油")
    [task, _other] = world.open_tasks(application)
    client.force_login(world.decider_of(task))
    page = reverse("review:bulk") + f"?bundle={application.bundle_id}"
    assert task.step.checklist[0] in client.get(page).content.decode()
    answer = client.post(page, {"outcome": "approve"})
    assert answer.status_code == 422
    assert "checked" in answer.context["form"].errors


def test_returned_application_shows_the_words_at_the_product(client):
    application = world.submitted()
    world.decide(world.open_tasks(application)[0], Outcome.RETURN, words="请补充检测报告。")
    client.force_login(world.applicant())
    assert "请补充检测报告。" in client.get(url("edit", application.pk)).content.decode()


def test_office_opens_and_closes_a_round(client):
    world.ground()
    client.force_login(person("433124", Role.REVIEWER))
    today = timezone.localdate().isoformat()
    answer = client.post(url("rounds"), {"title": "第一批", "opens_on": today, "closes_on": "2000-01-01"})
    assert answer.status_code == 422
    client.post(url("rounds"), {"title": "第一批", "opens_on": today, "closes_on": today})
    one = CertificationRound.objects.get()
    client.post(url("round", one.pk, "close"))
    one.refresh_from_db()
    assert one.state == "closed"
    assert client.get(url("rounds")).status_code == 200


@pytest.mark.parametrize("name", ["list", "rounds"])
def test_lists_ask_the_same_number_of_queries(client, name, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    world.submitted("大米")
    client.force_login(person("433124", Role.REVIEWER))
    client.get(url(name))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url(name))
    for number in (2, 3):
        world.submitted(f"产品{number}")
    with CaptureQueriesContext(connection) as three:
        client.get(url(name))
    assert len(three) == len(one)


def test_printed_form_holds_the_promises(client):
    application = world.submitted()
    client.force_login(world.applicant())
    body = client.get(url("print", application.pk)).content.decode()
    assert str(Pledge.TRUE.label) in body


def test_pages_of_a_concluded_application(client):
    application = world.certified()
    client.force_login(world.applicant())
    body = client.get(url("detail", application.pk)).content.decode()
    assert application.products.get().product.certificate_number in body
    assert client.get(url("list")).status_code == 200


def test_draft_is_discarded_after_asking(client):
    application = world.draft(whole=False)
    client.force_login(world.applicant())
    assert client.get(url("discard", application.pk)).status_code == 200
    client.post(url("discard", application.pk))
    assert not Application.objects.exists()
