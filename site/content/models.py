"""The base of every public page, the media library's own models, and the site's settings."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page

from content import looking, rules, shown
from content.editing import PublicPageForm
from content.looks import AllowedNumber, FileLook, Inspection, PageLook

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


class AppImage(AbstractImage):
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


class AppDocument(AbstractDocument):
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


class PublicPage(Page):
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

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [*Page.promote_panels, FieldPanel("share_picture")]

    base_form_class = PublicPageForm

    class Meta:
        abstract = True

    def publish(self, revision, *args, **kwargs):
        """Raises Refused, naming the place, when the revision would show a number of a person (Q01)."""
        rules.can_be_public(shown.of_page(revision.as_object())).require()
        return super().publish(revision, *args, **kwargs)

    @property
    def description(self) -> str:
        """For meta tags and share cards."""
        return self.search_description or self.summary


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
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
    form_email = models.CharField(_("e-mail under the statistics form"), max_length=80, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("site_name"), FieldPanel("tagline"), FieldPanel("wording"), FieldPanel("hotline")],
            heading=_("Names and wording"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("organizer"),
                FieldPanel("host_unit"),
                FieldPanel("contact"),
                FieldPanel("site_id_code"),
                FieldPanel("icp_number"),
                FieldPanel("police_number"),
            ],
            heading=_("Government marks"),
        ),
        MultiFieldPanel(
            [FieldPanel("help_desk_contact"), FieldPanel("help_desk_phone")], heading=_("Help desk")
        ),
        MultiFieldPanel(
            [FieldPanel("form_contact"), FieldPanel("form_phone"), FieldPanel("form_email")],
            heading=_("Under the statistics form"),
        ),
    ]

    class Meta:
        verbose_name = _("site settings")

    def clean(self):
        """Stands on every page: asked like any publication."""
        super().clean()
        if found := rules.problems(shown.of_row(self)):
            raise ValidationError(found)
