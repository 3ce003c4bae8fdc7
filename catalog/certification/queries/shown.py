"""How facts, papers and rows read: labels, values with units, the lines of a notice."""

from decimal import Decimal

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.certification.facts import (
    APPLICATION_COLUMNS,
    ROW_COLUMNS,
    ApplicationKind,
    MaterialKind,
    Pledge,
)
from catalog.certification.models import Application, ApplicationProduct
from catalog.certification.queries.found import terms_for
from catalog.facts import Participation
from catalog.models import Category
from content.queries import known_looks
from core.money import readable
from organizations.models import Kind, Organization
from regions.models import PATH_SEPARATOR, Region
from review.models import Decision, Outcome, Review


def fact_labels() -> dict[str, object]:
    """Fact or word name → its label on the form."""
    labels = {"alts": gettext_lazy("picture descriptions"), "promises": gettext_lazy("promises")}
    for model, columns in ((ApplicationProduct, ROW_COLUMNS), (Application, APPLICATION_COLUMNS)):
        for column in columns:
            labels[column] = model._meta.get_field(column.removesuffix("_id")).verbose_name
    for kind in MaterialKind:
        labels[kind.value] = kind.label
    return labels


def shown_value(name, value):
    """A fact as people read it: names for codes, readable money, words for lists."""
    if value in (None, "", []):
        return _("nothing")
    if name == "region_id":
        return _path(Region.objects.get(pk=value))
    if name == "category_id":
        return Category.objects.get(pk=value).name
    if name == "organization_id":
        return Organization.objects.get(pk=value).name
    if name == "commodity_value":
        return readable(Decimal(str(value)))
    if name == "kind":
        return ApplicationKind(value).label
    if name == "participation":
        return "、".join(str(Participation(one).label) for one in value)
    if name == "promises":
        return "；".join(str(Pledge(one).label) for one in value)
    if name.partition("-")[0] in MaterialKind.values:
        return _("one file")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "；".join(str(item) for item in value if item)
    return value


def _path(region) -> str:
    return (region.path_name or region.name).replace(PATH_SEPARATOR, " › ") if region else ""


def row_facts(row) -> list[dict]:
    """Lines for components/facts.html of one product; thresholds stand beside the figures they are about (F07)."""
    terms, labels = terms_for(row.application.region), fact_labels()
    values = {
        "name": row.name,
        "region_id": _path(row.region),
        "category_id": row.category.name if row.category_id else "",
        "people_benefited": ""
        if row.people_benefited is None
        else number_format(row.people_benefited, force_grouping=True),
        "commodity_value": "" if row.commodity_value is None else readable(row.commodity_value),
        "participation": "、".join(str(Participation(one).label) for one in row.participation),
    }
    notes = {
        "people_benefited": _against(row.people_benefited, terms.least_people, str),
        "commodity_value": _against(row.commodity_value, terms.least_value, readable),
    }
    return [
        {
            "label": labels[column],
            "value": values.get(column, getattr(row, column, "")),
            "note": notes.get(column, ""),
        }
        for column in ROW_COLUMNS
        if column != "description"
    ]


def _against(value, least, words) -> str:
    if least is None or value is None:
        return ""
    sentence = (
        _("reaches the threshold of %(least)s") if value >= least else _("below the threshold of %(least)s")
    )
    return sentence % {"least": words(least)}


def application_facts(application) -> list[dict]:
    """Lines of what stands for all products of an application."""
    labels = fact_labels()
    rows = [(labels[name], getattr(application, name)) for name in APPLICATION_COLUMNS if name != "benefit"]
    rows = [
        (label, (_("yes") if value else _("no")) if isinstance(value, bool) else value)
        for label, value in rows
    ]
    station = application.station.name if application.station_id else ""
    rows += [(Application._meta.get_field("round").verbose_name, str(application.round or ""))]
    rows += [(Application._meta.get_field("station").verbose_name, station)]
    return [{"label": label, "value": value} for label, value in rows]


def papers(application, row=None) -> list[dict]:
    """The papers of an application with addresses that ask who reads; with a row also that row's own."""
    found = application.materials.select_related("file", "product")
    if row is not None:
        found = [paper for paper in found if paper.product_id in {None, row.pk}]
    found = list(found)
    looks = known_looks(paper.file.sha256 for paper in found)
    return [
        {
            "row": paper,
            "kind": paper.get_kind_display(),
            "url": reverse("certification_desk:paper", args=[paper.pk]),
            "title": paper.title,
            "size": paper.file.size,
            "is_picture": paper.is_picture,
            "is_shown": paper.is_picture and not paper.is_sensitive,
            "is_sensitive": paper.is_sensitive,
            "alt": paper.alt or paper.title,
            "look": looks.get(paper.file.sha256),
        }
        for paper in found
    ]


def notice_lines(row_ids) -> dict[int, dict]:
    """What a publicity notice prints of each row, by the names of review.processes.NOTICE_COLUMNS (H02)."""
    rows = ApplicationProduct.objects.filter(pk__in=row_ids).select_related("application", "category")
    rows = list(rows)
    certifiers = _offices([row.review_id for row in rows])
    return {
        row.pk: {
            "region_id": row.region_id,
            "unit": row.application.entity_name,
            "product": row.name,
            "category": row.category.name,
            "people": row.people_benefited,
            "value": str(row.commodity_value),
            "certified_by": certifiers.get(row.review_id, ""),
        }
        for row in rows
    }


def _offices(review_ids) -> dict[int, str]:
    """Review → the assistance office that approved last."""
    approvals = Decision.objects.filter(
        review__in=Review.objects.filter(pk__in=review_ids),
        outcome=Outcome.APPROVE,
        organization__kind=Kind.ASSISTANCE_OFFICE,
    )
    return dict(approvals.order_by("at", "pk").values_list("review_id", "organization__name"))
