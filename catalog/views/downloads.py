"""The filtered list to take away, in constant memory however long it is."""

import os
import tempfile

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone

from catalog import columns, exports
from catalog.views import address as addresses
from core import sheets


def _asked(request, page):
    held = columns.current()
    address = addresses.read(request.GET, held)
    ids = columns.select(held.columns, address.filters, sort=address.sort).ids
    names = [choice.label for choice in address.chosen.values()]
    return exports.rows(ids, page.get_full_url(request)), exports.notes(names, len(ids))


def _filename(page, ending):
    return f"{page.title}-{timezone.localdate():%Y%m%d}.{ending}"


def download_csv(request, page) -> StreamingHttpResponse:
    """The list as CSV; it begins before the last row is read, and ends with its filter and time."""
    rows, notes = _asked(request, page)
    return sheets.csv_response(_filename(page, "csv"), exports.COLUMNS, rows, footer=notes)


def download_xlsx(request, page) -> FileResponse:
    """The list as a workbook, written to a file on disk and sent from there."""
    rows, notes = _asked(request, page)
    # On disk and not in memory; without a name it is gone when the response closes it.
    handle, path = tempfile.mkstemp(suffix=".xlsx")
    os.unlink(path)
    book = os.fdopen(handle, "w+b")
    sheets.write_xlsx(book, exports.COLUMNS, rows, title=page.title, notes=notes)
    book.seek(0)
    return FileResponse(book, as_attachment=True, filename=_filename(page, "xlsx"), content_type=sheets.XLSX)
