"""What the site's search knows of campaigns."""

from django.utils.translation import gettext_lazy as _

from home.campaigns.models import CampaignPage
from search import following, sources
from search.following import words_in
from search.sources import Card, Entry

KEY = "campaign"


def register():
    """Offer the published campaigns to the search; called when the app is ready."""
    sources.register(
        sources.SearchSource(
            key=KEY, number=4, label=_("Campaigns"), order=40, public=public, entry=entry, cards=cards
        )
    )
    following.follow(KEY, CampaignPage)


def public():
    """Published campaigns with their period."""
    return CampaignPage.objects.live().public().select_related("period__region")


def entry(page) -> Entry:
    """Title and the period's name, then the theme, then the text."""
    return Entry(
        page.pk,
        page.title,
        aliases=(page.period.name,),
        facts=tuple(fact for fact in (page.theme, page.summary) if fact),
        body=words_in(page, "intro", "body"),
        region=page.period.region_id or "",
        date=page.period.first,
    )


def cards(ids) -> dict[int, Card]:
    """Campaigns as hits."""
    return {
        page.pk: Card(
            page.title,
            page.url,
            summary=page.theme or page.summary,
            facts=(page.period.region.name,),
            date=page.period.first,
        )
        for page in public().filter(pk__in=ids)
    }
