"""The desk: a form that loses nothing, a list with what comes next, and every bad input with its sentence."""

import datetime
import io
import uuid
import zipfile

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import clear_url_caches, reverse
from django.utils import timezone, translation

from accounts.held import SESSION_KEY
from accounts.models import Role
from activities import actions
from activities.models import ActivityPage, ReportVersion
from activities.states import VersionState
from review.models import Outcome
from tests.factories.accounts import UserFactory
from tests.factories.activities import (
    ActivityKindFactory,
    ReportFactory,
    decide,
    ground,
    paper,
    person,
    photo,
)
from tests.factories.regions import PairingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"
    # Addresses are remembered with the prefix that their language then has.
    clear_url_caches()
    with translation.override("en"):
        yield
    clear_url_caches()


@pytest.fixture
def clerk(db):
    ground()
    return person("433124")


@pytest.fixture
def desk(client, clerk, sign_in):
    return sign_in(client, clerk)


def url(name, *args):
    return reverse(f"activities_desk:{name}", args=args)


def typed(**changed) -> dict:
    """The form's boxes, filled in as people do."""
    return {
        "title": "花垣脐橙产销对接会",
        "kind": str(ActivityKindFactory().pk),
        "started_on": "2020-09-15",
        "ended_on": "2020-09-16",
        "place": "县体育馆",
        "body": "花垣县举办脐橙产销对接会，签约八份。",
        "tags": "脐橙，六进",
        "region": "433124",
        "partner_region": "",
        "matchmaking_events": "１",
        "sales_amount_0": "12.5",
        "sales_amount_1": "万元",
        "people_covered": "1,320",
        "product_kinds": "脐橙",
        "trade_amount_0": "4200000",
        "trade_amount_1": "元",
    } | changed


def errors(response) -> dict:
    form = response.context["form"]
    return {name: list(sentences) for name, sentences in form.errors.items()}


def test_new_shows_the_form_and_begins_nothing(desk):
    assert desk.get(url("new")).status_code == 200
    assert ReportVersion.objects.count() == 0


def test_first_save_begins_the_draft(desk):
    response = desk.post(url("new"), typed())
    version = ReportVersion.objects.get()
    assert response.url == url("edit", version.pk)
    assert (version.title, version.sales_amount, version.trade_amount) == (
        "花垣脐橙产销对接会",
        125000,
        4200000,
    )
    assert (version.matchmaking_events, version.people_covered, version.region_id) == (1, 1320, "433124")


def test_form_sent_twice_begins_one_draft(desk):
    data = typed(begun_with=str(uuid.uuid4()))
    desk.post(url("new"), data)
    desk.post(url("new"), data)
    assert ReportVersion.objects.count() == 1


def test_half_filled_draft_is_kept_exactly_as_typed(desk):
    desk.post(url("new"), typed(title="", sales_amount_0="四百多", ended_on="下周", people_covered="很多"))
    version = ReportVersion.objects.get()
    assert (version.sales_amount, version.ended_on, version.people_covered) == (None, None, None)
    page = desk.get(url("edit", version.pk)).content.decode()
    assert [text for text in ("四百多", "下周", "很多", "县体育馆") if text not in page] == []


def test_edit_of_a_version_not_typed_here_shows_its_columns(desk, clerk):
    version = ReportFactory(by=clerk)
    page = desk.get(url("edit", version.pk)).content.decode()
    assert [
        text for text in ('value="12.5"', 'value="420"', 'value="2020-09-16"', "花垣脐橙") if text not in page
    ] == []


def test_submit_sends_the_whole_form_into_review(desk):
    response = desk.post(url("new"), typed(submit="1"))
    version = ReportVersion.objects.get()
    assert response.url == url("detail", version.pk)
    assert version.state == VersionState.SUBMITTED


def test_submit_address_saves_and_submits(desk, clerk):
    version = ReportFactory(by=clerk)
    desk.post(url("submit", version.pk), typed(title="新题目", edits=version.edits))
    version.refresh_from_db()
    assert (version.state, version.title) == (VersionState.SUBMITTED, "新题目")


def test_empty_submit_names_each_missing_field_and_keeps_the_draft(desk):
    response = desk.post(url("new"), {"submit": "1", "region": "433124"})
    assert response.status_code == 422
    assert errors(response) == {
        "title": ["Give the report a title."],
        "kind": ["Choose a kind of activity."],
        "started_on": ["Give the first day."],
        "ended_on": ["Give the last day."],
        "body": ["Write what happened; the public reads this text."],
    }
    assert ReportVersion.objects.get().state == VersionState.DRAFT


