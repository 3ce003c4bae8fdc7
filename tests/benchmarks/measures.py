"""What section 7 of the issue asks for, measured on the reports that are there."""

from collections import Counter
from dataclasses import replace

from django.core.cache import cache
from django.test import Client

from accounts.models import Role, User
from activities import actions as reports
from activities.models import ActivityIndexPage, ActivityPage
from demo import library, seed, words
from home.indicators.queries import form_rows
from home.models import StatisticsPage
from organizations.models import Kind, Organization
from regions import queries as regions
from regions.models import Level
from review import actions as reviews
from review.actions.bulk import CHUNK
from review.models import Outcome, ReviewTask
from tests.benchmarks.clock import RUNS, Result, measure

PICTURES = ("oranges", "signing")


def everything() -> list[Result]:
    """All measurements in the order of the issue; the floor first."""
    return [floor(), inbox(), *form(), *decisions(), bulk_approval(), *lists()]


def floor() -> Result:
    """A view that does nothing, through the same client and middleware."""
    client = Client()
    return measure("floor: a bare Django view", lambda: _get(client, "/benchmark-floor/"), runs=30)


def _get(client, address):
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response


def _path(page) -> str:
    return page.get_url_parts()[2]


def busiest_reviewer() -> User:
    """The reviewer of the city office with the most open tasks."""
    open_tasks = ReviewTask.objects.open().filter(organization=None, region__level=Level.PREFECTURE)
    region = Counter(open_tasks.values_list("region_id", flat=True)).most_common(1)[0][0]
    return _person(region, Role.REVIEWER)


def _person(region, role) -> User:
    people = User.objects.filter(
        organization__kind=Kind.ASSISTANCE_OFFICE, organization__region=region, role=role, is_active=True
    )
    return people.select_related("organization__region").first()


def inbox() -> Result:
    """The inbox of the busiest city reviewer."""
    client = Client()
    client.force_login(busiest_reviewer())
    return measure("inbox page", lambda: _get(client, "/desk/"), most_ms=60, most_queries=12)


def form() -> list[Result]:
    """The province's form over all months: its rows, and the page with nothing cached."""
    root, page = regions.root(), _path(StatisticsPage.objects.get())
    client = Client()
    return [
        measure("statistics form, the rows alone", lambda: form_rows(root)),
        measure(
            "statistics form, the page, uncached",
            lambda _nothing: _get(client, page),
            before=cache.clear,
            most_ms=150,
        ),
    ]


def decisions() -> list[Result]:
    """A decision after which another step waits, and one that publishes; each report with two pictures."""
    county = (
        Organization.objects.filter(kind=Kind.ASSISTANCE_OFFICE, region__level=Level.COUNTY)
        .select_related("region")
        .last()
    )
    city = county.region.parent
    reviews.adopt_preset("activity", "city-province", region=city, by=None)
    by, first, second = (
        _person(region, role)
        for region, role in (
            (county.region, Role.ADMINISTRATOR),
            (city, Role.REVIEWER),
            (regions.root(), Role.REVIEWER),
        )
    )
    waiting = [_submitted(by) for _number in range(2 * (RUNS + 1))]
    for version in waiting[RUNS + 1 :]:
        reviews.decide(_task(version), Outcome.APPROVE, by=first)
    not_yet, last = iter(waiting[: RUNS + 1]), iter(waiting[RUNS + 1 :])
    return [
        measure(
            "a decision that does not conclude",
            lambda task: reviews.decide(task, Outcome.APPROVE, by=first),
            before=lambda: _task(next(not_yet)),
            most_queries=25,
        ),
        measure(
            "a decision that publishes",
            lambda task: reviews.decide(task, Outcome.APPROVE, by=second),
            before=lambda: _task(next(last)),
            most_queries=90,
        ),
    ]


def _task(version) -> ReviewTask:
    return version.review.tasks.open().get()


def _submitted(by):
    """A report through the verbs, with two pictures, under review."""
    import random

    story = words.tell(
        random.Random(by.pk), by.organization.region, seed.recent()[0], kinds=seed.kinds_by_story()
    )
    version = reports.start_report(by=by)
    for name in PICTURES:
        reports.add_picture(version, library.upload(name), by=by, alt=words.alternative_text(name))
    version = reports.save_draft(version, story.values, typed={}, by=by)
    return reports.submit_report(version, by=by)


def bulk_approval(count=1000) -> Result:
    """A thousand reports approved set-wise, in the job's chunks, by whoever has most to review each time."""

    def waiting():
        by = busiest_reviewer()
        tasks = ReviewTask.objects.visible_to(by).open().filter(kind="step").order_by("pk")[:count]
        ids = list(tasks.values_list("pk", flat=True))
        if len(ids) < count:
            raise RuntimeError(f"only {len(ids)} open tasks for a bulk approval of {count}")
        return by, ids

    def approve(handed):
        by, ids = handed
        decided = 0
        for start in range(0, count, CHUNK):
            decided += len(reviews.decide_many(ids[start : start + CHUNK], Outcome.APPROVE, by=by).decided)
        if decided != count:
            raise RuntimeError(f"{decided} of {count} were approved")

    name = f"bulk approval of {count:,} reports"
    result = measure(name, approve, before=waiting, runs=3, most_ms=20_000)
    # By the thousand a count says nothing.
    return replace(result, queries=None)


def lists() -> list[Result]:
    """The public list at the top, in the middle, at the end, and of one county."""
    client, address = Client(), _path(ActivityIndexPage.objects.get())
    rows = ActivityPage.objects.counted().order_by("-ended_on", "-pk").values_list("pk", "ended_on")
    total = rows.count()
    results = [measure("activity list, first page", lambda: _get(client, address), most_ms=60)]
    for label, offset in (("in the middle", total // 2), ("at the end", total - 30)):
        pk, day = rows[offset]
        there = f"{address}?older={day:%Y%m%d}-{pk}"
        results.append(
            measure(f"activity list, {label}", lambda there=there: _get(client, there), most_ms=60)
        )
    of_city = f"{address}?region=433100"
    results.append(measure("activity list of one city", lambda: _get(client, of_city), most_ms=60))
    return results
