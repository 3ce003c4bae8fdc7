"""The verbs of moving a directory in. All of a file's new products become public in one transaction, or none.

Judge everything (read only), write hidden rows in short transactions, show them all in one set-wise transaction, then
enter them in the search in short ones. Killed before the showing: nothing is public, and `recover` takes the hidden
rows away. Killed after it: everything is public, and `recover` finishes the search.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from catalog import source
from catalog.actions import change_facts
from catalog.importing import check, rules, showing, writer
from catalog.importing.models import ImportBatch, ImportedProduct
from catalog.importing.states import MOVING_IN, OPEN, Stage
from catalog.models import CatalogPage, ProductPage, ShopLink, TaggedProduct
from catalog.source import DIRECTORY
from core.errors import Conflict
from core.records import record
from core.tables import Table
from core.verdicts import Verdict
from core.versions import bump
from organizations.actions import open_suppliers, take_back
from organizations.models import Organization
from search import index

Tell = Callable[[str, int, int], None]
# A file that is being written and gives no sign of life for this long was killed.
SILENT_AFTER = timedelta(minutes=2)
SLICE = 2_000
# What a row may change of a product that is there; its words are the editors', its validity a renewal's.
CHANGEABLE = (
    "title",
    "supplier_id",
    "region_id",
    "category_id",
    "brand",
    "specification",
    "annual_output",
    "supply_period",
    "people_benefited",
    "commodity_value",
    "participation",
    "benefit",
    "certified_on",
    "certified_by_id",
)


def _quiet(part, done, total):
    """Tell nobody."""


def open_batch(*, name, sha256, by, file=None, may_update=False) -> ImportBatch:
    """A file to be judged. Raises Refused."""
    rules.can_move_in(by).require()
    batch = ImportBatch.objects.create(
        name=name[:200],
        sha256=sha256,
        file=file,
        may_update=may_update,
        created_by=by,
        is_demo=bool(getattr(by, "is_demo", False)),
    )
    record("catalog.import_judge", batch, by=by, sha256=sha256)
    return batch


def judge(batch, path, *, tell: Tell = _quiet) -> check.Checked:
    """Judge the file of a batch; the batch says afterwards what was found. Nothing else is written."""
    # The hidden rows of a killed one would be taken for products that are there.
    recover()
    earlier = ImportBatch.objects.filter(sha256=batch.sha256, stage__in=[Stage.SHOWN, Stage.DONE]).first()
    if earlier and not batch.may_update:
        checked = check.refused(
            _("This very file was moved in on %(day)s.") % {"day": timezone.localdate(earlier.shown_at)}
        )
    else:
        checked = check.check(path, may_update=batch.may_update, tell=lambda done: tell("check", done, 0))
    batch.report = asdict(checked.report)
    verb = "find_faulty" if checked.report.error_count else "find_good"
    batch.stage = MOVING_IN.after(verb, batch.stage)
    batch.save(update_fields=["report", "stage"])
    return checked


def move_in(batch, checked: check.Checked, *, by, tell: Tell = _quiet) -> int:
    """Move the judged file in; how many products are new. `tell(part, done, total)` as it goes.

    Raises Refused, or Conflict while another file is being moved in; after any error nothing of it stays.
    """
    rules.can_move_in(by).require()
    recover()
    _start(batch)
    try:
        numbers = _open_suppliers(batch, checked.suppliers, by)
        _write(batch, checked, numbers, tell)
        _show(batch, by)
    except Exception:
        abandon(batch, by=by)
        raise
    _enter_search(batch, tell)
    _change(checked, numbers, by, tell)
    _finish(batch, by)
    return checked.report.new


def can_start(batch, *, by) -> Verdict:
    """Whether this person may have this file moved in now."""
    allowed = rules.can_move_in(by)
    return MOVING_IN.can("start", batch.stage) if allowed else allowed


def _start(batch):
    MOVING_IN.can("start", batch.stage).require()
    try:
        with transaction.atomic():
            started = ImportBatch.objects.filter(pk=batch.pk, stage=Stage.CHECKED).update(
                stage=Stage.WRITING, beat_at=timezone.now()
            )
    except IntegrityError:
        raise Conflict(_("Another file is being moved in at this moment.")) from None
    if not started:
        raise Conflict(_("This file is being moved in already."))
    batch.stage = Stage.WRITING


def _open_suppliers(batch, planned, by) -> dict[int, int]:
    """The keys of the suppliers opened for the file, by their numbers in it."""
    numbers = {}
    for start in range(0, len(planned), SLICE):
        some = planned[start : start + SLICE]
        with transaction.atomic():
            held = _held(batch)
            opened = open_suppliers(
                [(plan.name, plan.region_id, plan.uscc) for plan in some], by=by, is_demo=batch.is_demo
            )
            held.opened = [*held.opened, *(one.pk for one in opened)]
            held.save(update_fields=["opened", "beat_at"])
        numbers |= {-(start + place): one.pk for place, one in enumerate(opened, start=1)}
    return numbers


def _held(batch) -> ImportBatch:
    """The batch under lock, still ours. Raises Conflict when somebody took it for dead."""
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if held.stage != Stage.WRITING:
        raise Conflict(_("Somebody else has abandoned this file meanwhile."))
    held.beat_at = timezone.now()
    return held


def _write(batch, checked, numbers, tell):
    done, total = 0, checked.report.new
    for part in checked.spool.slices():
        new = [(row, product) for row, known_as, product in part if not known_as]
        for _row, product in new:
            product.supplier_id = numbers.get(product.supplier_id, product.supplier_id)
        with transaction.atomic():
            held = _held(batch)
            keys = writer.write_hidden([product for _row, product in new], is_demo=batch.is_demo)
            table = Table(ImportedProduct, batch_id=batch.pk)
            for (row, _product), key in zip(new, keys, strict=True):
                table.add(product_id=key, row=row)
            table.write()
            held.save(update_fields=["beat_at"])
        done += len(new)
        tell("write", done, total)


@transaction.atomic
def _show(batch, by):
    """The one moment: all of it is public, or nothing."""
    held = _held(batch)
    held.stage, held.shown_at = MOVING_IN.after("show", held.stage), timezone.now()
    held.save(update_fields=["stage", "shown_at", "beat_at"])
    words = _("moved in from an existing directory")
    showing.show(ProductPage.objects.filter(imported__batch=held), by=by, words=words, at=held.shown_at)
    record("catalog.import", held, by=by, rows=held.report.get("rows", 0), opened=len(held.opened))
    bump("public", DIRECTORY)


def _enter_search(batch, tell=_quiet):
    """Tell the search of the products, in the order of their keys, from where it was left; then of their suppliers."""
    batch.refresh_from_db(fields=["searched_up_to"])
    moved = ImportedProduct.objects.filter(batch=batch).order_by("pk").values_list("pk", flat=True)
    done, total = moved.filter(pk__lte=batch.searched_up_to).count(), moved.count()
    parts = ((keys, showing.as_the_search_reads(keys)) for keys in _slices(moved, after=batch.searched_up_to))
    for keys, rows in index.prepared(source.KEY, parts, total=total - done):
        with transaction.atomic():
            index.write(source.KEY, rows)
            batch.searched_up_to, batch.beat_at = keys[-1], timezone.now()
            batch.save(update_fields=["searched_up_to", "beat_at"])
        done += len(keys)
        tell("search", done, total)
    _enter_suppliers(batch)


def _slices(keys, *, after=0):
    while part := list(keys.filter(pk__gt=after)[:SLICE]):
        yield part
        after = part[-1]


def _enter_suppliers(batch):
    products = ProductPage.objects.filter(imported__batch=batch)
    ids = sorted(products.order_by().values_list("supplier_id", flat=True).distinct())
    parts = (
        (None, source.public_suppliers().filter(pk__in=ids[start : start + SLICE]))
        for start in range(0, len(ids), SLICE)
    )
    for _nothing, rows in index.prepared(source.SUPPLIERS, parts, total=len(ids)):
        with transaction.atomic():
            index.write(source.SUPPLIERS, rows)
            ImportBatch.objects.filter(pk=batch.pk).update(beat_at=timezone.now())


def _change(checked, numbers, by, tell):
    """Change the products that are there, each in a transaction of its own; a second run finds nothing to change."""
    done = 0
    for part in checked.spool.slices() if checked.report.updates else ():
        for _row, known_as, product in part:
            if known_as:
                product.supplier_id = numbers.get(product.supplier_id, product.supplier_id)
                said = {
                    name: value
                    for name in CHANGEABLE
                    if (value := getattr(product, name)) not in (None, "", [])
                }
                change_facts(known_as, said, by=by, words=_("from a moved-in file"))
                done += 1
        tell("change", done, checked.report.updates)


@transaction.atomic
def _finish(batch, by):
    ImportBatch.objects.filter(pk=batch.pk, stage=Stage.SHOWN).update(
        stage=Stage.DONE, beat_at=timezone.now()
    )
    record("catalog.import_done", batch, by=by)


def abandon(batch, *, by) -> None:
    """Give a file up that is not public, with all that was written of it. Raises Conflict once it is public."""
    _leave("abandon", batch, by)


def give_up(batch, *, by) -> None:
    """A person gives a file up that waits or whose work has failed. Raises Refused or Conflict."""
    rules.can_move_in(by).require()
    if batch.stage == Stage.WRITING and batch.job and not batch.job.is_over:
        raise Conflict(_("This file is being moved in already."))
    abandon(batch, by=by)


def set_back(batch, *, by) -> None:
    """Take away what was written, so that the file can be moved in again from the start."""
    _leave("set_back", batch, by)


def _leave(verb, batch, by):
    """Killed half-way it goes on where it was: the stage changes last."""
    batch.refresh_from_db(fields=["stage", "opened"])
    stage = MOVING_IN.after(verb, batch.stage)
    while keys := list(ImportedProduct.objects.filter(batch=batch).values_list("pk", flat=True)[:SLICE]):
        with transaction.atomic():
            _delete_hidden(keys)
            ImportBatch.objects.filter(pk=batch.pk).update(beat_at=timezone.now())
    for start in range(0, len(batch.opened), SLICE):
        take_back(Organization.objects.filter(pk__in=batch.opened[start : start + SLICE]), by=by)
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(stage=stage, opened=[])
        record(f"catalog.import_{verb}", batch, by=by)
    batch.stage, batch.opened = stage, []


def _delete_hidden(keys):
    """Rows of pages nobody has seen; row by row through the tree each would walk all its siblings."""
    index = CatalogPage.objects.select_for_update(of=("self", "page_ptr")).get()
    for model, name in ((TaggedProduct, "content_object"), (ShopLink, "page"), (ImportedProduct, "product")):
        model.objects.filter(**{f"{name}__in": keys})._raw_delete(connection.alias)
    ProductPage._base_manager.filter(pk__in=keys)._raw_delete(connection.alias)
    Page._base_manager.filter(pk__in=keys)._raw_delete(connection.alias)
    Page.objects.filter(pk=index.pk).update(numchild=F("numchild") - len(keys))


def recover(*, by=None, at_once=False) -> list[ImportBatch]:
    """Bring to an end what a killed process left: hidden rows go, public ones enter the search. A timer too.

    Only files that have been silent for a while; `at_once`: also one that was alive a moment ago.
    """
    left = ImportBatch.objects.filter(stage__in=OPEN)
    found = list(left if at_once else left.filter(beat_at__lt=timezone.now() - SILENT_AFTER))
    for batch in found:
        end(batch, by=by)
    return found


def end(batch, *, by) -> None:
    """End one killed file: what is public is finished; else a kept file is ready again, any other is given up."""
    if batch.stage == Stage.SHOWN:
        _enter_search(batch)
        _finish(batch, by)
    elif batch.file_id:
        set_back(batch, by=by)
    else:
        abandon(batch, by=by)
