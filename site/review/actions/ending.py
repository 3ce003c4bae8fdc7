"""Ends that no step decides: withdrawn by the applicant, un-approved by an office, undone by changed facts."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.records import record
from review import processes, queries, rules
from review.advance import cancel_open_tasks, conclude
from review.content import fingerprint
from review.models import Decision, Outcome, Review
from review.states import REVIEW


def _locked(review) -> Review:
    return (
        Review.objects.select_for_update(of=("self",))
        .select_related("applicant__region", "region")
        .get(pk=review.pk)
    )


def end_review(review, verb, outcome, *, by, words):
    """End a locked review by `verb` of its life: its tasks go, the decision and the record are written."""
    now = timezone.now()
    cancel_open_tasks([review], at=now)
    review.status, review.concluded_at = REVIEW.after(verb, review.status), now
    review.save(update_fields=["status", "concluded_at"])
    organization = by.organization if by else None
    Decision.objects.create(
        review=review,
        round=review.round,
        outcome=outcome,
        words=words,
        actor=by,
        organization=organization,
        level=organization.region.level if organization else None,
        region_id=organization.region_id if organization else review.region_id,
        content_hash=review.facts_hash,
        is_demo=review.is_demo,
    )
    record(f"review.{verb}", review, by=by, region=review.region_id, words=words)
    conclude([review], by=by)


@transaction.atomic
def withdraw_review(review, *, by, words="") -> Review:
    """The applicant takes a running submission back; its tasks go, its rounds stay in the history."""
    review = _locked(review)
    rules.can_withdraw(by, review).require()
    end_review(review, "withdraw", Outcome.WITHDRAW, by=by, words=words.strip())
    return review


@transaction.atomic
def revoke_approval(review, *, by, words) -> Review:
    """Un-approve: an equal or higher level takes a standing approval away, with a reason that stays in the history."""
    review = _locked(review)
    rules.can_revoke(by, review).require()
    if not words.strip():
        raise ValidationError({"words": _("Give the reason: it stays in the history.")})
    end_review(review, "revoke", Outcome.REVOKE, by=by, words=words.strip())
    return review


@transaction.atomic
def recheck_approval(review) -> bool:
    """Un-decide an approval whose facts or evidence are no longer those decided on; polished words do not count.

    Returns whether the approval still stands. Done by the system, not by a person.
    """
    review = _locked(review)
    decision = queries.standing_approval(review)
    if decision is None:
        return False
    content = processes.get(review.process).content_of([review.subject_id])[review.subject_id]
    if fingerprint(content) == review.facts_hash:
        return True
    end_review(
        review,
        "revoke",
        Outcome.REVOKE,
        by=None,
        words=_("The facts are no longer those that were decided on."),
    )
    return False
