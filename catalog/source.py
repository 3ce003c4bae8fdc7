"""What the search learns of products, and what follows in caches and search when editors polish them."""

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.signals import page_published

from catalog.facts import ProductKind
from catalog.models import Category, ProductPage
from catalog.queries.shown import with_cards
from catalog.queries.suppliers import standing_of
from catalog.queries.validity import validity
from catalog.reference import CATEGORIES
from catalog.states import SHOWN
from core import versions
from organizations.models import Organization
from search import following, index, sources
from search.sources import Card, Entry, SearchSource

KEY = "product"
SUPPLIERS = "supplier"
# The version that whatever is kept of the listed products follows (core.versions).
DIRECTORY = "catalogue"


def register():
    """Offer products to the search and listen for what editors publish; called when the app is ready."""
    sources.register(
        SearchSource(
            key=KEY,
            number=1,
            label=_("Products"),
            order=10,
            public=public,
            entry=entry,
            cards=cards,
            words=words,
        )
    )
    sources.register(
        SearchSource(
            key=SUPPLIERS,
            number=2,
            label=_("Suppliers"),
            order=20,
            public=public_suppliers,
            entry=supplier_entry,
            cards=supplier_cards,
        )
    )
    following.follow(KEY, ProductPage)
    page_published.connect(follow_editor, sender=ProductPage, dispatch_uid="catalog.source")
    post_save.connect(follow_category, sender=Category, dispatch_uid="catalog.source")


def public():
    """Listed products with what `entry` reads."""
    return (
        ProductPage.objects.listed()
        .select_related("supplier", "category__parent", "certified_by")
        .prefetch_related("tags")
    )


def entry(product) -> Entry:
    """Name and other names first; then category, supplier, brand, tags, number and code; then the words."""
    category = product.category
    return Entry(
        id=product.pk,
        title=product.title,
        aliases=_names(product.other_names),
        facts=tuple(
            fact
            for fact in (
                category.name,
                category.parent.name if category.parent else "",
                product.supplier.name,
                product.brand,
                product.certificate_number,
                product.code,
                *(tag.name for tag in product.tags.all()),
            )
            if fact
        ),
        body=" ".join(part for part in (product.summary, product.specification, product.benefit) if part),
        region=product.region_id,
        date=product.listed_from,
        words=tuple(word for word in (product.brand,) if word),
    )


def cards(ids) -> dict[int, Card]:
    """How hits are shown."""
    found = with_cards(ProductPage.objects.listed().filter(pk__in=ids)).select_related("category")
    return {product.pk: _card(product) for product in found}


def _card(product) -> Card:
    said = validity(product)
    cover = product.cover
    return Card(
        title=product.title,
        url=product.url,
        summary=product.summary,
        facts=(product.category.name, product.region.name, product.supplier.name),
        date=product.listed_from,
        picture=cover.image if cover else None,
        mark=said.word if product.kind == ProductKind.CERTIFIED else "",
    )


def public_suppliers():
    """Suppliers that have a public page: a product of theirs is or was in the directory."""
    shown = ProductPage.objects.filter(supplier=OuterRef("pk"), standing__in=SHOWN)
    return Organization.objects.filter(Exists(shown)).select_related("region")


def supplier_entry(supplier) -> Entry:
    """Name and code."""
    facts = (supplier.uscc,) if supplier.uscc else ()
    return Entry(id=supplier.pk, title=supplier.name, facts=facts, region=supplier.region_id)


def supplier_cards(ids) -> dict[int, Card]:
    """Suppliers as hits: where, how many products are listed, and the standing."""
    listed = Count("products", filter=Q(products__is_listed=True))
    found = public_suppliers().filter(pk__in=ids).annotate(listed=listed)
    return {supplier.pk: _supplier_card(supplier) for supplier in found}


def _supplier_card(supplier) -> Card:
    words = ngettext("%(count)s product listed", "%(count)s products listed", supplier.listed)
    return Card(
        title=supplier.name,
        url=reverse("catalog:supplier", args=[supplier.pk]),
        facts=(supplier.region.name, words % {"count": supplier.listed}),
        mark=standing_of(supplier).word,
    )


def tell(products, suppliers=()):
    """Let the search know these products, and those who supply them, as they are now; in the caller's transaction."""
    index.refresh(KEY, [product.pk for product in products])
    index.refresh(SUPPLIERS, {*suppliers, *(product.supplier_id for product in products)})


def words() -> list[str]:
    """Names of the shipped categories, kept whole when texts are cut."""
    return [
        name
        for _key, top, leaves in CATEGORIES
        for name in (top, *(name for _leaf, label, others in leaves for name in (label, *_names(others))))
    ]


def follow_editor(sender, by_process=False, **kwargs):
    """An editor has published polished words; verbs have told the caches themselves."""
    if not by_process:
        versions.bump("public", DIRECTORY)


def follow_category(sender, **kwargs):
    """A renamed or hidden category changes lists and pages; the search learns of it when it is rebuilt."""
    versions.bump("public", DIRECTORY)


def _names(text) -> tuple[str, ...]:
    return tuple(name for name in text.split("、") if name)
