"""What the public sees of trade: approved totals, purchases and sales each for itself."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from activities.trade import queries
from activities.trade.disclosure import FEWEST_REPORTERS
from activities.trade.models import Direction
from activities.trade.queries.cuts import Cut
from catalog.views.head import Head
from core.money import readable

HEADINGS = {
    Cut.ORIGIN: _("By region of origin"),
    Cut.REGION: _("By region of the reporting unit"),
    Cut.CATEGORY: _("By category"),
    Cut.MONTH: _("By month"),
    Cut.CHANNEL: _("By channel"),
}


def on_the_map() -> list[str]:
    """The public address that stands on the map of the site, in Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        return [reverse("trade:index")]


@require_safe
def index(request):
    """Totals of one direction (`?direction=`; purchases at first) and every cut of them."""
    asked = request.GET.get("direction", "")
    direction = Direction(asked) if asked in Direction.values else Direction.PURCHASE
    total = queries.totals(direction)
    is_shown = total["reporters"] >= FEWEST_REPORTERS
    cuts = [_section(direction, cut, total["reporters"]) for cut in Cut] if is_shown else []
    words = gettext("Only approved records count. Purchases and sales are never added to one another.")
    context = {
        "page": Head(gettext("Trade in figures"), words, reverse("trade:index")),
        "directions": [{"key": each, "label": each.label, "on": each == direction} for each in Direction],
        "total": total if is_shown else None,
        "total_words": readable(total["amount"]),
        "cuts": cuts,
        "fewest": FEWEST_REPORTERS,
    }
    return render(request, "trade/public.html", context)


def _section(direction, cut, reporters) -> dict:
    found = queries.breakdown(direction, cut, total_reporters=reporters)
    shown = sorted(found.shown, key=lambda cell: cell.key) if cut == Cut.MONTH else found.shown
    most = max((cell.amount for cell in shown), default=0) or 1
    bars = [
        {"name": cell.name, "value": readable(cell.amount), "percent": int(cell.amount * 100 / most)}
        for cell in shown
    ]
    others = None if found.others is None else readable(found.others)
    return {"heading": HEADINGS[cut], "bars": bars, "others": others}
