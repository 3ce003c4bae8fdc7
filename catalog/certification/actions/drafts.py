"""Draft verbs: begin (prefilled), save while typing, add and take off products, throw away. Nothing here is public."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.certification import queries, rules
from catalog.certification.facts import (
    APPLICATION_COLUMNS,
    ON_THE_WAY,
    ROW_COLUMNS,
    ApplicationKind,
    MaterialKind,
)
from catalog.certification.models import Application, ApplicationProduct, Material, Promise
from catalog.certification.states import EDITABLE, ApplicationState
from catalog.suppliers import queries as supplier_queries
from catalog.suppliers.facts import PaperKind
from core.errors import Conflict
from core.records import record

# What a supplier's own papers prove in an application.
KNOWN_KINDS = {
    PaperKind.BUSINESS_LICENCE: MaterialKind.LICENCE,
    PaperKind.PRODUCTION_LICENCE: MaterialKind.LICENCE,
    PaperKind.HYGIENE_LICENCE: MaterialKind.LICENCE,
    PaperKind.QUALITY_REPORT: MaterialKind.QUALITY,
    PaperKind.TRADEMARK: MaterialKind.TRADEMARK,
    PaperKind.LEGAL_ID: MaterialKind.ID_CARD,
    PaperKind.BENEFIT_EVIDENCE: MaterialKind.BENEFIT,
    PaperKind.OTHER: MaterialKind.OTHER,
}
SHARED = (*APPLICATION_COLUMNS, "round_id", "station_id")


def locked(application) -> Application:
    """The application re-read under lock, its rows too."""
    found = (
        Application.objects.select_for_update(of=("self",))
        .select_related("organization__region", "region", "round", "bundle")
        .get(pk=application.pk)
    )
    list(ApplicationProduct.objects.select_for_update().filter(application=found).order_by("pk"))
    return found


@transaction.atomic
def start_application(*, by, kind=ApplicationKind.FIRST, begun_with=None) -> Application:
    """A draft with one empty product, prefilled with what is known of the applicant and from last year's application.

    `begun_with` (a UUID) names the form it comes from: sent again, the same draft is returned.
    """
    rules.can_begin(by).require()
    fresh = {**_prefilled(by.organization), "kind": kind, "created_by": by, "is_demo": by.is_demo}
    if begun_with is None:
        application = Application.objects.create(**fresh)
    else:
        application, is_new = Application.objects.get_or_create(
            begun_with=begun_with, organization=by.organization, defaults=fresh
        )
        if not is_new:
            return application
    _bring_papers(application, by)
    ApplicationProduct.objects.create(application=application, is_demo=by.is_demo)
    record("certification.start", application, by=by, region=application.region_id)
    return application


def last_application(organization) -> Application | None:
    """The newest application that was submitted, whatever became of it."""
    sent = Application.objects.filter(organization=organization).exclude(state=ApplicationState.DRAFT)
    return sent.order_by("-submitted_at", "-pk").first()


def _prefilled(organization) -> dict:
    region = organization.region
    rounds, stations = queries.open_rounds(region), list(queries.stations_near(region)[:2])
    values = {
        "organization": organization,
        "region": region,
        "year": timezone.localdate().year,
        "entity_name": organization.name,
        "entity_code": organization.uscc,
        "round": rounds[0] if rounds else None,
        "station": next((one for one in stations if one.region_id == region.pk), None)
        or (stations[0] if len(stations) == 1 else None),
    }
    if before := last_application(organization):
        values |= {name: getattr(before, name) for name in ("address", "phone", "email", "benefit")}
    if known := supplier_queries.profile(organization):
        values |= {
            "entity_code": known.uscc or organization.uscc,
            "address": known.address,
            "phone": known.telephone,
            "email": known.email,
            "is_leading": known.is_leading_enterprise,
            "is_helper": known.joins_hundred_enterprises,
        }
    return values


def _bring_papers(application, by):
    """The supplier's papers that hold and those of last year's application: nobody has to scan a licence twice."""
    found, before = {}, last_application(application.organization)
    for paper in supplier_queries.papers(application.organization):
        for file in filter(None, [paper.file_id, paper.back_id]):
            if not paper.has_lapsed(timezone.localdate()):
                found[KNOWN_KINDS[paper.kind], file] = paper.get_kind_display()
    known = {kind for kind, _file in found}
    for paper in before.materials.filter(product__isnull=True) if before else []:
        if paper.kind not in ON_THE_WAY and paper.kind not in known:
            found[paper.kind, paper.file_id] = paper.title
    Material.objects.bulk_create(
        Material(
            application=application,
            kind=kind,
            file_id=file,
            title=title,
            order=number,
            added_by=by,
            is_demo=application.is_demo,
        )
        for number, ((kind, file), title) in enumerate(found.items())
    )


@transaction.atomic
def save_draft(
    application, values: dict, *, rows=None, promises=None, typed=None, typed_rows=None, by, edits=None
) -> Application:
    """Keep what was typed: `values` and `rows` (key → values) as understood, `typed` and `typed_rows` as text.

    `promises` are the pledges ticked now (None: as they were). `edits` is the count the page was opened with; when
    somebody else has saved since, raises Conflict and nothing is overwritten. What is under review stays as it is.
    Never validates: a draft may be incomplete.
    """
    application = locked(application)
    rules.can_edit(by, application).require()
    if edits is not None and edits != application.edits:
        raise Conflict(
            _("Somebody else, or another window of yours, has changed this draft since you opened it.")
        )
    if rules.can_edit_shared(by, application):
        for name in SHARED:
            if name in values:
                setattr(application, name, values[name])
        if typed is not None:
            application.typed = typed
        if promises is not None:
            _promise(application, promises, by)
    application.edits += 1
    application.save()
    _save_rows(application, rows or {}, typed_rows or {})
    return application


def _promise(application, pledges, by):
    """Ticks keep who ticked them and when; what is unticked goes."""
    application.promises.exclude(pledge__in=pledges).delete()
    given = set(application.promises.values_list("pledge", flat=True))
    Promise.objects.bulk_create(
        Promise(application=application, pledge=pledge, ticked_by=by, is_demo=application.is_demo)
        for pledge in pledges
        if pledge not in given
    )


def _save_rows(application, rows, typed_rows):
    for row in application.products.filter(pk__in={*rows, *typed_rows}, state__in=sorted(EDITABLE)):
        for name in ROW_COLUMNS:
            if name in rows.get(row.pk, {}):
                setattr(row, name, rows[row.pk][name])
        row.typed = typed_rows.get(row.pk, row.typed)
        row.save()


@transaction.atomic
def add_row(application, *, by, product=None) -> ApplicationProduct:
    """One more empty product, or one that is in the directory already, prefilled with what is known of it."""
    application = locked(application)
    rules.can_change_rows(by, application).require()
    if application.products.count() >= rules.MAX_ROWS:
        raise Conflict(_("At most %(count)s products in one application.") % {"count": rules.MAX_ROWS})
    last = application.products.order_by("-order").first()
    row = ApplicationProduct(
        application=application,
        order=last.order + 1 if last else 0,
        product=product,
        is_demo=application.is_demo,
    )
    if product is not None:
        row.name = product.title
        for name in ROW_COLUMNS:
            if hasattr(product, name):
                setattr(row, name, getattr(product, name))
    row.save(force_insert=True)
    return row


@transaction.atomic
def remove_row(row, *, by):
    """Take a product off a draft; the last one stays."""
    application = locked(row.application)
    rules.can_change_rows(by, application).require()
    if application.products.count() <= 1:
        raise Conflict(_("An application needs at least one product."))
    application.products.filter(pk=row.pk).delete()


@transaction.atomic
def discard_application(application, *, by):
    """Throw away a draft that was never submitted."""
    application = locked(application)
    rules.can_discard(by, application).require()
    record("certification.discard", application, by=by, region=application.region_id)
    application.delete()
