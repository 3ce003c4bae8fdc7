"""Reports by the thousand, written as rows: what the verbs would have left behind, for the demo and for benchmarks.

Pages are inserted hidden, versions and decisions beside them, then approved and made public: the order on which the
database's triggers insist. Every generated report is marked by a record `demo.generate`.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Locale, Page

from activities.models import ActivityIndexPage, ActivityPage, ActivityPicture, ReportPicture, ReportVersion
from activities.process import KEY
from core.models import Record
from core.rows import set_columns
from core.tables import Table, catch_up
from demo.bulk_report import Report
from review import queries as reviews
from review.models import Decision, Review, ReviewTask, Round

CHUNK = 2_000
# What becomes of a generated report; "mended" was returned once before it was approved.
CONCLUDED = {"approved": 84, "mended": 8, "revoked": 4, "withdrawn": 4}
RUNNING = {
    "approved": 62,
    "mended": 6,
    "submitted": 20,
    "returned": 5,
    "draft": 4,
    "revoked": 2,
    "withdrawn": 1,
}
_MODELS = (Page, ReportVersion, ReportPicture, ActivityPicture, Review, Round, ReviewTask, Decision, Record)


@dataclass
class Generator:
    """What all generated reports share. `pictures` maps a picture's name to a `Picture`; without it there are none."""

    rng: object
    province: object
    kinds: dict
    shares: dict
    first: object
    last: object
    pictures: dict = field(default_factory=dict)

    partners: dict = field(default_factory=dict)

    def __post_init__(self):
        self.index = ActivityIndexPage.objects.get()
        chain = reviews.chain_for(KEY, self.province.top.region)
        steps = list(chain.steps.all())
        self.chain, self.step = chain, max(steps, key=lambda step: step.order)
        self.offices = self.province.at(3) * 6 + self.province.at(2) * 4
        self.above = {office.organization.pk: self.province.above(office) for office in self.offices}
        self.states, self.weights = list(self.shares), list(self.shares.values())
        self.locale = Locale.get_default()
        self.types = {model: ContentType.objects.get_for_model(model).pk for model in (ActivityPage,)}
        self.made = Counter()

    def moment(self, day, low=0, high=0):
        """Office hours of a day some days after `day`, not after now."""
        wanted = datetime.combine(
            day + timedelta(days=self.rng.randint(low, high)),
            time(self.rng.randint(9, 17), self.rng.randint(0, 59)),
            tzinfo=timezone.get_default_timezone(),
        )
        return min(wanted, timezone.now())


def generate_reports(count, *, between, shares=None, tell=None, **shared) -> Counter:
    """Write `count` reports with their pages, versions, reviews, rounds, tasks and decisions; returns how many of each.

    `between` are the first and last day of the activities; `shared` are rng, province, kinds, pictures and partners of
    the `Generator`. `tell(done, count)` is called after each chunk; each chunk is a transaction of its own.
    """
    generator = Generator(first=between[0], last=between[1], shares=shares or CONCLUDED, **shared)
    for start in range(0, count, CHUNK):
        with transaction.atomic():
            _write_chunk(generator, min(CHUNK, count - start))
        if tell:
            tell(min(start + CHUNK, count), count)
    catch_up(*_MODELS)
    return generator.made


class _Chunk:
    """The tables of one chunk, and what is to be updated once they are written."""

    def __init__(self, generator):
        self.page = Table(
            Page,
            locale=generator.locale,
            content_type_id=generator.types[ActivityPage],
            depth=generator.index.depth + 1,
            live=False,
        )
        self.report = Table(ActivityPage, is_demo=True)
        self.review = Table(
            Review, process=KEY, chain=generator.chain, is_demo=True, order=generator.step.order
        )
        self.version = Table(ReportVersion, is_demo=True, edits=1)
        self.round = Table(Round, is_demo=True)
        self.task = Table(
            ReviewTask, process=KEY, is_demo=True, organization_kind=generator.province.top.organization.kind
        )
        self.decision = Table(Decision, is_demo=True)
        self.record = Table(
            Record, verb="demo.generate", subject_type=ReportVersion._meta.label_lower, is_demo=True
        )
        self.private = Table(ReportPicture)
        self.public = Table(ActivityPicture)
        self.approvals = []
        last = generator.index.get_last_child()
        self.place = Page._str2int(last.path[-Page.steplen :]) if last else 0
        self.pages = 0

    def path(self, parent) -> str:
        """The next place among the index page's children."""
        self.place += 1
        self.pages += 1
        return Page._get_path(parent.path, parent.depth + 1, self.place)

    def write(self):
        """Insert everything, then approve, then publish."""
        for table in (
            self.page,
            self.report,
            self.review,
            self.version,
            self.round,
            self.task,
            self.decision,
            self.record,
            self.private,
            self.public,
        ):
            table.write()
        set_columns(
            ActivityPage,
            [(True, version, page) for page, version in self.approvals],
            "is_counted",
            "approved_version",
        )
        set_columns(Page, [(True, page) for page, _version in self.approvals], "live")


def _write_chunk(generator, count):
    generator.index = ActivityIndexPage.objects.select_for_update(of=("self",)).get(pk=generator.index.pk)
    chunk = _Chunk(generator)
    for _number in range(count):
        state = generator.rng.choices(generator.states, generator.weights)[0]
        generator.made[state] += 1
        Report(generator, chunk, state).add()
    chunk.write()
    Page.objects.filter(pk=generator.index.pk).update(numchild=F("numchild") + chunk.pages)
