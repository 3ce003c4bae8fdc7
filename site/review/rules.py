"""May this person do this to this task or review? Each answer carries its sentence (design 6, B06-B08, B24)."""

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Role
from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from organizations.models import Kind
from review import processes
from review.models import Outcome, ReviewTask, Separation, TaskKind, TaskState
from review.states import REVIEW


def _is_at_work(user) -> Verdict:
    """An active account of an open organization."""
    if not getattr(user, "is_active", False):
        return no(_("This account is suspended."))
    if user.organization_id is None or not user.organization.is_active:
        return no(_("Only accounts of an organization that is open may do this."))
    return YES


def _holds_seat(user, task: ReviewTask) -> Verdict:
    if task.organization_id is not None:
        mine = task.organization_id == user.organization_id
    else:
        mine = (task.organization_kind, task.region_id) == (
            user.organization.kind,
            user.organization.region_id,
        )
    return YES if mine else no(_("This is the task of another office: its territory or kind is not yours."))


def _still_open(task: ReviewTask) -> Verdict:
    if task.state == TaskState.OPEN:
        return YES
    decision = task.decisions.select_related("actor", "organization").first()
    if decision and decision.actor:
        return no(
            _("%(name)s of %(organization)s was first: already decided (%(outcome)s).")
            % {
                "name": decision.actor.name,
                "organization": decision.organization.name,
                "outcome": decision.label or decision.get_outcome_display(),
            },
            Conflict,
        )
    return no(_("This task is no longer open."), Conflict)


def _four_eyes(user, task: ReviewTask) -> Verdict:
    if task.applicant_id != user.organization_id:
        return YES
    # At the root nobody is above: there, as where the step says so, another person of the same office decides.
    at_root = task.region_id == settings.ROOT_REGION and task.organization_id is None
    if not (at_root or (task.step and task.step.separation == Separation.PERSON)):
        return no(_("An office does not decide on its own report: the next level has to."))
    return _is_not_own_work(user, task.review) if task.review_id else YES


def _is_not_own_work(user, review) -> Verdict:
    """The person submitted none of its rounds."""
    if any(row.submitted_by_id == user.pk for row in review.rounds.all()):
        return no(_("Nobody decides on their own work: another person has to."))
    return YES


def can_see(user, task: ReviewTask) -> Verdict:
    """Open a task's page: whoever holds its seat, now or when it was decided."""
    at_work = _is_at_work(user)
    return at_work and _holds_seat(user, task) if at_work else at_work


def can_decide(user, task: ReviewTask) -> Verdict:
    """Decide an open task: seat, role, four eyes, and nobody else's claim."""
    at_work = _is_at_work(user)
    if not at_work:
        return at_work
    if task.kind == TaskKind.MEND:
        return no(_("A returned draft is mended and submitted again, not decided."))
    if not user.can_review or (task.role == Role.ADMINISTRATOR and user.role != Role.ADMINISTRATOR):
        return no(_("Your account may not review: ask your administrator."))
    for verdict in (_holds_seat(user, task), _still_open(task), _four_eyes(user, task)):
        if not verdict:
            return verdict
    if task.claimed_by_id and task.claimed_by_id != user.pk:
        return no(_("%(name)s has claimed this task.") % {"name": task.claimed_by.name}, Conflict)
    return YES


def can_choose(user, task: ReviewTask, outcome: str) -> Verdict:
    """Decide with this outcome: refusing for good only where the step says so."""
    if task.kind == TaskKind.ALONE and processes.get(task.process).own_page(task.subject_id):
        return no(_("This is handled on its own page, where its notes and answers stand."))
    verdict = can_decide(user, task)
    if verdict and outcome == Outcome.REFUSE and task.step and not task.step.can_refuse:
        return no(_("At this step a report can be approved or returned, not refused for good."))
    return verdict


