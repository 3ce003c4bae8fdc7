"""What an editor publishes shows no number of a person: the form says where and masks; no door goes round it."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from content import timers
from content.models import AllowedNumber, AppDocument, SiteSettings
from core.errors import Refused
from core.models import Record
from home.models import ArticleAttachment, ArticleIndexPage, ArticlePage, StandardPage
from tests.factories.accounts import UserFactory
from tests.factories.core import pdf_of, picture, upload
from tests.factories.home import campaign, site_tree

pytestmark = pytest.mark.django_db
MOBILE = "138" + "00138000"


@pytest.fixture
def editor(client):
    site_tree()
    client.force_login(UserFactory(system=True))
    return client


def document(words="Eight contracts"):
    from django.core.files.base import ContentFile

    return AppDocument.objects.create(title="附件", file=ContentFile(pdf_of(words), name="a.pdf"))


def article(**changed):
    """What the form of an article sends."""
    blocks = [
        ("text", rich_text("<p>九月，签约八份。</p>")),
        ("callout", {"title": "", "text": changed.pop("callout", "注意"), "tone": ""}),
    ]
    rows = changed.pop("attachments", [])
    return nested_form_data(
        {
            "title": "签约",
            "slug": "qianyue",
            "summary": "",
            "kind": "news",
            "date": "2020-09-16",
            "document_number": "",
            "issuing_bodies": "",
            "source": "",
            "search_description": "",
            "seo_title": "",
            "body": streamfield(blocks),
            "attachments": inline_formset(rows),
            "action-publish": "1",
        }
        | changed
    )


def create(editor, **changed):
    index = ArticleIndexPage.objects.get()
    return editor.post(
        reverse("wagtailadmin_pages:add", args=["home", "articlepage", index.pk]), article(**changed)
    )


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"title": f"找{MOBILE}"}, "标题"),
        ({"summary": "１３８ ００１３ ８０００"}, "摘要"),
        ({"source": f"甲{MOBILE}"}, "来源"),
        ({"search_description": MOBILE}, None),
        ({"callout": "电话138\u200b0013\u200b8000"}, "内容 2"),
        ({"body": streamfield([("text", rich_text("<p>138<b>0013</b>8000</p>"))])}, "内容 1"),
    ],
)
def test_publishing_stops_at_the_place_and_loses_nothing(editor, changed, place):
    response = create(editor, **changed)
    assert response.status_code == 200
    assert ArticlePage.objects.count() == 0
    said = response.content.decode()
    assert "138****8000" in said or "１３８ ＊＊＊＊ ８０００" in said or "****" in said
    assert place is None or place in said or place.encode("unicode_escape").decode() in said
    assert 'name="action-mask"' in said


def test_a_draft_may_hold_what_publishing_stops(editor):
    changed = article(summary=MOBILE)
    del changed["action-publish"]
    index = ArticleIndexPage.objects.get()
    response = editor.post(reverse("wagtailadmin_pages:add", args=["home", "articlepage", index.pk]), changed)
    assert response.status_code == 302
    assert ArticlePage.objects.get().live is False


def test_office_lines_hotlines_amounts_and_documents_pass(editor):
    create(editor, summary="咨询 0731-84212345、12317，成交12,500,000元，湘扶领办发〔2020〕4号，20200916")
    assert ArticlePage.objects.get().live


def test_allowed_number_passes(editor):
    AllowedNumber.objects.create(number=MOBILE, digits=MOBILE, whose="县扶贫办")
    create(editor, summary=f"咨询 {MOBILE}")
    assert ArticlePage.objects.get().live


def test_masking_keeps_a_draft_with_the_numbers_masked_everywhere(editor):
    row = {"document": document().pk, "title": f"甲{MOBILE}"}
    changed = {"title": f"找{MOBILE}", "callout": f"甲 {MOBILE}，乙 0731-84212345", "attachments": [row]}
    data = article(**changed) | {"action-mask": "1"}
    del data["action-publish"]
    index = ArticleIndexPage.objects.get()
    response = editor.post(reverse("wagtailadmin_pages:add", args=["home", "articlepage", index.pk]), data)
    assert response.status_code == 302
    page = ArticlePage.objects.get().get_latest_revision_as_object()
    assert (page.title, page.live) == ("找138****8000", False)
    assert page.body[1].value["text"] == "甲 138****8000，乙 0731-84212345"
    assert [attachment.title for attachment in page.attachments.all()] == ["甲138****8000"]
    page.save_revision().publish()
    assert ArticlePage.objects.get().live


def test_attachment_with_a_number_stops_publishing_and_a_scan_is_told(editor):
    response = create(editor, attachments=[{"document": document(f"Call {MOBILE}").pk, "title": ""}])
    assert response.status_code == 200
    assert "138****8000" in response.content.decode()
    scan = document("")
    scan.file.save("scan.pdf", upload(pdf_of("", picture_pages=[1]), "scan.pdf"))
    response = create(editor, attachments=[{"document": scan.pk, "title": ""}])
    assert ArticlePage.objects.get().live
    assert "无法读取" in " ".join(str(message) for message in response.wsgi_request._messages)


@pytest.mark.parametrize("model", [StandardPage])
def test_no_door_goes_round_the_rule(editor, model):
    parent = ArticleIndexPage.objects.get().get_parent()
    page = parent.add_child(instance=model(title="联系", slug="lianxi-x", live=False))
    page.body = json.dumps([{"type": "callout", "value": {"title": "", "text": MOBILE, "tone": ""}}])
    revision = page.save_revision()
    with pytest.raises(Refused, match="138\\*\\*\\*\\*8000"):
        revision.publish()
    response = editor.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}&next=/cms/"
    )
    page.refresh_from_db()
    assert (response.status_code, page.live) == (403, False)


def test_campaign_page_is_asked_too(editor):
    page = campaign()
    page.theme = f"找{MOBILE}"
    with pytest.raises(Refused):
        page.save_revision().publish()


def test_rows_of_a_page_are_asked_where_no_form_is(editor):
    index = ArticleIndexPage.objects.get()
    page = index.add_child(instance=ArticlePage(title="签约", slug="qy", live=False))
    page.attachments = [ArticleAttachment(document=document(), title=MOBILE)]
    with pytest.raises(Refused):
        page.save_revision().publish()


def test_upload_of_a_document_is_refused_with_the_place(editor):
    url = reverse("wagtaildocs:add")
    response = editor.post(url, {"title": "名单", "file": upload(pdf_of(f"Call {MOBILE}"), "a.pdf")})
    assert "138****8000" in response.content.decode()
    assert get_document_model().objects.count() == 0


def test_picture_named_after_a_number_is_refused(editor):
    response = editor.post(
        reverse("wagtailimages:add"), {"title": f"甲{MOBILE}", "file": upload(picture(), "a.png")}
    )
    assert response.status_code == 200
    assert get_image_model().objects.filter(title__contains=MOBILE).count() == 0


def test_site_settings_are_asked(editor):
    from wagtail.models import Site

    site = Site.objects.get()
    call_command("check")
    url = reverse("wagtailsettings:edit", args=["content", "sitesettings", site.pk])
    response = editor.get(url)
    data = {k: ("" if v is None else v) for k, v in response.context["form"].initial.items()}
    editor.post(url, data | {"contact": f"甲 {MOBILE}"})
    assert MOBILE not in SiteSettings.for_site(site).contact
    editor.post(url, data | {"contact": "0731-84212345"})
    assert SiteSettings.objects.get().contact == "0731-84212345"


def test_scheduled_page_with_a_number_stays_a_draft_and_the_others_go_on():
    index = site_tree() and ArticleIndexPage.objects.get()
    words = {"带号码": f"请拨{MOBILE}", "没有号码": "九月，签约八份。"}
    pages = [
        index.add_child(instance=ArticlePage(title=title, slug=slug, summary=text, live=False))
        for slug, (title, text) in zip(("a", "b"), words.items(), strict=True)
    ]
    for page in pages:
        revision = page.save_revision()
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now())
    assert timers.publish_scheduled(timezone.now() + timedelta(minutes=1)) == 1
    assert list(ArticlePage.objects.order_by("slug").values_list("live", flat=True)) == [False, True]
    held = Record.objects.get(verb="content.hold_scheduled")
    assert held.subject_id == str(pages[0].pk)
    assert timers.publish_scheduled() == 0
