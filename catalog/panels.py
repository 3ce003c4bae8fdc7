"""What editors may polish of a product, and what they only read (design 5)."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel


def _read(*names):
    return [FieldPanel(name, read_only=True) for name in names]


WORDS = [
    HelpPanel(
        heading=_("What can be changed here"),
        content=_(
            "Words, pictures, tags and links to shops. The certified facts, and whether a product is listed, follow"
            " from decisions made at the desk. Publishing, unpublishing, moving, copying and deleting are not"
            " possible here."
        ),
    ),
    FieldPanel("title", read_only=True),
    FieldPanel("summary"),
    FieldPanel("other_names"),
    InlinePanel(
        "pictures",
        [FieldPanel("image"), FieldPanel("alt")],
        heading=_("Pictures"),
        label=_("picture"),
        max_num=9,
    ),
    FieldPanel("story"),
    InlinePanel(
        "shops", [FieldPanel("title"), FieldPanel("url")], heading=_("Where to buy"), label=_("shop")
    ),
    FieldPanel("tags"),
]
PROMOTION = [FieldPanel("share_picture"), FieldPanel("search_description")]
FACTS = [
    MultiFieldPanel(
        [
            *_read("kind", "supplier", "region", "category", "brand", "specification"),
            FieldRowPanel(_read("annual_output", "supply_period")),
            FieldRowPanel(_read("people_benefited", "commodity_value")),
            *_read("benefit", "certificate_number", "certified_on", "certified_by"),
            FieldRowPanel(_read("listed_from", "listed_until")),
            *_read("standing", "delist_reason", "delist_words"),
        ],
        heading=_("Facts as decided"),
    )
]