TOMORROW = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()
BAD = [
    ({"title": "长" * 20_000}, "title", "At most 120 characters; these are 20000."),
    ({"body": "长" * 20_001}, "body", "At most 20000 characters; these are 20001."),
    ({"sales_amount_0": "-5"}, "sales_amount", "This must not be less than zero."),
    ({"sales_amount_0": "1e9"}, "sales_amount", "Give a number, in digits."),
    ({"sales_amount_0": "NaN"}, "sales_amount", "Give a number, in digits."),
    ({"sales_amount_0": "99999999999"}, "sales_amount", "This amount is too large."),
    ({"sales_amount_0": "99999999"}, "sales_amount", "This figure is too large to be right: check the unit."),
    ({"trade_amount_0": "一千", "trade_amount_1": "元"}, "trade_amount", "Give a number, in digits."),
    ({"people_covered": "-1"}, "people_covered", "This must not be less than zero."),
    ({"people_covered": "1.5"}, "people_covered", "Give a whole number."),
    (
        {"people_covered": "99999999"},
        "people_covered",
        "This figure is too large to be right: check the unit.",
    ),
    ({"halls": "99999999999"}, "halls", "This number is too large."),
    (
        {"ended_on": TOMORROW},
        "ended_on",
        "The last day lies in the future: report when the activity is over.",
    ),
    ({"ended_on": "2020-09-01"}, "ended_on", "The last day lies before the first."),
    ({"started_on": "2020-13-45"}, "started_on", "Enter a valid date."),
    ({"region": "433127"}, "region", "永顺县 does not lie in 花垣县."),
    ({"region": "999999"}, "region", "There is no region with the code 999999."),
    ({"partner_region": "433124"}, "partner_region", "The partner region must be another region."),
    (
        {"kind": "999999"},
        "kind",
        "Select a valid choice. That choice is not one of the available choices.",
    ),
]


@pytest.mark.parametrize(("changed", "name", "sentence"), BAD)
def test_bad_input_gets_a_sentence_at_its_field_and_loses_nothing(desk, changed, name, sentence):
    response = desk.post(url("new"), typed(submit="1", **changed))
    assert response.status_code == 422
    assert errors(response) == {name: [sentence]}
    version = ReportVersion.objects.get()
    assert version.state == VersionState.DRAFT
    assert {key: version.typed[key] for key in changed} == {key: [text] for key, text in changed.items()}
    page = response.content.decode()
    assert "县体育馆" in page
    assert desk.get(url("edit", version.pk)).status_code == 200


def test_text_no_database_can_hold_is_a_sentence_too(desk):
    response = desk.post(url("new"), typed(submit="1", place="体育\x00馆"))
    assert errors(response) == {"place": ["Null characters are not allowed."]}
    assert ReportVersion.objects.get().typed["place"] == ["体育馆"]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")
        archive.writestr("word/document.xml", b"0" * 30_000_000)
    return out.getvalue()


def upload(name, content):
    return SimpleUploadedFile(name, content)


BAD_FILES = [
    ("pictures", lambda: upload("a.jpg", b"<html></html>")),
    ("pictures", lambda: upload("b.jpg", photo(size=(2000, 1500)).read()[:3000])),
    ("pictures", lambda: upload("c.jpg", b"")),
    ("attachments", lambda: upload("d.pdf", b"MZ\x90\x00")),
    ("attachments", lambda: upload("e.docx", bomb())),
    ("attachments", lambda: upload("f.docx", b"PK\x03\x04broken")),
]


@pytest.mark.parametrize(("name", "make"), BAD_FILES)
@pytest.mark.parametrize("button", [{}, {"submit": "1"}])
def test_bad_file_gets_a_sentence_and_the_text_is_kept(desk, name, make, button):
    file = make()
    response = desk.post(url("new"), typed(**{name: file}, **button))
    assert response.status_code == 422
    assert list(errors(response)) == [name]
    assert errors(response)[name][0].startswith(f"{file.name}: ")
    version = ReportVersion.objects.get()
    assert (version.title, version.state) == ("花垣脐橙产销对接会", VersionState.DRAFT)
    assert "县体育馆" in response.content.decode()


def test_pictures_and_files_come_with_the_form(desk):
    desk.post(url("new"), typed(pictures=[photo("red"), photo("blue")], attachments=paper()))
    version = ReportVersion.objects.get()
    assert (version.pictures.count(), version.attachments.count()) == (2, 1)


def test_tenth_picture_is_refused_and_nine_are_kept(desk):
    desk.post(url("new"), typed(pictures=[photo(f"#0000{n}0") for n in range(9)]))
    version = ReportVersion.objects.get()
    response = desk.post(url("edit", version.pk), typed(pictures=photo("white"), edits=version.edits))
    assert errors(response) == {"pictures": ["photo.jpg: At most 9 pictures."]}
    assert version.pictures.count() == 9