def not_approvable(tasks) -> dict[int, Verdict]:
    """Refusals by task, whoever decides: subjects that their process does not let become public. Asked set-wise."""
    by_process: dict[str, dict[int, list[int]]] = {}
    for task in tasks:
        by_process.setdefault(task.process, {}).setdefault(task.subject_id, []).append(task.pk)
    return {
        pk: verdict
        for key, tasks_by_subject in by_process.items()
        for subject_id, verdict in processes.get(key).refusals(list(tasks_by_subject)).items()
        for pk in tasks_by_subject[subject_id]
    }


def can_claim(user, task: ReviewTask) -> Verdict:
    """Claim (认领): who could decide it."""
    return can_decide(user, task)


def can_release(user, task: ReviewTask) -> Verdict:
    """Give a claim back: the one who claimed, or an administrator of the same seat."""
    for verdict in (can_see(user, task), _still_open(task)):
        if not verdict:
            return verdict
    if task.claimed_by_id is None:
        return no(_("Nobody has claimed this task."), Conflict)
    if task.claimed_by_id == user.pk or user.role == Role.ADMINISTRATOR:
        return YES
    return no(_("%(name)s has claimed this task.") % {"name": task.claimed_by.name})


def can_withdraw(user, review) -> Verdict:
    """Take back what was submitted: the applicant's own people, while it runs."""
    at_work = _is_at_work(user)
    if not at_work:
        return at_work
    if user.organization_id != review.applicant_id or user.role == Role.REVIEWER:
        return no(_("Only the organization that submitted may take it back."))
    return REVIEW.can("withdraw", review.status)


def can_revoke(user, review) -> Verdict:
    """Withdraw an approval: an office of the same or a higher level than the one that gave it, over its territory."""
    at_work = _is_at_work(user)
    if not at_work:
        return at_work
    if not user.can_review:
        return no(_("Your account may not review: ask your administrator."))
    state = REVIEW.can("revoke", review.status)
    if not state:
        return state
    office = user.organization
    approvals = list(review.decisions.filter(outcome=Outcome.APPROVE).select_related("organization"))
    highest = min((approval.level for approval in approvals), default=None)
    approvers = {approval.organization for approval in approvals if approval.level == highest}
    kinds = {approver.kind for approver in approvers if approver.is_office} or {Kind.ASSISTANCE_OFFICE}
    if office not in approvers and office.kind not in kinds:
        return no(_("Only the kind of office that approved may withdraw the approval."))
    if not office.region.contains(review.region_id):
        return no(_("This lies outside your territory."))
    if highest is not None and office.level > highest:
        return no(_("Only the same or a higher level may withdraw an approval."))
    if review.applicant_id == user.organization_id:
        return _is_not_own_work(user, review)
    return YES


def can_submit(user, applicant) -> Verdict:
    """Put something under review, or again after a return: the applicant's own people at work."""
    at_work = _is_at_work(user)
    if at_work and user.organization_id != applicant.pk:
        return no(_("Only the organization's own people submit for it."))
    return at_work


def can_change_chain(user, region) -> Verdict:
    """Put a chain in force for a region: the system, its administrator, or an editor of that territory."""
    if user is None or user.is_superuser:
        return YES
    at_work = _is_at_work(user)
    if not at_work:
        return at_work
    if not user.has_perm("review.change_chain"):
        return no(_("Only editors may change review chains."))
    if not user.organization.region.contains(region):
        return no(_("This lies outside your territory."))
    return YES


def can_see_review(user, review) -> Verdict:
    """Read a review's whole history: its applicant, whoever held one of its seats, and the offices above."""
    at_work = _is_at_work(user)
    if not at_work or review.applicant_id == user.organization_id:
        return at_work
    if not user.can_review:
        return no(_("Your account may not review: ask your administrator."))
    office = user.organization
    if office.kind == Kind.ASSISTANCE_OFFICE and office.region.contains(review.region_id):
        return YES
    if review.tasks.visible_to(user).exists():
        return YES
    return no(_("This is the task of another office: its territory or kind is not yours."))
