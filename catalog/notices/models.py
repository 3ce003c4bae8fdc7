"""Notices of what is about to be decided, their rows, the objections against them, and what happened (H01-H05)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, PageManager, PageQuerySet

from catalog.notices import panels
from catalog.notices.pages import NoticeIndexPage, NoticePermissions
from catalog.notices.states import STANDING, LineState, NoticeEventKind, ObjectionState
from content.models import AppDocument
from content.process_pages import ProcessPage
from core.encryption import EncryptedTextField
from organizations.models import Organization
from regions.models import Region
from review.models import Review, ReviewTask, Step

__all__ = ["NoticeAttachment", "NoticeEvent", "NoticeIndexPage", "NoticeLine", "NoticePage", "Objection"]


class NoticeQuerySet(PageQuerySet):
    def open(self):
        """With a row that may still be objected to."""
        return self.filter(is_open=True)

    def within(self, region):
        """Issued for a region or one below it; all for None. A range, so that both databases walk an index."""
        if region is None:
            return self
        return self.filter(region_id__gte=region.prefix, region_id__lt=str(int(region.prefix) + 1))


class NoticePage(ProcessPage):
    """A notice as it was opened (公示): its text, columns and days never change; a correction is another notice."""

    office = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="notices", verbose_name=_("issued by")
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    process = models.CharField(_("process"), max_length=40)
    document_number = models.CharField(_("document number"), max_length=60)
    body = models.TextField(_("words"))
    # Q06: who answers questions about what the notice says.
    interpretation = models.CharField(_("interpreted by"), max_length=120)
    site_label = models.CharField(_("where it is publicised"), max_length=60, blank=True)
    days = models.PositiveSmallIntegerField(_("working days"))
    opened_on = models.DateField(_("opened on"))
    # The last day of its latest row; rows whose clock stands still have none to come yet.
    ends_on = models.DateField(_("ends on"))
    is_open = models.BooleanField(_("open for objection"), default=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    awaits_calendar = models.BooleanField(_("rests on an unconfirmed calendar"), default=False)
    content_hash = models.CharField(max_length=64)
    line_count = models.PositiveIntegerField(default=0)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    is_demo = models.BooleanField(default=False)

    objects = PageManager.from_queryset(NoticeQuerySet)()

    template = "notices/notice_page.html"
    parent_page_types = ["notices.NoticeIndexPage"]
    subpage_types: list[str] = []
    content_panels = panels.READ
    promote_panels: list = []
    settings_panels: list = []

    class Meta:
        verbose_name = _("publicity notice")
        verbose_name_plural = _("publicity notices")
        indexes = [
            models.Index(fields=["-opened_on", "-page_ptr"], name="notice_newest"),
            models.Index(fields=["ends_on"], condition=Q(is_open=True), name="notice_open"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "document_number"], name="notice_number_once"),
            models.CheckConstraint(
                name="notice_open_or_closed",
                condition=Q(is_open=True, closed_at__isnull=True) | Q(is_open=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="notice_ends_after_it_opened", condition=Q(ends_on__gte=models.F("opened_on"))
            ),
        ]

    def permissions_for_user(self, user):
        return NoticePermissions(user, self)

    def with_content_json(self, content):
        """No revision brings anything back: a notice is its row."""
        return NoticePage.objects.get(pk=self.pk)

    def get_context(self, request, *args, **kwargs):
        """Add what the sheet shows (catalog.notices.queries.sheet)."""
        from catalog.notices.queries import sheet

        return {**super().get_context(request, *args, **kwargs), **sheet(self, request.GET.get("page"))}


class NoticeAttachment(Orderable):
    """A file of a notice, frozen with it (Q01)."""

    page = ParentalKey(NoticePage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        AppDocument, on_delete=models.PROTECT, related_name="+", verbose_name=_("document")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)


class LineQuerySet(models.QuerySet):
    def standing(self):
        """Still before the public."""
        return self.filter(state__in=sorted(STANDING))

    def running(self):
        """Whose days are counted."""
        return self.filter(state=LineState.OPEN)


class NoticeLine(models.Model):
    """One row of a notice: the seven columns of H02 as they were at opening, and a clock of its own."""

    notice = models.ForeignKey(NoticePage, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(_("number"))
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="notice_lines")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("province, city and county")
    )
    unit = models.CharField(_("producing unit"), max_length=120)
    product = models.CharField(_("product name"), max_length=200)
    category = models.CharField(_("category"), max_length=80, blank=True)
    people = models.PositiveIntegerField(_("people benefited"), null=True)
    value = models.DecimalField(_("commodity value (yuan)"), max_digits=16, decimal_places=2, null=True)
    certified_by = models.CharField(_("certifying unit"), max_length=120, blank=True)
    content_hash = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=LineState, default=LineState.OPEN)
    # Its last day is the `days`-th working day after `counts_from`; while the clock stands still `days` are left.
    counts_from = models.DateField()
    days = models.PositiveSmallIntegerField(_("working days"))
    ends_on = models.DateField(_("ends on"))
    ended_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a notice")
        verbose_name_plural = _("rows of notices")
        ordering = ["notice", "number"]
        indexes = [
            models.Index(fields=["ends_on", "id"], condition=Q(state=LineState.OPEN), name="line_running"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="line_number_once"),
            models.UniqueConstraint(fields=["notice", "review"], name="line_once_per_notice"),
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(state__in=sorted(STANDING)),
                name="one_standing_line_per_review",
            ),
            models.CheckConstraint(
                name="line_ended_says_when",
                condition=Q(state__in=sorted(STANDING), ended_at__isnull=True)
                | (~Q(state__in=sorted(STANDING)) & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.product}"

    @property
    def is_standing(self) -> bool:
        return self.state in STANDING


class Objection(models.Model):
    """What somebody without an account holds against one row (异议); who it is stays with the office."""

    line = models.ForeignKey(NoticeLine, on_delete=models.CASCADE, related_name="objections")
    receipt = models.CharField(_("receipt"), max_length=24, unique=True)
    words = models.TextField(_("objection"))
    contact = EncryptedTextField(_("contact"))
    state = models.CharField(_("state"), max_length=10, choices=ObjectionState, default=ObjectionState.OPEN)
    task = models.OneToOneField(ReviewTask, null=True, on_delete=models.SET_NULL, related_name="+")
    raised_at = models.DateTimeField(_("raised at"), default=timezone.now)
    # What the public reads: the matter in the office's words, and its answer. Never who objected.
    summary = models.CharField(_("the objection in short"), max_length=200, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_for = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="objection_answered_is_whole",
                condition=Q(state=ObjectionState.OPEN, answered_at__isnull=True)
                | (
                    ~Q(state=ObjectionState.OPEN)
                    & ~Q(answer="")
                    & ~Q(summary="")
                    & Q(answered_at__isnull=False, answered_for__isnull=False)
                ),
            ),
        ]

    def __str__(self):
        return self.receipt

    @property
    def is_open(self) -> bool:
        return self.state == ObjectionState.OPEN


class NoticeEvent(models.Model):
    """Every move of a notice and of the ends of its rows: append-only, and shown."""

    notice = models.ForeignKey(NoticePage, on_delete=models.CASCADE, related_name="events")
    line = models.ForeignKey(NoticeLine, null=True, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("event"), max_length=12, choices=NoticeEventKind)
    at = models.DateTimeField(_("time"), default=timezone.now)
    before = models.DateField(null=True)
    after = models.DateField(null=True)
    count = models.PositiveIntegerField(default=1)
    words = models.CharField(_("words"), max_length=300, blank=True)
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("event of a notice")
        verbose_name_plural = _("events of notices")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.get_kind_display()}"
