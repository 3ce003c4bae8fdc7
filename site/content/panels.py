"""The editors' form of the site's settings."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


def _group(heading, *names):
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=heading)


SETTINGS = [
    _group(
        _("Names and wording"),
        "site_name",
        "site_name_en",
        "tagline",
        "tagline_en",
        "wording",
        "hotline",
        "share_picture",
        "is_indexed",
    ),
    _group(
        _("Government marks"),
        "host_unit",
        "organizer",
        "contact",
        "office_address",
        "site_id_code",
        "icp_number",
        "icp_url",
        "police_number",
        "police_url",
        "party_mark",
        "party_mark_url",
        "error_report_url",
    ),
    _group(_("Help desk"), "help_desk_contact", "help_desk_phone"),
    _group(_("Under the statistics form"), "form_contact", "form_phone", "form_email"),
    _group(_("Limits of the site inspection"), "home_fresh_days", "news_fresh_days", "notice_fresh_days"),
]
