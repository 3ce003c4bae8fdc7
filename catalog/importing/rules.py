"""Who may move a directory in."""

from django.conf import settings
from django.utils.translation import gettext as _

from core.verdicts import YES, Verdict, no
from organizations.models import Kind
from organizations.rules import is_at_work


def can_move_in(by) -> Verdict:
    """The administrator of the highest assistance office; `by` None is the system (the command on the server)."""
    if by is None:
        return YES
    at_work = is_at_work(by)
    if not at_work:
        return at_work
    own = by.organization
    if (
        own is None
        or own.kind != Kind.ASSISTANCE_OFFICE
        or own.region_id != settings.ROOT_REGION
        or not by.is_administrator
    ):
        return no(
            _("Only the administrator of the highest assistance office of this site may move a directory in.")
        )
    return YES
