"""What every verb of the catalogue writes: events for the timeline, records, and the word to lists and search."""

from django.db import transaction
from django.utils import timezone

from catalog import source
from catalog.models import ProductEvent, ProductPage, ProductPicture
from content import pictures
from core import versions
from core.models import Record
from core.records import build


def locked(products) -> list[ProductPage]:
    """These products (or keys) re-read under lock, in the order of their keys."""
    keys = [getattr(product, "pk", product) for product in products]
    return list(
        ProductPage.objects.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .select_related("supplier")
        .order_by("pk")
    )


def add_events(products, kind, *, by, words="", label="", details=None, at=None):
    """Write one event of this kind into the timeline of each product.

    `label` is the deciding step's name as written in the regulation; `details` and `at` may be functions of a product.
    """
    now = timezone.now()
    ProductEvent.objects.bulk_create(
        (
            ProductEvent(
                product=product,
                kind=kind,
                at=_of(at, product) or now,
                label=label,
                words=words,
                actor=by,
                organization=getattr(by, "organization", None),
                details=_of(details, product) or {},
                is_demo=product.is_demo,
            )
            for product in products
        ),
        batch_size=500,
    )


def add_history(entries, *, now=None):
    """Write what happened before a product was there into its timeline: rows of ProductEvent by column.

    Of what lies in the future of `now` (a clock that was moved) the time is `now`.
    """
    now = now or timezone.now()
    entries = [{**entry, "at": min(entry["at"], now)} for entry in entries]
    ProductEvent.objects.bulk_create((ProductEvent(**entry) for entry in entries), batch_size=500)


def add_records(verb, products, *, by, **details):
    """Record the verb once per product (J10)."""
    Record.objects.bulk_create(
        (build(verb, product, by=by, region=product.region_id, **details) for product in products),
        batch_size=500,
    )


def announce(products, *, suppliers=()):
    """Tell lists, caches and the search what these products are now; to be called in the verb's transaction.

    `suppliers` are keys of others that are concerned: who supplied a product before.
    """
    if not products:
        return
    versions.bump("public", source.DIRECTORY)
    source.tell(products, suppliers)


def make_sizes(products):
    """Have the sizes of their pictures made after the commit, so that no public GET has to write."""
    images = ProductPicture.objects.filter(page__in=[product.pk for product in products])
    ids = list(images.values_list("image_id", flat=True))
    if ids:
        transaction.on_commit(lambda: pictures.make_later(ids))


def _of(value, product):
    return value(product) if callable(value) else value
