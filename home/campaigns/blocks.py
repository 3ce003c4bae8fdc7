"""Blocks that show what was reported, beside those every page has."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks import page_blocks


class ActivityListBlock(blocks.StructBlock):
    """The newest counted reports of the campaign, of one region or one kind if wanted."""

    title = blocks.CharBlock(label=_("title"), max_length=60, required=False)
    region = SnippetChooserBlock("regions.Region", label=_("region"), required=False)
    kind = SnippetChooserBlock("activities.ActivityKind", label=_("kind of activity"), required=False)
    count = blocks.ChoiceBlock(
        label=_("how many"), choices=[("3", "3"), ("6", "6"), ("9", "9"), ("12", "12")], default="6"
    )

    class Meta:
        icon = "list-ul"
        label = _("Activity list")
        template = "home/campaigns/blocks/activities.html"

    def get_context(self, value, parent_context=None):
        """Add `stories`; the period is the page's own, without one the newest of all days."""
        from home.campaigns.queries import newest_stories

        context = super().get_context(value, parent_context)
        page = (parent_context or {}).get("page")
        context["stories"] = newest_stories(
            getattr(page, "period", None),
            region=value["region"],
            kind=value["kind"],
            count=int(value["count"]),
        )
        return context


def campaign_blocks() -> list[tuple]:
    """All blocks of a campaign page."""
    return [*page_blocks(), ("activities", ActivityListBlock())]
