"""The verbs of organizations: open, rename, complete the name, bar, close."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum.cn import uscc as credit_code
from stdnum.exceptions import ValidationError as CodeError

from core.errors import Conflict
from core.models import Record
from core.records import build, record
from organizations import rules
from organizations.models import PARENT_OF, Kind, Organization
from regions.models import Region

_after_close: list[Callable] = []


def after_close(function: Callable) -> Callable:
    """Ask to be called as `function(organization, by=…)` in the transaction that closes an organization.

    For floors above, from `AppConfig.ready`: whatever waits for the closed one has to move.
    """
    if function not in _after_close:
        _after_close.append(function)
    return function


def clean_credit_code(text: str) -> str:
    """A unified social credit code as stored: 18 characters, capitals; "" stays "". Raises ValidationError."""
    compact = credit_code.compact(text or "").upper()
    if not compact:
        return ""
    try:
        return credit_code.validate(compact)
    except CodeError:
        raise ValidationError(
            _("This is no unified social credit code: please compare it with the licence."), code="uscc"
        ) from None


def clean_name(text: str) -> str:
    """A name as stored: one line, single spaces, 2 to 120 characters. Raises ValidationError."""
    name = " ".join((text or "").split())
    if not 2 <= len(name) <= 120:
        raise ValidationError(_("A name has 2 to 120 characters."), code="name")
    return name


@transaction.atomic
def open_organization(
    *,
    by,
    name: str,
    kind: str,
    region: Region,
    parent: Organization | None = None,
    uscc: str = "",
    is_name_final: bool = True,
    is_demo: bool = False,
) -> Organization:
    """Open an organization on `region` and return it (B05, B09, B11, B13, B17).

    `by` None is the system. Raises Refused or Conflict with a sentence, ValidationError for name or code.
    """
    rules.can_open(by, kind=kind, region=region, parent=parent).require()
    organization = Organization(
        name=clean_name(name),
        kind=kind,
        region=region,
        parent=parent,
        uscc=clean_credit_code(uscc),
        is_name_final=is_name_final or kind not in PARENT_OF,
        is_demo=is_demo or bool(getattr(by, "is_demo", False)),
    )
    try:
        with transaction.atomic():
            organization.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_taken(organization)) from None
    record("organization.open", organization, by=by, region=region.pk, kind=kind)
    return organization


def _taken(organization: Organization) -> str:
    if organization.uscc and Organization.objects.filter(uscc=organization.uscc).exists():
        return _("An organization with this unified social credit code exists already.")
    return _("%(region)s has an open “%(kind)s” already.") % {
        "region": organization.region.name,
        "kind": organization.get_kind_display(),
    }


def _locked(organization: Organization) -> Organization:
    rows = Organization.objects.select_for_update(of=("self",)).select_related("region", "parent__region")
    return rows.get(pk=organization.pk)


@transaction.atomic
def rename_organization(organization: Organization, *, by, name: str) -> Organization:
    """Give it another name; the record keeps the old one. Raises Refused, Conflict, ValidationError."""
    organization = _locked(organization)
    rules.can_rename(by, organization).require()
    return _write_name(organization, "organization.rename", by=by, name=name)


@transaction.atomic
def complete_name(organization: Organization, *, by, name: str) -> Organization:
    """A merchant or store completes the name it was opened under. Raises Refused, Conflict, ValidationError."""
    organization = _locked(organization)
    rules.can_complete_name(by, organization).require()
    return _write_name(organization, "organization.complete_name", by=by, name=name)


def _write_name(organization, verb, *, by, name) -> Organization:
    before, organization.name = organization.name, clean_name(name)
    organization.is_name_final = True
    organization.save(update_fields=["name", "is_name_final"])
    record(verb, organization, by=by, region=organization.region_id, before=before)
    return organization


@transaction.atomic
def close_organization(organization: Organization, *, by) -> Organization:
    """Close it: its people can no longer work in the desk, its history stays. Raises Refused, Conflict."""
    organization = _locked(organization)
    rules.can_close(by, organization).require()
    organization.closed_at = timezone.now()
    organization.save(update_fields=["closed_at"])
    record("organization.close", organization, by=by, region=organization.region_id)
    for function in _after_close:
        function(organization, by=by)
    return organization


@transaction.atomic
def open_suppliers(plans: list[tuple[str, str, str]], *, by, is_demo: bool = False) -> list[Organization]:
    """Open suppliers set-wise, in order: (clean name, region code, clean credit code or ""); asks no rule.

    For whoever moves a directory in. Raises IntegrityError when a code is taken meanwhile.
    """
    opened = Organization.objects.bulk_create(
        (
            Organization(name=name, kind=Kind.SUPPLIER, region_id=region, uscc=uscc, is_demo=is_demo)
            for name, region, uscc in plans
        ),
        batch_size=500,
    )
    Record.objects.bulk_create(
        (build("organization.open", one, by=by, region=one.region_id, kind=one.kind) for one in opened),
        batch_size=500,
    )
    return opened


@transaction.atomic
def take_back(organizations, *, by) -> int:
    """Let organizations vanish that were opened a moment ago and that nobody has used since; how many.

    One that has people or products by now stays. `organizations` is a queryset.
    """
    count = 0
    for one in organizations.select_for_update(of=("self",)):
        gone = build("organization.take_back", one, by=by, region=one.region_id)
        try:
            with transaction.atomic():
                one.delete()
        except ProtectedError:
            continue
        gone.save(force_insert=True)
        count += 1
    return count


@transaction.atomic
def bar_organization(organization: Organization, until, *, by) -> Organization:
    """Bar it from the directory up to and including this day; asks no rule: who bars has decided (J05).

    Its row is locked first, so that whoever enters its products meanwhile waits and then reads the bar.
    """
    organization = _locked(organization)
    organization.barred_until = until
    organization.save(update_fields=["barred_until"])
    record("organization.bar", organization, by=by, region=organization.region_id, until=until.isoformat())
    return organization


@transaction.atomic
def lift_bar(organization: Organization, *, by) -> Organization:
    """Let it supply again; asks no rule. Products that left do not come back by it."""
    organization = _locked(organization)
    if organization.barred_until is None:
        return organization
    before, organization.barred_until = organization.barred_until, None
    organization.save(update_fields=["barred_until"])
    record(
        "organization.lift_bar", organization, by=by, region=organization.region_id, before=before.isoformat()
    )
    return organization


@transaction.atomic
def adopt_credit_code(organization: Organization, code: str, *, by) -> Organization:
    """Give an organization the code that a review has approved; asks no rule. Raises Conflict when it is taken."""
    organization = _locked(organization)
    before, organization.uscc = organization.uscc, clean_credit_code(code)
    if before == organization.uscc:
        return organization
    try:
        with transaction.atomic():
            organization.save(update_fields=["uscc"])
    except IntegrityError:
        raise Conflict(_taken(organization)) from None
    record("organization.adopt_code", organization, by=by, region=organization.region_id, before=before)
    return organization
