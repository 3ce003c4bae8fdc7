"""Who may do what as a supplier, to a supplier, for a supplier: a verdict with the sentence that the page prints."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Role
from catalog.suppliers import queries
from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from organizations.models import Kind
from organizations.rules import is_at_work

# Who writes for a supplier; reviewers read.
WRITING = frozenset({Role.ADMINISTRATOR, Role.REPORTER})


def can_write(user) -> Verdict:
    """Write for one's own supplier: its administrators and reporters at work."""
    at_work = is_at_work(user)
    if not at_work:
        return at_work
    if user.organization_id is None or user.organization.kind != Kind.SUPPLIER:
        return no(_("This is for suppliers: your account belongs to another kind of organization."))
    if user.role not in WRITING:
        return no(_("Your account reviews or edits; it hands nothing in."))
    return YES


def is_free(organization, today=None) -> Verdict:
    """Not on the blacklist today."""
    today = today or timezone.localdate()
    if organization.barred_until and organization.barred_until >= today:
        return no(
            _("%(name)s is barred from the directory until %(date)s.")
            % {"name": organization.name, "date": organization.barred_until.isoformat()},
            Conflict,
        )
    return YES


def may_trade(organization, today=None) -> Verdict:
    """Whether a supplier, whoever acts for it, may bring in something new: approved, not barred, papers in force."""
    today = today or timezone.localdate()
    free = is_free(organization, today)
    if not free:
        return free
    standing = queries.standing(organization, today)
    if not standing.is_approved:
        return no(_("The platform operator has not approved this supplier yet: finish the onboarding first."))
    if standing.blocking:
        paper = standing.blocking[0]
        return no(
            _("“%(paper)s” lapsed on %(date)s: hand in the new one first.")
            % {"paper": paper.get_kind_display(), "date": date_format(paper.valid_until)},
            Conflict,
        )
    if standing.missing:
        return no(_("“%(paper)s” is missing: hand it in first.") % {"paper": standing.missing[0].label})
    return YES


def can_apply(user) -> Verdict:
    """Apply for certification: may write for a supplier that may trade."""
    verdict = can_write(user)
    return may_trade(user.organization) if verdict else verdict


def can_publish_ordinary(user) -> Verdict:
    """Publish an ordinary product: as can_apply (C11)."""
    return can_apply(user)
