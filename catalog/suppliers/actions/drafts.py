"""Draft verbs of an onboarding: begin, save while typing, add and take off papers. Nothing here counts yet."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from catalog.rules import may_supply
from catalog.suppliers import queries, rules
from catalog.suppliers.facts import FACT_COLUMNS, PaperKind, copy
from catalog.suppliers.models import Onboarding, Qualification
from core import intake
from core.errors import Conflict
from core.records import record
from organizations.models import Organization

MOST_PAPERS = 30


def locked(onboarding) -> Onboarding:
    """The onboarding re-read under lock."""
    rows = Onboarding.objects.select_for_update(of=("self",)).select_related(
        "organization__region", "operator", "review"
    )
    return rows.get(pk=onboarding.pk)


@transaction.atomic
def start_onboarding(*, by) -> Onboarding:
    """The onboarding in work of one's own supplier; a new draft, filled from what is approved, where there is none.

    Raises Refused with a sentence.
    """
    rules.can_write(by).require()
    organization = Organization.objects.select_for_update(of=("self",)).get(pk=by.organization_id)
    if there := queries.in_work(organization):
        return there
    may_supply(organization).require()
    last = organization.onboardings.aggregate(last=Max("number"))["last"] or 0
    row = Onboarding(
        organization=organization,
        number=last + 1,
        created_by=by,
        uscc=organization.uscc,
        is_demo=organization.is_demo,
    )
    source = queries.approved(organization)
    if source:
        copy(source, row)
        row.operator = source.operator
    row.save()
    if source:
        row.papers.set(source.papers.all())
    record("supplier.start", row, by=by, region=organization.region_id, number=row.number)
    return row


@transaction.atomic
def save_onboarding(onboarding, values: dict, *, typed: dict, by, edits=None) -> Onboarding:
    """Keep what was typed. `typed` never holds the ID number; an empty `id_number` keeps the one that is there.

    Raises Conflict when somebody else has saved since `edits`. Never validates: a draft may be incomplete.
    """
    row = locked(onboarding)
    rules.can_edit(by, row).require()
    if edits is not None and edits != row.edits:
        raise Conflict(
            _("Somebody else, or another window of yours, has changed this draft since you opened it.")
        )
    number = values.pop("id_number", "") if values.get("id_number") else ""
    if number and number != row.id_number:
        row.id_number, row.id_number_mark = number, uuid.uuid4()
    for name in (*FACT_COLUMNS, "operator_id", "promises"):
        if name in values and not name.startswith("id_number"):
            setattr(row, name, values[name])
    row.typed = {name: value for name, value in typed.items() if name != "id_number"}
    row.edits += 1
    row.save()
    return row


@transaction.atomic
def add_paper(onboarding, upload, *, by, kind, back=None, replaces=None, **facts) -> Qualification:
    """Put a paper into a draft; `replaces` takes the older one out of it, whose row stays (C07).

    `facts`: number, issued_on, valid_until. Raises ValidationError by field, Refused or Conflict with a sentence.
    """
    row = locked(onboarding)
    rules.can_edit(by, row).require()
    if kind not in PaperKind.values:
        raise ValidationError({"kind": _("Choose the kind of paper.")})
    if row.papers.count() >= MOST_PAPERS:
        raise ValidationError({"file": _("At most %(count)s files.") % {"count": MOST_PAPERS}})
    first, last = facts.get("issued_on"), facts.get("valid_until")
    if first and last and last < first:
        raise ValidationError({"valid_until": _("The last day lies before the first.")})
    try:
        file = intake.keep_paper(upload, is_demo=row.is_demo)
        other = intake.keep_paper(back, is_demo=row.is_demo) if back else None
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from None
    paper = Qualification.objects.create(
        organization=row.organization,
        kind=kind,
        file=file,
        back=other,
        replaces=replaces,
        added_by=by,
        is_demo=row.is_demo,
        **facts,
    )
    row.papers.add(paper)
    if replaces is not None:
        row.papers.remove(replaces)
    record("supplier.add_paper", paper, by=by, region=row.organization.region_id, kind=str(kind))
    return paper


@transaction.atomic
def remove_paper(onboarding, paper, *, by):
    """Take a paper off a draft; its row stays where it was part of an earlier onboarding."""
    row = locked(onboarding)
    rules.can_edit(by, row).require()
    row.papers.remove(paper)
    record("supplier.remove_paper", paper, by=by, region=row.organization.region_id, kind=paper.kind)
