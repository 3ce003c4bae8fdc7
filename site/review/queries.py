"""Reads that need more than one queryset word: the inbox, the chain in force, a review's history."""

from django.conf import settings
from django.db.models import Q

from regions.models import Region
from review import processes
from review.content import Change, differences
from review.models import Chain, Outcome, Review, ReviewTask, Status, TaskKind


def chain_for(process: str, region: Region) -> Chain:
    """The chain in force: the nearest ancestor's (the region itself first). Raises LookupError when there is none."""
    codes = [ancestor.pk for ancestor in region.ancestors()]
    chains = {chain.region_id: chain for chain in Chain.objects.in_force().filter(process=process, region__in=codes)}
    for code in reversed(codes):
        if code in chains:
            return chains[code]
    raise LookupError(f"No chain is in force for {process!r} at {region.pk}; run load_reference")


def inbox(user, *, reviewed=False):
    """What waits for this person, all processes together, oldest first (reviewed: what was decided, newest first).

    Own reports are left out for whoever may not decide them, so a count is what the person can act on.
    """
    tasks = ReviewTask.objects.visible_to(user).select_related(
        "region", "subject_region", "applicant", "claimed_by", "step", "review"
    )
    if reviewed:
        return tasks.reviewed().exclude(kind=TaskKind.MEND).order_by("-closed_at", "-pk")
    tasks = tasks.open().exclude(~Q(kind=TaskKind.MEND) & Q(review__submitted_by=user))
    organization = user.organization
    if organization and organization.region_id != settings.ROOT_REGION:
        tasks = tasks.exclude(~Q(kind=TaskKind.MEND) & Q(applicant=organization, step__separation="organization"))
    return tasks.order_by("opened_at", "pk")


def filtered(tasks, *, process="", region="", kind="", words=""):
    """Narrow an inbox by process, subject region (with everything below), kind and words of the title."""
    if process:
        tasks = tasks.filter(process=process)
    if region:
        tasks = tasks.filter(subject_region_id__startswith=region.prefix)
    if kind:
        tasks = tasks.filter(kind=kind)
    if words:
        tasks = tasks.filter(title__icontains=words)
    return tasks


def running_review(process: str, subject_id: int) -> Review | None:
    """The review of a subject that has not ended, or None."""
    return Review.objects.filter(
        process=process, subject_id=subject_id, status__in=[Status.OPEN, Status.PUBLICITY, Status.RETURNED]
    ).first()


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
        Change(
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
