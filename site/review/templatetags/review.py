"""What templates draw of reviews: a due date in words, a review's state, the chain in force."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import workdays
from core.templatetags.ui import pill
from review import queries
from review.models import Status

register = template.Library()

TONES = {
    Status.OPEN: "waiting",
    Status.PUBLICITY: "waiting",
    Status.RETURNED: "returned",
    Status.APPROVED: "done",
    Status.REFUSED: "refused",
    Status.WITHDRAWN: "closed",
    Status.REVOKED: "closed",
}
SOON = 1
# What is overdue for longer says since when: nobody counts working days over months.
LONG_OVERDUE = timedelta(days=60)


@register.inclusion_tag("review/desk/due.html")
def due(task) -> dict:
    """How long a task may still wait, in working days: late, today, soon or later; colour, icon and words."""
    if task.due_on is None:
        return {}
    today = timezone.localdate()
    if task.due_on < today - LONG_OVERDUE:
        words = _("overdue since %(day)s") % {"day": task.due_on.isoformat()}
        return {"tone": "late", "icon": "triangle-alert", "words": words}
    if task.due_on < today:
        days = max(workdays.workdays_between(task.due_on, today), 1)
        words = ngettext("overdue by %(days)s working day", "overdue by %(days)s working days", days)
        return {"tone": "late", "icon": "triangle-alert", "words": words % {"days": days}}
    days = workdays.days_left(task.due_on, today)
    if days == 0:
        return {"tone": "soon", "icon": "clock", "words": _("due today")}
    words = ngettext("%(days)s working day left", "%(days)s working days left", days) % {"days": days}
    return {"tone": "soon" if days <= SOON else "", "icon": "clock" if days <= SOON else "", "words": words}


@register.simple_tag(takes_context=True)
def query_without(context, name: str) -> str:
    """The page's own address without one parameter, from its first page."""
    parameters = context["request"].GET.copy()
    for gone in (name, "after"):
        parameters.pop(gone, None)
    return "?" + parameters.urlencode()


@register.inclusion_tag("components/pill.html")
def review_pill(review) -> dict:
    """A review's state as icon, word and colour, with its round from the second on."""
    label = review.get_status_display()
    if review.round > 1:
        label = f"{label} · " + _("round %(number)s") % {"number": review.round}
    return pill(label, TONES[Status(review.status)])


@register.inclusion_tag("review/chain.html")
def chain_in_force(process: str, region) -> dict:
    """The chain that decides on this process in this region, drawn as a line of boxes; nothing where there is none."""
    try:
        chain = queries.chain_for(process, region)
    except LookupError:
        return {}
    return {"chain": chain, "columns": queries.drawing(chain)}


@register.inclusion_tag("review/chain.html")
def draw_chain(chain) -> dict:
    """One chain drawn as a line of boxes: parallel groups stacked, publicity marked."""
    return {"chain": chain, "columns": queries.drawing(chain)}
