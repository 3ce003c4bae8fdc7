"""The living province, from people to filings; seeded, so that two machines show the same."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation

from activities.models import ActivityKind, ActivityPage
from activities.queries import discrepancies
from core.models import Record
from demo import (
    bulk,
    clock,
    contacts,
    filings,
    library,
    pages,
    people,
    products,
    reports,
    supervision,
    suppliers,
    trade,
    words,
)
from home.models import HomePage
from regions import queries as regions
from regions.models import Region

SEED = 2020
TOTAL = 400
MARK = "demo.seed"
OPENED = datetime(2020, 8, 3, 9, 0, tzinfo=timezone.get_default_timezone())
MONTH = (date(2020, 8, 26), date(2020, 9, 30))
# How far back the recent weeks reach, and how many of the generated reports lie in them.
RECENT_DAYS = 45
RECENT_GENERATED = 70


@dataclass
class Seeded:
    """What was made, for the command's last lines."""

    played: int = 0
    generated: dict = field(default_factory=dict)
    pages: list = field(default_factory=list)
    products: int = 0


def is_there() -> bool:
    """Whether the demo province has been made."""
    return Record.objects.filter(verb=MARK).exists()


@transaction.atomic
def seed(tell) -> Seeded:
    """Make the province, all of it or nothing; `tell(words)` is called before each part.

    Raises AssertionError when the invariant is broken.
    """
    rng, done = random.Random(SEED), Seeded()
    with translation.override("zh-hans"):
        tell("people and offices")
        with clock.at(OPENED):
            province = people.open_province(rng)
        contacts.put()
        tell("pictures")
        shared = {
            "rng": rng,
            "province": province,
            "kinds": kinds_by_story(),
            "partners": partners(),
            "pictures": library.stock_pictures(),
        }
        _fill_directory(done, province, shared["pictures"], tell)
        tell("reports through the verbs")
        stage, spans = reports.Stage(**shared), (MONTH, recent())
        for scripts, (first, last) in zip(
            (reports.CAMPAIGN_SCRIPTS, reports.RECENT_SCRIPTS), spans, strict=True
        ):
            done.played += len(reports.play(stage, scripts, first=first, last=last))
        for code, scripts in reports.SHOWN_SCRIPTS.items():
            first, last = recent()
            done.played += len(
                reports.play(stage, scripts, first=first, last=last, offices=[province.offices[code]])
            )
        tell("generated reports")
        rest = TOTAL - done.played
        for count, shares, span in (
            (rest - RECENT_GENERATED, bulk.CONCLUDED, MONTH),
            (RECENT_GENERATED, bulk.RUNNING, recent()),
        ):
            done.generated |= {
                span: dict(bulk.generate_reports(count, between=span, shares=shares, **shared))
            }
        tell("campaign, documents, news")
        editor = province.top.people["editor"]
        campaign = pages.compose_campaign(shared["kinds"], shared["pictures"], by=editor)
        done.pages = [campaign.pk, *(page.pk for page in pages.write_articles(shared["pictures"], by=editor))]
        HomePage.objects.filter(campaign=None).update(campaign=campaign)
        _work_of_offices(campaign, province, tell)
    prove()
    _leave_mark(province, done)
    return done


def _work_of_offices(campaign, province, tell):
    tell("filings")
    filings.file_forms(campaign.period, province)
    tell("complaints, inspections, the blacklist")
    supervision.play(province)
    tell("suppliers, trade records")
    suppliers.play(province)
    trade.play_records()


def _fill_directory(done, province, pictures, tell):
    tell("the directory of products")
    # Numbers of its own: what is added to the directory changes no report.
    rng = random.Random(SEED)
    done.products = len(products.fill_directory(rng=rng, province=province, pictures=pictures))


def recent() -> tuple[date, date]:
    """The weeks before today."""
    today = timezone.localdate()
    return today - timedelta(days=RECENT_DAYS), today - timedelta(days=1)


def kinds_by_story() -> dict[str, int]:
    """The id of the kind of activity that each story belongs to."""
    known = dict(ActivityKind.objects.values_list("key", "pk"))
    return {key: known[spec["kind_key"]] for key, spec in words.stories().items()}


def partners() -> dict[str, list[Region]]:
    """Where the other side of a story comes from: cities in the east, and whoever helps within the province."""
    east = ["370100", "440300", "440100", "330100", "310115", "320500"]
    return {
        "east_west": list(Region.objects.filter(pk__in=east).in_official_order()),
        "pair": list(
            Region.objects.current()
            .within(regions.root())
            .filter(pk__startswith="4301")
            .counties()
            .in_official_order()
        )
        + list(Region.objects.filter(pk__in=["430300", "430200"]).in_official_order()),
    }


def prove():
    """The invariant over everything that was made: nothing uncounted is public, nothing approved is missing (K05)."""
    broken = {how: ids[:5] for how, ids in discrepancies().items() if ids}
    if broken:
        raise AssertionError(f"The demo breaks the invariant: {broken}")


def _leave_mark(province, done):
    """The record that says what `--clear` has to take away besides the rows marked as demo."""
    Record.objects.create(
        verb=MARK,
        actor=province.system,
        subject_type=ActivityPage._meta.label_lower,
        subject_id="0",
        details={"seed": SEED, "pages": done.pages},
        is_demo=True,
    )
