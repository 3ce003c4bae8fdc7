"""Columns of the site: what is news, what are notices, and how old their newest entry may be."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.inspection.findings import Check, edit_page


class ColumnKind(StrEnum):
    """How soon a column goes stale."""

    NEWS = "news"
    NOTICE = "notice"
    LASTING = "lasting"  # never stale, only blank


@dataclass(frozen=True)
class Column:
    """A live page that lists others; `newest` is the day of its newest entry, None when it is blank."""

    page: Page
    kind: ColumnKind
    newest: datetime.date | None


_sources: list[Callable[[], Iterable[Column]]] = []


def register(source: Callable[[], Iterable[Column]]):
    """Tell of columns: `source()` yields them at each inspection. Called from an app's `ready`."""
    if source not in _sources:
        _sources.append(source)


def newest_below(page, model, field) -> datetime.date | None:
    """The newest `field` (a day or a time) of the live pages of a model under a page; long ago when none has one."""
    entries = model.objects.child_of(page).live()
    newest = entries.exclude(**{field: None}).order_by(f"-{field}").values_list(field, flat=True).first()
    if newest is None:
        return datetime.date.min if entries.exists() else None
    return timezone.localdate(newest) if isinstance(newest, datetime.datetime) else newest


def check(settings, home, findings):
    """Blank and stale columns, and a home page where nothing has changed, by the limits of the settings."""
    limits = {ColumnKind.NEWS: settings.news_fresh_days, ColumnKind.NOTICE: settings.notice_fresh_days}
    today = timezone.localdate()
    for column in (column for source in _sources for column in source()):
        if column.newest is None:
            findings.add(
                Check.COLUMNS, column.page.title, _("This column is blank."), edit_page(column.page.pk)
            )
        elif column.kind in limits and (today - column.newest).days > limits[column.kind]:
            words = _("The newest entry is of %(day)s; the limit is %(days)s days.")
            values = {"day": column.newest.isoformat(), "days": limits[column.kind]}
            findings.add(Check.COLUMNS, column.page.title, words % values, edit_page(column.page.pk))
    last = Page.objects.live().order_by("-last_published_at").values_list("last_published_at", flat=True)
    last = last.exclude(last_published_at=None).first()
    if home and (last is None or (today - timezone.localdate(last)).days > settings.home_fresh_days):
        words = _("Nothing new has been published for more than %(days)s days.") % {
            "days": settings.home_fresh_days
        }
        findings.add(Check.COLUMNS, home.title, words, edit_page(home.pk))
