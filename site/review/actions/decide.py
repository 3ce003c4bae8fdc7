"""Decide: one task or a thousand, through the same code."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from core import workdays
from core.errors import Conflict
from core.models import Record
from core.records import build
from core.rows import save_columns
from core.verdicts import no
from organizations.models import Kind
from review import processes, rules
from review.advance import PARTIES, advance, asked_steps, cancel_open_tasks, conclude, newest_contents
from review.content import fingerprint
from review.models import Decision, Mode, Outcome, Review, ReviewTask, Round, TaskKind, TaskState
from review.routing import Router
from review.states import DECIDABLE, NEEDS_WORDS, REVIEW

PUBLICITY_COLUMNS = ("publicity_step", "publicity_region", "publicity_until")


@dataclass
class Verdicts:
    """What a set-wise decision did: decisions by task, and sentences for what was refused."""

    decided: list[Decision] = field(default_factory=list)
    refused: dict[int, object] = field(default_factory=dict)


def decide(task: ReviewTask, outcome: str, *, by, words="", marks=None, seen="") -> Decision:
    """Close one task with an outcome, write the decision, open what comes next, conclude at the end of the chain.

    `words` are compulsory for everything but approval; `marks` name the fields a return is about (name → words);
    `seen` is the content hash of the page the reviewer read. Raises Refused or Conflict with a sentence (a second
    decider gets the first one's name), ValidationError for missing words; then nothing has changed.
    """
    with transaction.atomic():
        verdicts = decide_many([task.pk], outcome, by=by, words=words, marks=marks, seen=seen, strict=True)
    task.refresh_from_db()
    return verdicts.decided[0]


@transaction.atomic
def close_task(task, outcome, *, by, words="") -> Decision:
    """End a task without a chain whose process has decided by a verb of its own; the process is not told again.

    Raises Refused or Conflict with a sentence as `decide` does, ValidationError for missing words.
    """
    words = check_words(outcome, words)
    tasks = _locked([task.pk])
    for row in tasks:
        rules.can_decide(by, row).require()
    return _write(tasks, outcome, by, words, {})[0]


@transaction.atomic
def drop_task(task, *, by):
    """Take away a task without a chain that another decision of its process has made idle."""
    rows = ReviewTask.objects.filter(pk=task.pk, state=TaskState.OPEN)
    if rows.update(state=TaskState.CANCELLED, closed_at=timezone.now()):
        Record.objects.bulk_create([build("review.drop_task", task, by=by, region=task.subject_region_id)])


@transaction.atomic
def decide_many(task_ids, outcome, *, by, words="", marks=None, seen="", strict=False) -> Verdicts:
    """Decide many tasks set-wise; each is asked by the same rules. `strict` raises the first refusal."""
    words = check_words(outcome, words)
    tasks, verdicts = _locked(task_ids), Verdicts()
    accepted = []
    refusals = rules.not_approvable(tasks) if outcome == Outcome.APPROVE else {}
    for task in tasks:
        verdict = rules.can_choose(by, task, outcome)
        verdict = refusals.get(task.pk, verdict) if verdict else verdict
        if verdict and seen and task.review and seen != task.review.facts_hash:
            verdict = no(_("The report has changed since you opened it: read it again."), Conflict)
        if verdict:
            accepted.append(task)
        elif strict:
            verdict.require()
        else:
            verdicts.refused[task.pk] = verdict.sentence
    if strict and not tasks:
        raise Conflict(_("This task is no longer open."))
    if accepted:
        verdicts.decided = _write(accepted, outcome, by, words, marks or {})
        _go_on(accepted, outcome, by)
    return verdicts


def check_words(outcome, words) -> str:
    """The words without the spaces around them. Raises ValidationError for a wrong outcome or missing words."""
    words = words.strip()
    if outcome not in DECIDABLE:
        raise ValidationError({"outcome": _("Choose one of the outcomes offered.")})
    if outcome in NEEDS_WORDS and not words:
        raise ValidationError({"words": _("Say in words what has to change; the reporter reads them.")})
    return words


def _locked(task_ids) -> list[ReviewTask]:
    """The tasks, re-read under their reviews' locks, so that two deciders come one after the other."""
    # Read before, not as a subquery: PostgreSQL would look through all reviews for the rows to lock.
    review_ids = list(
        ReviewTask.objects.filter(pk__in=task_ids, review__isnull=False).values_list("review_id", flat=True)
    )
    reviews = {
        review.pk: review
        for review in Review.objects.select_for_update(of=("self",))
        .filter(pk__in=review_ids)
        .select_related(*PARTIES)
        .prefetch_related(Prefetch("rounds", Round.objects.only("review_id", "number", "submitted_by_id")))
        .order_by("pk")
    }
    tasks = list(
        ReviewTask.objects.select_for_update(of=("self",))
        .filter(pk__in=task_ids)
        .select_related("step", "applicant", "region")
        # Not joined: PostgreSQL would give the claimer of before the lock.
        .prefetch_related("claimed_by")
        .order_by("pk")
    )
    for task in tasks:
        if task.review_id:
            task.review = reviews[task.review_id]
    return tasks


def _write(tasks, outcome, by, words, marks) -> list[Decision]:
    now = timezone.now()
    contents = newest_contents([task.review_id for task in tasks if task.review_id])
    decisions, records = [], []
    for task in tasks:
        content = contents.get(task.review_id)
        decisions.append(
            Decision(
                review_id=task.review_id,
                task=task,
                step=task.step,
                round=task.round,
                outcome=outcome,
                label=_label(task, outcome),
                words=words,
                marks=marks,
                actor=by,
                organization=by.organization,
                level=by.organization.region.level,
                region_id=task.region_id,
                content_hash=fingerprint(content, task.step.decides_on) if content else "",
                at=now,
                is_demo=task.is_demo,
            )
        )
        records.append(
            build(
                f"review.{outcome}", task, by=by, region=task.subject_region_id, words=words, round=task.round
            )
        )
        task.state, task.closed_at = TaskState.DONE, now
    Decision.objects.bulk_create(decisions)
    Record.objects.bulk_create(records)
    ReviewTask.objects.filter(pk__in=[task.pk for task in tasks]).update(state=TaskState.DONE, closed_at=now)
    return decisions


def _label(task, outcome) -> str:
    """The act in the regulation's own words (C-17)."""
    if outcome == Outcome.RETURN and task.step and task.step.return_label:
        return task.step.return_label
    if outcome == Outcome.APPROVE and task.step:
        return task.step.verb
    return ""


def _go_on(tasks, outcome, by):
    """What follows from the decisions just written."""
    for task in tasks:
        if task.review_id is None:
            processes.get(task.process).on_task_decided(task, outcome, by=by)
    reviews = [task.review for task in tasks if task.review_id]
    unique = list({review.pk: review for review in reviews}.values())
    if outcome == Outcome.APPROVE:
        _pass(unique, tasks, by)
    elif outcome == Outcome.RETURN:
        _return(unique, by)
    else:
        _refuse(unique, by)


def _pass(reviews, tasks, by):
    """Move on where the group is complete; any-of groups drop their other tasks."""
    any_of = [t.review_id for t in tasks if t.review_id and t.step.mode == Mode.ANY]
    if any_of:
        cancel_open_tasks(any_of, at=timezone.now())
    waiting = set(
        ReviewTask.objects.open()
        .filter(review__in=reviews, kind=TaskKind.STEP)
        .values_list("review_id", flat=True)
    )
    passed = {task.review_id: task.step for task in tasks if task.review_id}
    complete = [review for review in reviews if review.pk not in waiting]
    router = Router(complete)
    groups = asked_steps(complete, router)
    today, going, public = timezone.localdate(), [], []
    for review in complete:
        step = passed[review.pk]
        review.order = step.order
        # All of a group decide together, so the longest publicity of theirs follows; any-of has the one that acted.
        group = [step] if step.mode == Mode.ANY else [s for s in groups[review.pk] if s.order == step.order]
        longest = max(group, key=lambda s: (s.publicity_days, s.organization_kind == Kind.ASSISTANCE_OFFICE))
        if longest.publicity_days:
            _start_publicity(review, longest, router, today)
            public.append(review)
        else:
            going.append(review)
    save_columns(Review, public, "order", "status", *PUBLICITY_COLUMNS)
    advance(going, by=by, router=router, asked=groups)


def _start_publicity(review, step, router, today):
    """The days of a process that is publicised by notices begin with its notice, not here."""
    review.status = REVIEW.after("start_publicity", review.status)
    review.publicity_step = step
    review.publicity_region_id = router.seat(step, review).region_id
    waits = processes.get(review.process).publicises
    review.publicity_until = None if waits else workdays.publicity_end(today, step.publicity_days)


def _return(reviews, by):
    now = timezone.now()
    cancel_open_tasks(reviews, at=now)
    for review in reviews:
        review.status = REVIEW.after("return", review.status)
    save_columns(Review, reviews, "status")
    ReviewTask.objects.bulk_create(
        ReviewTask(
            kind=TaskKind.MEND,
            process=review.process,
            subject_id=review.subject_id,
            title=review.title,
            review=review,
            round=review.round,
            region_id=review.applicant.region_id,
            subject_region_id=review.region_id,
            organization_id=review.applicant_id,
            organization_kind=review.applicant.kind,
            applicant_id=review.applicant_id,
            opened_at=now,
            is_demo=review.is_demo,
        )
        for review in reviews
    )
    by_process = defaultdict(list)
    for review in reviews:
        by_process[review.process].append(review)
    for key, returned in by_process.items():
        processes.get(key).on_returned(returned, by=by)


def _refuse(reviews, by):
    now = timezone.now()
    cancel_open_tasks(reviews, at=now)
    for review in reviews:
        review.status, review.concluded_at = REVIEW.after("refuse", review.status), now
    save_columns(Review, reviews, "status", "concluded_at")
    conclude(reviews, by=by)
