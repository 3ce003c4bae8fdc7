"""File a complaint: anybody, without an account (B29, J01-J03)."""

import re
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalog.supervision import routing
from catalog.supervision.actions.writing import clean, keep_files
from catalog.supervision.models import Complaint, ComplaintEvent, ComplaintFile, SupervisionSettings
from catalog.supervision.models.complaints import KEY
from catalog.supervision.states import Happening, Topic
from core import workdays
from core.receipts import fresh_receipt
from core.records import record
from regions.models import Region
from review.actions import open_task

PREFIX = "TS"
MOST_WORDS = 5000
MOST_CONTACT = 100


@transaction.atomic
def file_complaint(target, *, topic, words, contact="", uploads=()) -> Complaint:
    """Take a complaint about `target` (see `targets`), route it and open its task; the clock begins.

    Returns it with its receipt number and the four digits that go with it. Raises ValidationError by field; Conflict
    when the site has no office. The proof of work was the form's matter.
    """
    if topic not in Topic.values:
        raise ValidationError({"topic": _("Choose what it is about.")})
    words = clean("words", words, most=MOST_WORDS, compulsory=_("Say what happened."))
    contact = clean("contact", contact, most=MOST_CONTACT)
    party, seat = routing.party_of(target), routing.first_seat(target)
    days = SupervisionSettings.load().complaint_days
    complaint = Complaint.objects.create(
        receipt=fresh_receipt(PREFIX),
        pin=_pin(contact),
        about_kind=target.kind,
        about_id=target.pk,
        about_title=target.title[:200],
        topic=topic,
        words=words,
        contact=contact,
        region=target.region,
        party=target.party,
        due_on=workdays.add_workdays(timezone.localdate(), days),
        is_demo=party.is_demo,
    )
    ComplaintFile.objects.bulk_create(
        ComplaintFile(complaint=complaint, file=file, title=title)
        for file, title in keep_files("files", uploads, is_demo=complaint.is_demo)
    )
    _open_task(complaint, party, seat, days)
    tell(complaint, Happening.RECEIVED, routing.office_at(seat.region_id, seat.kind), due_on=complaint.due_on)
    record("complaint.file", complaint, by=None, region=complaint.region_id, about=target.about)
    return complaint


def tell(complaint, kind, organization, *, due_on=None):
    """Add to the trail that the complainant reads."""
    ComplaintEvent.objects.create(
        complaint=complaint, kind=kind, organization=organization, due_on=due_on, is_demo=complaint.is_demo
    )


def _open_task(complaint, party, seat, days):
    # The inbox is read by the offices, whatever language the complainant reads the site in.
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Complaint: %(title)s") % {"title": complaint.about_title}
    open_task(
        KEY,
        complaint.pk,
        by=None,
        title=title,
        subject_region=complaint.region,
        applicant=party,
        region=Region.objects.get(pk=seat.region_id),
        organization_kind=seat.kind,
        days=days,
        is_demo=complaint.is_demo,
    )


def _pin(contact) -> str:
    """The contact's last four digits; where it has none, four made for the receipt."""
    digits = re.sub(r"[^0-9]", "", contact)
    return digits[-4:] if len(digits) >= 4 else f"{secrets.randbelow(10_000):04d}"
