"""A file that is moved in, and which of its rows became which product."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.importing.states import OPEN, Stage
from catalog.models import ProductPage
from core.models import Job, PrivateFile


class ImportBatch(models.Model):
    """One file: what was found in it, what was done with it, and how far that is."""

    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    # Empty where the command read a file of the server's.
    file = models.ForeignKey(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.CHECKING)
    may_update = models.BooleanField(
        _("also change products that are there"),
        default=False,
        help_text=_("Rows whose certificate number is in the directory change that product."),
    )
    # What the check found: numbers, the first errors, notes (check.Report).
    report = models.JSONField(default=dict)
    # Suppliers opened for this file; they go again when it is abandoned.
    opened = models.JSONField(default=list)
    # Products are entered in the search in the order of their keys; the last one that is.
    searched_up_to = models.BigIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(_("public since"), null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("moved-in file")
        verbose_name_plural = _("moved-in files")
        ordering = ["-created_at", "-pk"]
        constraints = [
            # A constant under a condition: at most one row may meet it.
            models.UniqueConstraint(
                models.Case(models.When(stage__in=sorted(OPEN), then=1)),
                condition=Q(stage__in=sorted(OPEN)),
                name="one_file_is_written_at_a_time",
            ),
            models.CheckConstraint(
                name="shown_file_says_since_when",
                condition=~Q(stage__in=[Stage.SHOWN, Stage.DONE]) | Q(shown_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name


class ImportedProduct(models.Model):
    """Which row of which file a product came from."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="products")
    product = models.OneToOneField(
        ProductPage, on_delete=models.CASCADE, related_name="imported", primary_key=True
    )
    row = models.PositiveIntegerField()

    def __str__(self):
        return f"{self.batch} {self.row}"
