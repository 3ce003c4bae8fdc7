"""One rule for every door: numbers of people in words and files, the allowed ones, and what eyes must see."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation

from content import actions, looking, queries, rules
from content.models import AllowedNumber, AppDocument, AppImage, FileLook, SiteSettings
from content.shown import Shown
from core.errors import Refused
from core.models import Record
from tests.factories.accounts import UserFactory
from tests.factories.core import pdf_of, picture, upload

pytestmark = pytest.mark.django_db
MOBILE = "138" + "00138000"
SCAN = pdf_of("", picture_pages=[1])


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def shown(words="", files=()):
    said = Shown()
    said.say("body", "Text", words)
    for number, data in enumerate(files):
        said.attach(
            "files", f"File {number + 1}", f"{number}{len(data)}".ljust(64, "0"), lambda data=data: data
        )
    return said


def allow(number):
    row = AllowedNumber(number=number, whose="县扶贫办")
    row.full_clean()
    row.save()
    return row


@pytest.mark.parametrize(
    ("words", "files", "sentences"),
    [
        ("签约八份，热线12317。", [], {}),
        ("", [], {}),
        (f"电话{MOBILE}", [], {"body": ["Text: here stands a mobile number (138****8000)."]}),
        (f"{MOBILE}，{MOBILE}", [], {"body": ["Text: here stands a mobile number (138****8000)."]}),
        (
            "签约",
            [pdf_of("Nothing"), pdf_of(f"Call {MOBILE}")],
            {"files": ["File 2, page 1: here stands a mobile number (138****8000)."]},
        ),
        ("", [SCAN], {}),
    ],
)
def test_numbers_are_told_by_field_with_their_place(words, files, sentences):
    said = shown(words, files)
    assert rules.problems(said) == sentences
    assert bool(rules.can_be_public(said)) == (not sentences)


def test_refusal_names_three_places_and_counts_the_rest():
    verdict = rules.can_be_public(shown("、".join(f"1390013900{n}" for n in range(5))))
    assert str(verdict.sentence).startswith("This cannot become public: Text: here stands a mobile number")
    assert "And at 2 more places." in str(verdict.sentence)


def test_allowed_number_may_stand_in_words_and_files():
    said = shown(MOBILE, [pdf_of(f"Call {MOBILE}")])
    assert not rules.can_be_public(said)
    allow("138-0013-8000")
    assert rules.can_be_public(said)


@pytest.mark.parametrize(
    "number", ["0731-84212345", "12317", f"两个：{MOBILE}、139" + "00139000", "", "1380013800"]
)
def test_only_one_mobile_can_be_allowed(number):
    with pytest.raises(ValidationError):
        allow(number)


def test_number_is_allowed_once():
    allow(MOBILE)
    with pytest.raises(ValidationError):
        allow("138 0013 8000")


@pytest.mark.parametrize("many", [1, 3])
def test_many_publications_cost_two_queries(many, django_assert_num_queries):
    asked = {n: shown(f"电话{MOBILE}", [pdf_of(f"Call {MOBILE}")]) for n in range(many)}
    rules.stopped(asked)
    with django_assert_num_queries(2):
        assert set(rules.stopped(asked)) == set(range(many))


def test_file_is_read_once_however_often_it_is_asked():
    reads = []
    said = Shown()
    said.attach("files", "File", "a" * 64, lambda: reads.append(1) or pdf_of("words"))
    assert rules.can_be_public(said)
    assert rules.can_be_public(said)
    assert reads == [1]


def test_file_is_read_again_by_a_newer_version_and_keeps_its_tick(monkeypatch):
    said = shown(files=[SCAN])
    queries.unread(said)
    look = actions.confirm_by_eye(said.files[0].sha256, by=UserFactory(system=True))
    monkeypatch.setattr(looking, "VERSION", looking.VERSION + 1)
    assert queries.unread(said) == []
    look.refresh_from_db()
    assert (look.version, look.seen_by_id is None) == (looking.VERSION, False)


def test_look_keeps_no_number():
    rules.can_be_public(shown(files=[pdf_of(f"Call {MOBILE}")]))
    assert MOBILE not in str(FileLook.objects.values().get())


def test_scan_waits_for_eyes_until_somebody_ticks():
    said, editor = shown(files=[SCAN]), UserFactory(system=True)
    assert [(entry.place, str(entry.reason)) for entry in queries.unread(said)] == [
        ("page 1", "a picture without text (a scan)")
    ]
    look = actions.confirm_by_eye(said.files[0].sha256, by=editor, title="名单")
    assert (look.seen_by, queries.unread(said)) == (editor, [])
    assert (
        Record.objects.filter(verb="content.confirm_by_eye", actor=editor, subject_title="名单").count() == 1
    )
    with pytest.raises(Refused, match="already"):
        actions.confirm_by_eye(look.sha256, by=editor)


def test_tick_is_refused_to_who_neither_reviews_nor_edits():
    said = shown(files=[SCAN])
    queries.unread(said)
    with pytest.raises(Refused, match="review or edit"):
        actions.confirm_by_eye(said.files[0].sha256, by=UserFactory())
    with pytest.raises(Refused, match="nothing here"):
        actions.confirm_by_eye("f" * 64, by=UserFactory(system=True))


@pytest.mark.parametrize(
    ("title", "data", "fields"),
    [
        ("名单", pdf_of("Eight contracts"), set()),
        (f"甲{MOBILE}", pdf_of("Eight contracts"), {"title"}),
        ("名单", pdf_of(f"Call {MOBILE}"), {"file"}),
        ("扫描件", SCAN, set()),
    ],
)
def test_document_of_the_library_is_asked_at_upload(title, data, fields):
    document = AppDocument(title=title, file=upload(data, "a.pdf"))
    try:
        document.clean()
    except ValidationError as error:
        assert set(error.message_dict) == fields
    else:
        assert fields == set()


def test_document_knows_its_content():
    document = AppDocument.objects.create(title="名单", file=ContentFile(pdf_of("words"), name="a.pdf"))
    first = document.sha256
    document.file = ContentFile(pdf_of("other words"), name="b.pdf")
    document.save()
    assert len(first) == 64
    assert document.sha256 not in {"", first}
    AppDocument.objects.update(sha256="")
    assert looking.hash_of(AppDocument.objects.get()) == document.sha256
    assert AppDocument.objects.get().sha256 == document.sha256


def test_picture_and_site_settings_are_asked():
    with pytest.raises(ValidationError) as refusal:
        AppImage(title=f"甲{MOBILE}", file=upload(picture(), "a.jpg")).clean()
    assert set(refusal.value.message_dict) == {"title"}
    with pytest.raises(ValidationError) as refusal:
        SiteSettings(contact=f"甲 {MOBILE}").clean()
    assert set(refusal.value.message_dict) == {"contact"}


def test_missing_file_is_no_reason_to_fail():
    said = Shown()

    def gone():
        raise FileNotFoundError

    said.attach("files", "File", "b" * 64, gone)
    assert rules.can_be_public(said)
    assert [str(entry.reason) for entry in queries.unread(said)] == ["missing on the disk"]
    assert FileLook.objects.count() == 0
