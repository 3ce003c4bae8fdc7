"""What stands of a supplier today: approved or not, and its papers."""

import datetime
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone

from catalog.suppliers.facts import COMPULSORY, COMPULSORY_OF_PERSONS, PaperKind
from catalog.suppliers.models import Onboarding, Qualification, SupplierPolicy, SupplierProfile
from regions.models import Region


@dataclass(frozen=True)
class SupplierStanding:
    """Of a supplier on one day: kinds of paper that are missing, papers about to lapse, papers that have lapsed.

    What has lapsed blocks new applications where the kind is compulsory: those are in `blocking`.
    """

    is_approved: bool
    missing: list[PaperKind] = field(default_factory=list)
    lapsing: list[Qualification] = field(default_factory=list)
    lapsed: list[Qualification] = field(default_factory=list)
    blocking: list[Qualification] = field(default_factory=list)


def profile(organization) -> SupplierProfile | None:
    """What is approved of a supplier, or None while nothing ever was."""
    return SupplierProfile.objects.filter(organization=organization).first()


def in_work(organization) -> Onboarding | None:
    """The onboarding that is a draft, under review or returned."""
    return Onboarding.objects.in_work().filter(organization=organization).first()


def approved(organization) -> Onboarding | None:
    """The onboarding that the supplier's standing rests on."""
    return Onboarding.objects.filter(organization=organization, state="approved").first()


def papers(organization) -> list[Qualification]:
    """The papers that hold: those approved; before the first approval those handed in. By kind, newest first."""
    onboarding = approved(organization) or in_work(organization)
    return papers_of(onboarding) if onboarding else []


def papers_of(onboarding) -> list[Qualification]:
    """The papers of one onboarding, by kind in the order of the regulations, newest first."""
    order = {kind: place for place, kind in enumerate(PaperKind.values)}
    found = onboarding.papers.select_related("file", "back")
    return sorted(found, key=lambda paper: (order[paper.kind], -paper.pk))


def standing(organization, today: datetime.date | None = None) -> SupplierStanding:
    """Where a supplier stands on a day (today): for rules, the desk and reminders."""
    today = today or timezone.localdate()
    onboarding = approved(organization)
    held = onboarding or in_work(organization)
    if held is None:
        return SupplierStanding(False, missing=[group[0] for group in COMPULSORY])
    return judge(papers_of(held), today, is_approved=bool(onboarding), is_person=held.is_natural_person)


def judge(found, today, *, is_approved=False, is_person=False) -> SupplierStanding:
    """The standing that these papers make on a day."""
    soon = today + datetime.timedelta(days=settings.PAPER_LAPSING_DAYS)
    lapsed = [paper for paper in found if paper.has_lapsed(today)]
    valid = {paper.kind for paper in found if not paper.has_lapsed(today)}
    groups = COMPULSORY_OF_PERSONS if is_person else COMPULSORY
    wanting = [group for group in groups if not valid & set(group)]
    blocking = [paper for paper in lapsed if any(paper.kind in group for group in wanting)]
    kinds = {paper.kind for paper in blocking}
    return SupplierStanding(
        is_approved,
        missing=[group[0] for group in wanting if not kinds & set(group)],
        lapsing=[paper for paper in found if paper.valid_until and today <= paper.valid_until <= soon],
        lapsed=lapsed,
        blocking=blocking,
    )


def allows_natural_persons(region: Region) -> bool:
    """Whether natural persons may become suppliers here: the nearest region up the tree that says so (C-07)."""
    codes = [one.pk for one in region.ancestors()]
    said = dict(
        SupplierPolicy.objects.filter(region__in=codes).values_list("region_id", "allows_natural_persons")
    )
    return next((said[code] for code in reversed(codes) if code in said), False)
