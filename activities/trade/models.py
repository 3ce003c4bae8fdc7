"""Trade records (购销记录) and the vouchers behind them (N01-N25)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.trade.ground import Dimension, Entry, MeasuredIn, TradePeriod, TradeSwitch, Unit
from activities.trade.states import IN_WORK, MAY_BE_INCOMPLETE, REVIEWED, TO_REVIEW, RecordState
from activities.trade.vouchers import RecordVoucher, Voucher, VoucherKind
from catalog.models import Category, ProductPage
from organizations.models import Organization
from regions.models import Region
from review.models import Review

__all__ = [
    "Dimension",
    "Direction",
    "Entry",
    "MeasuredIn",
    "RecordVoucher",
    "TradePeriod",
    "TradeRecord",
    "TradeSwitch",
    "Unit",
    "Voucher",
    "VoucherKind",
]


class Direction(models.TextChoices):
    """Purchases and sales are never added to one another."""

    PURCHASE = "purchase", _("purchase")
    SALE = "sale", pgettext_lazy("direction of a trade", "sale")


class RecordQuerySet(models.QuerySet):
    def counted(self):
        """The only source of statistics: approved, by direction (never both together)."""
        return self.filter(state=RecordState.APPROVED)

    def in_work(self):
        return self.filter(state__in=sorted(IN_WORK))

    def to_review(self):
        """待审核 (N18)."""
        return self.filter(state__in=sorted(TO_REVIEW))

    def reviewed(self):
        """已审核 (N18)."""
        return self.filter(state__in=sorted(REVIEWED))

    def from_within(self, region):
        """Goods from a region of the country and everything below it; as a range, which both databases walk."""
        return self._in_range("origin_id", region)

    def reported_within(self, region):
        """By reporters registered in a region and everything below it (A10)."""
        return self._in_range("region_id", region)

    def _in_range(self, column, region):
        if region is None:
            return self
        return self.filter(**{f"{column}__gte": region.prefix, f"{column}__lt": str(int(region.prefix) + 1)})

    def visible_to(self, user):
        """What this person may read (permission matrix); the table behind rules.can_see."""
        from activities.trade import rules

        return self.filter(rules.seen_by(user))

    def whole(self):
        """With everything a page of one record names."""
        return self.select_related(
            "organization__region",
            "parent",
            "region",
            "city",
            "origin",
            "category__parent",
            "product",
            "unit",
            "period",
            "created_by",
            "corrects",
            "review",
        )


class TradeRecord(models.Model):
    """One purchase or sale of one product. Frozen from submission on unless returned; a correction is a new row.

    `amount` is yuan. `region`, `city` and `parent` are the reporter's at filing: statistics and territory go by them
    (A10); `city` is the province for those that hang on it (A12).
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="trade_records", verbose_name=_("reporting unit")
    )
    parent = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=RecordState, default=RecordState.DRAFT)
    # What the last return was called where it was given: 退回修改, 市级退回 (C-17).
    return_label = models.CharField(max_length=40, blank=True)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    direction = models.CharField(_("direction"), max_length=8, choices=Direction, default=Direction.PURCHASE)
    entry = models.CharField(_("kind of entry"), max_length=12, choices=Entry, default=Entry.REGISTRATION)
    period = models.ForeignKey(
        TradePeriod, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("period")
    )
    is_direct = models.BooleanField(_("bought directly at the origin"), null=True)
    origin = models.ForeignKey(
        Region, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("region of origin")
    )
    category = models.ForeignKey(
        Category, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("category")
    )
    product_name = models.CharField(_("product name"), max_length=80, blank=True)
    # As it is compared: facts.product_key.
    product_key = models.CharField(max_length=80, blank=True)
    product = models.ForeignKey(
        ProductPage,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("product in the directory"),
    )
    quantity = models.DecimalField(_("quantity"), max_digits=16, decimal_places=3, null=True)
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    amount = models.DecimalField(_("amount (yuan)"), max_digits=16, decimal_places=2, null=True)
    # The amount that the reporter, asked, has said to be right; another one is asked about again.
    confirmed_amount = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    traded_on = models.DateField(_("traded on"), null=True)
    buyer = models.CharField(_("buyer"), max_length=120, blank=True)
    seller = models.CharField(_("seller"), max_length=120, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)
    # Names the form that began it: a form sent twice begins one draft, not two.
    begun_with = models.UUIDField(null=True, unique=True, editable=False)
    # The form exactly as typed, also where it cannot be understood yet: nothing is lost between two visits.
    typed = models.JSONField(default=dict, blank=True)
    edits = models.PositiveIntegerField(default=0)
    review = models.OneToOneField(Review, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("trade record")
        verbose_name_plural = _("trade records")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["organization", "-id"], name="trade_own"),
            models.Index(fields=["parent", "state", "-id"], name="trade_members"),
            models.Index(fields=["city", "state", "-id"], name="trade_city_state"),
            models.Index(fields=["city", "-id"], name="trade_city"),
            models.Index(fields=["state", "-id"], name="trade_state"),
            models.Index(fields=["organization", "product_key", "traded_on"], name="trade_history"),
            models.Index(
                fields=["product", "traded_on", "amount"],
                condition=Q(state=RecordState.APPROVED, direction=Direction.SALE, product__isnull=False),
                name="trade_sales",
            ),
            models.Index(
                fields=["direction", "traded_on", "city", "amount"],
                condition=Q(state=RecordState.APPROVED),
                name="trade_statistics",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(state__in=sorted(IN_WORK)), name="trade_one_correction"
            ),
            models.CheckConstraint(
                name="trade_record_is_whole",
                condition=Q(state__in=sorted(MAY_BE_INCOMPLETE))
                | Q(
                    origin__isnull=False,
                    category__isnull=False,
                    unit__isnull=False,
                    period__isnull=False,
                    traded_on__isnull=False,
                    submitted_at__isnull=False,
                    amount__gt=0,
                    quantity__gt=0,
                )
                & ~Q(product_key=""),
            ),
            models.CheckConstraint(
                name="trade_record_was_reviewed",
                condition=Q(state=RecordState.DRAFT) | Q(review__isnull=False) | Q(is_demo=True),
            ),
            models.CheckConstraint(
                name="trade_approved_says_when",
                condition=~Q(state=RecordState.APPROVED) | Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="trade_not_its_own_correction", condition=Q(corrects__isnull=True) | ~Q(corrects=F("id"))
            ),
        ]

    def __str__(self):
        return self.product_name or str(_("Untitled record"))

    @property
    def is_editable(self) -> bool:
        return self.state in {RecordState.DRAFT, RecordState.RETURNED}

    @property
    def is_correction(self) -> bool:
        return self.corrects_id is not None

    @property
    def state_word(self) -> str:
        """The state as the guide writes it; a return in the words of the level that gave it (C-17)."""
        if self.state == RecordState.RETURNED and self.return_label:
            return self.return_label
        return self.get_state_display()
