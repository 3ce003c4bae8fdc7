"""What the site's search knows of reports."""

from django.utils.translation import gettext_lazy as _

from activities.models import ActivityPage
from search import following, sources
from search.sources import Card, Entry

KEY = "report"


def register():
    """Offer the public reports to the search; called when the app is ready."""
    sources.register(
        sources.SearchSource(
            key=KEY, number=3, label=_("Activity reports"), order=30, public=public, entry=entry, cards=cards
        )
    )
    following.follow(KEY, ActivityPage)


def public():
    """Counted reports with what an entry reads."""
    pages = ActivityPage.objects.counted().select_related("kind", "organization")
    return pages.prefetch_related("tagged_items__tag")


def entry(page) -> Entry:
    """Title first, then kind, office, place, products and tags, then the text."""
    tags = (item.tag.name for item in page.tagged_items.all())
    facts = (
        page.kind.name if page.kind_id else "",
        page.organization.name,
        page.place,
        page.product_kinds,
        *tags,
    )
    return Entry(
        page.pk,
        page.title,
        facts=tuple(fact for fact in facts if fact),
        body=page.body,
        region=page.region_id or "",
        date=page.ended_on,
    )


def cards(ids) -> dict[int, Card]:
    """Reports as hits."""
    pages = ActivityPage.objects.counted().filter(pk__in=ids).select_related("kind", "region")
    return {
        page.pk: Card(
            page.title,
            page.url,
            summary=page.summary,
            facts=tuple(one.name for one in (page.region, page.kind) if one),
            date=page.ended_on,
        )
        for page in pages
    }
