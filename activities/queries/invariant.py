"""The invariant, asked of the database (K05)."""

from wagtail.models import Page, PageViewRestriction

from activities import facts
from activities.models import ActivityPage, ReportVersion
from activities.states import VersionState
from review.models import Status


def discrepancies() -> dict[str, list[int]]:
    """Page ids that break the invariant, by how; empty lists when all is well.

    Nothing that lacks a standing approval of exactly its facts is counted or public; nothing approved is missing.
    """
    shown = list(
        ActivityPage.objects.filter(is_counted=True).select_related("approved_version__review").order_by("pk")
    )
    live = set(ActivityPage.objects.filter(live=True).values_list("pk", flat=True))
    approved = set(
        ReportVersion.objects.filter(state=VersionState.APPROVED, review__status=Status.APPROVED).values_list(
            "page_id", flat=True
        )
    )
    counted = {page.pk for page in shown}
    return {
        "counted without approval": sorted(counted - approved),
        "approved but not counted": sorted(approved - counted),
        "public but not counted": sorted(live - counted),
        "counted but not public": sorted(counted - live),
        "other facts than approved": [page.pk for page in shown if _differs(page)],
        "not open to everybody": _hidden(shown),
    }


def _differs(page) -> bool:
    version = page.approved_version
    same = facts.read(page) == facts.read(version) and page.facts_hash == version.facts_hash
    same = same and page.organization_id == version.organization_id and version.page_id == page.pk
    return not same or version.review.facts_hash != version.facts_hash


def _hidden(pages) -> list[int]:
    """Counted pages that a restriction, or a page above them that is gone, keeps from the public."""
    closed = list(PageViewRestriction.objects.values_list("page__path", flat=True))
    above = {page.path[:end] for page in pages for end in range(4, len(page.path), 4)}
    there = set(Page.objects.filter(path__in=above, live=True).values_list("path", flat=True))
    closed += above - there
    return [page.pk for page in pages if any(page.path.startswith(path) for path in closed)]
