"""The base of every public page, the media library's own models, and the site's settings."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page, PageViewRestriction

from content import looking, rules, shown
from content.editing import PublicPageForm
from content.looks import AllowedNumber, FileLook, Inspection, PageLook
from content.panels import SETTINGS
from core import kept

# The front page lies right below Wagtail's root.
HOME_DEPTH = 2

__all__ = [
    "AllowedNumber",
    "AppDocument",
    "AppImage",
    "AppRendition",
    "FileLook",
    "Inspection",
    "PageLook",
    "PublicPage",
    "SiteSettings",
]


class OneCommit:
    """Rows whose change and its public version (core.versions) are committed together, also when an editor saves."""

    @transaction.atomic
    def save(self, *args, **kwargs):
        return super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        return super().delete(*args, **kwargs)


class AppImage(OneCommit, AbstractImage):
    """A public picture. `alt` says what is seen; `source` and `licence` say whose it is."""

    alt = models.CharField(_("alternative text"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    is_demo = models.BooleanField(default=False)

    admin_form_fields = (*Image.admin_form_fields, "alt", "source", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def default_alt_text(self):
        return self.alt or self.title

    def clean(self):
        """Public from upload: its words are asked like any publication."""
        super().clean()
        if found := rules.problems(shown.of_row(self)):
            raise ValidationError(found)


class AppRendition(AbstractRendition):
    """A size of a picture, made at publication and never on a public GET."""

    image = models.ForeignKey(AppImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="rendition_once_per_filter"
            )
        ]


class AppDocument(OneCommit, AbstractDocument):
    """A public file, checked by content before it came here."""

    is_demo = models.BooleanField(default=False)
    # Of its content: tells whether it was looked through already.
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self):
        """Public from upload: its title and content are asked like any publication."""
        super().clean()
        said = shown.of_row(self)
        if self.file and not self.file._committed:
            self._remember_content()
            said.attach("file", _("File"), self.sha256, lambda: looking.bytes_of_upload(self.file))
        if found := rules.problems(said):
            raise ValidationError(found)

    def save(self, *args, **kwargs):
        if self.file:
            self._remember_content()
        super().save(*args, **kwargs)

    def _remember_content(self):
        """A new file is told from the old one by the hash of its content."""
        if not self.file._committed:
            self.sha256 = hashlib.sha256(looking.bytes_of_upload(self.file)).hexdigest()


def heading_of(page) -> str:
    """What a page is called in the language in force; without reading more than the tree gives."""
    english = getattr(page.specific_class, "english_name", "") if get_language() == "en" else ""
    return english or page.title


class PublicPage(OneCommit, Page):
    """What every public page has: a summary for lists, cards and meta tags, and a share picture."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    share_picture = models.ForeignKey(
        AppImage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("share picture"),
    )

    # What a section is called on the English site; other pages keep the title their editors wrote.
    english_name = ""

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [*Page.promote_panels, FieldPanel("share_picture")]

    base_form_class = PublicPageForm

    class Meta:
        abstract = True

    def publish(self, revision, *args, **kwargs):
        """Raises Refused, naming the place, when the revision would show a number of a person (Q01)."""
        rules.can_be_public(shown.of_page(revision.as_object())).require()
        return super().publish(revision, *args, **kwargs)

    def get_view_restrictions(self):
        """As Wagtail's, without a look at all pages above where no page of the site is restricted."""
        if kept.get("restrictions", PageViewRestriction.objects.exists):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    @property
    def description(self) -> str:
        """For meta tags and share cards."""
        return self.search_description or self.summary

    @property
    def heading(self) -> str:
        """What the page is called in the language in force."""
        return heading_of(self)

    @property
    def lead_picture(self) -> AppImage | None:
        """What a share card shows: the editors' choice, else the page's own picture."""
        return self.share_picture or getattr(self, "picture", None)

    def trail(self) -> list[dict]:
        """The steps between the home page and this one, as components/breadcrumbs.html takes them."""
        above = self.get_ancestors().filter(depth__gt=HOME_DEPTH)
        return [{"title": heading_of(page), "url": page.url} for page in above]


@register_setting(icon="site")
class SiteSettings(OneCommit, BaseSiteSetting):
    """Names, wording, hotline, marks and contacts of this deployment (J01, Q01; government site habits)."""

    site_name = models.CharField(_("site name"), max_length=60, default="湖南消费扶贫")
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    wording = models.CharField(
        _("wording"), max_length=8, choices=[("扶贫", "扶贫"), ("帮扶", "帮扶")], default="扶贫"
    )
    hotline = models.CharField(_("complaint hotline"), max_length=20, default="12317")
    organizer = models.CharField(_("run by"), max_length=120, blank=True)
    host_unit = models.CharField(_("technical host"), max_length=120, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    site_id_code = models.CharField(_("government site code (网站标识码)"), max_length=20, blank=True)
    icp_number = models.CharField(_("ICP number"), max_length=40, blank=True)
    police_number = models.CharField(_("public security filing number"), max_length=40, blank=True)
    help_desk_contact = models.CharField(_("help desk contact"), max_length=60, blank=True)
    help_desk_phone = models.CharField(_("help desk telephone"), max_length=40, blank=True)
    form_contact = models.CharField(_("contact person under the statistics form"), max_length=60, blank=True)
    form_phone = models.CharField(_("telephone under the statistics form"), max_length=40, blank=True)
    home_fresh_days = models.PositiveSmallIntegerField(_("days a home page may stay unchanged"), default=14)
    news_fresh_days = models.PositiveSmallIntegerField(_("days a news column may stay unchanged"), default=14)
    notice_fresh_days = models.PositiveSmallIntegerField(
        _("days a notice column may stay unchanged"), default=183
    )
    form_email = models.CharField(_("e-mail under the statistics form"), max_length=80, blank=True)

    site_name_en = models.CharField(
        _("site name in English"), max_length=60, default="Hunan Consumption Assistance"
    )
    tagline_en = models.CharField(_("tagline in English"), max_length=120, blank=True)
    office_address = models.CharField(_("office address"), max_length=200, blank=True)
    icp_url = models.URLField(_("ICP link"), blank=True, default="https://beian.miit.gov.cn/")
    police_url = models.URLField(
        _("public security filing link"), blank=True, default="https://beian.mps.gov.cn/"
    )
    party_mark = models.ForeignKey(
        AppImage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("mark of party and government bodies (党政机关)"),
    )
    party_mark_url = models.URLField(_("link of the mark"), blank=True)
    error_report_url = models.URLField(
        _("error report link (我为政府网站找错)"),
        blank=True,
        help_text=_("With the site's own code, as given by the service of the State Council."),
    )
    share_picture = models.ForeignKey(
        AppImage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("share picture"),
        help_text=_("For pages that have no picture of their own."),
    )
    is_indexed = models.BooleanField(
        _("search engines may index this site"),
        default=True,
        help_text=_("Off while the site is being prepared."),
    )

    # With the settings come their pictures: every page asks for them.
    select_related = ("party_mark", "share_picture")
    panels = SETTINGS

    class Meta:
        verbose_name = _("site settings")

    def clean(self):
        """Stands on every page: asked like any publication."""
        super().clean()
        if found := rules.problems(shown.of_row(self)):
            raise ValidationError(found)

    @property
    def name(self) -> str:
        """The site's name in the language in force."""
        return self.site_name_en if get_language() == "en" and self.site_name_en else self.site_name

    @property
    def motto(self) -> str:
        """The line under the name, in the language in force."""
        return self.tagline_en if get_language() == "en" else self.tagline
