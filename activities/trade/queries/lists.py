"""The list of N15: filtered, and paged by key, so that any depth costs the same."""

from django.db.models import Q

from activities.trade.models import TradeRecord
from activities.trade.states import RecordState

PER_PAGE = 20
NAMED = ("organization", "origin__parent__parent", "category", "unit", "period")


def selection(
    user, *, group="", states=(), q="", category=None, period=None, direction="", kind="", origin=None
):
    """The records that this person may see, narrowed by filters; newest first.

    `group` is to_review (待审核), reviewed (已审核), mine (drafts and returned ones of one's own) or empty for all;
    `states` narrow further. `category` and `origin` take in what lies below them.
    """
    rows = TradeRecord.objects.visible_to(user)
    if group == "to_review":
        rows = rows.to_review()
    elif group == "reviewed":
        rows = rows.reviewed()
    elif group == "mine":
        open_to_me = [RecordState.DRAFT, RecordState.RETURNED]
        rows = rows.filter(organization=user.organization_id, state__in=open_to_me)
    if states:
        rows = rows.filter(state__in=states)
    if q:
        rows = rows.filter(Q(product_name__icontains=q) | Q(organization__name__icontains=q))
    if category:
        rows = rows.filter(Q(category=category) | Q(category__parent=category))
    if kind:
        rows = rows.filter(organization__kind=kind)
    rows = rows.filter(
        **{name: value for name, value in (("period", period), ("direction", direction)) if value}
    )
    return rows.from_within(origin).order_by("-pk")


def page(rows, *, before=None, after=None) -> dict:
    """{records, older, newer}: one page by key; `older` and `newer` are the keys of the pages beside it."""
    if after:
        ids = list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[: PER_PAGE + 1])
        has_newer, ids = len(ids) > PER_PAGE, ids[:PER_PAGE][::-1]
        has_older = bool(ids)
    else:
        older = rows.filter(pk__lt=before) if before else rows
        ids = list(older.values_list("pk", flat=True)[: PER_PAGE + 1])
        has_older, ids = len(ids) > PER_PAGE, ids[:PER_PAGE]
        has_newer = bool(before)
    found = TradeRecord.objects.filter(pk__in=ids).select_related(*NAMED).order_by("-pk")
    return {
        "records": list(found),
        "older": ids[-1] if has_older and ids else None,
        "newer": ids[0] if has_newer and ids else None,
    }


def neighbours(rows, pk) -> tuple:
    """Keys of the records above and below one in a list."""
    above = rows.filter(pk__gt=pk).order_by("pk").values_list("pk", flat=True).first()
    return above, rows.filter(pk__lt=pk).values_list("pk", flat=True).first()
