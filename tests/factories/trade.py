"""Trade records in every state, each made through the verbs, on the small Hunan with a little of Guangxi."""

import datetime
import itertools
from decimal import Decimal

import factory

from accounts.models import Role, User
from activities.trade import actions, reference
from activities.trade.models import Direction, TradeRecord, Unit
from organizations.models import PARENT_OF, Kind, Organization
from regions.models import Level, Region
from review import actions as review_actions
from review.models import Outcome, ReviewTask
from tests.factories.accounts import UserFactory
from tests.factories.activities import paper, person, photo
from tests.factories.catalog import CategoryFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import RegionFactory, hunan, region_at

_papers = itertools.count(1)

LUOCHENG = "451225"


def guangxi() -> Region:
    """罗城仫佬族自治县, the guide's own example of an origin (A07)."""
    province = RegionFactory(code="450000", name="广西壮族自治区", level=Level.PROVINCE, parent=None)
    city = RegionFactory(code="451200", name="河池市", level=Level.PREFECTURE, parent=province)
    return RegionFactory(code=LUOCHENG, name="罗城仫佬族自治县", parent=city)


def chain_in_force(preset="parent-city"):
    """The preset as chain in force at the root."""
    return review_actions.adopt_preset("trade", preset, region=region_at("430000"), by=None)


def ground(preset="parent-city"):
    """What records stand on: regions, periods, units, categories, a chain, a reviewer at the city and the province."""
    hunan()
    guangxi()
    CategoryFactory()
    if not Unit.objects.exists():
        reference.load(lambda *progress: None)
    chain_in_force(preset)
    return person("433100", Role.REVIEWER), person("430000", Role.REVIEWER)


def trader(kind=Kind.MERCHANT, code="433100", *, parent=None, role=None, name=None) -> User:
    """The account of a reporting organization of this kind; merchants and stores get a parent with an administrator."""
    region = region_at(code)
    if kind in PARENT_OF and parent is None:
        parent = trader(PARENT_OF[kind], code).organization
    there = Organization.objects.filter(kind=kind, region=region, parent=parent)
    organization = (there.filter(name=name) if name else there).first()
    organization = organization or OrganizationFactory(
        kind=kind, region=region, parent=parent, name=name or f"{region.name}{Kind(kind).label}"
    )
    role = role or (Role.REPORTER if kind in PARENT_OF else Role.ADMINISTRATOR)
    return organization.accounts.filter(role=role, is_active=True).first() or UserFactory(
        organization=organization, role=role
    )


def invoice():
    """A small picture that no other is like: JPEG would make neighbouring colours one, so the size differs."""
    number = next(_papers)
    return photo("white", size=(60 + number % 400, 40 + number // 400), name=f"发票{number}.jpg")


def values(**changed) -> dict:
    """Values for save_record that are whole and possible: 1.5 吨 of rice from Luocheng for 9,000 yuan."""
    return {
        "is_direct": True,
        "origin_id": LUOCHENG,
        "category_id": CategoryFactory().pk,
        "product_name": "罗城大米",
        "quantity": Decimal("1.5"),
        "unit_id": Unit.objects.get(key="ton").pk,
        "amount": Decimal("9000.00"),
        "traded_on": datetime.date(2020, 8, 3),
        "seller": "罗城县米业合作社",
    } | changed


def task_of(row) -> ReviewTask:
    """The open task of the record's review."""
    return ReviewTask.objects.open().get(review=row.review)


def decider_of(task) -> User:
    """Somebody who may decide the task."""
    if task.organization_id:
        organization = task.organization
        return organization.accounts.filter(role=Role.ADMINISTRATOR).first() or UserFactory(
            organization=organization, role=Role.ADMINISTRATOR
        )
    return person(task.region_id, Role.REVIEWER, Kind(task.organization_kind))


def decide(row, outcome=Outcome.APPROVE, *, words="") -> TradeRecord:
    """Let whoever holds the seat decide the open task of a record."""
    words = words or ("" if outcome == Outcome.APPROVE else "请补充清晰的发票照片。")
    task = task_of(row)
    review_actions.decide(task, outcome, by=decider_of(task), words=words)
    row.refresh_from_db()
    return row


def approve(row) -> TradeRecord:
    """Through every step that is left."""
    while ReviewTask.objects.open().filter(review=row.review, step__isnull=False).exists():
        row = decide(row)
    return row


def revoke(row, *, words="凭证有误，已核实。") -> TradeRecord:
    """Let the province take the approval away."""
    review_actions.revoke_approval(row.review, by=person("430000", Role.REVIEWER), words=words)
    row.refresh_from_db()
    return row


class TradeRecordFactory(factory.django.DjangoModelFactory):
    """A draft of a merchant of 湘西州's market with a voucher, unless a trait says how far it has come."""

    class Meta:
        model = TradeRecord
        skip_postgeneration_save = True

    class Params:
        filled = factory.Trait(steps=["submit"])
        passed = factory.Trait(steps=["submit", "decide"])
        returned = factory.Trait(steps=["submit", "return"])
        city_returned = factory.Trait(steps=["submit", "decide", "return"])
        approved = factory.Trait(steps=["submit", "approve"])
        withdrawn = factory.Trait(steps=["submit", "withdraw"])
        revoked = factory.Trait(steps=["submit", "approve", "revoke"])
        corrected = factory.Trait(steps=["submit", "approve", "correct", "submit", "approve"])
        by_enterprise = factory.Trait(by=factory.LazyFunction(lambda: trader(Kind.ENTERPRISE, "433124")))
        sale = factory.Trait(direction=Direction.SALE, seller="", buyer="湘西州第一食堂")

    by = factory.LazyFunction(trader)
    steps: list[str] = []
    papers = 1

    @classmethod
    def _create(cls, model_class, *, by, steps, papers, **changed):
        if not Unit.objects.exists():
            ground()
        row = actions.start_record(by=by)
        row = actions.save_record(row, values(**changed), by=by)
        for _number in range(papers):
            actions.attach_voucher(row, invoice(), by=by)
        for step in steps:
            row = _STEPS[step](row, by)
        return row


def _correct(row, by):
    correction = actions.start_correction(row, by=by)
    return actions.save_record(correction, {"amount": Decimal("9900.00")}, by=by)


_STEPS = {
    "submit": lambda row, by: actions.submit_record(row, by=by),
    "decide": lambda row, by: decide(row),
    "approve": lambda row, by: approve(row),
    "return": lambda row, by: decide(row, Outcome.RETURN),
    "withdraw": lambda row, by: actions.withdraw_record(row, by=by),
    "revoke": lambda row, by: revoke(row),
    "correct": _correct,
}

__all__ = ["TradeRecordFactory", "approve", "decide", "ground", "invoice", "paper", "trader", "values"]
