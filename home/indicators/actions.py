"""The verbs of filings: open, save, attach, hand in, take back, conclude (M11, M13, M15)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import intake
from core.errors import Conflict
from core.records import record
from core.versions import bump
from home.indicators import rules
from home.indicators.models import Filing
from home.indicators.queries import form_rows
from home.indicators.states import FILING, FilingState
from review import actions as review_actions
from review.models import Review, Status

KEY = "filing"
FILES = ("summary", "scan")


def locked(filing) -> Filing:
    """The filing re-read under lock; its review is locked before it, in the order in which a decision locks them."""
    review = Filing.objects.filter(pk=filing.pk).values("review_id")
    list(Review.objects.select_for_update().filter(pk__in=review).values_list("pk"))
    found = Filing.objects.select_for_update(of=("self",))
    related = ("period__region", "region", "organization__region", "review")
    return found.select_related(*related).get(pk=filing.pk)


@transaction.atomic
def start_filing(period, *, by) -> Filing:
    """The filing of the actor's prefecture for a period, made if it is not there yet."""
    rules.can_file(by, period).require()
    filing, created = Filing.objects.get_or_create(
        period=period,
        region=by.organization.region,
        defaults={"organization": by.organization, "created_by": by, "is_demo": by.is_demo},
    )
    if created:
        record("filing.start", filing, by=by, region=filing.region_id)
    return filing


@transaction.atomic
def save_filing(filing, values, *, by, edits=None) -> Filing:
    """Keep `remarks` (region code → words), `vouched` (measure key → number) and `note`.

    `edits` is the count the page was opened with; raises Conflict when somebody has saved since.
    """
    filing = locked(filing)
    rules.can_edit(by, filing).require()
    if edits is not None and edits != filing.edits:
        raise Conflict(
            _("Somebody else, or another window of yours, has changed this filing since you opened it.")
        )
    figures = {key: value for key, value in values["vouched"].items() if value is not None}
    if wrong := rules.figure_problems(figures):
        raise ValidationError(wrong)
    filing.vouched = {key: _as_json(value) for key, value in figures.items()}
    filing.remarks = {
        code: words.strip()[: rules.MAX_REMARK] for code, words in values["remarks"].items() if words.strip()
    }
    filing.note = values["note"].strip()[:1000]
    filing.edits += 1
    filing.save()
    record("filing.save", filing, by=by, region=filing.region_id)
    return filing


@transaction.atomic
def attach_file(filing, which, upload, *, by) -> Filing:
    """Keep the work summary (`summary`) or the sealed form (`scan`) privately; checked by content.

    The scan may be a picture or a PDF, the summary is a PDF or Office file. Raises ValidationError with a sentence.
    """
    filing = locked(filing)
    rules.can_edit(by, filing).require()
    if which not in FILES:
        raise ValidationError(_("Choose one of the two files."))
    setattr(filing, which, _kept(which, upload, filing.is_demo))
    filing.edits += 1
    filing.save()
    record("filing.attach", filing, by=by, region=filing.region_id, which=which)
    return filing


@transaction.atomic
def submit_filing(filing, *, by) -> Filing:
    """Hand in: the form's figures of this moment and what the office vouches for go under review together.

    Figures left empty are vouched for as computed. Raises ValidationError for a missing file, Refused or Conflict.
    """
    filing = locked(filing)
    rules.can_submit(by, filing).require()
    rules.require_whole(filing)
    for verdict in rules.not_publishable([filing]).values():
        verdict.require()
    rows = computed_rows(filing)
    filing.computed = {"rows": rows}
    filing.vouched = {**rows[0]["values"], **filing.vouched}
    filing.submitted_at = timezone.now()
    filing.edits += 1
    filing.save()
    filing.review = review_actions.submit(
        KEY,
        filing.pk,
        by=by,
        title=_("%(form)s – %(region)s") % {"form": filing.period.name, "region": filing.region.name},
        region=filing.region,
        applicant=filing.organization,
    )
    # A chain without steps concludes at once: then the row is ahead of this object.
    Filing.objects.filter(pk=filing.pk, state=filing.state).update(
        state=FILING.after("submit", filing.state), review=filing.review
    )
    record("filing.submit", filing, by=by, region=filing.region_id, late=filing.is_late)
    filing.refresh_from_db()
    return filing


@transaction.atomic
def withdraw_filing(filing, *, by, words="") -> Filing:
    """Take a handed-in filing back to mend it."""
    filing = locked(filing)
    rules.can_withdraw(by, filing).require()
    review_actions.withdraw_review(filing.review, by=by, words=words or _("Taken back by the reporter."))
    filing.refresh_from_db()
    return filing


def conclude_filings(reviews, *, by):
    """The review kit's word how these ended: accepted ones are frozen and public, all others may be mended."""
    bump("public")
    filings = (
        Filing.objects.select_for_update(of=("self",)).filter(review__in=reviews).select_related("review")
    )
    for filing in filings:
        if filing.review.status == Status.APPROVED:
            filing.state = FILING.after("accept", _submitted(filing.state))
            filing.accepted_at = timezone.now()
            filing.frozen = {**filing.computed, "vouched": filing.vouched, "remarks": filing.remarks}
        else:
            verb = "reopen" if filing.state == FilingState.ACCEPTED else "withdraw"
            filing.state = FILING.after(verb, _submitted(filing.state))
            filing.accepted_at = filing.frozen = None
        filing.save()
        record(f"filing.{filing.state}", filing, by=by, region=filing.region_id)


def mark_returned(reviews, *, by):
    """The review kit's word that these were returned: they may be mended."""
    Filing.objects.filter(review__in=reviews, state=FilingState.SUBMITTED).update(state=FilingState.RETURNED)


def computed_rows(filing) -> list[dict]:
    """The prefecture's block of the form as plain JSON values, its total first."""
    period = filing.period
    rows = form_rows(filing.region, period.first, period.last, period.tag)
    rows[0].name = filing.region.name
    return [
        {
            "code": row.code,
            "name": row.name,
            "kind": row.kind,
            "values": {key: _as_json(value) for key, value in row.values.items()},
        }
        for row in rows
    ]


def _submitted(state):
    """A chain that concludes while it is being submitted has not set the state yet."""
    return FilingState.SUBMITTED if state in {FilingState.DRAFT, FilingState.RETURNED} else state


def _as_json(value):
    return value if isinstance(value, int) else f"{value:.2f}"


def _kept(which, upload, is_demo):
    if which == "scan" and str(getattr(upload, "content_type", "")).startswith("image/"):
        return intake.keep_picture(upload, is_demo=is_demo)
    return intake.keep_document(upload, is_demo=is_demo)
