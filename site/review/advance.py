"""The engine under the verbs: from what is decided to who is next, for many reviews at once."""

from collections import defaultdict

from django.utils import timezone

from core import workdays
from review import processes
from review.content import fingerprint
from review.models import Decision, Mode, Outcome, Review, ReviewTask, Round, Status, TaskKind, TaskState
from review.routing import Router


class _Standing:
    """Which steps of which reviews have an approval that still holds for the current content."""

    def __init__(self, reviews, contents):
        self.contents = contents
        self.by_review = defaultdict(list)
        approvals = Decision.objects.filter(review__in=reviews, outcome=Outcome.APPROVE, step__isnull=False)
        for decision in approvals.select_related("step", "organization"):
            self.by_review[decision.review_id].append(decision)

    def holds(self, step, review, seat) -> bool:
        """The step itself was passed on the same facts, or its seat passed them one step earlier, standing in."""
        now = fingerprint(self.contents[review.pk], step.decides_on)
        for decision in self.by_review[review.pk]:
            if decision.step_id == step.pk and decision.content_hash == now:
                return True
            stood_in = decision.step.level is not None and decision.level is not None
            stood_in = stood_in and decision.level < decision.step.level
            same_seat = (decision.region_id, decision.organization.kind) == (seat.region_id, seat.kind)
            whole = fingerprint(self.contents[review.pk], decision.step.decides_on)
            if stood_in and same_seat and not step.decides_on and decision.content_hash == whole:
                return True
        return False


def newest_contents(reviews) -> dict[int, dict]:
    """review id → the content of its newest round."""
    newest: dict[int, Round] = {}
    for row in Round.objects.filter(review__in=reviews).order_by("number"):
        newest[row.review_id] = row.content
    return newest


def advance(reviews: list[Review], *, by) -> list[Review]:
    """Open the next tasks of each review, start its publicity, or conclude it; returns those that were approved.

    Runs inside the verb's transaction with the reviews locked; each review's `order` says which group it has passed.
    """
    if not reviews:
        return []
    router = Router(reviews)
    standing = _Standing(reviews, newest_contents(reviews))
    steps = defaultdict(list)
    for review in reviews:
        if review.chain_id not in steps:
            steps[review.chain_id] = list(review.chain.steps.all())
    tasks, approved, now = [], [], timezone.now()
    for review in reviews:
        opened = _next_tasks(review, steps[review.chain_id], router, standing, now)
        if opened:
            tasks += opened
            review.status = Status.OPEN
        elif review.status != Status.PUBLICITY:
            review.status, review.concluded_at = Status.APPROVED, now
            approved.append(review)
    ReviewTask.objects.bulk_create(tasks)
    Review.objects.bulk_update(reviews, ["order", "status", "concluded_at", "publicity_until"], batch_size=200)
    conclude(approved, by=by)
    return approved


def _next_tasks(review, steps, router, standing, now) -> list[ReviewTask]:
    """Tasks of the next group that still needs someone; walks past groups that hold. Empty: nothing is left to ask."""
    asked = [step for step in steps if router.applies(step, review)]
    if not asked and steps:
        # Every step lies below the applicant: the last one is asked, and its seat climbs above the applicant.
        asked = [steps[-1]]
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
    by_process = defaultdict(list)
    for review in reviews:
        by_process[review.process].append(review)
    for key, ended in by_process.items():
        processes.get(key).on_concluded(ended, by=by)
