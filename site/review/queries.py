"""Reads that need more than one queryset word: the inbox, the chain in force, a review's history."""

from datetime import timedelta
from heapq import merge
from itertools import islice

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.models import Job
from regions.models import Region, prefix_of
from review import processes
from review.content import Change, differences, shortened
from review.models import Chain, Outcome, Review, ReviewTask, Round, Separation, Status, TaskKind
from review.states import RUNNING

# A count of what waits stops here: beyond it nobody needs the exact figure, and counting costs.
COUNT_LIMIT = 1000
# The kind of core.models.Job that decides many tasks, and how long one that has ended is still shown.
BULK = "review.bulk_decide"
SHOW_ENDED_FOR = timedelta(days=1)
# What a line of the inbox prints; each further table costs PostgreSQL more in planning than in reading.
_SHOWN = ("subject_region", "applicant", "claimed_by")


def chain_for(process: str, region: Region) -> Chain:
    """The chain in force: the nearest ancestor's (the region itself first). Raises LookupError when there is none."""
    codes = [ancestor.pk for ancestor in region.ancestors()]
    chains = {
        chain.region_id: chain for chain in Chain.objects.in_force().filter(process=process, region__in=codes)
    }
    for code in reversed(codes):
        if code in chains:
            return chains[code]
    raise LookupError(f"No chain is in force for {process!r} at {region.pk}; run load_reference")


def inbox(user, *, reviewed=False):
    """What waits for this person, all processes together, oldest first (reviewed: what was decided, newest first).

    Own reports are left out for whoever may not decide them, so a count is what the person can act on.
    """
    return _inbox(user, ReviewTask.objects.visible_to(user), reviewed)


def _inbox(user, tasks, reviewed):
    if reviewed:
        return tasks.reviewed().exclude(kind=TaskKind.MEND).order_by("-closed_at", "-pk")
    own = ~Q(kind=TaskKind.MEND) & Q(applicant=user.organization_id)
    barred = Q(Exists(Round.objects.filter(review=OuterRef("review"), submitted_by=user)))
    if user.organization_id and user.organization.region_id != settings.ROOT_REGION:
        barred |= Q(step__isnull=True) | Q(step__separation=Separation.ORGANIZATION)
    return tasks.open().exclude(own & barred).order_by("opened_at", "pk")


def inbox_page(user, narrow, *, reviewed=False, after=None, size=25) -> tuple[list[ReviewTask], bool]:
    """A page of the inbox and whether there is more, equally fast at any depth.

    `narrow(tasks)` filters; `after` is (time, pk) of the last row of the page before. What waits for the organization
    by name and what waits for its kind of office are read apart, each along its own index, and merged here.
    """
    visible = ReviewTask.objects.visible_to(user)
    parts = [visible]
    if user.organization_id and user.can_review:
        parts = [visible.of_organization(user.organization), visible.of_seat(user.organization)]
    column = "closed_at" if reviewed else "opened_at"
    found = []
    for part in parts:
        tasks = narrow(_inbox(user, part, reviewed))
        if after:
            beyond = "lt" if reviewed else "gt"
            at, pk = after
            # The first condition alone lets the index find the place.
            tasks = tasks.filter(**{f"{column}__{beyond}e": at})
            tasks = tasks.filter(Q(**{f"{column}__{beyond}": at}) | Q(**{f"pk__{beyond}": pk}))
        found.append(tasks.select_related(*_SHOWN)[: size + 1])

    def place(task):
        return getattr(task, column), task.pk

    rows = list(islice(merge(*found, key=place, reverse=reviewed), size + 1))
    return rows[:size], len(rows) > size


def count_waiting(tasks) -> int:
    """How many tasks, at most COUNT_LIMIT."""
    return tasks.order_by()[:COUNT_LIMIT].count()


def count_inbox(user) -> int:
    """How many tasks wait for this person, at most COUNT_LIMIT; asked once however often a page prints it."""
    if not hasattr(user, "_tasks_waiting"):
        user._tasks_waiting = count_waiting(inbox(user))
    return user._tasks_waiting


def bulk_jobs(user) -> list[Job]:
    """The person's bulk decisions that are under way or ended within a day, the newest first, at most three."""
    ended = Q(finished_at__isnull=True) | Q(finished_at__gte=timezone.now() - SHOW_ENDED_FOR)
    return list(user.jobs.filter(ended, kind=BULK).order_by("-created_at")[:3]) if user.can_review else []


def neighbours(user, task: ReviewTask) -> tuple[ReviewTask | None, ReviewTask | None]:
    """The tasks before and after this one in the person's inbox."""
    waiting = inbox(user)
    here = (task.opened_at, task.pk)
    earlier = Q(opened_at__lt=here[0]) | Q(opened_at=here[0], pk__lt=here[1])
    later = Q(opened_at__gt=here[0]) | Q(opened_at=here[0], pk__gt=here[1])
    before = waiting.filter(earlier).order_by("-opened_at", "-pk").first()
    return before, waiting.filter(later).first()


def filtered(tasks, *, process="", region="", kind="", words="", bundle=""):
    """Narrow an inbox by process, code of the subject's region (with all below), kind, words of the title, bundle."""
    if process:
        tasks = tasks.filter(process=process)
    if region:
        tasks = tasks.filter(subject_region__code__startswith=prefix_of(region))
    if kind:
        tasks = tasks.filter(kind=kind)
    if words:
        tasks = tasks.filter(title__icontains=words)
    if bundle:
        tasks = tasks.filter(review__bundle=bundle)
    return tasks


def running_review(process: str, subject_id: int) -> Review | None:
    """The review of a subject that has not ended, or None."""
    return Review.objects.filter(process=process, subject_id=subject_id, status__in=RUNNING).first()


def latest_review(process: str, subject_id: int) -> Review | None:
    """The newest review of a subject, ended or not."""
    return Review.objects.filter(process=process, subject_id=subject_id).order_by("-pk").first()


def standing_approval(review: Review):
    """The decision that concluded an approved review, or None when its approval no longer stands."""
    if review.status != Status.APPROVED:
        return None
    return review.decisions.filter(outcome=Outcome.APPROVE).order_by("-at", "-pk").first()


def history(review: Review):
    """All decisions of a review, oldest first, ready to print."""
    return review.decisions.select_related("actor", "organization__region", "step").order_by("at", "pk")


def last_return(review: Review):
    """The newest return with its words and marks, or None."""
    returns = review.decisions.filter(outcome=Outcome.RETURN)
    return returns.select_related("actor", "organization").order_by("-at", "-pk").first()


def changes_since_last_round(review: Review) -> list[Change]:
    """What the newest round changed against the one before; empty in round 1. Labels and values ready to print."""
    rounds = list(review.rounds.order_by("-number")[:2])
    if len(rounds) < 2:
        return []
    process = processes.get(review.process)
    labels = process.labels()
    return [
        shortened(
            labels.get(change.name, change.name),
            process.show(change.name, change.before),
            process.show(change.name, change.after),
        )
        for change in differences(rounds[1].content, rounds[0].content)
    ]


def drawing(chain: Chain) -> list[list]:
    """The chain as columns of parallel boxes, in order: the one drawing used in the CMS and on the guide page."""
    columns: dict[int, list] = {}
    for step in chain.steps.all():
        columns.setdefault(step.order, []).append(step)
    return [columns[order] for order in sorted(columns)]