def test_remove_button_saves_the_text_first(desk, clerk):
    version = ReportFactory(by=clerk, pictured=True)
    picture = version.pictures.first()
    desk.post(
        url("edit", version.pk),
        typed(title="先存再删", edits=version.edits, **{"remove-picture": picture.pk}),
    )
    version.refresh_from_db()
    assert (version.title, version.pictures.count()) == ("先存再删", 1)


def test_alternative_text_is_saved_with_the_form(desk, clerk):
    version = ReportFactory(by=clerk, pictured=True)
    first = version.pictures.first()
    desk.post(url("edit", version.pk), typed(edits=version.edits, **{f"alt-{first.pk}": "会场全景"}))
    first.refresh_from_db()
    assert first.alt == "会场全景"


def test_script_uploads_a_picture_and_gets_the_list(desk, clerk):
    version = ReportFactory(by=clerk)
    answer = desk.post(
        url("picture", version.pk), {"pictures": photo()}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 200
    assert answer.json()["errors"] == []
    assert url("evidence_picture", version.pictures.get().pk) in answer.json()["html"]


def test_script_uploads_no_file_of_another_kind(desk, clerk):
    version = ReportFactory(by=clerk)
    bad = upload("d.pdf", b"MZ\x90\x00")
    answer = desk.post(
        url("attachment", version.pk), {"attachments": bad}, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, len(answer.json()["errors"])) == (422, 1)


def test_autosave_answers_with_time_and_count(desk, clerk):
    version = ReportFactory(by=clerk)
    answer = desk.post(url("autosave", version.pk), typed(title="边写边存", edits=version.edits))
    assert (answer.status_code, answer.json()["edits"]) == (200, version.edits + 1)
    assert answer.json()["saved"].startswith("Saved at ")
    version.refresh_from_db()
    assert version.title == "边写边存"


def test_two_windows_the_second_reads_a_sentence_and_keeps_its_text(desk, clerk):
    version = ReportFactory(by=clerk)
    desk.post(url("edit", version.pk), typed(title="窗口一", edits=version.edits))
    response = desk.post(url("edit", version.pk), typed(title="窗口二的文字", edits=version.edits))
    assert response.status_code == 409
    assert "窗口二的文字" in response.content.decode()
    assert "another window of yours" in response.content.decode()
    version.refresh_from_db()
    assert version.title == "窗口一"


def test_autosave_of_an_older_window_is_told_409(desk, clerk):
    version = ReportFactory(by=clerk)
    data = typed(edits=version.edits + 5)
    answer = desk.post(url("autosave", version.pk), data, headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert "another window of yours" in answer.json()["error"]


def test_replayed_submit_reads_a_sentence_and_shows_what_was_typed(desk, clerk):
    version = ReportFactory(by=clerk, submitted=True)
    response = desk.post(url("submit", version.pk), typed(title="重放的表单"))
    assert response.status_code == 409
    assert "重放的表单" in response.content.decode()
    version.refresh_from_db()
    assert version.title == "花垣脐橙产销对接会"


def test_expired_sign_in_gives_the_text_back(client, clerk, sign_in):
    version = ReportFactory(by=clerk)
    address = url("edit", version.pk)
    sign_in(client, clerk).get(address)
    Session.objects.all().delete()
    response = client.post(
        address, typed(title="登录过期前写的"), headers={"Referer": f"http://testserver{address}"}
    )
    assert response.status_code == 302
    kept = client.session[SESSION_KEY]
    sign_in(client, clerk)
    session = client.session
    session[SESSION_KEY] = kept
    session.save()
    assert "登录过期前写的" in client.get(address).content.decode()


def test_region_lists_open_without_script(desk):
    response = desk.post(url("new"), typed(partner_region="430000", **{"partner_region-step": "1"}))
    version = ReportVersion.objects.get()
    assert response.url == url("edit", version.pk) + "#id_partner_region"
    assert "长沙市" in desk.get(url("edit", version.pk)).content.decode()


def test_paired_regions_are_offered_and_taken(desk, clerk):
    PairingFactory(helper_id="430300", helped=clerk.region)
    desk.post(url("new"), typed(partner_suggestion="430300"))
    assert ReportVersion.objects.get().partner_region_id == "430300"


def test_returned_report_shows_words_and_marks(desk, clerk):
    version = ReportFactory(by=clerk, submitted=True)
    decide(version, Outcome.RETURN, words="请补充合同照片。", marks={"sales_amount": "与签约数不一致"})
    page = desk.get(url("edit", version.pk)).content.decode()
    assert [words for words in ("请补充合同照片。", "与签约数不一致", "市级退回") if words not in page] == []


def test_correction_of_a_published_report_begins_with_a_button(desk, clerk):
    version = ReportFactory(by=clerk, approved=True)
    response = desk.post(url("correct", version.page_id))
    second = version.page.versions.get(number=2)
    assert response.url == url("edit", second.pk)
    assert ActivityPage.objects.get(pk=version.page_id).is_counted is True


def test_withdraw_and_discard_by_button(desk, clerk):
    submitted, draft = ReportFactory(by=clerk, submitted=True), ReportFactory(by=clerk)
    desk.post(url("withdraw", submitted.pk), {"words": "重复填报"})
    assert desk.get(url("discard", draft.pk)).status_code == 200
    desk.post(url("discard", draft.pk))
    submitted.refresh_from_db()
    assert submitted.state == VersionState.WITHDRAWN
    assert not ReportVersion.objects.filter(pk=draft.pk).exists()


STRANGERS = [("433127", Role.REPORTER), ("433100", Role.REPORTER), ("430100", Role.REVIEWER)]


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize(
    "name", ["edit", "autosave", "submit", "discard", "withdraw", "picture", "attachment"]
)
def test_another_offices_report_is_not_found(client, sign_in, stranger, name):
    version = ReportFactory()
    sign_in(client, person(*stranger))
    assert client.post(url(name, version.pk), typed()).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (("433124", Role.REPORTER), 200),
        (("433100", Role.REVIEWER), 200),
        (("433127", Role.REVIEWER), 403),
        (("433100", Role.REPORTER), 403),
    ],
)
def test_evidence_asks_who_may_see_it(client, sign_in, who, status):
    version = ReportFactory(submitted=True, pictured=True)
    sign_in(client, person(*who))
    picture, file = version.pictures.first(), version.attachments.first()
    assert client.get(url("evidence_picture", picture.pk)).status_code == status
    assert client.get(url("evidence_file", file.pk)).status_code == status
    assert client.get(url("detail", version.pk)).status_code == status


