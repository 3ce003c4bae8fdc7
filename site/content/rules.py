"""May this become public? One place for every door: CMS, desk, approval, import, whatever publishes later.

An app builds a `content.shown.Shown` of what it is about to publish and asks `can_be_public` (one) or `stopped`
(many at once). The answer is a Verdict whose sentence names the place.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.queries import disclosures
from content.shown import Shown
from core.verdicts import YES, Verdict, no

# A sentence names this many places; the rest are counted.
NAMED = 3


def can_be_public(shown: Shown) -> Verdict:
    """Yes unless words or files hold a resident ID, mobile or bank card number that is not allowed."""
    return stopped({0: shown}).get(0, YES)


def stopped(shown_by_key: dict[object, Shown]) -> dict[object, Verdict]:
    """The refusals among many publications, by key; asked set-wise, with two queries in all."""
    return {key: no(_sentence(found)) for key, found in disclosures(shown_by_key).items()}


def problems(shown: Shown) -> dict[str, list[str]]:
    """The same by field, for forms: sentences where each number stands; empty when all may be public."""
    by_field: dict[str, list[str]] = {}
    for found in disclosures({0: shown}).get(0, ()):
        sentences = by_field.setdefault(found.field, [])
        if (sentence := found.sentence()) not in sentences:
            sentences.append(sentence)
    return by_field


def can_confirm_by_eye(user, look) -> Verdict:
    """Tick that a file no machine could read was looked through: people who review or edit, once per content."""
    if not getattr(user, "is_active", False):
        return no(_("This account is suspended."))
    if not (user.is_superuser or user.can_review or user.has_perm("wagtailadmin.access_admin")):
        return no(_("Only people who review or edit may confirm this."))
    if look is None or not look.gaps:
        return no(_("There is nothing here that could not be read."))
    if look.seen_by_id:
        return no(_("Somebody has looked this file through already."))
    return YES


def _sentence(found) -> str:
    places = list(dict.fromkeys(entry.sentence() for entry in found))
    named = " ".join(places[:NAMED])
    rest = len(places) - NAMED
    if rest > 0:
        named += " " + ngettext("And at %(count)s more place.", "And at %(count)s more places.", rest) % {
            "count": rest
        }
    return _("This cannot become public: %(places)s Take the numbers out or mask them.") % {"places": named}
