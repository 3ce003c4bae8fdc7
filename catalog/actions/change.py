"""Changes of what is known of a product: its certified facts, and what was sold of it."""

from django.db import transaction
from django.utils import timezone

from catalog import rules
from catalog.actions.writing import add_events, add_records, announce, locked
from catalog.codes import name_key
from catalog.facts import FACT_COLUMNS
from catalog.models import ProductPage
from catalog.states import SHOWN, EventKind
from content.publishing import put_live
from core.records import record

_CHANGEABLE = {*FACT_COLUMNS, "title"}


@transaction.atomic
def change_facts(product, facts: dict, *, by, words="", label="") -> ProductPage:
    """Set facts by attribute name (and `title`, the name); asks no rule. The facts' version grows when one changed.

    What was and what is now go into the timeline of a product that is public. Raises KeyError for what is no fact,
    Refused when the words of a public one would hold a number of a person.
    """
    if unknown := set(facts) - _CHANGEABLE:
        raise KeyError(", ".join(sorted(unknown)))
    [product] = locked([product])
    changes = {
        name: [getattr(product, name), value]
        for name, value in facts.items()
        if getattr(product, name) != value
    }
    if not changes:
        return product
    _set(product, changes)
    if product.standing in SHOWN:
        for verdict in rules.not_publishable([product]).values():
            verdict.require()
    details = {name: [_plain(value) for value in pair] for name, pair in changes.items()}
    record("product.change", product, by=by, region=product.region_id, changes=details)
    if product.standing in SHOWN:
        _publish(product, by)
        add_events(
            [product], EventKind.CHANGED, by=by, words=words, label=label, details={"changes": details}
        )
        announce([product], suppliers=changes.get("supplier_id", [])[:1])
    return product


def _set(product, changes):
    for name, (_before, after) in changes.items():
        setattr(product, name, after)
    product.certified_year = product.certified_on.year if product.certified_on else None
    product.name_key = name_key(product.title)
    product.facts_version += 1
    product.changed_at = timezone.now()
    columns = ["certified_year", "name_key", "facts_version", "changed_at"]
    columns += [name.removesuffix("_id") for name in changes if name != "title"]
    ProductPage.objects.bulk_update([product], columns)
    if "title" in changes:
        product.draft_title = product.title
        type(product.page_ptr).objects.filter(pk=product.pk).update(
            title=product.title, draft_title=product.title
        )


def _publish(product, by):
    """Not over words that an editor is still writing: their revision takes its facts from the row anyway."""
    if not product.has_unpublished_changes:
        put_live([product], by=by)


@transaction.atomic
def record_sales(amounts: dict, last_sold_on, *, by=None) -> int:
    """Keep what was sold within twelve months (yuan by product key) and the last day of a sale (None: no sale stands).

    Returns how many products that changed.
    """
    on = last_sold_on.isoformat() if last_sold_on else ""
    products = [
        product
        for product in locked(amounts)
        if (product.sales_12m, product.last_sold_on) != (amounts[product.pk], last_sold_on)
    ]
    for product in products:
        product.sales_12m, product.last_sold_on = amounts[product.pk], last_sold_on
        product.changed_at = timezone.now()
    ProductPage.objects.bulk_update(products, ["sales_12m", "last_sold_on", "changed_at"], batch_size=100)
    shown = [product for product in products if product.standing in SHOWN]
    add_events(
        shown,
        EventKind.SOLD,
        by=by,
        details=lambda product: {"amount": str(product.sales_12m), "on": on},
    )
    add_records("product.sales", products, by=by, on=on)
    announce(shown)
    return len(products)


def _plain(value):
    """As JSON keeps it: numbers of people and lists as they are, dates and money as text."""
    return value if value is None or isinstance(value, int | list | str) else str(value)
