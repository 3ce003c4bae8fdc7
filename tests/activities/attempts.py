"""What people, editors and scripts may try with a report: each attempt either works or is refused, nothing else."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from accounts.models import Role
from activities import actions
from activities.models import ActivityPage, ReportVersion
from core.errors import Refused
from review import actions as review_actions
from review.models import Outcome, Review, ReviewTask
from tests.factories.accounts import UserFactory
from tests.factories.activities import ReportFactory, activity_index, facts, ground, person

REFUSALS = (Refused, ValidationError, DatabaseError, ProtectedError, PermissionDenied)


def edit_data(page, **changed) -> dict:
    """What the CMS form of a report page sends."""
    data = {
        "title": page.title,
        "summary": page.summary,
        "body": page.body,
        "tags": "",
        "search_description": "",
    }
    data |= {"share_picture": "", "comment_notifications": "on"}
    for name, rows in (("pictures", page.pictures.all()), ("attachments", page.attachments.all())):
        data |= {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": len(rows)}
        data |= {f"{name}-MIN_NUM_FORMS": 0, f"{name}-MAX_NUM_FORMS": 1000}
        for number, row in enumerate(rows):
            prefix = f"{name}-{number}"
            data |= {f"{prefix}-id": row.pk, f"{prefix}-ORDER": number + 1, f"{prefix}-DELETE": ""}
            if name == "pictures":
                data |= {f"{prefix}-image": row.image_id, f"{prefix}-alt": row.alt}
            else:
                data |= {f"{prefix}-title": row.title}
    return data | changed


class World:
    """A county's clerk, its city and province, an editor who may do everything in the CMS, and some reports."""

    def __init__(self):
        ground()
        self.clerk = person("433124")
        self.city = person("433100", Role.REVIEWER)
        self.province = person("430000", Role.REVIEWER)
        self.cms = Client()
        self.cms.force_login(UserFactory(system=True))
        self.index = activity_index()
        self.home = self.index.get_parent()
        ReportFactory(approved=True)

    def version(self, number) -> ReportVersion | None:
        versions = list(ReportVersion.objects.order_by("-pk")[:4])
        return versions[number % len(versions)] if versions else None

    def page(self, number) -> ActivityPage | None:
        pages = list(ActivityPage.objects.order_by("-pk")[:3])
        return pages[number % len(pages)] if pages else None

    def attempt(self, name, number):
        """One try in a savepoint of its own. Anything but success or a refusal escapes."""
        try:
            with transaction.atomic():
                ATTEMPTS[name](self, number)
        except REFUSALS:
            pass

    def post(self, name, *args, **data):
        self.cms.post(reverse(name, args=args), data)


def _start(world, number):
    version = actions.start_report(by=world.clerk)
    actions.save_draft(version, facts(people_covered=number), typed={}, by=world.clerk)


def _save(world, number):
    values = {"sales_amount": Decimal(number * 1000), "title": f"花垣脐橙产销对接会{number}"}
    actions.save_draft(world.version(number), values, typed={}, by=world.clerk)


def _decide(outcome):
    def attempt(world, number):
        task = (
            ReviewTask.objects.open().filter(review__isnull=False, step__isnull=False).order_by("-pk").first()
        )
        if task:
            by = world.city if task.region_id == "433100" else world.province
            review_actions.decide(task, outcome, by=by, words="请核对。")

    return attempt


def _bulk_approve(world, number):
    tasks = ReviewTask.objects.open().filter(region="433100").values_list("pk", flat=True)
    review_actions.decide_many(list(tasks), Outcome.APPROVE, by=world.city)


def _revoke(world, number):
    review = Review.objects.order_by("-pk")[number % max(Review.objects.count(), 1) :].first()
    review_actions.revoke_approval(review, by=world.province, words="数据有误。")


def _recheck(world, number):
    for review in Review.objects.all():
        review_actions.recheck_approval(review)


def _cms_edit(action):
    def attempt(world, number):
        page = world.page(number)
        data = edit_data(page, title=f"润色{number}", sales_amount=number, ended_on="2020-09-30", **action)
        world.post("wagtailadmin_pages:edit", page.pk, **data)

    return attempt


def _cms_revert(world, number):
    page = world.page(number)
    revision = page.revisions.order_by("created_at").first()
    data = edit_data(page, revision=revision.pk if revision else "", **{"action-publish": "1"})
    world.post("wagtailadmin_pages:edit", page.pk, **data)


