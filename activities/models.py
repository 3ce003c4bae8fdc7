"""Activity reports: the public page, and the versions in which people work (design 5)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.models import Orderable, PageManager, PageQuerySet

from activities import facts, panels
from activities.facts import ActivityKind, ReportFacts
from activities.pages import ActivityIndexPage
from activities.states import IN_WORK, VersionState
from content.models import AppDocument, AppImage
from content.process_pages import ProcessPage
from core.models import PrivateFile
from organizations.models import Organization
from review.models import Review

__all__ = [
    "ActivityAttachment",
    "ActivityIndexPage",
    "ActivityKind",
    "ActivityPage",
    "ActivityPicture",
    "ActivityTag",
    "ReportAttachment",
    "ReportPicture",
    "ReportVersion",
    "TaggedActivity",
]


class ActivityTag(TagBase):
    """A tag of activities."""

    free_tagging = True

    class Meta:
        verbose_name = _("activity tag")
        verbose_name_plural = _("activity tags")


class TaggedActivity(ItemBase):
    """A tag on a page."""

    tag = models.ForeignKey(ActivityTag, related_name="tagged", on_delete=models.CASCADE)
    content_object = ParentalKey(
        "activities.ActivityPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class ActivityQuerySet(PageQuerySet):
    def counted(self):
        """The only source of statistics: public, with a standing approval of exactly these facts (K05)."""
        return self.filter(is_counted=True)

    def within(self, region):
        """Reports of a region and everything below it; the whole country for None.

        As a range, not a LIKE: both databases then walk the index.
        """
        if region is None:
            return self
        return self.filter(region_id__gte=region.prefix, region_id__lt=str(int(region.prefix) + 1))

    def between(self, first, last):
        """Reports whose last day lies in the period, both days included."""
        return self.filter(ended_on__gte=first, ended_on__lte=last)


class ActivityPage(ProcessPage, ReportFacts):
    """The public page of a report: a projection of its approved version. Facts change only with that version."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="activities", verbose_name=_("reported by")
    )
    body = models.TextField(_("text"), blank=True)
    approved_version = models.OneToOneField(
        "ReportVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="projected_on"
    )
    facts_hash = models.CharField(max_length=64, blank=True)
    is_counted = models.BooleanField(_("counted"), default=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    tags = ClusterTaggableManager(through=TaggedActivity, blank=True, verbose_name=_("tags"))
    is_demo = models.BooleanField(default=False)

    objects = PageManager.from_queryset(ActivityQuerySet)()

    template = "activities/activity_page.html"
    parent_page_types = ["activities.ActivityIndexPage"]
    subpage_types: list[str] = []
    content_panels = panels.WORDS
    promote_panels = panels.PROMOTION
    settings_panels = panels.FACTS

    class Meta:
        verbose_name = _("activity report")
        verbose_name_plural = _("activity reports")
        indexes = [
            models.Index(
                fields=["-ended_on", "-page_ptr"], condition=Q(is_counted=True), name="activity_newest"
            ),
            models.Index(
                fields=["region", "-ended_on", "-page_ptr"],
                condition=Q(is_counted=True),
                name="activity_region",
            ),
            models.Index(
                fields=["kind", "-ended_on", "-page_ptr"], condition=Q(is_counted=True), name="activity_kind"
            ),
            # Covers the statistics form: region first, so that its sums come out of the index in order. SQLite calls
            # it covering only when the condition's own column is among the fields.
            models.Index(
                fields=["region", "ended_on", "is_counted", *facts.KEYS],
                condition=Q(is_counted=True),
                name="activity_statistics",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="activity_counted_has_approval",
                condition=Q(is_counted=False, approved_version__isnull=True)
                | Q(is_counted=True, approved_version__isnull=False, approved_at__isnull=False)
                & ~Q(facts_hash=""),
            ),
        ]

    def with_content_json(self, content):
        """A revision brings words and pictures only: facts and approval stay those of the row (design 5)."""
        page = super().with_content_json(content)
        page.go_live_at = page.expire_at = None
        facts.copy(self, page)
        for name in (
            "organization_id",
            "approved_version_id",
            "facts_hash",
            "is_counted",
            "approved_at",
            "is_demo",
        ):
            setattr(page, name, getattr(self, name))
        return page

    @property
    def cover(self):
        """The first picture (an ActivityPicture), or None."""
        return next(iter(self.pictures.all()), None)

    def get_context(self, request, *args, **kwargs):
        """Add what the story shows beside its own words (activities.queries.story)."""
        from activities.queries import story

        return {**super().get_context(request, *args, **kwargs), **story(self)}


class ActivityPicture(Orderable):
    """A public picture of an approved report."""

    page = ParentalKey(ActivityPage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(AppImage, on_delete=models.PROTECT, related_name="+", verbose_name=_("picture"))
    alt = models.CharField(_("alternative text"), max_length=200, blank=True)


class ActivityAttachment(Orderable):
    """A public attachment of an approved report."""

    page = ParentalKey(ActivityPage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        AppDocument, on_delete=models.PROTECT, related_name="+", verbose_name=_("document")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)


class VersionQuerySet(models.QuerySet):
    def in_work(self):
        return self.filter(state__in=sorted(IN_WORK))

    def visible_to(self, user):
        """Versions of the user's own organization."""
        if not user.is_active or user.organization_id is None:
            return self.none()
        return self.filter(organization=user.organization_id)


class ReportVersion(ReportFacts):
    """What people type: drafts, rounds, corrections. Frozen by a trigger from submission on, unless returned."""

    page = models.ForeignKey(ActivityPage, null=True, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=VersionState, default=VersionState.DRAFT)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="report_versions")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120, blank=True)
    body = models.TextField(_("text"), blank=True)
    tags = models.CharField(_("tags"), max_length=200, blank=True)
    # Names the form that began it: a form sent twice begins one draft, not two.
    begun_with = models.UUIDField(null=True, unique=True, editable=False)
    # The form exactly as typed, also where it cannot be understood yet: nothing is lost between two visits.
    typed = models.JSONField(default=dict, blank=True)
    edits = models.PositiveIntegerField(default=0)
    facts_hash = models.CharField(max_length=64, blank=True)
    review = models.OneToOneField(Review, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a report")
        verbose_name_plural = _("versions of reports")
        ordering = ["-updated_at", "-pk"]
        indexes = [models.Index(fields=["organization", "-updated_at"], name="version_own")]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["page"], condition=Q(state__in=sorted(IN_WORK)), name="one_version_in_work"
            ),
            models.CheckConstraint(
                name="version_dates_in_order",
                condition=Q(started_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
            ),
            models.CheckConstraint(
                name="version_amounts_not_negative",
                condition=(Q(sales_amount__isnull=True) | Q(sales_amount__gte=0))
                & (Q(trade_amount__isnull=True) | Q(trade_amount__gte=0)),
            ),
            models.CheckConstraint(
                name="submitted_version_is_whole",
                condition=Q(state=VersionState.DRAFT)
                | Q(
                    page__isnull=False,
                    review__isnull=False,
                    kind__isnull=False,
                    region__isnull=False,
                    started_on__isnull=False,
                    ended_on__isnull=False,
                ),
            ),
        ]

    def __str__(self):
        typed = (self.typed.get("title") or [""])[0] if self.is_editable else ""
        return self.title or Truncator(typed).chars(40) or str(_("Untitled report"))

    @property
    def is_editable(self) -> bool:
        return self.state in {VersionState.DRAFT, VersionState.RETURNED}

    @property
    def is_correction(self) -> bool:
        return self.number > 1


class ReportPicture(models.Model):
    """A picture of a version: private until approval, then `image` is its public copy."""

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="pictures")
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    image = models.ForeignKey(AppImage, null=True, on_delete=models.SET_NULL, related_name="+")
    alt = models.CharField(_("alternative text"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "file"], name="picture_once_per_version")]

    def __str__(self):
        return self.alt or str(self.file)


class ReportAttachment(models.Model):
    """An attachment of a version: private until approval, then `document` is its public copy."""

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(AppDocument, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "file"], name="attachment_once_per_version")
        ]

    def __str__(self):
        return self.title
