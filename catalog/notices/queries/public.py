"""The public list, the shelf on the front page."""

from django.utils import timezone

from catalog.notices.models import NoticePage
from core import workdays

ON_THE_SHELF = 4


def selection(*, region=None, year=None, state=""):
    """Notices of a region with all below it, of a year, open or closed; newest first."""
    found = NoticePage.objects.live().within(region)
    if year:
        found = found.filter(opened_on__year=year)
    if state:
        found = found.filter(is_open=state == "open")
    return found.select_related("office", "corrects").order_by("-opened_on", "-pk")


def years() -> list[int]:
    """The years in which a notice was opened, newest first."""
    days = NoticePage.objects.live().dates("opened_on", "year", order="DESC")
    return [day.year for day in days]


def with_days_left(notices) -> list[NoticePage]:
    """Notices that know how many working days are left, today not counted, and whether today is the last."""
    today = timezone.localdate()
    for notice in notices:
        notice.days_left = workdays.days_left(notice.ends_on, today) if notice.is_open else 0
        notice.is_last_day = notice.is_open and notice.ends_on == today
        notice.is_waiting = notice.is_open and notice.ends_on < today
    return notices


def open_for_objection() -> list[NoticePage]:
    """For the front page: open notices, those that end first in front."""
    today = timezone.localdate()
    found = NoticePage.objects.live().open().filter(ends_on__gte=today).select_related("office")
    return with_days_left(list(found.order_by("ends_on", "pk")[:ON_THE_SHELF]))
