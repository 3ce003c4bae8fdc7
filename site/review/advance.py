"""The engine under the verbs: from what is decided to who is next, for many reviews at once."""

from collections import defaultdict

from django.utils import timezone

from core import workdays
from core.rows import save_columns
from review import processes
from review.content import fingerprint
from review.models import Decision, Mode, Outcome, Review, ReviewTask, Round, Step, TaskKind, TaskState
from review.routing import Router
from review.states import REVIEW, Scope


class _Standing:
    """Which steps of which reviews have an approval that still holds for the current content."""

    def __init__(self, reviews, contents):
        self.contents = contents
        self.by_review = defaultdict(list)
        latest = {}
        words = Decision.objects.filter(
            review__in=reviews, outcome__in=[Outcome.APPROVE, Outcome.RETURN], step__isnull=False
        )
        for decision in words.select_related("step", "organization").order_by("at", "pk"):
            latest[decision.review_id, decision.step_id] = decision
        # A step that returned is asked again, even where the facts go back to what it had approved before.
        for decision in latest.values():
            if decision.outcome == Outcome.APPROVE:
                self.by_review[decision.review_id].append(decision)

    def holds(self, step, review, seat) -> bool:
        """The step itself was passed on the same facts, or its seat passed them at a step it stood in for.

        A step with a publicity of its own is always asked, so that its publicity takes place.
        """
        now = fingerprint(self.contents[review.pk], step.decides_on)
        for decision in self.by_review[review.pk]:
            if decision.step_id == step.pk and decision.content_hash == now:
                return True
            stood_in = decision.step.level is not None and decision.level is not None
            stood_in = stood_in and decision.level < decision.step.level
            same_seat = (decision.region_id, decision.organization.kind) == (seat.region_id, seat.kind)
            whole = fingerprint(self.contents[review.pk], decision.step.decides_on)
            is_plain = not step.decides_on and not step.publicity_days
            if stood_in and same_seat and is_plain and decision.content_hash == whole:
                return True
        return False


def newest_contents(reviews) -> dict[int, dict]:
    """review id → the content of its newest round."""
    rows = Round.objects.filter(review__in=reviews).order_by("number")
    return dict(rows.values_list("review_id", "content"))


# What routing needs to know of a review; to be read with it.
PARTIES = (
    "applicant__region",
    "applicant__parent__region",
    "assigned__region",
    "region",
    "partner_region",
    "chain",
)


def asked_steps(reviews, router=None) -> dict[int, list[Step]]:
    """review id → the steps of its chain that are asked for its applicant, in order; one query for all chains."""
    router = router or Router(reviews)
    chains = defaultdict(list)
    for step in Step.objects.filter(chain__in={review.chain_id for review in reviews}):
        chains[step.chain_id].append(step)
    asked = {}
    for review in reviews:
        steps = chains[review.chain_id]
        # Where every step lies below the applicant the last one is asked, and its seat climbs above the applicant;
        # a chain that ends with the applicant's parent asks nobody for one that has none (C-12).
        last = [step for step in steps[-1:] if step.scope not in {Scope.PARENT, Scope.ASSIGNED}]
        asked[review.pk] = [step for step in steps if router.applies(step, review)] or last
    return asked


def advance(reviews: list[Review], *, by, router=None, asked=None) -> list[Review]:
    """Open the next tasks of each review, or conclude it; returns those that were approved.

    Runs inside the verb's transaction with the reviews locked; each review's `order` says which group it has passed.
    `router` and `asked` (of asked_steps) are handed over by a verb that has them already.
    """
    if not reviews:
        return []
    router = router or Router(reviews)
    standing = _Standing(reviews, newest_contents(reviews))
    asked = asked or asked_steps(reviews, router)
    tasks, approved, waiting, now = [], [], [], timezone.now()
    for review in reviews:
        opened = _next_tasks(review, asked[review.pk], router, standing, now)
        tasks += opened
        if opened:
            waiting.append(review)
        else:
            review.status, review.concluded_at = REVIEW.after("approve", review.status), now
            approved.append(review)
    ReviewTask.objects.bulk_create(tasks)
    save_columns(Review, reviews, "order", "status", "concluded_at")
    for key, going_on in _by_process(waiting).items():
        processes.get(key).on_advanced(going_on, by=by)
    conclude(approved, by=by)
    return approved


def _next_tasks(review, asked, router, standing, now) -> list[ReviewTask]:
    """Tasks of the next group that still needs someone; walks past groups that hold. Empty: nothing is left to ask."""
    for order in sorted({step.order for step in asked if step.order > review.order}):
        group = [step for step in asked if step.order == order]
        pending = []
        for step in group:
            seat = router.seat(step, review)
            if not standing.holds(step, review, seat):
                pending.append((step, seat))
        if pending and (len(pending) == len(group) or group[0].mode == Mode.ALL):
            return [_task(review, step, seat, now) for step, seat in pending]
        review.order = order
    return []


def _task(review, step, seat, now) -> ReviewTask:
    return ReviewTask(
        kind=TaskKind.STEP,
        process=review.process,
        subject_id=review.subject_id,
        title=review.title,
        review=review,
        step=step,
        round=review.round,
        region_id=seat.region_id,
        subject_region_id=review.region_id,
        organization_id=seat.organization_id,
        organization_kind=seat.kind,
        role=step.role,
        applicant_id=review.applicant_id,
        due_on=workdays.add_workdays(timezone.localdate(now), step.days_allowed),
        opened_at=now,
        is_demo=review.is_demo,
    )


def cancel_open_tasks(reviews, *, at):
    """Take away what the others of these reviews were still asked."""
    ReviewTask.objects.filter(review__in=reviews, state=TaskState.OPEN).update(
        state=TaskState.CANCELLED, closed_at=at
    )


def conclude(reviews: list[Review], *, by):
    """Tell each process, once and set-wise, that these reviews have ended; in the same transaction."""
    for key, ended in _by_process(reviews).items():
        processes.get(key).on_concluded(ended, by=by)


def _by_process(reviews) -> dict[str, list[Review]]:
    by_process = defaultdict(list)
    for review in reviews:
        by_process[review.process].append(review)
    return by_process
