"""The heads of supervision's public pages: title, description, trail."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from catalog.views.head import Head


def _above() -> list[dict]:
    return [{"title": _("Supervision"), "url": reverse("supervision:index")}]


def of_index() -> Head:
    """The way in."""
    words = _("Complain, read what came of complaints, look up the dishonesty blacklist.")
    return Head(_("Supervision"), words, reverse("supervision:index"))


def of_form(target) -> Head:
    """The form."""
    words = _("Anybody may complain, without an account and without a name; you get a receipt and an answer.")
    return Head(_("File a complaint"), words, reverse("supervision:complain"), _above())


def of_receipt() -> Head:
    """The receipt."""
    title = _("Receipt of a complaint")
    return Head(title, title, reverse("supervision:status"), _above())


def of_status() -> Head:
    """The answer by receipt."""
    words = _("How a complaint stands and what the office answered, by the number on the receipt.")
    return Head(_("Follow a complaint"), words, reverse("supervision:status"), _above())


def of_answers() -> Head:
    """Published summaries."""
    words = _("What complaints were about, what was found and what was done.")
    return Head(_("Results of complaints"), words, reverse("supervision:answers"), _above())


def of_blacklist() -> Head:
    """The blacklist."""
    words = _("Organizations barred from the product directory: grounds, term, who decided.")
    return Head(_("Dishonesty blacklist"), words, reverse("supervision:blacklist"), _above())


def on_the_map() -> list[str]:
    """The public addresses that stand on the map of the site, in Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        return [reverse(f"supervision:{name}") for name in ("index", "answers", "blacklist")]
