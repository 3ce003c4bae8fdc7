"""The marks a government site carries: all come from the site's settings."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from content import rules, shown
from content.inspection.findings import Check, edit_settings

WANTED = ("site_id_code", "icp_number", "police_number", "hotline", "organizer", "contact")


def check(settings, site, findings):
    """Missing marks, and numbers of people among the settings that stand on every page."""
    url = edit_settings(site)
    for name in WANTED:
        if not str(getattr(settings, name)).strip():
            label = capfirst(settings._meta.get_field(name).verbose_name)
            findings.add(Check.MARKS, label, _("Is not entered in the site settings."), url)
    for sentences in rules.problems(shown.of_row(settings)).values():
        for sentence in sentences:
            findings.add(Check.NUMBERS, settings._meta.verbose_name, sentence, url)
