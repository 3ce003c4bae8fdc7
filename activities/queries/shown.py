"""How facts, files and decisions read: labels, values with units, the timeline."""

from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities import facts
from activities.facts import ActivityKind
from activities.measures import BY_KEY, MEASURES
from activities.models import ReportVersion
from content.queries import known_looks
from core.money import readable
from organizations.models import Organization
from regions.models import PATH_SEPARATOR, Region
from review.models import Outcome
from review.queries import history

_LOOKS = {
    Outcome.APPROVE: ("done", "check"),
    Outcome.RETURN: ("returned", "undo-2"),
    Outcome.REFUSE: ("refused", "x"),
    Outcome.REVOKE: ("refused", "ban"),
    Outcome.WITHDRAW: ("", "arrow-left"),
    Outcome.RESUBMIT: ("", "send"),
}


def fact_labels() -> dict[str, object]:
    """Fact or word name → its label on the form."""
    labels = {
        "title": gettext_lazy("title"),
        "body": gettext_lazy("text"),
        "tags": gettext_lazy("tags"),
        "alts": gettext_lazy("picture descriptions"),
    }
    for column in facts.FACT_COLUMNS:
        labels[column] = ReportVersion._meta.get_field(column.removesuffix("_id")).verbose_name
    labels["organization_id"] = ReportVersion._meta.get_field("organization").verbose_name
    return labels


def shown_value(name, value):
    """A fact as people read it: names for codes, readable money, added or removed files."""
    if value in (None, "", []):
        return _("nothing")
    if name in {"region_id", "partner_region_id"}:
        return _path(Region.objects.get(pk=value))
    if name == "kind_id":
        return ActivityKind.objects.get(pk=value).name
    if name == "organization_id":
        return Organization.objects.get(pk=value).name
    if name == "trade_amount" or (name in BY_KEY and BY_KEY[name].is_money):
        return readable(Decimal(str(value)))
    if name.startswith(("reportpicture-", "reportattachment-")):
        return _("one file")
    if isinstance(value, list):
        return "；".join(str(item) for item in value if item) or _("nothing")
    return value


def fact_rows(holder, *, against=None, whole=False) -> list[dict]:
    """Lines for components/facts.html of a version or page (with kind and regions selected).

    `whole` keeps what was not reported, as a dash; `against` is another holder whose differing values are noted.
    """
    before = {row["name"]: row["value"] for row in fact_rows(against, whole=True)} if against else {}
    rows = []
    for row in _rows(holder):
        if against and before[row["name"]] != row["value"]:
            row["note"] = _("approved version: %(value)s") % {"value": before[row["name"]] or _("nothing")}
        if whole or row["value"] or row.get("note"):
            rows.append(row)
    return rows


def _rows(holder):
    labels = fact_labels()
    rows = [
        ("kind_id", holder.kind.name if holder.kind_id else "", ""),
        ("days", _days(holder.started_on, holder.ended_on), ""),
        ("place", holder.place, ""),
        ("region_id", _path(holder.region), ""),
        ("partner_region_id", _path(holder.partner_region), ""),
        *(_measure(measure, getattr(holder, measure.key)) for measure in MEASURES),
        ("product_kinds", holder.product_kinds, ""),
        ("trade_amount", "" if holder.trade_amount is None else readable(holder.trade_amount), ""),
    ]
    labels["days"] = _("days held")
    return [{"name": name, "label": labels[name], "value": value, "unit": unit} for name, value, unit in rows]


def _measure(measure, value):
    if value is None:
        return measure.key, "", ""
    if measure.is_money:
        return measure.key, readable(value), ""
    return measure.key, number_format(value, force_grouping=True), measure.unit


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None or first == last:
        day = first or last
        return date_format(day, "Y-m-d") if day else ""
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "Y-m-d"),
        "last": date_format(last, "Y-m-d"),
    }


def _path(region) -> str:
    return (region.path_name or region.name).replace(PATH_SEPARATOR, " › ") if region else ""


def timeline(version, *, public=False) -> list[dict]:
    """The decisions on a version, oldest first, for components/timeline.html.

    The public reads level, office, verb and day: no names of persons, no internal words.
    """
    if version.review_id is None:
        return []
    sent = {
        "tone": "",
        "icon": "send",
        "what": _("submitted"),
        "when": version.review.opened_at,
        "tag": _round(1),
    }
    sent["who"] = version.organization.name
    return [sent, *(_event(decision, public) for decision in history(version.review))]


def _event(decision, public):
    tone, icon = _LOOKS[decision.outcome]
    office = decision.organization.name if decision.organization_id else _("the system")
    person = decision.actor.name if decision.actor_id and not public else ""
    return {
        "tone": tone,
        "icon": icon,
        "what": decision.label or decision.get_outcome_display(),
        "who": f"{office} {person}".strip(),
        "when": decision.at.date() if public else decision.at,
        "words": "" if public else decision.words,
        "tag": _round(decision.round),
    }


def _round(number):
    return _("round %(number)s") % {"number": number}


def evidence(version) -> tuple[list[dict], list[dict]]:
    """(pictures, files) of a version with addresses that ask whether the reader may see them."""
    pictures = [
        {
            "row": row,
            "url": reverse("activities_desk:evidence_picture", args=[row.pk]),
            "alt": row.alt or version.title,
            "width": row.file.width,
            "height": row.file.height,
        }
        for row in version.pictures.select_related("file")
    ]
    attachments = list(version.attachments.select_related("file"))
    looks = known_looks(row.file.sha256 for row in attachments)
    files = [
        {
            "row": row,
            "url": reverse("activities_desk:evidence_file", args=[row.pk]),
            "title": row.title,
            "size": row.file.size,
            "kind": row.file.file.name.rsplit(".", 1)[-1].upper(),
            "is_pdf": row.file.content_type == "application/pdf",
            "look": looks.get(row.file.sha256),
        }
        for row in attachments
    ]
    return pictures, files
