"""Publicity after a step: when its working days are over, the review goes on by itself."""

from django.db import transaction
from django.utils import timezone

from core.records import record
from review.advance import advance
from review.models import Review, Status


@transaction.atomic
def advance_publicity(today=None) -> int:
    """Move on every review whose publicity has ended before `today`; safe to run twice, late, or not for a week."""
    today = today or timezone.localdate()
    reviews = list(
        Review.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(status=Status.PUBLICITY, publicity_until__lt=today)
        .select_related("applicant__region", "applicant__parent", "region", "partner_region", "chain")
        .order_by("pk")[:500]
    )
    for review in reviews:
        review.status = Status.OPEN
    advance(reviews, by=None)
    for review in reviews:
        record("review.end_publicity", review, by=None, region=review.region_id)
    return len(reviews)
