"""Suppliers whose papers hold, and a few on the way: by the verbs, with an operator and people who can sign in."""

import random
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import Role, User
from catalog.suppliers import actions
from catalog.suppliers.actions import Paper, Recognition
from catalog.suppliers.facts import PROMISES, PaperKind
from core import intake
from demo import words
from demo.people import SHOWN_COUNTY, open_account
from demo.products import credit_code
from organizations.models import Kind, Organization
from review import actions as reviews
from review.models import Outcome, ReviewTask

SEED = 832
COMPULSORY = (PaperKind.BUSINESS_LICENCE, PaperKind.LEGAL_ID, PaperKind.QUALITY_REPORT)
# Who is on the way, in the shown county, and how far.
ON_THE_WAY = (
    ("双龙镇蜜蜂养殖专业合作社", "draft"),
    ("吉卫镇苗绣专业合作社", "submitted"),
    ("麻栗场镇腊味加工厂", "returned"),
)


def play(province) -> list[User]:
    """Recognise the demo's suppliers, one with a paper about to lapse; play those on the way; returns who applies."""
    rng = random.Random(SEED)
    operator = _open_operator(province)
    _recognise(operator.organization, by=operator)
    for name, end in ON_THE_WAY:
        _come(province, rng, name, end, operator)
    rows = User.objects.filter(is_demo=True, organization__kind=Kind.SUPPLIER, is_active=True)
    return list(rows.filter(organization__supplier_profile__isnull=False).order_by("pk"))


def document(title) -> ContentFile:
    """A small PDF that stands for a paper, its own bytes for each title."""
    said = f"%% {title}\n".encode()
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n" + said + b"trailer<</Root 1 0 R>>\n%%EOF\n"
    return ContentFile(body, name=f"{title}.pdf")


def _open_operator(province) -> User:
    top = province.top
    return open_account(
        province,
        by=top.people[Role.ADMINISTRATOR],
        region=top.region,
        role=Role.ADMINISTRATOR,
        kind=Kind.OPERATOR,
        name=f"{words.short_name(top.region)}消费扶贫平台运营公司",
    )


def _recognise(operator, *, by):
    today = timezone.localdate()
    files = {kind: intake.keep_document(document(f"示例{kind.label}"), is_demo=True) for kind in COMPULSORY}
    found = Organization.objects.filter(is_demo=True, kind=Kind.SUPPLIER).order_by("pk")
    plans = []
    for number, organization in enumerate(found):
        # Of every tenth the test report ends within the month.
        days = {PaperKind.QUALITY_REPORT: 12} if number % 10 == 3 else {}
        plans.append(
            Recognition(
                organization=organization,
                facts={"uscc": organization.uscc, "address": organization.region.name},
                papers=tuple(
                    Paper(
                        kind=kind,
                        file=file,
                        issued_on=today - timedelta(days=400),
                        valid_until=today + timedelta(days=days.get(kind, 900)),
                    )
                    for kind, file in files.items()
                ),
                operator=operator,
            )
        )
    actions.recognise_suppliers(plans, by=by, on=timezone.now() - timedelta(days=200))


def _come(province, rng, name, end, operator):
    region = province.offices[SHOWN_COUNTY].region
    by = accounts.register_enterprise(
        phone=province.phone(region),
        name=f"{words.short_name(region)}{name}",
        contact=words.person(rng),
        kind=Kind.SUPPLIER,
        region=region,
        is_demo=True,
    )
    row = actions.start_onboarding(by=by)
    values = {
        "uscc": credit_code(rng, SHOWN_COUNTY),
        "legal_representative": words.person(rng),
        "address": f"{region.name}{name[:3]}",
        "telephone": "100-43312401",
        "operator_id": operator.organization_id,
        "promises": list(PROMISES),
    }
    row = actions.save_onboarding(row, values, typed={}, by=by)
    for kind in COMPULSORY[: 1 if end == "draft" else None]:
        actions.add_paper(row, document(f"{name}{kind.label}"), by=by, kind=kind)
    if end == "draft":
        return
    row.refresh_from_db()
    row = actions.submit_onboarding(row, by=by)
    if end == "returned":
        task = ReviewTask.objects.open().get(review=row.review)
        reviews.decide(task, Outcome.RETURN, by=operator, words="检测报告缺少签章页，请补充。")
