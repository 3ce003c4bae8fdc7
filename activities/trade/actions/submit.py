"""Submit and take back: what moves a record into and out of review."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.trade import checks, rules
from activities.trade.actions.drafts import locked
from activities.trade.models import RecordVoucher, TradeRecord
from activities.trade.process import KEY
from core.records import record
from review import actions as review_actions
from review.models import Review


@transaction.atomic
def submit_record(row, *, by) -> TradeRecord:
    """Send a record into review (again): 已填报 where a market or chain stands above, else 已提交 (N16, N17).

    Raises ValidationError by field for what is missing, impossible, unusual and not confirmed, or claimed twice on
    the same voucher; Refused or Conflict with a sentence. Then the draft is as it was.
    """
    row = locked_after_review(row)
    rules.can_submit(by, row).require()
    checks.require_whole(row)
    row.period = checks.period_of(row)
    row.submitted_at = timezone.now()
    # The period must be known to the row before a review may end it; the state follows with the review's own word.
    row.save(update_fields=["period", "submitted_at"])
    claim(row)
    review_actions.submit(
        KEY, row.pk, by=by, title=title_of(row), region=row.region, applicant=row.organization
    )
    row.refresh_from_db()
    record("trade.submit", row, by=by, region=row.region_id, amount=str(row.amount), number=row.number)
    return row


def title_of(row) -> str:
    """How a record is called in the inbox: 十八洞大米 1.5 吨."""
    quantity = f"{row.quantity.normalize():f}"
    return f"{row.product_name} {quantity} {row.unit.name}"


def claim(row):
    """Let the record's vouchers stand for its product and amount; a voucher does so once.

    A correction that keeps product and amount leaves the claim with the record it corrects until it is approved.
    """
    facts = {"product_key": row.product_key, "amount": row.amount}
    links = row.vouchers.all()
    kept = set()
    if row.corrects_id:
        claims = RecordVoucher.objects.filter(record=row.corrects_id, claims=True, **facts)
        kept = set(claims.values_list("voucher_id", flat=True))
    try:
        with transaction.atomic():
            links.filter(voucher__in=kept).update(claims=False, **facts)
            links.exclude(voucher__in=kept).update(claims=True, **facts)
    except IntegrityError:
        sentence = _("One of these vouchers already proves the same product with the same amount.")
        raise ValidationError({"vouchers": [sentence]}) from None


@transaction.atomic
def withdraw_record(row, *, by, words="") -> TradeRecord:
    """Take a submitted or returned record back; an approved one that it corrects stays as it is."""
    row = locked_after_review(row)
    rules.can_withdraw(by, row).require()
    review_actions.withdraw_review(row.review, by=by, words=words or _("Taken back by the reporter."))
    row.refresh_from_db()
    return row


def locked_after_review(row) -> TradeRecord:
    """The record re-read under lock, its reviews' locks taken first: in the order in which a decision takes them."""
    list(Review.objects.select_for_update().filter(process=KEY, subject_id=row.pk).order_by("pk"))
    return locked(row)
