"""Chains as data, runs, tasks, and the append-only decisions (C-01, J10)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from accounts.models import Role
from organizations.models import Kind, Organization
from regions.models import Level, Region
from review.states import CONCLUDED, RUNNING, Mode, Outcome, Scope, Separation, Status, TaskKind, TaskState

# How an office of a level is called, which is not how a region of that level is.
OFFICE_LEVELS = {
    Level.PROVINCE: pgettext_lazy("level of an office", "provincial"),
    Level.PREFECTURE: pgettext_lazy("level of an office", "city"),
    Level.COUNTY: pgettext_lazy("level of an office", "county"),
    Level.TOWN: pgettext_lazy("level of an office", "township"),
}


class ChainQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(is_active=True)


class Chain(ClusterableModel):
    """Ordered steps for one process in one region. A changed chain is a new version; running reviews keep theirs."""

    process = models.CharField(_("process"), max_length=40)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="chains", verbose_name=_("region")
    )
    preset = models.SlugField(_("preset"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=120)
    version = models.PositiveIntegerField(_("version"), default=1)
    is_active = models.BooleanField(_("in force"), default=False)
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    is_demo = models.BooleanField(default=False)

    objects = ChainQuerySet.as_manager()

    class Meta:
        verbose_name = _("review chain")
        verbose_name_plural = _("review chains")
        ordering = ["process", "region_id", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["process", "region", "version"], name="chain_version_once"),
            models.UniqueConstraint(
                fields=["process", "region"], condition=Q(is_active=True), name="one_chain_in_force"
            ),
        ]

    def __str__(self):
        return f"{self.title} v{self.version}"


class Step(models.Model):
    """One place in a chain; steps that share an `order` are a parallel group."""

    chain = ParentalKey(Chain, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(_("order"))
    verb = models.CharField(_("verb, as written in the regulation"), max_length=40)
    return_label = models.CharField(_("label of returning"), max_length=40, blank=True)
    scope = models.CharField(_("whose turn"), max_length=12, choices=Scope, default=Scope.TERRITORY)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, null=True, blank=True)
    organization_kind = models.CharField(
        _("kind of organization"), max_length=24, choices=Kind, default=Kind.ASSISTANCE_OFFICE
    )
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.REVIEWER)
    mode = models.CharField(_("parallel group"), max_length=3, choices=Mode, default=Mode.ALL)
    only_for_levels = models.JSONField(
        _("only for applicants of these levels"), default=list, blank=True, help_text=_("Empty: for all.")
    )
    decides_on = models.JSONField(
        _("decides on these facts"), default=list, blank=True, help_text=_("Names of facts. Empty: all.")
    )
    checklist = models.JSONField(
        _("points to check"),
        default=list,
        blank=True,
        help_text=_("One a line; whoever approves ticks every one of them."),
    )
    separation = models.CharField(
        _("four eyes"), max_length=12, choices=Separation, default=Separation.ORGANIZATION
    )
    can_refuse = models.BooleanField(_("may refuse for good"), default=False)
    days_allowed = models.PositiveSmallIntegerField(_("working days allowed"), default=5)
    publicity_days = models.PositiveSmallIntegerField(_("working days of publicity after it"), default=0)
    publicity_site = models.CharField(_("where it is publicised"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="step_level_by_scope",
                condition=Q(scope__in=[Scope.TERRITORY, Scope.COUNTERPART], level__isnull=False)
                | Q(scope__in=[Scope.PARENT, Scope.ASSIGNED]),
            ),
        ]

    def __str__(self):
        return f"{self.order}. {self.verb}"

    @property
    def whose(self) -> str:
        """Whose turn it is, in words: 市级扶贫办, or the scope where no territory names it."""
        if self.scope == Scope.TERRITORY:
            return _("%(level)s %(office)s") % {
                "level": OFFICE_LEVELS[self.level],
                "office": self.get_organization_kind_display(),
            }
        return self.get_scope_display()

    @property
    def for_levels(self) -> list:
        """The applicants' levels it is only for, in words; empty for all."""
        return [OFFICE_LEVELS[level] for level in self.only_for_levels]


class Bundle(models.Model):
    """Reviews that arrive together (the rows of one application) and are decided together or apart."""

    title = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    def __str__(self):
        return self.title


