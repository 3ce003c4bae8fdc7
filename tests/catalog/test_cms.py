"""In the CMS editors polish words and pictures and keep categories; facts and publicity are refused there."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from accounts import reference as rights
from accounts.models import Role
from catalog.models import CatalogPage, Category, ProductPage
from catalog.states import EventKind
from tests.factories.accounts import UserFactory
from tests.factories.catalog import CategoryFactory, ProductFactory, catalog_page, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cms(client, sign_in, hunan):
    """The client of an editor who has the rights of editors."""
    catalog_page()
    editor = UserFactory(organization=person("430000").organization, role=Role.EDITOR)
    rights.load(lambda *progress: None)
    return sign_in(client, editor)


def edit_data(page, **changed):
    data = {
        "summary": page.summary,
        "other_names": page.other_names,
        "story": streamfield([]),
        "pictures": inline_formset([]),
        "shops": inline_formset([]),
        "tags": "",
        "share_picture": "",
        "search_description": "",
    }
    return nested_form_data(data | changed)


def test_an_editor_polishes_words_and_publishes_them(cms):
    product = ProductFactory(listed=True)
    data = edit_data(product, summary="林下手采", **{"action-publish": "1"})
    response = cms.post(reverse("wagtailadmin_pages:edit", args=[product.pk]), data)
    fresh = ProductPage.objects.get(pk=product.pk)
    assert response.status_code == 302
    assert (fresh.summary, fresh.title, fresh.facts_version) == (
        "林下手采",
        product.title,
        product.facts_version,
    )
    assert list(fresh.events.values_list("kind", flat=True)) == [EventKind.LISTED]


def test_facts_and_name_sent_to_the_form_change_nothing(cms):
    product = ProductFactory(certified=True, listed=True)
    data = edit_data(
        product, title="改名", brand="假", people_benefited="9", slug="x", **{"action-publish": "1"}
    )
    cms.post(reverse("wagtailadmin_pages:edit", args=[product.pk]), data)
    fresh = ProductPage.objects.get(pk=product.pk)
    before = (product.title, product.brand, product.people_benefited, product.slug)
    assert (fresh.title, fresh.brand, fresh.people_benefited, fresh.slug) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("wagtailadmin_pages:unpublish", {}),
        ("wagtailadmin_pages:delete", {}),
        ("wagtailadmin_pages:copy", {"new_title": "副本", "new_slug": "copy"}),
        ("wagtailadmin_pages:set_privacy", {"restriction_type": "login"}),
    ],
)
def test_what_verbs_decide_is_refused(cms, name, data):
    product = ProductFactory(listed=True)
    response = cms.post(reverse(name, args=[product.pk]), data)
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert response.status_code in {302, 403}
    assert said or response.status_code == 403
    fresh = ProductPage.objects.get(pk=product.pk)
    assert (fresh.live, fresh.get_view_restrictions().count()) == (True, 0)
    assert ProductPage.objects.count() == 1


def test_a_product_that_was_never_listed_is_not_edited(cms):
    product = ProductFactory()
    assert cms.get(reverse("wagtailadmin_pages:edit", args=[product.pk])).status_code == 302


def test_products_are_not_made_in_the_cms(cms):
    index = CatalogPage.objects.get()
    address = reverse("wagtailadmin_pages:add", args=["catalog", "productpage", index.pk])
    assert cms.get(address).status_code in {302, 403}


class TestFinding:
    def test_by_name_code_and_number(self, cms):
        found = ProductFactory(
            certified=True, listed=True, title="十八洞黑木耳", certificate_number="湘扶认 2026-7"
        )
        ProductFactory(listed=True, title="大米")
        ProductFactory(title="从未公开的")
        address = reverse("products:index")
        assert "从未公开的" not in cms.get(address).content.decode()
        for asked in ("黑木耳", found.code, "湘扶认2026 7"):
            response = cms.get(address, {"q": asked})
            assert [page.pk for page in response.context["object_list"]] == [found.pk]
        for odd in ('"', "'", "%", "\x00", "*" * 300):
            assert cms.get(address, {"q": odd}).status_code == 200

    def test_filters(self, cms):
        ProductFactory(listed=True)
        gone = ProductFactory(delisted=True, title="离册")
        response = cms.get(reverse("products:index"), {"standing": "delisted"})
        assert [page.pk for page in response.context["object_list"]] == [gone.pk]

    def test_the_explorer_shows_the_newest_only(self, cms, monkeypatch):
        from catalog import wagtail_hooks

        monkeypatch.setattr(wagtail_hooks, "EXPLORED", 1)
        ProductFactory(listed=True)
        newest = ProductFactory(listed=True)
        response = cms.get(reverse("wagtailadmin_explore", args=[CatalogPage.objects.get().pk]))
        assert [page.pk for page in response.context["object_list"]] == [newest.pk]


class TestCategories:
    def address(self, name, *args):
        return reverse(f"wagtailsnippets_catalog_category:{name}", args=args)

    def test_editors_add_rename_and_hide(self, cms):
        top = CategoryFactory().parent
        data = {
            "name": "糯米",
            "key": "sticky-rice",
            "parent": top.pk,
            "order": 9,
            "is_active": "on",
            "other_names": "",
        }
        assert cms.post(self.address("add"), data).status_code == 302
        made = Category.objects.get(key="sticky-rice")
        assert cms.post(self.address("edit", made.pk), data | {"is_active": ""}).status_code == 302
        made.refresh_from_db()
        assert not made.is_active

    def test_nobody_deletes_one(self, cms):
        rice = CategoryFactory()
        assert cms.post(self.address("delete", rice.pk)).status_code in {302, 403}
        assert Category.objects.filter(pk=rice.pk).exists()

    @pytest.mark.parametrize("case", ["third level", "top with children below another"])
    def test_a_third_level_is_refused_with_a_sentence(self, cms, case):
        rice = CategoryFactory()
        other = Category.objects.create(key="oil", name="食用油")
        mended, parent = {
            "third level": (other, rice),
            "top with children below another": (rice.parent, other),
        }[case]
        data = {"name": mended.name, "key": mended.key, "parent": parent.pk, "order": 1, "is_active": "on"}
        response = cms.post(self.address("edit", mended.pk), data)
        assert response.status_code == 200
        assert response.context["form"].errors["parent"]

    def test_reporters_do_not(self, client, sign_in, hunan):
        sign_in(client, person("433124"))
        assert client.get(self.address("list")).status_code == 302
