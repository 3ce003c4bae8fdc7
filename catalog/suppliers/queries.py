"""What stands of a supplier today: approved or not, and its papers."""

import datetime
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.suppliers.facts import COMPULSORY, COMPULSORY_OF_PERSONS, PaperKind
from catalog.suppliers.models import Onboarding, Qualification, SupplierPolicy, SupplierProfile
from organizations.models import Kind, Organization
from regions.models import Region
from review.queries import last_return
from review.routing import staffed_offices


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


def taken_codes(onboarding_ids) -> list[int]:
    """Those of these onboardings whose credit code belongs to another organization."""
    rows = dict(Onboarding.objects.filter(pk__in=onboarding_ids).exclude(uscc="").values_list("pk", "uscc"))
    owners = dict(Organization.objects.filter(uscc__in=rows.values()).values_list("uscc", "pk"))
    mine = dict(Onboarding.objects.filter(pk__in=rows).values_list("pk", "organization_id"))
    return [pk for pk, code in rows.items() if owners.get(code, mine[pk]) != mine[pk]]


def operators_for(region: Region):
    """The open platform operators whose territory holds a region."""
    codes = [one.pk for one in region.ancestors()]
    return Organization.objects.active().filter(kind=Kind.OPERATOR, region__in=codes).order_by("name")


def nearest_office(region: Region) -> Organization | None:
    """The nearest open, staffed assistance office up the tree."""
    codes = [one.pk for one in region.ancestors()]
    offices = staffed_offices().filter(kind=Kind.ASSISTANCE_OFFICE, region__in=codes)
    return max(offices.select_related("region"), key=lambda office: office.region.level, default=None)


def reviewer_of(organization) -> Organization | None:
    """Whom a supplier's papers go to: the operator of its approval, else the nearest office."""
    onboarding = approved(organization) or in_work(organization)
    operator = onboarding.operator if onboarding else None
    if operator and operator.is_active:
        return operator
    return nearest_office(organization.region)


_TONES = {
    "draft": "plain",
    "submitted": "waiting",
    "requested": "waiting",
    "returned": "returned",
    "approved": "done",
    "granted": "done",
    "refused": "refused",
}


def tone(state: str) -> str:
    """The pill's tone for a state."""
    return _TONES.get(state, "plain")


def papers_shown(found, today=None) -> list[dict]:
    """Papers as the desk lists them: with the words and tone of their validity."""
    today = today or timezone.localdate()
    soon = today + datetime.timedelta(days=settings.PAPER_LAPSING_DAYS)
    rows = []
    for paper in found:
        word, colour = _("in force"), "done"
        if paper.has_lapsed(today):
            word, colour = _("lapsed"), "returned"
        elif paper.valid_until and paper.valid_until <= soon:
            word, colour = _("lapses soon"), "waiting"
        rows.append({"paper": paper, "word": word, "tone": colour})
    return rows


def bases_found(words: str):
    """Open production bases whose name holds these words, the first thirty."""
    found = Organization.objects.active().filter(kind=Kind.PRODUCTION_BASE).select_related("region")
    return found.filter(name__icontains=words).order_by("name")[:30] if words else found.order_by("name")[:30]


def desk(supplier) -> dict:
    """What the supplier's desk shows: where it stands, the next step, papers, bases, agreements."""
    current, held = in_work(supplier), approved(supplier)
    now = standing(supplier)
    bases = list(supplier.base_authorizations.select_related("base"))
    agreements = list(supplier.supplyagreements.all())
    for row in [*bases, *agreements, *([current] if current else [])]:
        row.tone = tone(row.state)
    return {
        "supplier": supplier,
        "current": current,
        "approved": held,
        "standing": now,
        "papers": papers_shown(papers(supplier)),
        "bases": bases,
        "agreements": agreements,
        "next": next_step(current, now, bases, agreements),
        "returned": last_return(current.review) if current and current.state == "returned" else None,
    }


def next_step(current, now, bases, agreements) -> dict:
    """The one thing to do next: words, and where (a route's name, or "" when others have to act)."""
    if current and current.state == "returned":
        return {
            "words": _("The operator has returned your papers: mend them and submit again."),
            "url": "edit",
        }
    if current and current.state == "submitted":
        return {"words": _("The operator reviews your papers; you can do nothing now but wait."), "url": ""}
    if not now.is_approved:
        return {"words": _("Fill in the basic information, add your papers, submit."), "url": "edit"}
    if now.blocking or now.lapsing:
        return {"words": _("A paper has lapsed or lapses soon: hand in the new one."), "url": "edit"}
    if any(row.state == "returned" for row in agreements):
        return {"words": _("An agreement was returned: mend it below."), "url": ""}
    if not bases:
        return {"words": _("Find the production bases whose goods you sell."), "url": "bases"}
    if not agreements:
        return {"words": _("Hand in your supply agreement."), "url": "agreement"}
    return {"words": _("Everything is in order: you may apply for certification."), "url": ""}