class Review(models.Model):
    """One run of a chain for one subject, named by process and id: the kit does not know what it reviews."""

    process = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(_("title"), max_length=200)
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="reviews")
    bundle = models.ForeignKey(Bundle, null=True, on_delete=models.PROTECT, related_name="reviews")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    partner_region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("applicant")
    )
    assigned = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    order = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    facts_hash = models.CharField(max_length=64)
    # While in publicity: the step it follows, the region of the office that publicises, and the last day – empty until
    # a notice is issued, and while an objection stops the clock.
    publicity_step = models.ForeignKey(Step, null=True, on_delete=models.PROTECT, related_name="+")
    publicity_region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    publicity_until = models.DateField(null=True)
    opened_at = models.DateTimeField(default=timezone.now)
    concluded_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes = [
            models.Index(fields=["process", "subject_id"], name="review_subject"),
            models.Index(fields=["status", "publicity_until"], name="review_publicity"),
            models.Index(
                fields=["publicity_region", "id"],
                condition=Q(status=Status.PUBLICITY, publicity_until__isnull=True),
                name="review_awaits_notice",
            ),
            models.Index(fields=["bundle"], name="review_of_bundle"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "subject_id"],
                condition=Q(status__in=sorted(RUNNING)),
                name="one_running_review_per_subject",
            ),
            models.CheckConstraint(
                name="concluded_review_says_when",
                condition=Q(status__in=sorted(CONCLUDED), concluded_at__isnull=False)
                | Q(status__in=sorted(RUNNING), concluded_at__isnull=True),
            ),
        ]

    def __str__(self):
        return self.title


class Round(models.Model):
    """What was submitted in one round: the whole content, kept for comparison. Append-only."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    facts_hash = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="round_once")]

    def __str__(self):
        return f"{self.review_id}/{self.number}"


class TaskQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=TaskState.OPEN)

    def reviewed(self):
        return self.filter(state=TaskState.DONE)

    def visible_to(self, user):
        """Tasks of the user's own seat: the organization itself, or its kind in its region."""
        organization = user.organization
        if not user.is_active or organization is None or not organization.is_active:
            return self.none()
        if not user.can_review:
            return self.of_organization(organization).filter(kind=TaskKind.MEND)
        seat = Q(
            organization__isnull=True, organization_kind=organization.kind, region=organization.region_id
        )
        return self.filter(Q(organization=organization) | seat)

    def of_organization(self, organization):
        """What waits for this one organization by name."""
        return self.filter(organization=organization)

    def of_seat(self, organization):
        """What waits for an organization of its kind in its region."""
        return self.filter(
            organization__isnull=True, organization_kind=organization.kind, region=organization.region_id
        )


class ReviewTask(models.Model):
    """Something that waits for a seat: an organization, or a kind of organization in a region."""

    kind = models.CharField(max_length=6, choices=TaskKind, default=TaskKind.STEP)
    process = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(_("title"), max_length=200)
    review = models.ForeignKey(Review, null=True, on_delete=models.CASCADE, related_name="tasks")
    step = models.ForeignKey(Step, null=True, on_delete=models.PROTECT, related_name="tasks")
    round = models.PositiveSmallIntegerField(default=1)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    subject_region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="tasks")
    organization_kind = models.CharField(max_length=24, choices=Kind)
    role = models.CharField(max_length=16, choices=Role, default=Role.REVIEWER)
    applicant = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="claimed_tasks"
    )
    claimed_at = models.DateTimeField(null=True)
    due_on = models.DateField(_("due"), null=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["opened_at", "pk"]
        indexes = [
            models.Index(
                fields=["region", "organization_kind", "opened_at", "id"],
                condition=Q(state=TaskState.OPEN),
                name="task_open_seat",
            ),
            models.Index(
                fields=["organization", "opened_at", "id"],
                condition=Q(state=TaskState.OPEN),
                name="task_open_own",
            ),
            models.Index(
                fields=["region", "organization_kind", "-closed_at", "-id"],
                condition=Q(state=TaskState.DONE),
                name="task_reviewed_seat",
            ),
            models.Index(
                fields=["organization", "-closed_at", "-id"],
                condition=Q(state=TaskState.DONE),
                name="task_reviewed_own",
            ),
            models.Index(fields=["process", "subject_id"], name="task_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "step", "round"],
                condition=Q(state=TaskState.OPEN, kind=TaskKind.STEP),
                name="one_open_task_per_step",
            ),
            models.CheckConstraint(
                name="closed_task_says_when",
                condition=Q(state=TaskState.OPEN, closed_at__isnull=True)
                | (~Q(state=TaskState.OPEN) & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="step_task_has_step",
                condition=Q(kind=TaskKind.STEP, review__isnull=False, step__isnull=False)
                | ~Q(kind=TaskKind.STEP),
            ),
        ]

    def __str__(self):
        return self.title


class Decision(models.Model):
    """What was decided, by whom, for whom, on exactly which content. Append-only on both databases."""

    review = models.ForeignKey(Review, null=True, on_delete=models.PROTECT, related_name="decisions")
    task = models.ForeignKey(ReviewTask, null=True, on_delete=models.PROTECT, related_name="decisions")
    step = models.ForeignKey(Step, null=True, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    label = models.CharField(_("as written"), max_length=60, blank=True)
    words = models.TextField(_("words"), blank=True)
    marks = models.JSONField(_("marked fields"), default=dict, blank=True)
    checked = models.JSONField(_("points checked"), default=list, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    level = models.PositiveSmallIntegerField(choices=Level, null=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["actor", "-at"], name="decision_actor")]
        constraints = [
            # The backstop behind the row lock: a task is decided once.
            models.UniqueConstraint(fields=["task"], name="one_decision_per_task"),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()} {self.at:%Y-%m-%d}"
