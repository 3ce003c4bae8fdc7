"""Vouchers (凭证) behind trade records, and which record each of them serves (N13, N14)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import PrivateFile
from organizations.models import Organization


class VoucherKind(models.TextChoices):
    """What proves a trade (N14)."""

    INVOICE = "invoice", _("invoice")
    CONTRACT = "contract", _("contract")
    WAYBILL = "waybill", _("waybill")
    OTHER = "other", _("other proof")


class Voucher(models.Model):
    """A paper of one reporter, private; the same bytes are one voucher, however many records it serves."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="vouchers")
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        _("kind of voucher"), max_length=8, choices=VoucherKind, default=VoucherKind.INVOICE
    )
    number = models.CharField(_("number of the voucher"), max_length=60, blank=True)
    # As numbers are compared: capital letters and digits only.
    number_key = models.CharField(max_length=60, blank=True)
    name = models.CharField(_("name of the file"), max_length=200, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["number_key"], condition=~Q(number_key=""), name="trade_voucher_number"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organization", "file"], name="trade_voucher_once"),
        ]

    def __str__(self):
        return self.number or self.name or self.get_kind_display()


class RecordVoucher(models.Model):
    """This voucher proves that record. From submission on it claims its product and amount on the voucher.

    `claims` is given up when the record ends uncounted; a correction takes the claim over at its approval.
    """

    record = models.ForeignKey("trade.TradeRecord", on_delete=models.CASCADE, related_name="vouchers")
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="records")
    product_key = models.CharField(max_length=80, blank=True)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    claims = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("voucher of a record")
        verbose_name_plural = _("vouchers of records")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["record", "voucher"], name="trade_link_once"),
            # One invoice may serve three products, never the same product and amount twice.
            models.UniqueConstraint(
                fields=["voucher", "product_key", "amount"],
                condition=Q(claims=True),
                name="trade_voucher_serves_once",
            ),
            models.CheckConstraint(
                name="trade_claim_is_whole",
                condition=Q(claims=False) | (Q(amount__isnull=False) & ~Q(product_key="")),
            ),
        ]

    def __str__(self):
        return f"{self.record_id} ← {self.voucher_id}"
