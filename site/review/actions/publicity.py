"""Publicity after a step: when its working days are over, the review goes on by itself."""

from django.db import transaction
from django.utils import timezone

from core.models import Record
from core.records import build
from review.advance import PARTIES, advance
from review.models import Review, Status
from review.states import REVIEW


@transaction.atomic
def advance_publicity(today=None) -> int:
    """Move on reviews whose publicity has ended before `today`, at most 500 at a time; returns how many.

    Safe to run twice, late, or not for a week.
    """
    today = today or timezone.localdate()
    reviews = list(
        Review.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(status=Status.PUBLICITY, publicity_until__lt=today)
        .select_related(*PARTIES)
        .order_by("pk")[:500]
    )
    for review in reviews:
        review.status = REVIEW.after("end_publicity", review.status)
    Record.objects.bulk_create(
        build("review.end_publicity", review, by=None, region=review.region_id) for review in reviews
    )
    advance(reviews, by=None)
    return len(reviews)
