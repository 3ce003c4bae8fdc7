"""Apply again before the year is over: the application of last year, ready to be changed (I05, I06)."""

from django.db import transaction

from catalog.certification import rules
from catalog.certification.actions.drafts import add_row, start_application
from catalog.certification.facts import ROW_COLUMNS, ApplicationKind
from catalog.certification.models import Application, ApplicationProduct, Material
from catalog.certification.states import RowState
from catalog.models import ProductPage
from core.rows import save_columns


@transaction.atomic
def renew_product(product, *, by) -> Application:
    """A draft for the renewal of a product, filled with what was certified of it and with its papers.

    Raises Refused or Conflict with a sentence outside the window, for another's product, and while one is in work.
    """
    product = ProductPage.objects.select_for_update(of=("self",)).select_related("region").get(pk=product.pk)
    rules.can_renew(by, product).require()
    application = start_application(by=by, kind=ApplicationKind.RENEWAL)
    application.products.all().delete()
    row = add_row(application, by=by, product=product)
    before = last_certified(product)
    if before is not None:
        # What the directory does not hold – where materials come from, the description – stands in last year's row.
        for name in ROW_COLUMNS:
            if getattr(row, name) in (None, "", []):
                setattr(row, name, getattr(before, name))
        save_columns(ApplicationProduct, [row], *(name.removesuffix("_id") for name in ROW_COLUMNS))
        _bring_papers(application, row, before, by)
    return application


def last_certified(product) -> ApplicationProduct | None:
    """The row that was certified last, or None for what came in another way."""
    rows = product.applied_with.filter(state=RowState.CERTIFIED)
    return rows.order_by("-concluded_at", "-pk").first()


def _bring_papers(application, row, before, by):
    Material.objects.bulk_create(
        Material(
            application=application,
            product=row,
            kind=paper.kind,
            file_id=paper.file_id,
            title=paper.title,
            alt=paper.alt,
            order=paper.order,
            added_by=by,
            is_demo=application.is_demo,
        )
        for paper in before.materials.all()
    )
