"""Products in every standing, each made through the verbs, on the small Hunan."""

import datetime
import itertools

import factory
from django.utils import timezone
from wagtail.models import Page, Site

from catalog import actions
from catalog.facts import ProductKind
from catalog.models import CatalogPage, Category, ProductPage
from catalog.states import DelistReason
from content.models import AppImage
from organizations.models import Organization
from tests.factories.activities import person, photo
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import region_at

_numbers = itertools.count(1)

__all__ = ["CategoryFactory", "ProductFactory", "catalog_page", "draft", "image", "person", "supplier"]


class CategoryFactory(factory.django.DjangoModelFactory):
    """粮食 > 大米 unless told."""

    class Meta:
        model = Category
        django_get_or_create = ("key",)

    key = "rice"
    name = "大米"
    parent = factory.LazyFunction(
        lambda: Category.objects.get_or_create(key="grain", defaults={"name": "粮食"})[0]
    )


def catalog_page() -> CatalogPage:
    """The directory, made under the site's root page if it is not there yet."""
    index = CatalogPage.objects.first()
    if index is None:
        site = Site.objects.filter(is_default_site=True).first()
        parent = site.root_page if site else Page.get_first_root_node()
        index = parent.add_child(instance=CatalogPage(title="产品目录", slug="products"))
    return index


def supplier(name="花垣十八洞山货合作社", **changed) -> Organization:
    """An open supplier of 花垣县."""
    there = Organization.objects.filter(name=name).first()
    return there or OrganizationFactory(supplier=True, name=name, **changed)


def image(color="green", **changed) -> AppImage:
    """A small public picture."""
    return AppImage.objects.create(title="产品照片", alt="产品照片", file=photo(color), **changed)


def draft(title="十八洞大米", **facts) -> actions.ProductDraft:
    """A draft of an ordinary product of 花垣县; facts may be changed."""
    whole = {
        "kind": ProductKind.ORDINARY,
        "supplier_id": facts.pop("supplier_id", None) or supplier().pk,
        "region_id": region_at("433124").pk,
        "category_id": facts.pop("category_id", None) or CategoryFactory().pk,
        "specification": "5 千克 × 1 袋",
    } | facts
    return actions.ProductDraft(
        title=title, facts=whole, tags=["六进"], shops=[("扶贫832", "https://example.cn/1")]
    )


def certificate(number=None, certified_on=None, **facts) -> dict:
    """The facts of a certified product, certified today by the province."""
    return {
        "kind": ProductKind.CERTIFIED,
        "certificate_number": number or f"FP43{next(_numbers):06d}",
        "certified_on": certified_on or timezone.localdate(),
        "certified_by_id": OrganizationFactory(province_office=True).pk,
        "people_benefited": 128,
        "commodity_value": 3_200_000,
        "participation": ["production", "shares"],
        "benefit": "带动建档立卡贫困户 128 人，户均增收 2600 元。",
    } | facts


class ProductFactory(factory.django.DjangoModelFactory):
    """An ordinary product that was never listed, unless a trait says how far it has come.

    `on` is the day on which the verbs that the traits name are taken to have happened (today by default).
    """

    class Meta:
        model = ProductPage
        skip_postgeneration_save = True

    class Params:
        certified = factory.Trait(is_certified=True)
        listed = factory.Trait(steps=["list"])
        expired = factory.Trait(steps=["list", "expire"])
        delisted = factory.Trait(steps=["list", "delist"])
        relisted = factory.Trait(steps=["list", "delist", "relist"])
        pictured = factory.Trait(pictures=2)

    title = "十八洞大米"
    steps: list[str] = []
    pictures = 0
    is_certified = False
    until = None
    by = None

    @classmethod
    def _create(cls, model_class, *, title, steps, pictures, is_certified, until, by, **facts):
        region_at("433124")
        catalog_page()
        facts = (certificate() if is_certified else {}) | facts
        made = draft(title, **facts)
        shown = [(image(f"#{n}{n}8833").pk, f"{title} {n + 1}") for n in range(pictures)]
        [product] = actions.create_products([_with(made, pictures=shown)], by=by)
        for step in steps:
            _STEPS[step](product, by, until)
        return ProductPage.objects.select_related("supplier", "region", "category").get(pk=product.pk)


def _with(made, **changed):
    return actions.ProductDraft(**{**made.__dict__, **changed})


def expire(product):
    """Let the validity end yesterday and the timer come."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    ProductPage.objects.filter(pk=product.pk).update(
        listed_from=yesterday - datetime.timedelta(days=364), listed_until=yesterday
    )
    actions.expire_listings()


_STEPS = {
    "list": lambda product, by, until: actions.put_on_list([product], by=by, until=until),
    "expire": lambda product, by, until: expire(product),
    "delist": lambda product, by, until: actions.take_off_list(
        [product], DelistReason.PROBLEM, "抽检发现标签不实。", by=by
    ),
    "relist": lambda product, by, until: actions.put_back([product], by=by, until=until),
}