def test_evidence_of_the_anonymous_leads_to_the_sign_in(client):
    version = ReportFactory(submitted=True, pictured=True)
    response = client.get(url("evidence_picture", version.pictures.first().pk))
    assert response.status_code == 302


def test_reviewer_without_the_reporters_role_gets_a_sentence(client, clerk, sign_in):
    sign_in(client, UserFactory(organization=clerk.organization, role=Role.REVIEWER))
    response = client.get(url("new"))
    assert response.status_code == 403
    assert "it does not report" in response.content.decode()


def test_detail_of_every_state_renders(desk, clerk):
    traits = ["submitted", "returned", "approved", "withdrawn", "revoked", "correction", "corrected"]
    versions = [ReportFactory(by=clerk), *(ReportFactory(by=clerk, **{trait: True}) for trait in traits)]
    assert [desk.get(url("detail", version.pk)).status_code for version in versions] == [200] * 8


def _list_queries(desk) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(url("list")).status_code == 200
    return len(captured)


def test_list_costs_the_same_queries_for_one_and_three(desk, clerk):
    ReportFactory(by=clerk, submitted=True)
    ReportFactory(by=clerk, approved=True)
    _list_queries(desk)
    one = _list_queries(desk)
    for _number in range(2):
        ReportFactory(by=clerk, submitted=True)
        ReportFactory(by=clerk, approved=True)
    assert _list_queries(desk) == one


@pytest.mark.parametrize(
    ("state", "count"),
    [("", 3), ("draft", 1), ("submitted", 1), ("returned", 0), ("approved", 1), ("ended", 0)],
)
def test_list_by_state(desk, clerk, state, count):
    ReportFactory(by=clerk)
    ReportFactory(by=clerk, submitted=True)
    ReportFactory(by=clerk, approved=True)
    ReportFactory(by=person("433127"))
    response = desk.get(url("list"), {"state": state})
    assert len(response.context["page_obj"].object_list) == count


def test_list_of_an_unknown_state_is_not_found(desk):
    assert desk.get(url("list"), {"state": "x"}).status_code == 404


def test_returned_version_keeps_its_marks_after_a_save(desk, clerk):
    version = ReportFactory(by=clerk, returned=True)
    desk.post(url("submit", version.pk), typed(title="改好了", edits=version.edits))
    version.refresh_from_db()
    assert (version.state, version.review.round, version.title) == (VersionState.SUBMITTED, 2, "改好了")


def test_colleagues_draft_is_in_the_list_of_the_office(client, clerk, sign_in):
    actions.start_report(by=clerk)
    sign_in(client, UserFactory(organization=clerk.organization, role=Role.ADMINISTRATOR))
    assert len(client.get(url("list")).context["page_obj"].object_list) == 1