def _cms(name, *more, above=False, **data):
    def attempt(world, number):
        target = (world.index, world.home)[number % 2] if above else world.page(number)
        world.post(name, target.pk, *[getattr(world, each).pk for each in more], **data)

    return attempt


def _cms_bulk(action, *, above=False, **data):
    def attempt(world, number):
        target = (world.index, world.home)[number % 2] if above else world.page(number)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        world.cms.post(
            f"{address}?id={target.pk}", data | {"include_descendants": "on", "chooser": world.home.pk}
        )

    return attempt


def _method(call, *, above=False):
    def attempt(world, number):
        target = (world.index, world.home)[number % 2] if above else world.page(number)
        call(target.specific, world)

    return attempt


def _publish_changed(page, world):
    page.sales_amount, page.is_counted = Decimal(7), True
    page.save_revision().publish()


def _republish_first(page, world):
    revision = page.revisions.order_by("created_at").first()
    if revision:
        revision.publish()


ATTEMPTS = {
    "start": _start,
    "save": _save,
    "submit": lambda world, number: actions.submit_report(world.version(number), by=world.clerk),
    "approve": _decide(Outcome.APPROVE),
    "return": _decide(Outcome.RETURN),
    "refuse": _decide(Outcome.REFUSE),
    "bulk approve": _bulk_approve,
    "withdraw": lambda world, number: actions.withdraw_version(world.version(number), by=world.clerk),
    "discard": lambda world, number: actions.discard_draft(world.version(number), by=world.clerk),
    "correct": lambda world, number: actions.start_correction(world.page(number), by=world.clerk),
    "revoke": _revoke,
    "recheck": _recheck,
    "cms polish and publish": _cms_edit({"action-publish": "1"}),
    "cms save": _cms_edit({}),
    "cms schedule": _cms_edit({"action-publish": "1", "expire_at": "2020-01-01", "go_live_at": "2030-01-01"}),
    "cms revert": _cms_revert,
    "cms unpublish": _cms("wagtailadmin_pages:unpublish"),
    "cms unpublish above": _cms("wagtailadmin_pages:unpublish", above=True, include_descendants="on"),
    "cms delete": _cms("wagtailadmin_pages:delete"),
    "cms delete above": _cms("wagtailadmin_pages:delete", above=True),
    "cms move": _cms("wagtailadmin_pages:move_confirm", "home"),
    "cms move above": _cms("wagtailadmin_pages:move_confirm", "home", above=True),
    "cms copy": _cms("wagtailadmin_pages:copy", new_title="副本", new_slug="copy", publish_copies="on"),
    "cms privacy": _cms("wagtailadmin_pages:set_privacy", restriction_type="login"),
    "cms privacy above": _cms("wagtailadmin_pages:set_privacy", above=True, restriction_type="login"),
    "cms bulk publish": _cms_bulk("publish"),
    "cms bulk unpublish": _cms_bulk("unpublish"),
    "cms bulk unpublish above": _cms_bulk("unpublish", above=True),
    "cms bulk delete": _cms_bulk("delete"),
    "cms bulk delete above": _cms_bulk("delete", above=True, wagtail_site_name="消费扶贫"),
    "cms bulk move": _cms_bulk("move"),
    "page unpublish": _method(lambda page, world: page.unpublish()),
    "page unpublish above": _method(
        lambda page, world: Page.objects.descendant_of(page).update(live=False), above=True
    ),
    "page delete": _method(lambda page, world: page.delete()),
    "page delete above": _method(lambda page, world: page.delete(), above=True),
    "page copy": _method(lambda page, world: page.copy(update_attrs={"slug": "copied", "title": "副本"})),
    "page publish": _method(lambda page, world: page.save_revision().publish()),
    "page publish other facts": _method(_publish_changed),
    "page publish first revision": _method(_republish_first),
    "page restriction": _method(
        lambda page, world: PageViewRestriction.objects.create(page=page, restriction_type="login")
    ),
    "page counted by hand": _method(
        lambda page, world: ActivityPage.objects.filter(pk=page.pk).update(is_counted=not page.is_counted)
    ),
    "page facts by hand": _method(
        lambda page, world: ActivityPage.objects.filter(pk=page.pk, is_counted=True).update(people_covered=9)
    ),
}
