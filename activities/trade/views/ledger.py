"""The desk's list to take away."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.desk import desk_view
from activities.trade import exports
from activities.trade.states import RecordState
from activities.trade.views.desk import GROUPS, may_look, narrowed
from core import sheets


@desk_view
@require_GET
def ledger_csv(request):
    """The filtered list as CSV; it begins before the last row is read, and ends with its filter and time."""
    may_look(request.user)
    rows, form = narrowed(request)
    filename = f"{_('Trade records')}-{timezone.localdate():%Y%m%d}.csv"
    footer = exports.notes(_filter_words(request, form))
    return sheets.csv_response(filename, exports.COLUMNS, exports.rows(rows), footer=footer)


def _filter_words(request, form) -> list[str]:
    """Every filter that took effect, as the page names it."""
    group = request.GET.get("group", "")
    words = [str(label) for key, label in GROUPS if key and key == group]
    states = [state for state in request.GET.getlist("state") if state in RecordState.values]
    words += [str(RecordState(state).label) for state in states]
    for name, value in form.chosen().items():
        choices = dict(form.fields[name].choices) if name in {"direction", "kind"} else {}
        words.append(f"{form.fields[name].label}: {choices.get(value, value)}")
    return words
