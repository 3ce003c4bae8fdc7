"""A province with many reports: reference data, people, and reports by the demo's bulk generator."""

import random
from datetime import date, timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from activities.models import ReportVersion
from core.models import Record
from core.upkeep import refresh_statistics
from demo import bulk, library, people, seed

SEED = 7
FIRST = date(2019, 1, 1)


def prepare(count, say):
    """Migrate, load and generate until there are `count` reports; what is there already is used again."""
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    if Record.objects.filter(verb="benchmark.ready", details={"count": count}).exists():
        say("using the reports of an earlier run")
        return
    rng = random.Random(SEED)
    province = people.open_province(rng)
    bulk.generate_reports(
        count,
        between=(FIRST, timezone.localdate() - timedelta(days=2)),
        shares=bulk.RUNNING,
        tell=lambda done, total: (
            say(f"generated {done:,} of {total:,} reports") if done % 20_000 == 0 else None
        ),
        rng=rng,
        province=province,
        kinds=seed.kinds_by_story(),
        partners=seed.partners(),
        pictures=library.stock_pictures(),
    )
    seed.prove()
    refresh_statistics()
    if connection.vendor == "postgresql":
        # What autovacuum does by itself after so many inserts; measured is what follows, not its delay.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    Record.objects.create(
        verb="benchmark.ready",
        subject_type=ReportVersion._meta.label_lower,
        subject_id="0",
        details={"count": count},
    )
