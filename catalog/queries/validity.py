"""Whether a mark is true today, one answer for every page: valid, expiring, expired, withdrawn, or no certificate."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.facts import ProductKind
from catalog.states import SHOWN, Standing


class Answer(StrEnum):
    """What can be said of a product or a number."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ORDINARY = "ordinary"
    UNKNOWN = "unknown"


# The tone and icon of each (core.templatetags.ui.TONES; the stylesheet's classes).
LOOKS = {
    Answer.VALID: ("done", "circle-check"),
    Answer.EXPIRING: ("waiting", "clock"),
    Answer.EXPIRED: ("waiting", "hourglass"),
    Answer.WITHDRAWN: ("refused", "circle-x"),
    Answer.ORDINARY: ("info", "info"),
    Answer.UNKNOWN: ("closed", "circle-question-mark"),
}


@dataclass(frozen=True)
class Validity:
    """One answer with its word and its sentence. `since` is the day from which it holds; `days_left` while valid."""

    answer: Answer
    word: str
    sentence: str
    since: datetime.date | None = None
    days_left: int | None = None
    why: str = ""

    @property
    def tone(self) -> str:
        return LOOKS[self.answer][0]

    @property
    def icon(self) -> str:
        return LOOKS[self.answer][1]


def validity(product, today=None) -> Validity:
    """What can be said of a product today. By its days, not by its standing alone: a timer may be late."""
    today = today or timezone.localdate()
    if product.standing not in SHOWN:
        return unknown()
    if product.standing == Standing.DELISTED:
        return _withdrawn(product)
    last = product.listed_until
    if product.standing == Standing.EXPIRED or (last and last < today):
        return _expired(last)
    if product.kind != ProductKind.CERTIFIED:
        return _ordinary(product)
    return _valid(product, (last - today).days)


def unknown() -> Validity:
    """Nothing public is known under a number."""
    return Validity(Answer.UNKNOWN, _("Not found"), _("No product in the directory has this number or code."))


def _withdrawn(product):
    day = timezone.localtime(product.delisted_at).date()
    return Validity(
        Answer.WITHDRAWN,
        _("Withdrawn"),
        _("Removed from the directory on %(date)s: %(reason)s.")
        % {"date": day.isoformat(), "reason": product.get_delist_reason_display()},
        since=day,
        why=product.delist_words,
    )


def soon() -> datetime.date:
    """The last day of which a certificate is said today to expire soon."""
    return timezone.localdate() + datetime.timedelta(days=settings.CERTIFICATE_EXPIRING_DAYS)


def _expired(last):
    return Validity(
        Answer.EXPIRED,
        _("Expired"),
        _("Its validity ended on %(date)s and it has not been certified again.") % {"date": last.isoformat()},
        since=last + datetime.timedelta(days=1),
    )


def _ordinary(product):
    return Validity(
        Answer.ORDINARY,
        _("Ordinary product"),
        _("Listed in the directory as an ordinary product. It carries no certificate."),
        since=product.listed_from,
    )


def _valid(product, days):
    until = {"date": product.listed_until.isoformat(), "days": days}
    if days == 0:
        sentence = _("Today is its last day of validity.")
    else:
        sentence = ngettext(
            "Valid until %(date)s: %(days)s more day.", "Valid until %(date)s: %(days)s more days.", days
        )
    expiring = days <= settings.CERTIFICATE_EXPIRING_DAYS
    return Validity(
        Answer.EXPIRING if expiring else Answer.VALID,
        _("Expiring soon") if expiring else _("Valid"),
        sentence % until,
        since=product.listed_from,
        days_left=days,
    )
