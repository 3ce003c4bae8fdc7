"""New products: page rows below the directory, not public, in the order of the drafts."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from catalog.actions.writing import add_records
from catalog.codes import fresh_codes, name_key
from catalog.models import CatalogPage, ProductPage, ProductPicture, ProductTag, ShopLink, TaggedProduct
from core.tables import Table


@dataclass(frozen=True, kw_only=True)
class ProductDraft:
    """What a product begins with. `facts` are columns by attribute name (catalog.facts.FACT_COLUMNS).

    pictures: (image key, alternative text); shops: (title, address); story: raw StreamField data.
    """

    title: str
    facts: dict
    summary: str = ""
    other_names: str = ""
    story: list = field(default_factory=list)
    tags: Iterable[str] = ()
    pictures: Iterable[tuple[int, str]] = ()
    shops: Iterable[tuple[str, str]] = ()
    is_demo: bool = False


@transaction.atomic
def create_products(drafts, *, by) -> list[ProductPage]:
    """A page for each draft, not public and not listed yet. No query walks the siblings, however many there are."""
    drafts = list(drafts)
    pages = _tree_rows(drafts, by)
    _product_rows(drafts, pages)
    _children(drafts, pages)
    found = ProductPage.objects.select_related("supplier").in_bulk([page.pk for page in pages])
    products = [found[page.pk] for page in pages]
    add_records("product.create", products, by=by)
    return products


def _tree_rows(drafts, by) -> list[Page]:
    """Rows of Wagtail's tree with computed paths. The directory's row is locked: two creators never share a path."""
    index = CatalogPage.objects.select_for_update(of=("self", "page_ptr")).first()
    if index is None:
        raise ImproperlyConfigured("There is no product directory; run load_reference")
    first = _next_step(index)
    codes = fresh_codes(len(drafts))
    rows = zip(range(first, first + len(drafts)), drafts, codes, strict=True)
    pages = Page.objects.bulk_create((_tree_row(index, *row, by) for row in rows), batch_size=500)
    Page.objects.filter(pk=index.pk).update(numchild=F("numchild") + len(pages))
    return pages


def _tree_row(index, step, draft, code, by) -> Page:
    return Page(
        path=Page._get_path(index.path, index.depth + 1, step),
        depth=index.depth + 1,
        numchild=0,
        title=draft.title,
        draft_title=draft.title,
        slug=code,
        url_path=f"{index.url_path}{code}/",
        content_type=ContentType.objects.get_for_model(ProductPage),
        live=False,
        has_unpublished_changes=True,
        owner=by,
        locale_id=index.locale_id,
        translation_key=uuid.uuid4(),
        latest_revision_created_at=timezone.now(),
    )


def _next_step(index) -> int:
    below = Page.objects.filter(path__gt=index.path, path__lt=index.path + "~", depth=index.depth + 1)
    last = below.order_by("-path").values_list("path", flat=True).first()
    return Page._str2int(last[-Page.steplen :]) + 1 if last else 1


def _product_rows(drafts, pages):
    table, now = Table(ProductPage), timezone.now()
    for draft, page in zip(drafts, pages, strict=True):
        certified_on = draft.facts.get("certified_on")
        table.add(
            page_ptr_id=page.pk,
            code=page.slug,
            name_key=name_key(draft.title),
            summary=draft.summary,
            other_names=draft.other_names,
            story=draft.story,
            certified_year=certified_on.year if certified_on else None,
            changed_at=now,
            is_demo=draft.is_demo,
            **draft.facts,
        )
    table.write()


def _children(drafts, pages):
    rows = [(page.pk, draft) for page, draft in zip(pages, drafts, strict=True)]
    ProductPicture.objects.bulk_create(
        ProductPicture(page_id=pk, image_id=image, alt=alt, sort_order=number)
        for pk, draft in rows
        for number, (image, alt) in enumerate(draft.pictures)
    )
    ShopLink.objects.bulk_create(
        ShopLink(page_id=pk, title=title, url=url, sort_order=number)
        for pk, draft in rows
        for number, (title, url) in enumerate(draft.shops)
    )
    tags = tags_by_name({name for _pk, draft in rows for name in draft.tags})
    TaggedProduct.objects.bulk_create(
        TaggedProduct(content_object_id=pk, tag=tags[name])
        for pk, draft in rows
        for name in dict.fromkeys(draft.tags)
    )


def tags_by_name(names) -> dict[str, ProductTag]:
    """The tags of these names, made where there are none."""
    known = {tag.name: tag for tag in ProductTag.objects.filter(name__in=names)}
    for name in sorted(set(names) - set(known)):
        known[name] = ProductTag.objects.create(name=name)
    return known
