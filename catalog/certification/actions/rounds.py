"""Rounds (批次): opened, closed and opened again by an office for its region (G12)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.certification import rules
from catalog.certification.models import CertificationRound
from catalog.certification.states import ROUND
from core.records import record


@transaction.atomic
def open_round(*, by, title, opens_on, closes_on, note="") -> CertificationRound:
    """Take applications from the office's territory on these days, both counted.

    Raises Refused with a sentence, ValidationError by field for days out of order or a title that is there already.
    """
    rules.can_open_round(by).require()
    one = CertificationRound(
        title=title.strip(),
        region=by.organization.region,
        opened_by=by.organization,
        opens_on=opens_on,
        closes_on=closes_on,
        note=note.strip(),
        is_demo=by.is_demo,
    )
    if closes_on < opens_on:
        raise ValidationError({"closes_on": _("The last day lies before the first.")})
    if closes_on < timezone.localdate():
        raise ValidationError({"closes_on": _("This day has passed.")})
    if CertificationRound.objects.filter(region=one.region, title=one.title).exists():
        raise ValidationError({"title": _("Your office has a round of this title already.")})
    one.full_clean(exclude=["region", "opened_by", "closed_at"])
    one.save(force_insert=True)
    record("certification.open_round", one, by=by, region=one.region_id)
    return one


def close_round(one, *, by) -> CertificationRound:
    """Take no more applications in it; what was submitted goes on. Raises Refused or Conflict with a sentence."""
    return _change(one, "close", by=by)


def reopen_round(one, *, by) -> CertificationRound:
    """Take applications in it again, as long as its days last."""
    return _change(one, "reopen", by=by)


@transaction.atomic
def _change(one, verb, *, by):
    one = CertificationRound.objects.select_for_update(of=("self",)).get(pk=one.pk)
    rules.can_change_round(by, one, verb).require()
    one.state = ROUND.after(verb, one.state)
    one.closed_at = timezone.now() if verb == "close" else None
    one.save(update_fields=["state", "closed_at"])
    record(f"certification.{verb}_round", one, by=by, region=one.region_id)
    return one
