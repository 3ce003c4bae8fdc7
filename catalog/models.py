"""The catalogue: categories, product pages, and the append-only events that are their public timeline."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager, PageQuerySet

from catalog import facts, panels
from catalog.codes import NumberKey
from catalog.facts import Participation, ProductFacts, ProductKind
from catalog.pages import CatalogPage
from catalog.states import SHOWN, DelistReason, EventKind, Standing
from content.blocks import page_blocks
from content.models import AppImage
from content.process_pages import ProcessPage
from organizations.models import Organization

__all__ = [
    "CatalogPage",
    "Category",
    "Participation",
    "ProductEvent",
    "ProductKind",
    "ProductPage",
    "ProductPicture",
    "ProductTag",
    "ShopLink",
    "TaggedProduct",
]


class CategoryQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def tops(self):
        return self.filter(parent__isnull=True)

    def leaves(self):
        return self.filter(parent__isnull=False)


class Category(models.Model):
    """A category (品类) of two levels, as data that editors keep (D19, D20). Products hang on the second."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=40)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    other_names = models.CharField(
        _("other names"), max_length=200, blank=True, help_text=_("Several are divided by 、")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="category_not_in_itself", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Two levels: what it belongs to belongs to nothing, and what others belong to stays on top."""
        if self.parent_id is None:
            return
        if self.parent_id == self.pk or self.parent.parent_id is not None:
            raise ValidationError({"parent": _("Choose a category of the first level.")})
        if self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("Others belong to this category: it stays on the first level.")}
            )


class ProductTag(TagBase):
    """A tag of products."""

    free_tagging = True

    class Meta:
        verbose_name = _("product tag")
        verbose_name_plural = _("product tags")


class TaggedProduct(ItemBase):
    """A tag on a product page."""

    tag = models.ForeignKey(ProductTag, related_name="tagged", on_delete=models.CASCADE)
    content_object = ParentalKey("catalog.ProductPage", on_delete=models.CASCADE, related_name="tagged_items")


class ProductQuerySet(PageQuerySet):
    def listed(self):
        """In the directory today: the only products of lists, search, counts and feeds."""
        return self.filter(is_listed=True)

    def whole(self):
        """With the rows that a product's own page names."""
        return self.select_related("region", "category", "supplier", "certified_by", "share_picture")

    def within(self, region):
        """Products from a region and everything below it; as a range, so that both databases walk the index."""
        if region is None:
            return self
        return self.filter(region_id__gte=region.prefix, region_id__lt=str(int(region.prefix) + 1))

    def overdue(self, today):
        """Still listed although the last day of their validity lies before `today`."""
        return self.filter(is_listed=True, listed_until__lt=today)


