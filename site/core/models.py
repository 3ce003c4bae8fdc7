"""Rows every floor needs: the record of what was done, private files, long jobs, the working-day table."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """Who did what to which thing, when, for whom (J10). Written once by every verb; triggers refuse change."""

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    verb = models.CharField(_("verb"), max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("actor"),
    )
    organization_id = models.BigIntegerField(null=True)
    organization_name = models.CharField(_("organization"), max_length=200, blank=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_title = models.CharField(_("subject"), max_length=200, blank=True)
    region_id = models.CharField(_("region"), max_length=9, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="record_subject"),
            models.Index(fields=["organization_id", "-at"], name="record_organization"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_title}"


def private_storage():
    """Where files lie that leave only through a view that asks `rules`."""
    return storages["private"]


class PrivateFile(models.Model):
    """A checked file in private storage, named by its hash; the same bytes are kept once."""

    class Kind(models.TextChoices):
        PICTURE = "picture", _("picture")
        DOCUMENT = "document", _("document")

    sha256 = models.CharField(max_length=64, unique=True)
    file = models.FileField(storage=private_storage, max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("private file")
        verbose_name_plural = _("private files")

    def __str__(self):
        return self.sha256[:12]


class Job(models.Model):
    """Long work done by the worker: its progress and its result, readable by the person who asked for it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs")
    created_at = models.DateTimeField(default=timezone.now)
    # The worker's last sign of life; a running job that gives none is taken up again.
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]

    def __str__(self):
        return self.title

    @property
    def is_over(self):
        return self.state in {self.State.DONE, self.State.FAILED}


class WorkdayException(models.Model):
    """A date on which the calendar of core.workdays is overruled, e.g. by the State Council's notice for next year."""

    date = models.DateField(_("date"), unique=True)
    is_workday = models.BooleanField(_("working day"))
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("The notice this comes from."))

    class Meta:
        verbose_name = _("working-day exception")
        verbose_name_plural = _("working-day table")
        ordering = ["-date"]

    def __str__(self):
        return f"{self.date} {_('working day') if self.is_workday else _('day off')}"


class VersionStep(models.Model):
    """One step of a named public version (core.versions): rows are added and put together, never changed."""

    name = models.CharField(max_length=40)
    step = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("version step")
        verbose_name_plural = _("version steps")
        indexes = [models.Index(fields=["name", "step"], name="version_sum")]
        constraints = [models.CheckConstraint(condition=models.Q(step__gt=0), name="version_step_grows")]

    def __str__(self):
        return f"{self.name} +{self.step}"


class SpentProof(models.Model):
    """A proof of work or a form's stamp that has been used (core.proof); unique, so that it counts once."""

    mark = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("spent proof")
        verbose_name_plural = _("spent proofs")

    def __str__(self):
        return self.mark[:12]
