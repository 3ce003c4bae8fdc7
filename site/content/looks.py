"""What was looked at for numbers of people, once per content, and what was found; the numbers that may be shown."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import personal
from core.reading import Reason, place_words


class FileLook(models.Model):
    """One content of a file, looked through once. Holds no number: masked forms, and marks that tell allowed ones."""

    sha256 = models.CharField(max_length=64, unique=True)
    version = models.PositiveSmallIntegerField()
    # [{"kind", "place", "masked", "mark"}]
    findings = models.JSONField(default=list)
    # [[place, reason]]: what no machine could read
    gaps = models.JSONField(default=list)
    looked_at = models.DateTimeField(default=timezone.now)
    # Who looked through by eye what no machine could read, and when.
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("seen by"),
    )
    seen_at = models.DateTimeField(_("seen at"), null=True)

    class Meta:
        verbose_name = _("look through a file")
        verbose_name_plural = _("looks through files")
        constraints = [
            models.CheckConstraint(
                name="file_look_seen_by_somebody",
                condition=models.Q(seen_by__isnull=True, seen_at__isnull=True)
                | models.Q(seen_by__isnull=False, seen_at__isnull=False),
            )
        ]

    def __str__(self):
        return self.sha256[:12]

    @property
    def unread(self) -> list[str]:
        """What could not be read, in words: page 3 (a picture without text)."""
        return [f"{place_words(place)} ({Reason(reason).label})" for place, reason in self.gaps]

    @property
    def waits_for_eyes(self) -> bool:
        """Something in it could not be read, and nobody has ticked that they looked it through."""
        return bool(self.gaps) and self.seen_by_id is None


class AllowedNumber(models.Model):
    """A number that may stand on public pages although it looks like a person's, e.g. an office's own mobile."""

    number = models.CharField(_("number"), max_length=40, help_text=_("As it is written on the page."))
    digits = models.CharField(max_length=19, unique=True, editable=False)
    whose = models.CharField(_("whose it is"), max_length=80)
    reason = models.CharField(_("why it may be shown"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("allowed number")
        verbose_name_plural = _("allowed numbers")
        ordering = ["whose"]

    def __str__(self):
        return f"{self.whose} {self.number}"

    def clean(self):
        found = personal.find(self.number)
        if [hit.kind for hit in found] != [personal.Kind.MOBILE]:
            sentence = _("This is no mobile number; office lines and hotlines need no permission.")
            raise ValidationError({"number": sentence})
        self.digits = found[0].digits
        if AllowedNumber.objects.filter(digits=self.digits).exclude(pk=self.pk).exists():
            raise ValidationError({"number": _("This number is in the list already.")})


class PageLook(models.Model):
    """A public page's words and links as they were looked at; looked at again only when the page has changed."""

    page = models.OneToOneField(
        "wagtailcore.Page", primary_key=True, on_delete=models.CASCADE, related_name="public_look"
    )
    version = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True)
    revision_id = models.BigIntegerField(null=True)
    # [{"check", "field", "place", "words"…}]; empty for nearly every page
    findings = models.JSONField(default=list)
    # Nothing was found and nothing has to be asked anew.
    is_plain = models.BooleanField(default=True)
    # What must be asked anew at every inspection: addresses inside the site, addresses outside.
    links = models.JSONField(default=list)
    outside = models.JSONField(default=list)

    class Meta:
        verbose_name = _("look at a page")
        verbose_name_plural = _("looks at pages")
        indexes = [
            models.Index(fields=["page"], condition=models.Q(is_plain=False), name="page_look_with_more")
        ]

    def __str__(self):
        return str(self.page_id)


class Inspection(models.Model):
    """One inspection of the whole site: how far it is, and what it found (kept until the next one is done)."""

    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    looked_at = models.PositiveIntegerField(default=0)
    # [{"check", "title", "words", "url", "mend_url"}]
    findings = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    outside = models.JSONField(default=list)

    class Meta:
        verbose_name = _("site inspection")
        verbose_name_plural = _("site inspections")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d %H:%M}"
