"""Reference data of this app: the shipped tables of `data/`, loaded by `manage.py load_reference`.

Safe to run again: rows that did not change are not written, and what editors amended is left as it is.
"""

import csv
import gzip
from datetime import date
from pathlib import Path

from django.db import transaction

from regions.models import PATH_SEPARATOR, CountyClass, Level, Pairing, Region

ORDER = 10
DATA = Path(__file__).parent / "data"
BATCH = 2000
# Compared and written in this order; the key `code` comes first.
COLUMNS = [
    "code",
    "name",
    "level",
    "kind",
    "parent_id",
    "zone",
    "valid_from",
    "valid_until",
    "successor_id",
    "order",
    "pinyin",
    "initials",
    "path_name",
]


def load(progress):
    """Load regions, county classes and pairings; `progress(label, done, total)` is called as it goes."""
    with transaction.atomic():
        load_regions(progress)
        load_county_classes(progress)
        load_pairings(progress)


def load_regions(progress):
    """Write those regions that differ from the files; amended ones stay, retired ones are never removed."""
    loaded = {row[0]: row for row in Region.objects.values_list(*COLUMNS)}
    amended = dict(Region.objects.filter(is_amended=True).values_list("code", "name"))
    rows = [row for row in region_rows(amended) if loaded.get(row[0]) != row and row[0] not in amended]
    progress("regions", 0, len(rows))
    for start in range(0, len(rows), BATCH):
        Region.objects.bulk_create(
            [Region(**dict(zip(COLUMNS, row, strict=True))) for row in rows[start : start + BATCH]],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=COLUMNS[1:],
        )
        progress("regions", min(start + BATCH, len(rows)), len(rows))


def region_rows(amended=None):
    """All regions of the files as tuples of COLUMNS, in code order; `amended` names win in paths."""
    amended = amended or {}
    rows = [*_read("regions.csv"), *_read("townships.csv.gz")]
    paths = {"": ""}
    for order, row in enumerate(sorted(rows, key=lambda row: row["code"]), start=1):
        parts = [paths[row["parent"]], row.get("zone", ""), amended.get(row["code"], row["name"])]
        paths[row["code"]] = PATH_SEPARATOR.join(part for part in parts if part)
        yield (
            row["code"],
            row["name"],
            int(row.get("level", Level.TOWN)),
            row.get("kind", Region.Kind.UNIT.value),
            row["parent"] or None,
            row.get("zone", ""),
            _day(row.get("valid_from")),
            _day(row.get("valid_until")),
            row.get("successor") or None,
            order,
            row["pinyin"],
            row["initials"],
            paths[row["code"]],
        )


def load_county_classes(progress):
    """Give their class to counties that have none on record; a class once recorded is the editors'."""
    known = set(CountyClass.objects.values_list("region_id", flat=True))
    rows = [row for row in _read("county_classes.csv") if row["region"] not in known]
    CountyClass.objects.bulk_create(
        CountyClass(
            region_id=row["region"],
            kind=row["kind"],
            valid_from=_day(row["valid_from"]),
            valid_until=_day(row["valid_until"]),
            source=row["source"],
        )
        for row in rows
    )
    progress("county classes", len(rows), len(rows))


def load_pairings(progress):
    """Record the pairings of the file that are not on record in any period."""
    known = set(Pairing.objects.values_list("helper_id", "helped_id", "kind"))
    rows = [row for row in _read("pairings.csv") if (row["helper"], row["helped"], row["kind"]) not in known]
    Pairing.objects.bulk_create(
        Pairing(
            helper_id=row["helper"],
            helped_id=row["helped"],
            kind=row["kind"],
            valid_from=_day(row["valid_from"]),
            valid_until=_day(row["valid_until"]),
            note=row["note"],
        )
        for row in rows
    )
    progress("pairings", len(rows), len(rows))


def _read(name):
    path = DATA / name
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text):
    return date.fromisoformat(text) if text else None
