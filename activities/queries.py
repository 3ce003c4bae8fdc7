"""Reads that need more than one queryset word: labels and values for people, and the invariant's own check."""

from decimal import Decimal

from django.utils.translation import gettext as _

from activities import facts
from activities.facts import ActivityKind
from activities.measures import BY_KEY
from activities.models import ActivityPage, ReportVersion
from activities.states import VersionState
from core.money import readable
from organizations.models import Organization
from regions.models import Region
from review.models import Status


def fact_labels() -> dict[str, object]:
    """Fact or word name → its label on the form."""
    labels = {"title": _("title"), "body": _("text"), "tags": _("tags"), "alts": _("picture descriptions")}
    for column in facts.FACT_COLUMNS:
        labels[column] = ReportVersion._meta.get_field(column.removesuffix("_id")).verbose_name
    labels["organization_id"] = ReportVersion._meta.get_field("organization").verbose_name
    return labels


def shown_value(name, value):
    """A fact as people read it: names for codes, readable money."""
    if value in (None, "", []):
        return _("nothing")
    if name in {"region_id", "partner_region_id"}:
        return Region.objects.get(pk=value).path_name
    if name == "kind_id":
        return ActivityKind.objects.get(pk=value).name
    if name == "organization_id":
        return Organization.objects.get(pk=value).name
    if name == "trade_amount" or (name in BY_KEY and BY_KEY[name].is_money):
        return readable(Decimal(str(value)))
    if isinstance(value, list):
        return "；".join(str(item) for item in value if item)
    return value


def discrepancies() -> dict[str, list[int]]:
    """The invariant, asked of the database: page ids that break it, by how; empty lists when all is well (K05).

    Nothing that lacks a standing approval of exactly its facts is counted or public; nothing approved is missing.
    """
    shown = list(
        ActivityPage.objects.filter(is_counted=True).select_related("approved_version__review").order_by("pk")
    )
    live = set(ActivityPage.objects.filter(live=True).values_list("pk", flat=True))
    approved = set(
        ReportVersion.objects.filter(state=VersionState.APPROVED, review__status=Status.APPROVED).values_list(
            "page_id", flat=True
        )
    )
    counted = {page.pk for page in shown}
    return {
        "counted without approval": sorted(counted - approved),
        "approved but not counted": sorted(approved - counted),
        "public but not counted": sorted(live - counted),
        "counted but not public": sorted(counted - live),
        "other facts than approved": [page.pk for page in shown if _differs(page)],
    }


def _differs(page) -> bool:
    version = page.approved_version
    same = facts.read(page) == facts.read(version) and page.facts_hash == version.facts_hash
    return not same or version.review.facts_hash != version.facts_hash
