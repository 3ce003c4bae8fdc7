"""Reports in every state, each made through the verbs, on the small Hunan."""

import datetime
import io
from decimal import Decimal

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Page, Site

from accounts.models import Role, User
from activities import actions
from activities.models import ActivityIndexPage, ActivityKind, ReportVersion
from organizations.models import Kind
from review import actions as review_actions
from review.models import Outcome, ReviewTask
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import hunan, region_at

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class ActivityKindFactory(factory.django.DjangoModelFactory):
    """产销对接 unless told."""

    class Meta:
        model = ActivityKind
        django_get_or_create = ("key",)

    key = "matchmaking"
    name = "产销对接"


def activity_index() -> ActivityIndexPage:
    """The index page, made under the site's root page if it is not there yet."""
    index = ActivityIndexPage.objects.first()
    if index is None:
        site = Site.objects.filter(is_default_site=True).first()
        parent = site.root_page if site else Page.get_first_root_node()
        index = parent.add_child(instance=ActivityIndexPage(title="活动动态", slug="activities"))
    return index


def chain_in_force(preset="city"):
    """The preset as chain in force at the root."""
    return review_actions.adopt_preset("activity", preset, region=region_at("430000"), by=None)


def ground(preset="city"):
    """What reports stand on: regions, index page, a chain, and a reviewer at the city and the province."""
    hunan()
    activity_index()
    chain_in_force(preset)
    return person("433100", Role.REVIEWER), person("430000", Role.REVIEWER)


def person(code: str, role=Role.REPORTER, kind=Kind.ASSISTANCE_OFFICE) -> User:
    """The account of this role at the office of this kind in a region, opened if it is not there yet."""
    found = User.objects.filter(organization__region=code, organization__kind=kind, role=role, is_active=True)
    there = found.select_related("organization__region").first()
    if there:
        return there
    region = region_at(code)
    organization = OrganizationFactory(kind=kind, region=region, name=f"{region.name}{kind.label}")
    return UserFactory(organization=organization, role=role)


def photo(color="red", *, size=(60, 40), name="photo.jpg") -> SimpleUploadedFile:
    """A small JPEG as a browser sends it."""
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def paper(name="签约名单.pdf", *, content=PDF) -> SimpleUploadedFile:
    """A small PDF as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def facts(**changed) -> dict:
    """Values for save_draft that are whole and possible."""
    return {
        "title": "花垣脐橙产销对接会",
        "body": "九月十六日，花垣县举办脐橙产销对接会，签约八份。",
        "tags": "脐橙，六进",
        "kind_id": ActivityKindFactory().pk,
        "started_on": datetime.date(2020, 9, 15),
        "ended_on": datetime.date(2020, 9, 16),
        "place": "县体育馆",
        "region_id": "433124",
        "partner_region_id": None,
        "matchmaking_events": 1,
        "sales_amount": Decimal("125000.00"),
        "people_covered": 320,
        "product_kinds": "脐橙",
        "trade_amount": Decimal("4200000.00"),
    } | changed


def task_of(version) -> ReviewTask:
    """The open task of the version's review."""
    return ReviewTask.objects.open().get(review=version.review)


def decider_of(task) -> User:
    """Somebody who may decide the task."""
    return person(task.region_id, Role.REVIEWER, Kind(task.organization_kind))


def decide(version, outcome=Outcome.APPROVE, *, words="", marks=None) -> ReportVersion:
    """Let whoever holds the seat decide the open task of a version."""
    task = task_of(version)
    words = words or ("" if outcome == Outcome.APPROVE else "请补充签约合同照片。")
    review_actions.decide(task, outcome, by=decider_of(task), words=words, marks=marks)
    version.refresh_from_db()
    return version


class ReportFactory(factory.django.DjangoModelFactory):
    """A draft of 花垣县's office unless a trait says how far it has come."""

    class Meta:
        model = ReportVersion
        skip_postgeneration_save = True

    class Params:
        submitted = factory.Trait(steps=["submit"])
        returned = factory.Trait(steps=["submit", "return"])
        approved = factory.Trait(steps=["submit", "approve"])
        withdrawn = factory.Trait(steps=["submit", "withdraw"])
        revoked = factory.Trait(steps=["submit", "approve", "revoke"])
        correction = factory.Trait(steps=["submit", "approve", "correct"])
        corrected = factory.Trait(steps=["submit", "approve", "correct", "submit", "approve"])
        pictured = factory.Trait(pictures=2, papers=1)

    by = factory.LazyFunction(lambda: person("433124"))
    steps: list[str] = []
    pictures = 0
    papers = 0

    @classmethod
    def _create(cls, model_class, *, by, steps, pictures, papers, **values):
        ground()
        version = actions.start_report(by=by)
        region = {"region_id": by.organization.region_id}
        version = actions.save_draft(version, facts(**region | values), typed={}, by=by)
        for number in range(pictures):
            actions.add_picture(version, photo(f"#{number}{number}8833"), by=by, alt=f"会场{number + 1}")
        for number in range(papers):
            content = PDF.replace(b"endobj", b"endobj\n%% %d" % number)
            actions.add_attachment(version, paper(content=content), by=by)
        for step in steps:
            version = _STEPS[step](version, by)
        return version


def _correct(version, by):
    version = actions.start_correction(version.page, by=by)
    return actions.save_draft(version, {"sales_amount": Decimal("200000.00")}, typed={}, by=by)


def revoke(version, *, words="数据有误，已核实。") -> ReportVersion:
    """Let the province take the approval away."""
    review_actions.revoke_approval(version.review, by=person("430000", Role.REVIEWER), words=words)
    version.refresh_from_db()
    return version


_STEPS = {
    "submit": lambda version, by: actions.submit_report(version, by=by),
    "approve": lambda version, by: decide(version),
    "return": lambda version, by: decide(version, Outcome.RETURN),
    "withdraw": lambda version, by: actions.withdraw_version(version, by=by),
    "revoke": lambda version, by: revoke(version),
    "correct": _correct,
}