class ProductPage(ProcessPage, ProductFacts):
    """The public page of a product: facts that only verbs change, words that editors may polish (D01-D21)."""

    # Its address, and what its code says when scanned: short, without letters that look alike.
    code = models.CharField(_("code"), max_length=12, unique=True)
    name_key = models.CharField(max_length=160, blank=True)
    other_names = models.CharField(
        _("other names"), max_length=200, blank=True, help_text=_("Several are divided by 、")
    )
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, default=Standing.NEW)
    is_listed = models.BooleanField(_("listed"), default=False)
    listed_at = models.DateTimeField(_("listed at"), null=True, blank=True)
    listed_from = models.DateField(_("valid from"), null=True, blank=True)
    listed_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day; empty: without end.")
    )
    certified_year = models.PositiveSmallIntegerField(_("certified in"), null=True, blank=True)
    delisted_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    delist_reason = models.CharField(_("reason"), max_length=12, choices=DelistReason, blank=True)
    delist_words = models.CharField(_("reason in words"), max_length=500, blank=True)
    # Written by upper floors through the trunk's verbs (O03).
    sales_12m = models.DecimalField(
        _("sales of twelve months"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    last_sold_on = models.DateField(_("last sold on"), null=True, blank=True)
    # Counts the changes of facts: a trigger lets them change only together with it.
    facts_version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    story = StreamField(page_blocks(), verbose_name=_("story"), blank=True)
    tags = ClusterTaggableManager(through=TaggedProduct, blank=True, verbose_name=_("tags"))
    is_demo = models.BooleanField(default=False)

    objects = PageManager.from_queryset(ProductQuerySet)()

    template = "catalog/product_page.html"
    parent_page_types = ["catalog.CatalogPage"]
    subpage_types: list[str] = []
    content_panels = panels.WORDS
    promote_panels = panels.PROMOTION
    settings_panels = panels.FACTS

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = [
            models.Index(
                fields=["-listed_at", "-page_ptr"], condition=Q(is_listed=True), name="product_newest"
            ),
            models.Index(
                fields=["region", "-listed_at", "-page_ptr"],
                condition=Q(is_listed=True),
                name="product_region",
            ),
            models.Index(
                fields=["supplier", "-listed_at", "-page_ptr"],
                condition=Q(is_listed=True),
                name="product_supplier",
            ),
            models.Index(fields=["listed_until"], condition=Q(is_listed=True), name="product_validity"),
            models.Index(fields=["changed_at"], name="product_changed"),
            models.Index(NumberKey(), name="product_number_key"),
        ]
        constraints = [
            models.CheckConstraint(
                name="product_listed_is_a_standing",
                condition=Q(is_listed=True, standing=Standing.LISTED)
                | (Q(is_listed=False) & ~Q(standing=Standing.LISTED)),
            ),
            models.CheckConstraint(
                name="product_shown_says_since_when",
                condition=Q(standing=Standing.NEW)
                | Q(standing__in=sorted(SHOWN), listed_at__isnull=False, listed_from__isnull=False),
            ),
            models.CheckConstraint(
                name="product_delisted_says_why",
                condition=~Q(standing=Standing.DELISTED)
                | (Q(delisted_at__isnull=False) & ~Q(delist_reason="")),
            ),
            models.CheckConstraint(
                name="product_validity_in_order",
                condition=Q(listed_until__isnull=True)
                | Q(listed_from__isnull=True)
                | Q(listed_until__gte=F("listed_from")),
            ),
            models.CheckConstraint(
                name="product_certified_is_whole",
                condition=~Q(kind=ProductKind.CERTIFIED)
                | Q(standing=Standing.NEW)
                | Q(
                    certificate_number__isnull=False,
                    certified_on__isnull=False,
                    certified_year__isnull=False,
                    listed_until__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="product_ordinary_has_no_certificate",
                condition=Q(kind=ProductKind.CERTIFIED)
                | Q(certificate_number__isnull=True, certified_on__isnull=True, certified_year__isnull=True),
            ),
            models.CheckConstraint(
                name="product_value_not_negative",
                condition=(Q(commodity_value__isnull=True) | Q(commodity_value__gte=0))
                & (Q(sales_12m__isnull=True) | Q(sales_12m__gte=0)),
            ),
        ]

    def with_content_json(self, content):
        """A revision brings words and pictures only: facts and standing are the row's as it is now (design 5)."""
        page = super().with_content_json(content)
        page.go_live_at = page.expire_at = None
        names = (*facts.FACT_COLUMNS, *PROCESS_COLUMNS)
        for name, value in (ProductPage.objects.filter(pk=self.pk).values(*names).first() or {}).items():
            setattr(page, name, value)
        return page

    @staticmethod
    def _slug_is_available(slug, parent_page, page=None):
        """Asked of the code's own index; Wagtail would read all siblings for it."""
        others = ProductPage.objects.filter(code=slug)
        return not (others.exclude(pk=page.pk) if page else others).exists()

    @property
    def cover(self):
        """The first picture (a ProductPicture), or None."""
        return next(iter(self.pictures.all()), None)

    @property
    def lead_picture(self):
        """What a share card shows: the editors' choice, else the cover."""
        cover = self.cover
        return self.share_picture or (cover.image if cover else None)

    def trail(self):
        """The directory, then the regions its place of origin lies in, each a filtered list."""
        from catalog.queries.shown import steps_to

        return steps_to(self.region)

    def get_context(self, request, *args, **kwargs):
        """Add what the page shows beside its own words (catalog.queries.product_page)."""
        from catalog.queries import product_page

        return {**super().get_context(request, *args, **kwargs), **product_page(self)}


# What no revision may bring back, beside the facts.
PROCESS_COLUMNS = (
    "title",
    "draft_title",
    "slug",
    "code",
    "name_key",
    "standing",
    "is_listed",
    "listed_at",
    "listed_from",
    "listed_until",
    "certified_year",
    "delisted_at",
    "delist_reason",
    "delist_words",
    "sales_12m",
    "last_sold_on",
    "facts_version",
    "changed_at",
    "is_demo",
)


class ProductPicture(Orderable):
    """A public picture of a product; the first is its cover."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(AppImage, on_delete=models.PROTECT, related_name="+", verbose_name=_("picture"))
    alt = models.CharField(_("alternative text"), max_length=200, blank=True)


class ShopLink(Orderable):
    """Where the product can be bought outside this site (P08, P09)."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="shops")
    title = models.CharField(_("shop"), max_length=60)
    url = models.URLField(pgettext_lazy("on the web", "address"), max_length=300)


class ProductEvent(models.Model):
    """What happened to a product, who did it for whom, and why. Append-only; the product's public timeline (J04)."""

    product = models.ForeignKey(ProductPage, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("event"), max_length=12, choices=EventKind)
    at = models.DateTimeField(_("time"), default=timezone.now)
    # As written in the regulation, where the event is a decision of a step (认可, 复核 …).
    label = models.CharField(_("as written"), max_length=60, blank=True)
    words = models.CharField(_("words"), max_length=500, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    details = models.JSONField(default=dict, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("event of a product")
        verbose_name_plural = _("events of products")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["product", "at", "id"], name="event_of_product")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.get_kind_display()}"
