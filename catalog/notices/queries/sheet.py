"""What a notice's page shows beside its own words: the days, the rows, what became of them."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.notices.models import Objection
from catalog.notices.queries.public import with_days_left
from catalog.notices.states import LineState, NoticeEventKind, ObjectionState
from core import workdays
from core.receipts import read_receipt
from regions.models import Region

ROWS_PER_PAGE = 200
EVENTS = 60
TONES = {
    LineState.OPEN: "waiting",
    LineState.STOPPED: "returned",
    LineState.PASSED: "done",
    LineState.REMOVED: "refused",
    LineState.WITHDRAWN: "closed",
}
_LOOKS = {
    NoticeEventKind.OPENED: ("", "megaphone"),
    NoticeEventKind.STOPPED: ("returned", "message-square-text"),
    NoticeEventKind.RESUMED: ("waiting", "clock"),
    NoticeEventKind.REMOVED: ("refused", "circle-x"),
    NoticeEventKind.ANSWERED: ("", "message-square-text"),
    NoticeEventKind.MOVED: ("waiting", "calendar-days"),
    NoticeEventKind.CONFIRMED: ("", "calendar-days"),
    NoticeEventKind.PASSED: ("done", "circle-check"),
    NoticeEventKind.WITHDRAWN: ("", "undo-2"),
    NoticeEventKind.CORRECTED: ("returned", "pencil"),
    NoticeEventKind.CLOSED: ("done", "check"),
}


def sheet(notice, number=None) -> dict:
    """Context of a notice's page. 404 beyond its last page of rows."""
    today = timezone.localdate()
    with_days_left([notice])
    lines = notice.lines.select_related("region").order_by("number")
    try:
        page = Paginator(lines, ROWS_PER_PAGE).page(number or 1)
    except InvalidPage:
        raise Http404 from None
    for line in page:
        line.tone = TONES[line.state]
        line.may_object = line.state == LineState.STOPPED or (
            line.state == LineState.OPEN and today <= line.ends_on
        )
    name_places(page)
    return {
        "page_obj": page,
        "lines": list(page),
        "days": strip(notice, today),
        "today": today,
        "events": events_of(notice),
        "answers": answers_of(notice),
        "attachments": notice.attachments.select_related("document"),
        "corrections": notice.corrections.live().order_by("opened_on", "pk"),
        "is_standing": any(line.may_object for line in page),
    }


def name_places(lines):
    """Give each line the names of its province, city and county (H02), with one query for all."""
    codes = {line.region_id for line in lines}
    wanted = {code[:size] + "0" * (6 - size) for code in codes for size in (2, 4, 6)} | codes
    names = dict(Region.objects.governed().filter(pk__in=wanted).values_list("pk", "name"))
    for line in lines:
        code = line.region_id
        path = dict.fromkeys([code[:2] + "0000", code[:4] + "00", code[:6], code])
        line.place = "".join(names[one] for one in path if one in names)


def strip(notice, today) -> list:
    """The days from opening to end: does each count, which number has it, is it today."""
    days, number = [], 0
    if not notice.days:
        return days
    for day in workdays.strip(notice.opened_on, notice.ends_on):
        counts = day.counts and day.date > notice.opened_on
        number += counts
        days.append(
            {
                "date": day.date,
                "counts": counts,
                "number": number if counts else None,
                "why": day.why or ("" if counts else _("day of opening")),
                "is_today": day.date == today,
            }
        )
    return days


def events_of(notice) -> list[dict]:
    """What happened to a notice, oldest first, for components/timeline.html."""
    rows = notice.events.select_related("organization", "line").order_by("-at", "-pk")[:EVENTS]
    return [_event(event) for event in reversed(rows)]


def _event(event) -> dict:
    tone, icon = _LOOKS[event.kind]
    words = [event.words, _moves(event)]
    return {
        "tone": tone,
        "icon": icon,
        "what": event.get_kind_display(),
        "tag": _("row %(number)s") % {"number": event.line.number} if event.line_id else "",
        "who": event.organization.name if event.organization_id else "",
        "when": event.at,
        "words": "\n".join(word for word in words if word),
    }


def _moves(event) -> str:
    if event.kind == NoticeEventKind.STOPPED:
        left = ngettext("%(count)s working day is left.", "%(count)s working days are left.", event.count)
        return left % {"count": event.count}
    if event.before and event.after and event.before != event.after:
        return _("Last day: %(before)s → %(after)s") % {"before": event.before, "after": event.after}
    if event.after:
        return _("Last day: %(after)s") % {"after": event.after}
    return ""


def answers_of(notice) -> list[Objection]:
    """The objections to a notice's rows as the public reads them: matter and answer, never words or contact."""
    return list(
        Objection.objects.filter(line__notice=notice)
        .exclude(state=ObjectionState.OPEN)
        .select_related("line", "answered_for")
        .only(
            "line__number", "line__product", "summary", "answer", "answered_at", "answered_for__name", "state"
        )
        .order_by("answered_at", "pk")
    )


def status_of(receipt: str, tail: str) -> Objection | None:
    """The objection of a receipt, for whoever also knows the last four characters of the contact left with it."""
    found = read_receipt(receipt)
    rows = Objection.objects.select_related("line__notice", "line__region", "answered_for")
    objection = rows.filter(receipt=found).first() if found else None
    tail = "".join(tail.split()).lower()
    if objection and len(tail) == 4 and "".join(objection.contact.split()).lower().endswith(tail):
        return objection
    return None
