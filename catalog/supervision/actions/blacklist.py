"""The dishonesty blacklist: propose, decide, decline, rehabilitate (J05). Products of a barred supplier leave."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.actions import take_off_list
from catalog.models import ProductPage
from catalog.states import DelistReason
from catalog.supervision import rules
from catalog.supervision.actions.clock import end
from catalog.supervision.actions.writing import clean, require_public
from catalog.supervision.models import Blacklisting
from catalog.supervision.states import BLACKLIST, BlacklistState, Grounds
from core.records import record
from core.versions import bump
from organizations.actions import bar_organization, lift_bar
from organizations.models import Organization
from regions.models import Level, Region
from review import rules as review_rules
from review.actions import close_task, drop_task, open_task
from review.models import Outcome, ReviewTask
from review.routing import seat_of

KEY = "blacklisting"
MOST_WORDS = 2000
# What a product's page can print of the words.
MOST_ON_PRODUCT = 500
LONGEST_YEARS = 10
DAYS_TO_DECIDE = 5


@transaction.atomic
def propose_blacklisting(organization, *, by, grounds, words, until, complaint=None) -> Blacklisting:
    """A county reports an organization to the office above; nothing is public yet.

    Raises Refused, Conflict, ValidationError by field.
    """
    organization = _locked(organization)
    rules.can_propose(by, organization).require()
    words = _facts(grounds, words, until)
    entry = Blacklisting.objects.create(
        organization=organization,
        state=BlacklistState.PROPOSED,
        grounds=grounds,
        words=words,
        until=until,
        complaint=complaint,
        proposed_office=by.organization,
        proposed_by=by,
        proposed_at=timezone.now(),
        is_demo=organization.is_demo,
    )
    seat = seat_of(by.organization.region, Level.PREFECTURE)
    open_task(
        KEY,
        entry.pk,
        by=by,
        title=_("Blacklist: %(name)s") % {"name": organization.name},
        subject_region=organization.region,
        applicant=by.organization,
        region=Region.objects.get(pk=seat.region_id),
        organization_kind=seat.kind,
        days=DAYS_TO_DECIDE,
        is_demo=entry.is_demo,
    )
    record("blacklist.propose", entry, by=by, region=organization.region_id, title=organization.name)
    return entry


@transaction.atomic
def blacklist_organization(
    organization, *, by, grounds, words, until, document_number, complaint=None
) -> Blacklisting:
    """Put it on the blacklist from today to `until` and take all its products off the list, in one transaction (J05).

    A proposal that waits is adopted by it. The organization's row is locked first: who enters a product of it at the
    same time comes before (and sees it leave) or after (and is refused). Raises Refused, Conflict, ValidationError.
    """
    organization = _locked(organization)
    _end_what_is_over(organization)
    rules.can_blacklist(by, organization).require()
    words = _facts(grounds, words, until)
    number = clean(
        "document_number", document_number, most=60, compulsory=_("Give the number of the decision.")
    )
    require_public("document_number", _("Number of the decision"), number)
    entry = (
        Blacklisting.objects.proposed()
        .select_for_update(of=("self",))
        .filter(organization=organization)
        .first()
    )
    if entry:
        _close_proposal(entry, Outcome.APPROVE, by)
        entry.state = BLACKLIST.after("adopt", entry.state)
    else:
        entry = Blacklisting(organization=organization, state=BlacklistState.IN_FORCE)
    entry.grounds, entry.words, entry.until, entry.document_number = grounds, words, until, number
    entry.since, entry.decided_at = timezone.localdate(), timezone.now()
    entry.office, entry.decided_by = by.organization, by
    entry.complaint = complaint or entry.complaint
    entry.is_demo = organization.is_demo
    bar_organization(organization, until, by=by)
    gone = _remove_products(organization, entry, by)
    entry.products_removed = len(gone)
    entry.save()
    record(
        "blacklist.decide",
        entry,
        by=by,
        region=organization.region_id,
        title=organization.name,
        grounds=grounds,
        until=until.isoformat(),
        products=len(gone),
    )
    bump("public")
    return entry


def _remove_products(organization, entry, by) -> list:
    listed = ProductPage.objects.listed().filter(supplier=organization)
    said = _("%(words)s (%(number)s)") % {
        "words": entry.words[: MOST_ON_PRODUCT - len(entry.document_number) - 2],
        "number": entry.document_number,
    }
    return take_off_list(
        listed.values_list("pk", flat=True), DelistReason.BARRED, said[:MOST_ON_PRODUCT], by=by
    )


@transaction.atomic
def decline_blacklisting(blacklisting, words, *, by) -> Blacklisting:
    """Not adopt a proposal, with words for the county. Raises Refused, Conflict, ValidationError."""
    _locked(blacklisting.organization)
    entry = _locked_entry(blacklisting)
    rules.can_decline(by, entry).require()
    words = clean("words", words, most=MOST_WORDS, compulsory=_("Say why; the county reads it."))
    _close_proposal(entry, Outcome.REFUSE, by, words)
    entry.state = BLACKLIST.after("decline", entry.state)
    entry.end_words, entry.ended_on = words, timezone.localdate()
    entry.end_office, entry.ended_by = by.organization, by
    entry.save()
    record("blacklist.decline", entry, by=by, region=entry.organization.region_id, words=words)
    return entry


@transaction.atomic
def rehabilitate(blacklisting, *, by, words, document_number) -> Blacklisting:
    """End an entry early by a decision with words; the bar is lifted, its products do not return by themselves.

    Raises Refused, Conflict, ValidationError by field.
    """
    organization = _locked(blacklisting.organization)
    entry = _locked_entry(blacklisting)
    rules.can_rehabilitate(by, entry).require()
    words = clean("words", words, most=MOST_WORDS, compulsory=_("Say why, in words that everybody can read."))
    number = clean(
        "document_number", document_number, most=60, compulsory=_("Give the number of the decision.")
    )
    require_public("words", _("Reason of the end"), words)
    require_public("document_number", _("Number of the decision"), number)
    entry.state = BLACKLIST.after("rehabilitate", entry.state)
    entry.end_words, entry.end_document, entry.ended_on = words, number, timezone.localdate()
    entry.end_office, entry.ended_by = by.organization, by
    entry.save()
    lift_bar(organization, by=by)
    record("blacklist.rehabilitate", entry, by=by, region=organization.region_id, title=organization.name)
    bump("public")
    return entry


def _locked(organization) -> Organization:
    rows = Organization.objects.select_for_update(of=("self",)).select_related("region")
    return rows.get(pk=organization.pk)


def _locked_entry(blacklisting) -> Blacklisting:
    rows = Blacklisting.objects.select_for_update(of=("self",))
    return rows.select_related("organization__region", "office__region").get(pk=blacklisting.pk)


def _end_what_is_over(organization):
    """A term that ran out while no timer came makes room for a new decision."""
    overdue = Blacklisting.objects.overdue(timezone.localdate()).filter(organization=organization)
    for entry in overdue.select_for_update(of=("self",)):
        end(entry)


def _close_proposal(entry, outcome, by, words=""):
    task = ReviewTask.objects.open().filter(process=KEY, subject_id=entry.pk).first()
    if task is None:
        return
    if review_rules.can_decide(by, task):
        close_task(task, outcome, by=by, words=words)
    else:
        # Decided by an office above the one for which it waits.
        drop_task(task, by=by)


def _facts(grounds, words, until) -> str:
    errors = {}
    if grounds not in Grounds.values:
        errors["grounds"] = _("Choose the grounds.")
    today = timezone.localdate()
    if until is None or until <= today:
        errors["until"] = _("The last day lies after today.")
    elif until > today + datetime.timedelta(days=366 * LONGEST_YEARS):
        errors["until"] = _("At most %(years)s years.") % {"years": LONGEST_YEARS}
    if errors:
        raise ValidationError(errors)
    words = clean(
        "words", words, most=MOST_WORDS, compulsory=_("State the facts in words that everybody can read.")
    )
    require_public("words", _("Facts in words"), words)
    return words
