"""What the site's search knows of news, official documents and guides."""

from django.utils.translation import gettext_lazy as _

from home.models import ArticlePage, GuidePage
from search import following, sources
from search.following import words_in
from search.sources import Card, Entry


def register():
    """Offer articles and guides to the search; called when the app is ready."""
    sources.register(
        sources.SearchSource(
            key="article",
            number=5,
            label=_("News and documents"),
            order=50,
            public=articles,
            entry=article_entry,
            cards=article_cards,
        )
    )
    sources.register(
        sources.SearchSource(
            key="guide",
            number=6,
            label=_("Guides"),
            order=60,
            public=guides,
            entry=guide_entry,
            cards=guide_cards,
        )
    )
    following.follow("article", ArticlePage)
    following.follow("guide", GuidePage)


def articles():
    """Published news and documents that nobody has to sign in for."""
    return ArticlePage.objects.live().public()


def article_entry(page) -> Entry:
    """Title, then kind, number, bodies and source, then the text."""
    facts = (page.get_kind_display(), page.document_number, *page.bodies, page.source, page.summary)
    return Entry(
        page.pk,
        page.title,
        facts=tuple(fact for fact in facts if fact),
        body=words_in(page, "body"),
        date=page.date,
    )


def article_cards(ids) -> dict[int, Card]:
    """Articles as hits."""
    return {
        page.pk: Card(
            page.title,
            page.url,
            summary=page.summary,
            facts=tuple(fact for fact in (page.get_kind_display(), page.document_number) if fact),
            date=page.date,
        )
        for page in articles().filter(pk__in=ids)
    }


def guides():
    """Published guides."""
    return GuidePage.objects.live().public()


def guide_entry(page) -> Entry:
    """Title, summary, text; guides have no day."""
    return Entry(page.pk, page.title, facts=(page.summary,), body=words_in(page, "body"))


def guide_cards(ids) -> dict[int, Card]:
    """Guides as hits."""
    return {
        page.pk: Card(page.title, page.url, summary=page.summary, facts=(str(page.get_audience_display()),))
        for page in guides().filter(pk__in=ids)
    }
