"""The public timeline of a product: who decided what, when and why. Organizations are named, persons never (J04)."""

from django.utils.translation import gettext as _

from catalog.facts import FACT_COLUMNS, Participation, ProductKind
from catalog.models import Category, ProductPage
from catalog.states import DelistReason, EventKind
from core.money import readable
from organizations.models import Organization
from regions.models import Region

# Newer than these are shown; a product's life has a dozen.
SHOWN_AT_MOST = 60

LOOKS = {
    EventKind.LISTED: ("done", "list"),
    EventKind.RELISTED: ("done", "rotate-ccw"),
    EventKind.CERTIFIED: ("done", "badge-check"),
    EventKind.RENEWED: ("done", "rotate-ccw"),
    EventKind.DELISTED: ("refused", "ban"),
    EventKind.EXPIRED: ("waiting", "hourglass"),
    EventKind.CHANGED: ("", "pencil"),
    EventKind.DECIDED: ("done", "check"),
    EventKind.PUBLICISED: ("", "megaphone"),
    EventKind.OBJECTION: ("returned", "message-square-text"),
    EventKind.INSPECTED: ("", "eye"),
    EventKind.SOLD: ("", "shopping-basket"),
}
_NAMED = {
    "supplier_id": Organization,
    "certified_by_id": Organization,
    "region_id": Region,
    "category_id": Category,
}


def timeline(product) -> list[dict]:
    """Its events, oldest first, for components/timeline.html. Of reported sales only the newest stands."""
    newest = product.events.select_related("organization").order_by("-at", "-pk")[:SHOWN_AT_MOST]
    events = _last_sale_only(list(newest))[::-1]
    names = _names(events)
    return [_event(event, names) for event in events]


def _last_sale_only(newest_first):
    sales = [event for event in newest_first if event.kind == EventKind.SOLD]
    older = {event.pk for event in sales[1:]}
    return [event for event in newest_first if event.pk not in older]


def _event(event, names):
    tone, icon = LOOKS[event.kind]
    return {
        "tone": tone,
        "icon": icon,
        "what": event.label or event.get_kind_display(),
        "who": event.organization.name if event.organization_id else "",
        "when": event.at if event.kind != EventKind.EXPIRED else event.at.date(),
        "words": _words(event, names),
    }


def _words(event, names) -> str:
    lines = [_reason(event), *_changes(event, names), _sale(event), event.words]
    return "\n".join(line for line in lines if line)


def _reason(event) -> str:
    reason = event.details.get("reason")
    return str(DelistReason(reason).label) if reason in DelistReason.values else ""


def _sale(event) -> str:
    if event.kind != EventKind.SOLD:
        return ""
    return _("%(amount)s within twelve months, last on %(date)s") % {
        "amount": readable(event.details["amount"]),
        "date": event.details["on"],
    }


def _changes(event, names) -> list[str]:
    return [
        _("%(fact)s: %(before)s → %(after)s")
        % {
            "fact": _label(column),
            "before": _value(column, before, names),
            "after": _value(column, after, names),
        }
        for column, (before, after) in sorted(event.details.get("changes", {}).items(), key=_place)
    ]


def _place(change) -> int:
    """The name first, then the facts in their order: PostgreSQL keeps no order of keys."""
    column = change[0]
    return FACT_COLUMNS.index(column) if column in FACT_COLUMNS else -1


def _label(column) -> str:
    if column == "title":
        return _("name")
    return ProductPage._meta.get_field(column.removesuffix("_id")).verbose_name


def _value(column, value, names) -> str:
    if value in (None, "", []):
        return _("nothing")
    if column in _NAMED:
        return names.get((column, str(value)), str(value))
    if column == "kind":
        return ProductKind(value).label
    if column == "commodity_value":
        return readable(value)
    if column == "participation":
        return "、".join(str(Participation(one).label) for one in value)
    return str(value)


def _names(events) -> dict:
    """Names of the rows that changed facts point to, asked for at once."""
    wanted: dict[str, set] = {}
    for event in events:
        for column, pair in event.details.get("changes", {}).items():
            if column in _NAMED:
                wanted.setdefault(column, set()).update(value for value in pair if value)
    return {
        (column, str(row.pk)): row.name
        for column, keys in wanted.items()
        for row in _NAMED[column].objects.filter(pk__in=keys)
    }
