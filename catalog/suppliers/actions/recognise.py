"""Suppliers that were approved elsewhere before: taken over set-wise, with a directory that moves in."""

import datetime
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from catalog.suppliers.models import Onboarding, Qualification, SupplierProfile
from catalog.suppliers.states import OnboardingState
from core.models import PrivateFile, Record
from core.records import build
from organizations.models import Organization


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper with its file, as facts."""

    kind: str
    file: PrivateFile
    back: PrivateFile | None = None
    number: str = ""
    issued_on: datetime.date | None = None
    valid_until: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """What is known of one supplier: facts by column (catalog.suppliers.facts.FACT_COLUMNS) and its papers."""

    organization: Organization
    facts: dict = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    operator: Organization | None = None


@transaction.atomic
def recognise_suppliers(plans, *, by, on=None) -> list[Onboarding]:
    """Approve suppliers without a review, in order; asks no rule. `on` is the moment of approval (now).

    For whoever takes over an existing directory. Raises IntegrityError for one that is approved or in work already.
    """
    plans, now = list(plans), on or timezone.now()
    rows = Onboarding.objects.bulk_create(
        (
            Onboarding(
                organization=plan.organization,
                state=OnboardingState.APPROVED,
                operator=plan.operator,
                created_by=by,
                created_at=now,
                submitted_at=now,
                is_demo=plan.organization.is_demo,
                **plan.facts,
            )
            for plan in plans
        ),
        batch_size=200,
    )
    _add_papers(plans, rows, by, now)
    SupplierProfile.objects.bulk_create(
        (
            SupplierProfile(
                organization=plan.organization,
                approved_onboarding=row,
                approved_at=now,
                is_demo=plan.organization.is_demo,
                **plan.facts,
            )
            for plan, row in zip(plans, rows, strict=True)
        ),
        batch_size=200,
    )
    Record.objects.bulk_create(
        (
            build("supplier.recognise", plan.organization, by=by, region=plan.organization.region_id)
            for plan in plans
        ),
        batch_size=500,
    )
    return rows


def _add_papers(plans, rows, by, now):
    owned = [(plan, row, paper) for plan, row in zip(plans, rows, strict=True) for paper in plan.papers]
    made = Qualification.objects.bulk_create(
        (
            Qualification(
                organization=plan.organization,
                added_by=by,
                added_at=now,
                is_demo=plan.organization.is_demo,
                **vars(paper),
            )
            for plan, _row, paper in owned
        ),
        batch_size=200,
    )
    link = Onboarding.papers.through
    link.objects.bulk_create(
        (
            link(onboarding_id=row.pk, qualification_id=paper.pk)
            for (_plan, row, _paper), paper in zip(owned, made, strict=True)
        ),
        batch_size=500,
    )
