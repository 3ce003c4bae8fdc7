"""The two long works of the desk: judging an uploaded file, and moving it in."""

from pathlib import Path

from django.utils.translation import gettext as _

from catalog.importing import actions, reading
from catalog.importing.models import ImportBatch
from catalog.importing.states import OPEN, Stage
from core import intake, jobs
from core.intake import store
from core.models import PrivateFile

JUDGE, MOVE = "catalog.import_judge", "catalog.import_move"
PARTS = ("check", "write", "search", "change")


def take_file(upload, *, by, may_update=False) -> ImportBatch:
    """Keep an uploaded file and have it judged. Raises Refused, or ValidationError for what is no table."""
    data = store.read(upload)
    is_demo = bool(getattr(by, "is_demo", False))
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        kept = intake.keep_document(upload, is_demo=is_demo)
    else:
        upload.seek(0)
        reading.encoding_of(upload)
        kept = store.keep(
            data, kind=PrivateFile.Kind.DOCUMENT, content_type="text/csv", ending=".csv", is_demo=is_demo
        )
    batch = actions.open_batch(name=upload.name, sha256=kept.sha256, by=by, file=kept, may_update=may_update)
    _queue(batch, JUDGE, _("Checking %(file)s"), by)
    return batch


def confirm(batch, *, by):
    """Have a judged file moved in. Raises Refused or Conflict."""
    actions.can_start(batch, by=by).require()
    _queue(batch, MOVE, _("Moving in %(file)s"), by)


def _queue(batch, kind, title, by):
    batch.job = jobs.enqueue(kind, title=title % {"file": batch.name}, by=by, batch=batch.pk)
    batch.save(update_fields=["job"])


@jobs.job(JUDGE)
def judge(job, *, batch) -> dict:
    """Judge a file; started again, it judges again."""
    row = ImportBatch.objects.get(pk=batch)
    if row.stage in {Stage.CHECKING, Stage.CHECKED}:
        actions.judge(row, Path(row.file.file.path), tell=_teller(job, 0))
    return {"errors": row.report["error_count"]}


@jobs.job(MOVE)
def move(job, *, batch) -> dict:
    """Judge once more, because days may lie between, and move in; started again, it begins anew or finishes."""
    row, by = ImportBatch.objects.get(pk=batch), job.created_by
    if row.stage in OPEN:
        actions.end(row, by=by)
        row.refresh_from_db()
    if row.stage == Stage.CHECKED:
        checked = actions.judge(row, Path(row.file.file.path), tell=_teller(job, row.report["rows"]))
        if row.stage == Stage.CHECKED:
            actions.move_in(row, checked, by=by, tell=_teller(job, checked.report.rows))
    return {"errors": row.report["error_count"], "new": row.products.count()}


def _teller(job, rows):
    """One bar for all parts: each takes the length of the file."""

    def tell(part, done, total):
        place = PARTS.index(part) * rows
        jobs.progress(job, min(place + done, len(PARTS) * rows) if rows else done, len(PARTS) * rows or done)

    return tell
