"""Is a record whole and possible? By field, in sentences; what is only unusual is asked, not refused."""

from decimal import Decimal
from statistics import median

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.trade import rules
from activities.trade.models import Dimension, Direction, Entry, MeasuredIn, TradePeriod, TradeRecord
from activities.trade.states import TO_REVIEW, RecordState
from core.money import readable
from regions.models import Level, Region
from regions.queries import retired_sentence

MAX_VOUCHERS = 10
MAX_YUAN = Decimal(10) ** 10
MAX_QUANTITY = Decimal(10) ** 9
# Without a history of one's own an amount from here on is asked about.
UNUSUAL_YUAN = Decimal(10) ** 7
# So many times more or less than the reporter's usual one is asked about, once there are so many to compare with.
TIMES, HISTORY, NEWEST = 10, 3, 50


def problems(record, *, vouchers=None) -> dict[str, list[str]]:
    """Why this record cannot be submitted, by field; empty when it is whole and possible.

    `vouchers` is their number where the caller knows it.
    """
    found: dict[str, list[str]] = {}

    def say(name, sentence):
        found.setdefault(name, []).append(sentence)

    _check_goods(record, say)
    _check_amount(record, say)
    _check_day(record, say)
    _check_origin(record, say)
    count = record.vouchers.count() if vouchers is None else vouchers
    if not count:
        say("vouchers", _("Add a voucher: a photo of the invoice, contract or waybill."))
    if not found and (question := unusual(record)):
        say("confirmed_amount", question)
    return found


def require_whole(record):
    """Raises ValidationError with a sentence at each field that is missing or impossible."""
    found = problems(record)
    if found:
        raise ValidationError(found)


def period_of(record) -> TradePeriod | None:
    """The period that this day belongs to in this kind of entry; a correction may stay in one that is closed."""
    if record.traded_on is None:
        return None
    for period in TradePeriod.objects.filter(entry=record.entry):
        stays = record.corrects_id is not None and record.corrects.period_id == period.pk
        if period.holds(record.traded_on) and (period.is_open or stays):
            return period
    return None


def _check_goods(record, say):
    if record.direction not in rules.directions_of(record.organization):
        say("direction", _("An organization of your kind does not report this direction."))
    if record.direction == Direction.PURCHASE and record.is_direct is None:
        say("is_direct", _("Say whether it was bought directly at the origin."))
    if not record.product_key:
        say("product_name", _("Name the product."))
    if record.category_id is None:
        say("category", _("Choose a category."))
    if record.quantity is None:
        say("quantity", _("Give the quantity."))
    elif record.quantity <= 0:
        say("quantity", _("The quantity must be greater than zero."))
    elif record.quantity > MAX_QUANTITY:
        say("quantity", _("This quantity is too large to be right: check the unit."))
    if record.unit_id is None:
        say("unit", _("Choose a unit."))
    elif record.category_id and record.unit.dimension not in dimensions_of(record.category):
        say(
            "unit",
            _("“%(category)s” is not measured in %(unit)s.")
            % {"category": record.category.name, "unit": record.unit.name},
        )


def dimensions_of(category) -> set:
    """What goods of a category may be measured in: by its own rows, else those above it, else in anything."""
    rows = list(MeasuredIn.objects.filter(category__in=[category.pk, category.parent_id]))
    own = {row.dimension for row in rows if row.category_id == category.pk}
    return own or {row.dimension for row in rows} or set(Dimension.values)


def _check_amount(record, say):
    if record.amount is None:
        say("amount", _("Give the amount."))
    elif record.amount <= 0:
        say("amount", _("The amount must be greater than zero."))
    elif record.amount > MAX_YUAN:
        say("amount", _("This amount is too large to be right: check the unit."))


def _check_day(record, say):
    day = record.traded_on
    if day is None:
        say("traded_on", _("Give the day of the trade."))
    elif day > timezone.localdate():
        say("traded_on", _("This day lies in the future: report what has taken place."))
    elif period_of(record) is None:
        say("traded_on", outside(record))


def outside(record) -> str:
    """Why the day of the trade is in none of the periods of its kind of entry, and where it belongs."""
    periods = list(TradePeriod.objects.filter(is_open=True))
    other = next((p for p in periods if p.entry != record.entry and p.holds(record.traded_on)), None)
    values = {"day": record.traded_on.isoformat(), "entry": Entry(record.entry).label}
    if other:
        values["other"] = other.get_entry_display()
        return _("%(day)s is not taken as “%(entry)s”: choose “%(other)s” above.") % values
    own = [period for period in periods if period.entry == record.entry]
    values["spans"] = "；".join(f"{p.first_day:%Y-%m-%d} – {p.last_day or ''}".strip() for p in own)
    if not own:
        return _("No period of “%(entry)s” is open now.") % values
    return _("%(day)s lies outside of what is reported as “%(entry)s”: %(spans)s.") % values


def _check_origin(record, say):
    origin = record.origin
    if origin is None:
        say("origin", _("Choose the region of origin, down to the county."))
    elif origin.is_retired:
        say("origin", retired_sentence(origin))
    elif origin.level < Level.COUNTY and Region.objects.current().counties().within(origin).exists():
        say("origin", _("Choose the county too: “%(region)s” is not enough.") % {"region": origin.name})


def unusual(record) -> str:
    """The question to ask about an amount far from the reporter's own history; empty when there is none to ask.

    Asked once: a reporter who has confirmed exactly this amount is not asked again.
    """
    if record.amount is None or record.confirmed_amount == record.amount:
        return ""
    usual, price = _history(record)
    values = {"amount": readable(record.amount), "product": record.product_name}
    if usual is None:
        if record.amount < UNUSUAL_YUAN:
            return ""
        return _("%(amount)s is a great deal: tick that the amount is right, or mend it.") % values
    values["usual"] = readable(usual)
    if not usual / TIMES <= record.amount <= usual * TIMES:
        return (
            _(
                "You usually report about %(usual)s, this is %(amount)s: tick that the amount is right, or mend it."
            )
            % values
        )
    now = _price(record.amount, record.quantity, record.unit.factor)
    if price and not price / TIMES <= now <= price * TIMES:
        return (
            _("The price is far from your former ones: tick that the amount is right, or mend it.") % values
        )
    return ""


def _history(record):
    """(usual amount, usual price per kilogram, piece or litre) of the same product; None where there is too little."""
    kept = sorted(TO_REVIEW | {RecordState.APPROVED})
    former = TradeRecord.objects.filter(
        organization=record.organization_id,
        product_key=record.product_key,
        direction=record.direction,
        state__in=kept,
    ).exclude(pk__in=[record.pk, record.corrects_id])
    rows = former.order_by("-traded_on").values_list("amount", "quantity", "unit__factor", "unit__dimension")
    rows = list(rows[:NEWEST])
    if len(rows) < HISTORY:
        return None, None
    prices = [_price(a, q, f) for a, q, f, dimension in rows if dimension == record.unit.dimension]
    usual = median(amount for amount, *_rest in rows)
    return usual, median(prices) if len(prices) >= HISTORY else None


def _price(amount, quantity, factor):
    return amount / (quantity * factor)
