"""May this person report, mend, submit, take back? And is what was typed whole and possible? (B30, K01-K05)"""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role
from activities.measures import MEASURES
from activities.states import IN_WORK, VERSION, VersionState
from content import rules as content_rules
from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from organizations.models import Kind

MAX_PICTURES = 9
MAX_ATTACHMENTS = 10
MAX_COUNT = 10_000_000
MAX_YUAN = Decimal("100000000000")
REPORTING_KINDS = frozenset({Kind.ASSISTANCE_OFFICE, Kind.WORK_STATION})


def can_report(user) -> Verdict:
    """Write activity reports: offices and work stations, administrators and reporters (permission matrix)."""
    if not getattr(user, "is_active", False):
        return no(_("This account is suspended."))
    organization = user.organization
    if organization is None or not organization.is_active or organization.kind not in REPORTING_KINDS:
        return no(_("Activities are reported by assistance offices and work stations."))
    if user.role not in {Role.ADMINISTRATOR, Role.REPORTER}:
        return no(_("Your account reviews or edits; it does not report."))
    return YES


def _own(user, version) -> Verdict:
    verdict = can_report(user)
    if verdict and version.organization_id != user.organization_id:
        return no(_("This report belongs to another organization."))
    return verdict


def can_edit(user, version) -> Verdict:
    """Change a draft or a returned version of one's own organization."""
    verdict = _own(user, version)
    if verdict and not version.is_editable:
        return no(
            _("This version is “%(state)s” and can no longer be changed.")
            % {"state": version.get_state_display()},
            Conflict,
        )
    return verdict


def can_submit(user, version) -> Verdict:
    """Submit a draft or a returned version of one's own organization."""
    verdict = _own(user, version)
    return VERSION.can("submit", version.state) if verdict else verdict


def can_discard(user, version) -> Verdict:
    """Throw a draft away: only what was never submitted."""
    verdict = _own(user, version)
    if verdict and version.state != VersionState.DRAFT:
        return no(_("Only a draft that was never submitted can be thrown away."), Conflict)
    return verdict


def can_correct(user, page) -> Verdict:
    """Begin a new version of a report: nothing else of it may be in work."""
    verdict = can_report(user)
    if not verdict:
        return verdict
    if page.organization_id != user.organization_id:
        return no(_("This report belongs to another organization."))
    states = set(page.versions.values_list("state", flat=True))
    if not states:
        return no(_("Nothing was ever reported on this page."), Conflict)
    if states & IN_WORK:
        return no(_("A correction of this report is already in work."), Conflict)
    return YES


def can_withdraw(user, version) -> Verdict:
    """Take a submitted version back."""
    verdict = _own(user, version)
    return VERSION.can("withdraw", version.state) if verdict else verdict


def can_see(user, version) -> Verdict:
    """Read a version with its evidence: its own organization, and whoever may decide or has decided on it."""
    if not getattr(user, "is_active", False) or user.organization_id is None:
        return no(_("Sign in to see this."))
    if version.organization_id == user.organization_id:
        return YES
    if not user.can_review or not user.organization.is_office:
        return no(_("This report belongs to another organization."))
    seat = {"organization_kind": user.organization.kind, "region": user.organization.region_id}
    if version.review_id and version.review.tasks.filter(**seat).exists():
        return YES
    above = user.organization.kind == Kind.ASSISTANCE_OFFICE and version.state != VersionState.DRAFT
    if above and version.region_id and user.organization.region.contains(version.region_id):
        return YES
    return no(_("This lies outside your territory."))


def problems(version) -> dict[str, list[str]]:
    """Why this version cannot be submitted, by field; empty when it is whole and possible."""
    found: dict[str, list[str]] = {}

    def say(name, sentence):
        found.setdefault(name, []).append(sentence)

    if not version.title.strip():
        say("title", _("Give the report a title."))
    if not version.body.strip():
        say("body", _("Write what happened; the public reads this text."))
    if version.kind_id is None:
        say("kind", _("Choose a kind of activity."))
    _check_dates(version, say)
    _check_region(version, say)
    for measure in MEASURES:
        value = getattr(version, measure.key)
        if value is not None and value < 0:
            say(measure.key, _("A figure cannot be negative."))
        elif value is not None and value > (MAX_YUAN if measure.is_money else MAX_COUNT):
            say(measure.key, _("This figure is too large to be right: check the unit."))
    if version.trade_amount is not None and not 0 <= version.trade_amount <= MAX_YUAN:
        say("trade_amount", _("This figure is too large to be right: check the unit."))
    if version.pictures.count() > MAX_PICTURES:
        say("pictures", _("At most %(count)s pictures.") % {"count": MAX_PICTURES})
    for name, sentences in disclosed(version).items():
        found.setdefault(name, []).extend(sentences)
    return found


def disclosed(version) -> dict[str, list[str]]:
    """Numbers of people that this version would make public, by field, each with its place."""
    from activities.queries import shown_of

    return content_rules.problems(shown_of(version))


def not_publishable(version_ids) -> dict[int, Verdict]:
    """Refusals by version: words or files hold a number of a person, named with its place. Asked set-wise."""
    from activities.queries import to_be_public

    return content_rules.stopped(to_be_public(version_ids))


def _check_dates(version, say):
    if version.started_on is None:
        say("started_on", _("Give the first day."))
    if version.ended_on is None:
        say("ended_on", _("Give the last day."))
    if version.ended_on and version.ended_on > timezone.localdate():
        say("ended_on", _("The last day lies in the future: report when the activity is over."))
    if version.started_on and version.ended_on and version.ended_on < version.started_on:
        say("ended_on", _("The last day lies before the first."))
    if version.started_on and version.started_on.year < 2015:
        say("started_on", _("This day lies too far back: check the year."))


def _check_region(version, say):
    if version.region_id is None:
        say("region", _("Choose the region."))
    elif not version.organization.region.contains(version.region_id):
        say("region", _("This region lies outside your territory."))
    if version.partner_region_id and version.partner_region_id == version.region_id:
        say("partner_region", _("The partner region must be another region."))
    elif version.partner_region_id == settings.ROOT_REGION:
        say("partner_region", _("Choose a city or county as partner region."))


def require_whole(version):
    """Raises ValidationError with a sentence at each field that is missing or impossible."""
    found = problems(version)
    if found:
        raise ValidationError(found)
