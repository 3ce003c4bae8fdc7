"""May this office file, hand in, take back, read? And is the filing whole? (M11, M13, M15, L06)"""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role
from activities.measures import MEASURES
from activities.rules import MAX_COUNT, MAX_YUAN
from content import rules as content_rules
from content.shown import Shown
from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from home.indicators.queries import vouched_figures
from home.indicators.states import FILING, FilingState
from organizations.models import Kind
from regions.models import PREFIX_LENGTH, Level, Region, prefix_of

MAX_REMARK = 200


def can_file(user, period) -> Verdict:
    """Fill in the form of a period: the assistance office one level below the period's region (M13)."""
    if not getattr(user, "is_active", False):
        return no(_("This account is suspended."))
    office = user.organization
    if office is None or not office.is_active or office.kind != Kind.ASSISTANCE_OFFICE:
        return no(_("The form is filed by the assistance offices of cities and prefectures."))
    if user.role not in {Role.ADMINISTRATOR, Role.REPORTER}:
        return no(_("Your account reviews or edits; it does not report."))
    if period.deadline is None:
        return no(_("Nothing is filed for this period."))
    if not period.region.contains(office.region_id) or office.level != period.region.level + 1:
        return no(
            _("The form is filed by the offices directly under %(region)s.") % {"region": period.region}
        )
    return YES


def files_forms(user) -> bool:
    """Whether filings are this office's business at all: assistance offices of prefectures and above. No query."""
    office = user.organization
    if office is None or office.kind != Kind.ASSISTANCE_OFFICE:
        return False
    return len(prefix_of(office.region_id)) <= PREFIX_LENGTH[Level.PREFECTURE]


def can_edit(user, filing) -> Verdict:
    """Change remarks, figures and files of one's own filing, while it is not handed in."""
    verdict = _own(user, filing)
    if verdict and not filing.is_editable:
        return no(
            _("This filing is “%(state)s” and can no longer be changed.")
            % {"state": filing.get_state_display()},
            Conflict,
        )
    return verdict


def can_submit(user, filing) -> Verdict:
    """Hand in: one's own, when the period is over; after the deadline too, but marked late (L06)."""
    verdict = _own(user, filing)
    if verdict and timezone.localdate() < filing.period.last:
        return no(
            _("The period runs until %(day)s: file when it is over.")
            % {"day": filing.period.last.isoformat()}
        )
    return FILING.can("submit", filing.state) if verdict else verdict


def can_withdraw(user, filing) -> Verdict:
    """Take back what was handed in and not yet decided."""
    verdict = _own(user, filing)
    return FILING.can("withdraw", filing.state) if verdict else verdict


def can_see(user, filing) -> Verdict:
    """Read a filing with its files: the office that files, and the one it is filed with once it is handed in."""
    office = getattr(user, "organization", None)
    if not getattr(user, "is_active", False) or office is None or not office.is_active:
        return no(_("Sign in to see this."))
    if office.pk == filing.organization_id:
        return YES
    receives = office.kind == Kind.ASSISTANCE_OFFICE and office.region_id == filing.period.region_id
    if receives and filing.state != FilingState.DRAFT:
        return YES
    return no(_("This filing belongs to another office."))


def can_oversee(user, period) -> Verdict:
    """See who has filed and who has not: the office the forms are filed with."""
    office = getattr(user, "organization", None)
    if getattr(user, "is_active", False) and office is not None and office.is_active:
        at_top = office.kind == Kind.ASSISTANCE_OFFICE and office.region_id == period.region_id
        return YES if at_top else no(_("This lies outside your territory."))
    return no(_("Sign in to see this."))


def problems(filing) -> dict[str, list[str]]:
    """Why this filing cannot be handed in, by field; empty when it is whole and possible."""
    found = figure_problems(vouched_figures(filing))
    if filing.summary_id is None:
        found["summary"] = [_("Add the work summary.")]
    if filing.scan_id is None:
        found["scan"] = [_("Add the scan of the printed and sealed form.")]
    return found


def figure_problems(figures) -> dict[str, list[str]]:
    """Sentences for figures that are negative or absurd, by measure key."""
    found = {}
    for measure in MEASURES:
        value = figures.get(measure.key)
        if value is not None and value < 0:
            found[measure.key] = [_("A figure cannot be negative.")]
        elif value is not None and value > (MAX_YUAN if measure.is_money else MAX_COUNT):
            found[measure.key] = [_("This figure is too large to be right: check the unit.")]
    return found


def require_whole(filing):
    """Raises ValidationError with a sentence at each field that is missing or impossible."""
    found = problems(filing)
    if found:
        raise ValidationError(found)


def _own(user, filing) -> Verdict:
    verdict = can_file(user, filing.period)
    if verdict and filing.organization_id != user.organization_id:
        return no(_("This filing belongs to another office."))
    return verdict


def filing_level(period) -> Level:
    """The level of the offices that file for a period."""
    return Level(period.region.level + 1)


def not_publishable(filings) -> dict[int, Verdict]:
    """Refusals by filing: its explanation and remarks become public once it is accepted; its two files never do."""
    filings = list(filings)
    codes = {code for filing in filings for code in filing.remarks}
    names = dict(Region.objects.filter(pk__in=codes).values_list("pk", "name"))
    return content_rules.stopped({filing.pk: _public_words(filing, names) for filing in filings})


def _public_words(filing, names) -> Shown:
    shown = Shown()
    shown.say("note", _("Explanation of differences"), filing.note)
    for code, words in filing.remarks.items():
        shown.say("remarks", _("Remark on %(region)s") % {"region": names.get(code, code)}, words)
    return shown
