"""Suppliers however far they have come, on the small Hunan."""

import datetime
import itertools

from django.utils import timezone

from accounts.models import Role, User
from catalog.suppliers import actions
from catalog.suppliers.actions import Paper, Recognition
from catalog.suppliers.facts import PROMISES, PaperKind
from core import intake
from core.digits import id_check_digit
from organizations.models import Kind, Organization
from review import actions as review_actions
from review.models import Outcome, ReviewTask
from tests.factories.accounts import UserFactory
from tests.factories.activities import person
from tests.factories.core import pdf, upload
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import region_at

_numbers = itertools.count(1)

# A credit code whose check character is right, and an ID number of nobody: its region was never given out.
USCC = "91433124MA4L16JQ9B"
ID_NUMBER = "99999919900101123" + id_check_digit("999999199001011230")

FACTS = {
    "legal_representative": "石示例",
    "address": "湖南省花垣县双龙镇",
    "telephone": "100-43312401",
    "email": "",
    "is_leading_enterprise": False,
    "joins_hundred_enterprises": False,
}


def document(name: str = "paper"):
    """A small PDF in private storage, its own bytes for each name."""
    return intake.keep_document(upload(pdf(f"%% {name}\n".encode()), f"{name}.pdf"))


def paper(kind=PaperKind.BUSINESS_LICENCE, **changed) -> Paper:
    """A paper that holds for years unless told."""
    today = timezone.localdate()
    whole = {
        "number": f"SN{next(_numbers):06d}",
        "issued_on": today - datetime.timedelta(days=400),
        "valid_until": today + datetime.timedelta(days=1000),
    }
    return Paper(**{"kind": kind, "file": document(f"{kind}"), **whole, **changed})


def whole_papers(*, lapsed=(), lapsing=(), without=(), is_person=False) -> list[Paper]:
    """One paper of each compulsory kind; those named have lapsed yesterday, lapse in ten days, or are left out."""
    today, found = timezone.localdate(), []
    for kind in (PaperKind.BUSINESS_LICENCE, PaperKind.LEGAL_ID, PaperKind.QUALITY_REPORT):
        if kind in without or (is_person and kind == PaperKind.BUSINESS_LICENCE):
            continue
        until = today + datetime.timedelta(days=-1 if kind in lapsed else 10 if kind in lapsing else 1000)
        found.append(paper(kind, valid_until=until))
    return found


def system() -> User:
    """The system administrator."""
    return User.objects.filter(is_superuser=True).first() or UserFactory(system=True)


def operator(**changed) -> Organization:
    """The platform operator of the province."""
    there = Organization.objects.filter(kind=Kind.OPERATOR).first()
    whole = {"kind": Kind.OPERATOR, "name": "湖南示例运营商", "region": region_at("430000")}
    return there or OrganizationFactory(**whole | changed)


def operator_person(role=Role.REVIEWER) -> User:
    """Somebody of the platform operator."""
    organization = operator()
    there = User.objects.filter(organization=organization, role=role, is_active=True).first()
    return there or UserFactory(organization=organization, role=role)


def base(name="花垣十八洞示范基地", **changed) -> Organization:
    """A production base of 花垣县."""
    there = Organization.objects.filter(name=name, kind=Kind.PRODUCTION_BASE).first()
    whole = {"kind": Kind.PRODUCTION_BASE, "name": name, "region": region_at("433124")}
    return there or OrganizationFactory(**whole | changed)


def supplier(
    *,
    name="",
    approved=False,
    barred=False,
    lapsed=(),
    lapsing=(),
    without=(),
    natural_person=False,
    **changed,
) -> Organization:
    """An open supplier of 花垣县. `lapsed`, `lapsing`, `without` name kinds of paper and mean an approved one."""
    organization = OrganizationFactory(
        kind=Kind.SUPPLIER, name=name or f"花垣示例合作社{next(_numbers)}", **changed
    )
    if barred:
        organization.barred_until = timezone.localdate() + datetime.timedelta(days=365)
        organization.save(update_fields=["barred_until"])
    if approved or lapsed or lapsing or without or natural_person:
        approve(organization, lapsed=lapsed, lapsing=lapsing, without=without, natural_person=natural_person)
    return organization


def approve(organization, *, lapsed=(), lapsing=(), without=(), natural_person=False, **facts):
    """Let a supplier be approved; returns its onboarding."""
    facts = {**FACTS, "uscc": organization.uscc, **facts}
    if natural_person:
        facts |= {"is_natural_person": True, "id_number": ID_NUMBER, "uscc": ""}
    found = whole_papers(lapsed=lapsed, lapsing=lapsing, without=without, is_person=natural_person)
    plan = Recognition(organization=organization, facts=facts, papers=tuple(found))
    [onboarding] = actions.recognise_suppliers([plan], by=system())
    return onboarding


def ground():
    """What suppliers stand on: regions, the chains in force, an operator and its reviewer, the county's office."""
    region_at("433124")
    for process in ("onboarding", "supply-agreement"):
        review_actions.adopt_preset(process, "operator", region=region_at("430000"), by=None)
    person("433124", Role.REVIEWER)
    return operator_person()


def sent(name="paper"):
    """A PDF as a browser sends it."""
    return upload(pdf(f"%% {name} {next(_numbers)}\n".encode()), f"{name}.pdf")


def whole_draft(by, **changed):
    """An onboarding draft that can be submitted."""
    row = actions.start_onboarding(by=by)
    values = {**FACTS, "uscc": USCC, "operator_id": operator().pk, "promises": list(PROMISES)}
    row = actions.save_onboarding(row, values | changed, typed={}, by=by)
    for kind in (PaperKind.BUSINESS_LICENCE, PaperKind.LEGAL_ID, PaperKind.QUALITY_REPORT):
        actions.add_paper(row, sent(kind), by=by, kind=kind)
    row.refresh_from_db()
    return row


def decide(process, subject_id, outcome, *, by, words=""):
    """Decide the open task of a subject."""
    task = ReviewTask.objects.open().exclude(kind="mend").get(process=process, subject_id=subject_id)
    words = words or ("" if outcome == Outcome.APPROVE else "请补充检测报告。")
    return review_actions.decide(task, outcome, by=by, words=words)


def supplier_person(role=Role.ADMINISTRATOR, organization=None, **traits) -> User:
    """Somebody of a supplier, which is made with these traits (see `supplier`) unless given."""
    return UserFactory(organization=organization or supplier(**traits), role=role)
