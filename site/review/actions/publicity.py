"""Publicity after a step: when its working days are over, the review goes on by itself.

Whoever publishes the notices (an app above) sets, stops and moves the end through the verbs here; what waits for a
notice has no end.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Conflict
from core.models import Record
from core.records import build
from core.rows import save_columns
from review import processes
from review.actions.ending import end_review
from review.advance import PARTIES, advance
from review.models import Outcome, Review, Status
from review.states import REVIEW


@transaction.atomic
def advance_publicity(today=None) -> int:
    """Move on reviews whose publicity has ended before `today`, at most 500 at a time; returns how many.

    Safe to run twice, late, or not for a week.
    """
    today, last, reviews = today or timezone.localdate(), 0, []
    while not reviews:
        over = _over(today, last)
        if not over:
            return 0
        last, reviews = over[-1].pk, _free(over)
    for review in reviews:
        review.status = REVIEW.after("end_publicity", review.status)
    Record.objects.bulk_create(
        build("review.end_publicity", review, by=None, region=review.region_id) for review in reviews
    )
    advance(reviews, by=None)
    return len(reviews)


def _over(today, last) -> list[Review]:
    """The next reviews after the key `last` whose publicity ended before `today`, locked."""
    return list(
        Review.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(status=Status.PUBLICITY, publicity_until__lt=today, pk__gt=last)
        .select_related(*PARTIES)
        .order_by("pk")[:500]
    )


def _free(reviews) -> list[Review]:
    """Without those that their process does not let go on as they are: they stay, and are asked again next time."""
    held = set()
    for key in {review.process for review in reviews}:
        asked = [review.subject_id for review in reviews if review.process == key]
        held |= {(key, subject_id) for subject_id in processes.get(key).refusals(asked)}
    return [review for review in reviews if (review.process, review.subject_id) not in held]


@transaction.atomic
def set_publicity_end(reviews, until: datetime.date, *, by) -> list[Review]:
    """The last day of publicity of reviews that wait for a notice or whose end moves; returns them as they are now.

    The caller has asked its own rules. Raises Conflict when one is not in publicity or its end would move earlier.
    """
    found = _locked(reviews)
    for review in found:
        if review.status != Status.PUBLICITY:
            raise Conflict(_("“%(title)s” is no longer in publicity.") % {"title": review.title})
        if review.publicity_until and until < review.publicity_until:
            raise Conflict(_("The end of a publicity only ever moves later."))
        review.publicity_until = until
    save_columns(Review, found, "publicity_until")
    _record("review.set_publicity_end", found, by, until=until.isoformat())
    return found


@transaction.atomic
def stop_publicity(review, *, by) -> Review:
    """An objection stands: the review stays in publicity without an end until `set_publicity_end` gives it one again.

    Raises Conflict when it is not in publicity any more.
    """
    [review] = _locked([review])
    if review.status != Status.PUBLICITY:
        raise Conflict(_("“%(title)s” is no longer in publicity.") % {"title": review.title})
    review.publicity_until = None
    review.save(update_fields=["publicity_until"])
    _record("review.stop_publicity", [review], by)
    return review


@transaction.atomic
def refuse_in_publicity(review, *, by, words) -> Review:
    """An objection was upheld: the review ends refused, with the words as its decision. The caller has asked its rules.

    Raises ValidationError without words, Conflict when it is not in publicity any more.
    """
    [review] = _locked([review])
    if review.status != Status.PUBLICITY:
        raise Conflict(_("“%(title)s” is no longer in publicity.") % {"title": review.title})
    if not words.strip():
        raise ValidationError({"words": _("Say in words what has to change; the reporter reads them.")})
    end_review(review, "fail_publicity", Outcome.REFUSE, by=by, words=words.strip())
    return review


def _locked(reviews) -> list[Review]:
    keys = [getattr(review, "pk", review) for review in reviews]
    found = Review.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related(*PARTIES)
    return list(found.order_by("pk"))


def _record(verb, reviews, by, **details):
    Record.objects.bulk_create(
        build(verb, review, by=by, region=review.region_id, **details) for review in reviews
    )
