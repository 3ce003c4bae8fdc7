"""What editors may polish of a published report, and what they only read (design 5)."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel

from activities.measures import KEYS


def _read(*names):
    return [FieldPanel(name, read_only=True) for name in names]


WORDS = [
    HelpPanel(
        heading=_("What can be changed here"),
        content=_(
            "Words, pictures and titles of files. The facts, and whether a report is public and counted, follow from"
            " its review: a correction is reported and reviewed at the desk. Publishing, unpublishing, moving,"
            " copying and deleting are not possible here."
        ),
    ),
    FieldPanel("title"),
    FieldPanel("summary"),
    FieldPanel("body"),
    InlinePanel(
        "pictures",
        [FieldPanel("image"), FieldPanel("alt")],
        heading=_("Pictures"),
        label=_("picture"),
        max_num=9,
    ),
    InlinePanel(
        "attachments",
        [FieldPanel("document", read_only=True), FieldPanel("title")],
        heading=_("Attachments"),
        label=_("attachment"),
    ),
    FieldPanel("tags"),
]
PROMOTION = [FieldPanel("share_picture"), FieldPanel("search_description")]
FACTS = [
    MultiFieldPanel(
        [
            *_read("organization", "kind", "region", "partner_region", "place"),
            FieldRowPanel(_read("started_on", "ended_on")),
            *_read(*KEYS, "product_kinds", "trade_amount", "approved_at"),
        ],
        heading=_("Facts as approved"),
    )
]
