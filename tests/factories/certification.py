"""Applications in every state, each made through the verbs, on the small Hunan under the Zhanggong chain."""

import datetime
import itertools
from decimal import Decimal

from django.utils import timezone

from accounts.models import Role
from catalog.certification import actions, process, reference
from catalog.certification.facts import MaterialKind, Pledge
from catalog.certification.models import Application
from catalog.suppliers import queries as supplier_queries
from organizations.models import Kind
from review import actions as review_actions
from review.actions import points_of
from review.models import Outcome, ReviewTask, Status
from tests.factories.accounts import UserFactory
from tests.factories.activities import PDF, paper, person, photo
from tests.factories.catalog import CategoryFactory, catalog_page, supplier
from tests.factories.importing import code_of
from tests.factories.regions import hunan, region_at
from tests.factories.suppliers import approve as approve_supplier

_numbers = itertools.count(1)

SEATS = (
    ("433124109", Kind.WORK_STATION),
    ("433124", Kind.ASSISTANCE_OFFICE),
    ("433124", Kind.AGRICULTURE_BUREAU),
    ("433100", Kind.ASSISTANCE_OFFICE),
    ("430000", Kind.ASSISTANCE_OFFICE),
)


def ground(preset="zhanggong"):
    """Regions, directory, terms, the chain, and a reviewer on every seat of it."""
    hunan()
    catalog_page()
    CategoryFactory()
    reference.load(lambda *told: None)
    review_actions.adopt_preset(process.KEY, preset, region=region_at("430000"), by=None)
    for code, kind in SEATS:
        person(code, Role.REVIEWER, kind)


def applicant(name="花垣十八洞山货合作社", number=7):
    """The administrator of an open supplier with its code."""
    organization = supplier(name, uscc=code_of(number))
    if supplier_queries.profile(organization) is None:
        approve_supplier(organization)
    there = organization.accounts.filter(role=Role.ADMINISTRATOR).first()
    return there or UserFactory(organization=organization, role=Role.ADMINISTRATOR)


def row_values(**changed) -> dict:
    """Values of one product that are whole and possible."""
    return {
        "name": "十八洞大米",
        "region_id": "433124",
        "category_id": CategoryFactory().pk,
        "brand": "十八洞",
        "specification": "5 千克 × 1 袋",
        "production_source": "本村自有稻田",
        "annual_output": "120 吨",
        "supply_period": "全年",
        "people_benefited": 128,
        "commodity_value": Decimal("3200000"),
        "participation": ["production", "shares"],
        "description": "山泉灌溉，一年一季。",
    } | changed


def another_paper(name="补充.pdf"):
    """A PDF that differs from those of `fill`."""
    return paper(name, content=PDF.replace(b"endobj", b"endobj\n%% more"))


def shared_values(**changed) -> dict:
    """Values of what stands for the whole application."""
    return {
        "entity_name": "花垣十八洞山货合作社",
        "address": "花垣县双龙镇十八洞村",
        "phone": "0743-0000000",
        "email": "shanhuo@example.cn",
        "benefit": "吸纳建档立卡贫困户 128 人务工，户均增收 2600 元。",
    } | changed


def fill(application, *names, by, **changed) -> Application:
    """Make a draft whole: a row for each name, the papers, a picture each, every promise."""
    names = names or ("十八洞大米",)
    for _more in names[application.products.count() :]:
        actions.add_row(application, by=by)
    rows = {
        row.pk: row_values(name=name, **changed)
        for row, name in zip(application.products.all(), names, strict=True)
    }
    application = actions.save_draft(application, shared_values(), rows=rows, promises=Pledge.values, by=by)
    for kind in (MaterialKind.LICENCE, MaterialKind.QUALITY, MaterialKind.BENEFIT):
        content = PDF.replace(b"endobj", b"endobj\n%% %s" % kind.value.encode())
        actions.add_paper(application, paper(f"{kind.label}.pdf", content=content), kind=kind, by=by)
    for number, row in enumerate(application.products.all()):
        actions.add_paper(
            application,
            photo(f"#{number}{number}8833"),
            kind=MaterialKind.PICTURE,
            by=by,
            row=row,
            alt="包装",
        )
    return application


def draft(*names, by=None, whole=True, **changed) -> Application:
    """A draft of the supplier; whole unless told."""
    ground_once()
    by = by or applicant()
    application = actions.start_application(by=by)
    return fill(application, *names, by=by, **changed) if whole else application


def ground_once():
    """The ground, unless it is there."""
    from review.models import Chain

    if not Chain.objects.in_force().filter(process=process.KEY).exists():
        ground()


def submitted(*names, by=None, **changed) -> Application:
    """An application under review."""
    application = draft(*names, by=by, **changed)
    return actions.submit_application(application, by=by or applicant())


def open_tasks(application):
    """What waits, in the order of steps."""
    tasks = ReviewTask.objects.open().filter(review__bundle=application.bundle_id).exclude(kind="mend")
    return list(tasks.select_related("step", "review").order_by("step__order", "pk"))


def decider_of(task):
    """Somebody who may decide the task."""
    kind = task.organization.kind if task.organization_id else task.organization_kind
    return person(task.region_id, Role.REVIEWER, Kind(kind))


def decide(task, outcome=Outcome.APPROVE, *, words="", by=None):
    """Let whoever holds the seat decide a task, every point ticked."""
    words = words or ("" if outcome == Outcome.APPROVE else "请补充检测报告。")
    return review_actions.decide(
        task, outcome, by=by or decider_of(task), words=words, checked=points_of([task])
    )


def end_publicity(application, days=40):
    """Let the notice of what waits be issued and its days pass."""
    waiting = [
        row.review
        for row in application.products.select_related("review")
        if row.review.status == Status.PUBLICITY
    ]
    if waiting:
        until = timezone.localdate() + datetime.timedelta(days=10)
        by = person(waiting[0].publicity_region_id, Role.REVIEWER)
        review_actions.set_publicity_end(waiting, until, by=by)
        review_actions.advance_publicity(timezone.localdate() + datetime.timedelta(days=days))


def run(application, *, until=99):
    """Approve step by step, publicities included, up to and with the steps of this order."""
    for _turn in range(12):
        tasks = [task for task in open_tasks(application) if task.step.order <= until]
        if not tasks and until == 99:
            end_publicity(application)
            tasks = open_tasks(application)
        elif not tasks:
            publicised = application.products.filter(review__status=Status.PUBLICITY, review__order__lt=until)
            if not publicised.exists():
                break
            end_publicity(application)
            tasks = [task for task in open_tasks(application) if task.step.order <= until]
        if not tasks:
            break
        for task in tasks:
            decide(task)
    application.refresh_from_db()
    return application


def certified(*names, by=None, **changed) -> Application:
    """An application whose products are all in the directory."""
    return run(submitted(*names, by=by, **changed))
