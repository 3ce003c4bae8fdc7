"""Decide everything a filter shows: first what would happen, then a job that does it in chunks."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core import jobs
from review import queries, rules
from review.actions.decide import check_points, check_words, decide_many, points_of
from review.models import ReviewTask
from review.states import Outcome

CHUNK = 200
# One bulk takes at most this many, the oldest first; what is left waits for the next one.
LIMIT = 5000
# A result names this many of the tasks that were refused; the rest are counted by reason.
NAMED = 50


@dataclass
class Preview:
    """What a bulk decision would do now: how many tasks it takes, and for the others why not."""

    ready: int = 0
    refused: list[tuple[ReviewTask, object]] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)
    is_cut: bool = False


def preview(filters: dict, outcome: str, *, by) -> Preview:
    """The dry run: asks the rules for every task of the filter and changes nothing."""
    found = Preview()
    tasks = islice(_tasks(by, filters).iterator(chunk_size=500), LIMIT + 1)
    number = 0
    while chunk := list(islice(tasks, 500)):
        refusals = rules.not_approvable(chunk) if outcome == Outcome.APPROVE else {}
        for task in chunk:
            number += 1
            if number > LIMIT:
                found.is_cut = True
                break
            verdict = rules.can_choose(by, task, outcome)
            _count(found, task, refusals.get(task.pk, verdict) if verdict else verdict)
    return found


def _count(found, task, verdict):
    if verdict:
        found.ready += 1
        return
    reason = str(verdict.sentence)
    found.reasons[reason] = found.reasons.get(reason, 0) + 1
    if len(found.refused) < NAMED:
        found.refused.append((task, verdict.sentence))


def start_bulk(filters: dict, outcome: str, *, by, words="", until=None, checked=()):
    """Queue the decision of every task that the filter showed at the time `until`, the oldest LIMIT of them.

    Returns the Job to watch. Raises ValidationError for missing words or points, or when nothing is left to decide.
    """
    check_words(outcome, words)
    until = until or timezone.now()
    opened = list(_tasks(by, filters, until).values_list("opened_at", flat=True)[:LIMIT])
    if not opened:
        raise ValidationError(_("Nothing is left to decide here."))
    check_points(outcome, _with_points(by, filters, until), checked)
    total = len(opened)
    title = _("%(outcome)s: %(count)s tasks") % {"outcome": Outcome(outcome).label, "count": total}
    return jobs.enqueue(
        queries.BULK,
        title=title,
        by=by,
        total=total,
        filters=filters,
        outcome=outcome,
        words=words,
        checked=list(checked),
        until=opened[-1].isoformat(),
    )


@jobs.job(queries.BULK)
def bulk_decide(job, *, filters, outcome, words, until, checked=()) -> dict:
    """The work: chunks of decisions, each its own transaction, so that an interrupted job goes on where it stopped."""
    by, decided = job.created_by, job.result.get("decided", 0)
    tasks, asked = _tasks(by, filters, parse_datetime(until)), set()
    reasons, named = Counter(), []
    while chunk := dict(tasks.exclude(pk__in=asked).values_list("pk", "title")[:CHUNK]):
        verdicts = decide_many(list(chunk), outcome, by=by, words=words, checked=checked)
        decided += len(verdicts.decided)
        for pk, sentence in verdicts.refused.items():
            reasons[str(sentence)] += 1
            named.append([pk, chunk[pk], str(sentence)])
        # What was refused stays in the filter; it is asked once.
        asked |= set(verdicts.refused)
        job.result = {"decided": decided, "reasons": dict(reasons), "refused": named[:NAMED]}
        job.save(update_fields=["result"])
        jobs.progress(job, min(decided + len(asked), job.total))
    return job.result


def bulk_points(filters: dict, *, by) -> list[str]:
    """The points that an approval of everything in the filter vouches for."""
    return points_of(_with_points(by, filters, timezone.now()))


def _with_points(by, filters, until) -> list[ReviewTask]:
    """One task of the filter for each step that has a checklist."""
    tasks = _tasks(by, filters, until).order_by().exclude(step__checklist=[])
    first = dict(tasks.filter(step__isnull=False).values_list("step_id", "pk"))
    return list(ReviewTask.objects.filter(pk__in=first.values()).select_related("step"))


def _tasks(by, filters, until=None):
    tasks = queries.filtered(queries.inbox(by), **filters)
    tasks = tasks.select_related("step", "review", "applicant", "claimed_by")
    return tasks.filter(opened_at__lte=until) if until else tasks
