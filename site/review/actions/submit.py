"""Submit and submit again; open a task that stands without a chain."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import workdays
from core.errors import Conflict
from core.records import record
from organizations.models import Kind
from review import processes, queries, rules
from review.advance import advance
from review.content import fingerprint
from review.models import (
    Decision,
    Outcome,
    Review,
    ReviewTask,
    Round,
    Status,
    TaskKind,
    TaskState,
)
from review.states import REVIEW


@transaction.atomic
def submit(
    process, subject_id, *, by, title, region, applicant, partner_region=None, assigned=None, bundle=None
) -> Review:
    """Start the chain in force for a subject, or the next round of a returned one.

    The round's whole content is kept and the next seats have their tasks when it returns. `bundle` joins the rows of
    one application. The process's own verb has asked its own rules before. Raises Refused unless `by` belongs to the
    applicant, Conflict while a review runs.
    """
    rules.can_submit(by, applicant).require()
    running = queries.running_review(process, subject_id)
    review = Review.objects.select_for_update(of=("self",)).get(pk=running.pk) if running else None
    content = processes.get(process).content_of([subject_id])[subject_id]
    if review is None:
        review = _open(
            process, subject_id, by, title, region, applicant, partner_region, assigned, bundle, content
        )
    else:
        _resubmit(review, by, title, region, partner_region, assigned, content)
    Round.objects.create(
        review=review,
        number=review.round,
        content=content.as_json(),
        facts_hash=review.facts_hash,
        submitted_by=by,
        is_demo=review.is_demo,
    )
    advance([review], by=by)
    record("review.submit", review, by=by, title=title, region=region.pk, round=review.round)
    return review


def _open(process, subject_id, by, title, region, applicant, partner_region, assigned, bundle, content):
    try:
        with transaction.atomic():
            return Review.objects.create(
                process=process,
                subject_id=subject_id,
                title=title[:200],
                chain=queries.chain_for(process, applicant.region),
                bundle=bundle,
                region=region,
                partner_region=partner_region,
                applicant=applicant,
                assigned=assigned,
                submitted_by=by,
                facts_hash=fingerprint(content),
                is_demo=by.is_demo,
            )
    except IntegrityError:
        raise Conflict(_("This has already been submitted and is under review.")) from None


def _resubmit(review, by, title, region, partner_region, assigned, content):
    if review.status != Status.RETURNED:
        raise Conflict(_("This has already been submitted and is under review."))
    review.status = REVIEW.after("resubmit", review.status)
    review.round += 1
    review.order = 0
    review.title, review.region, review.partner_region = title[:200], region, partner_region
    review.assigned = assigned or review.assigned
    review.submitted_by = by
    review.facts_hash = fingerprint(content)
    review.save()
    now = timezone.now()
    review.tasks.filter(kind=TaskKind.MEND, state=TaskState.OPEN).update(state=TaskState.DONE, closed_at=now)
    Decision.objects.create(
        review=review,
        round=review.round,
        outcome=Outcome.RESUBMIT,
        actor=by,
        organization=by.organization,
        level=by.organization.region.level,
        region_id=by.organization.region_id,
        content_hash=review.facts_hash,
        is_demo=review.is_demo,
    )


@transaction.atomic
def open_task(
    process,
    subject_id,
    *,
    by,
    title,
    subject_region,
    applicant,
    region=None,
    organization=None,
    organization_kind=Kind.ASSISTANCE_OFFICE,
    days=5,
    is_demo=False,
) -> ReviewTask:
    """A task without a chain (a complaint, an objection) for an organization, or for a kind of office in a region.

    `days` are working days until it is due.
    """
    seat_region = organization.region if organization else region
    task = ReviewTask.objects.create(
        kind=TaskKind.ALONE,
        process=process,
        subject_id=subject_id,
        title=title[:200],
        region=seat_region,
        subject_region=subject_region,
        organization=organization,
        organization_kind=organization.kind if organization else organization_kind,
        applicant=applicant,
        due_on=workdays.add_workdays(timezone.localdate(), days),
        is_demo=is_demo or bool(by and by.is_demo),
    )
    record("review.open_task", task, by=by, title=title, region=subject_region.pk)
    return task
