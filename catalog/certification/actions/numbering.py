"""Certificates and their numbers: serials without gaps or doubles, however many conclude at once (C-15)."""

from collections import defaultdict

from catalog.certification.models import Series
from catalog.certification.numbers import number_of


def series_of(wanted, year) -> dict[tuple[int, str], Series]:
    """(directory, county code) → its series of the year under lock, in the order of keys; new ones are made."""
    for directory, code in sorted({(directory.pk, code) for directory, code in wanted}):
        Series.objects.get_or_create(directory_id=directory, region_id=code, year=year)
    keys = {(directory.pk, code) for directory, code in wanted}
    rows = Series.objects.select_for_update(of=("self",)).select_related("directory").filter(year=year)
    rows = rows.filter(directory__in={key[0] for key in keys}, region__in={key[1] for key in keys})
    found = {(row.directory_id, row.region_id): row for row in rows.order_by("pk")}
    return {key: found[key] for key in keys}


def draw(wanted, year) -> list[tuple[Series, int, str]]:
    """For each (directory, county code), in order: its series, the next serial and the whole number.

    The series stay locked until the transaction ends; when it is undone, so are the serials: no gap.
    """
    wanted = list(wanted)
    series = series_of(wanted, year)
    drawn, touched = [], defaultdict(bool)
    for directory, code in wanted:
        one = series[directory.pk, code]
        one.last += 1
        touched[one] = True
        drawn.append((one, one.last, number_of(directory.prefix, code, year, one.last)))
    Series.objects.bulk_update(list(touched), ["last"])
    return drawn
