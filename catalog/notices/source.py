"""What the site's search knows of notices: title, number, office and the names in the rows."""

from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from catalog.notices.models import NoticePage
from search import sources
from search.sources import Card, Entry

KEY = "notice"
# Of a long notice the first rows are found by their products; all of them stand on its page.
ROWS_FOUND = 100


def register():
    """Offer notices to the search; called when the app is ready."""
    sources.register(
        sources.SearchSource(
            key=KEY,
            number=7,
            label=_("Publicity notices"),
            order=25,
            public=public,
            entry=entry,
            cards=cards,
        )
    )


def public():
    """Every notice that was opened, with what an entry reads."""
    return NoticePage.objects.live().select_related("office").prefetch_related("lines")


def entry(notice) -> Entry:
    """Title and number first, then the office, then what the rows name."""
    rows = (f"{line.product} {line.unit}" for line in list(notice.lines.all())[:ROWS_FOUND])
    return Entry(
        notice.pk,
        notice.title,
        facts=(notice.document_number, notice.office.name),
        body=" ".join([notice.body, *rows]),
        region=notice.region_id,
        date=notice.opened_on,
    )


def cards(ids) -> dict[int, Card]:
    """Notices as hits."""
    found = NoticePage.objects.live().filter(pk__in=ids).select_related("office")
    return {
        notice.pk: Card(
            notice.title,
            notice.url,
            summary=notice.summary,
            facts=(notice.document_number, notice.office.name),
            date=notice.opened_on,
            mark=_text("open for objection") if notice.is_open else "",
        )
        for notice in found
    }
