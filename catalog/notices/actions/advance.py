"""What time does to notices: ends that the calendar moves, rows whose days are over, notices that are finished.

A timer beside the review kit's. Every batch is a transaction of its own: run twice, late, not for a week, or killed in
the middle, it goes on where it was.
"""

from collections import Counter, defaultdict

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.notices import queries
from catalog.notices.models import NoticeEvent, NoticeLine, NoticePage
from catalog.notices.states import STANDING, LineState, NoticeEventKind
from core import workdays
from core.versions import bump
from review import actions as review_actions
from review.models import Review, Status

BATCH = 500
# A review that ended so takes its row out of the notice.
_GONE = (Status.WITHDRAWN, Status.REVOKED, Status.REFUSED)


def advance_notices(today=None) -> int:
    """Move ends that the calendar has moved, pass rows whose days are over, follow reviews that ended, close notices.

    Returns how many rows changed their state. First the ends: a calendar confirmed on the last day still counts.
    """
    today = today or timezone.localdate()
    while _recount():
        pass
    changed = 0
    for batch in (lambda: _pass(today), lambda: _follow(today)):
        while moved := batch():
            changed += moved
    while review_actions.advance_publicity(today):
        pass
    close_finished()
    return changed


def _recount() -> int:
    """Rows whose last day lies later by today's calendar than when it was set, moved there; at most BATCH at a time."""
    _settle_calendars()
    later = {}
    for start, days, end in (
        NoticeLine.objects.running().values_list("counts_from", "days", "ends_on").distinct().order_by()
    ):
        now = workdays.add_workdays(start, days)
        if now > end:
            later[start, days, end] = now
    return sum(_move(key, end) for key, end in later.items())


@transaction.atomic
def _move(key, end) -> int:
    start, days, before = key
    lines = NoticeLine.objects.running().filter(counts_from=start, days=days, ends_on=before)
    ids = list(lines.order_by("pk").values_list("pk", flat=True)[:BATCH])
    lines = _locked(ids, skip=False)
    lines = [line for line in lines if line.state == LineState.OPEN and line.ends_on == before]
    lines = [line for line in lines if line.review.status == Status.PUBLICITY]
    if not lines:
        return 0
    review_actions.set_publicity_end([line.review_id for line in lines], end, by=None)
    NoticeLine.objects.filter(pk__in=[line.pk for line in lines]).update(ends_on=end)
    notices = Counter(line.notice_id for line in lines)
    NoticePage.objects.filter(pk__in=notices, ends_on__lt=end).update(ends_on=end)
    _tell(NoticeEventKind.MOVED, notices, before=before, after=end)
    bump("public")
    return len(lines)


def _settle_calendars():
    """Notices that rest on a calendar which is confirmed by now say so."""
    waiting = NoticePage.objects.open().filter(awaits_calendar=True)
    found = [n for n in waiting if queries.is_calendar_confirmed(n.opened_on, n.ends_on)]
    for notice in found:
        with transaction.atomic():
            if NoticePage.objects.filter(pk=notice.pk, awaits_calendar=True).update(awaits_calendar=False):
                _tell(NoticeEventKind.CONFIRMED, Counter({notice.pk: notice.line_count}))
                bump("public")


@transaction.atomic
def _pass(today) -> int:
    """Rows whose last day lies before `today` and whom nothing has stopped."""
    running = NoticeLine.objects.running().filter(ends_on__lt=today).exclude(_ended_before_its_end())
    ids = list(running.order_by("ends_on", "pk").values_list("pk", flat=True)[:BATCH])
    lines = [line for line in _locked(ids) if line.state == LineState.OPEN and line.ends_on < today]
    return _end(lines, LineState.PASSED, NoticeEventKind.PASSED)


@transaction.atomic
def _follow(today) -> int:
    """Rows whose review was withdrawn or ended otherwise; also after they passed, when an approval is revoked."""
    gone = Q(state__in=sorted(STANDING), review__status__in=_GONE)
    revoked = Q(state=LineState.PASSED, review__status__in=[Status.WITHDRAWN, Status.REVOKED])
    ids = list(NoticeLine.objects.filter(gone | revoked).order_by("pk").values_list("pk", flat=True)[:BATCH])
    return _end(_locked(ids), LineState.WITHDRAWN, NoticeEventKind.WITHDRAWN)


def _ended_before_its_end() -> Q:
    """The review ended on or before the last day, so the row did not pass: it was taken out."""
    return Q(review__status__in=_GONE, review__concluded_at__date__lte=F("ends_on"))


def _locked(ids, *, skip=True) -> list[NoticeLine]:
    """Rows with their reviews, the reviews' locks first, as everywhere; what somebody holds just now waits its turn."""
    wanted = NoticeLine.objects.filter(pk__in=ids).values_list("review_id", flat=True)
    reviews = Review.objects.select_for_update(of=("self",), skip_locked=skip).filter(pk__in=list(wanted))
    reviews = {review.pk: review for review in reviews.order_by("pk")}
    lines = NoticeLine.objects.select_for_update(of=("self",), skip_locked=skip)
    lines = list(lines.filter(pk__in=ids, review__in=list(reviews)).order_by("pk"))
    for line in lines:
        line.review = reviews[line.review_id]
    return lines


def _end(lines, state, kind) -> int:
    if not lines:
        return 0
    NoticeLine.objects.filter(pk__in=[line.pk for line in lines]).update(state=state, ended_at=timezone.now())
    _tell(kind, Counter(line.notice_id for line in lines), lines=lines)
    bump("public")
    return len(lines)


def _tell(kind, counts, lines=(), **more):
    """One event for each notice, naming the rows where they are few."""
    numbers = defaultdict(list)
    for line in lines:
        numbers[line.notice_id].append(line.number)
    demo = dict(NoticePage.objects.filter(pk__in=counts).values_list("pk", "is_demo"))
    NoticeEvent.objects.bulk_create(
        NoticeEvent(
            notice_id=pk,
            kind=kind,
            count=count,
            words=_rows(numbers[pk]),
            is_demo=demo[pk],
            **more,
        )
        for pk, count in counts.items()
    )


def _rows(numbers) -> str:
    if not 0 < len(numbers) <= 20:
        return ""
    return _("Rows %(numbers)s") % {"numbers": "、".join(str(number) for number in sorted(numbers))}


@transaction.atomic
def close_finished(ids=None) -> int:
    """Close open notices (of these keys) none of whose rows stands before the public any more."""
    standing = NoticeLine.objects.standing().filter(notice=OuterRef("pk"))
    notices = NoticePage.objects.open().exclude(Exists(standing))
    if ids is not None:
        notices = notices.filter(pk__in=ids)
    found = Counter(dict.fromkeys(notices.values_list("pk", flat=True), 1))
    if found:
        NoticePage.objects.filter(pk__in=found).update(is_open=False, closed_at=timezone.now())
        _tell(NoticeEventKind.CLOSED, found)
        bump("public")
    return len(found)
