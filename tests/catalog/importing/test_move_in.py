"""All of a file or nothing of it: moved in, killed half-way, given up, sent twice, changed."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.models import Page

from accounts.models import Role
from catalog import codes
from catalog.importing import actions, rules, showing, writer
from catalog.importing.models import ImportBatch, ImportedProduct
from catalog.importing.states import Stage
from catalog.models import CatalogPage, ProductEvent, ProductPage
from catalog.states import EventKind, Standing
from core import versions
from core.errors import Conflict, Refused
from core.models import Record
from organizations.models import Kind, Organization
from tests.factories import importing
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.organizations import OrganizationFactory


class Killed(BaseException):
    """What no handler of errors catches: the process is gone."""


def _judged(path, *, by=None, sha256="a", **options):
    batch = actions.open_batch(name=path.name, sha256=sha256, by=by, **options)
    return batch, actions.judge(batch, path)


def _move(path, **options):
    batch, checked = _judged(path, **options)
    actions.move_in(batch, checked, by=options.get("by"))
    batch.refresh_from_db()
    return batch


def _counts():
    return {
        model.__name__: model._base_manager.count()
        for model in (Page, ProductPage, ProductEvent, Organization, ImportedProduct)
    } | {"children": CatalogPage.objects.get().numchild}


@pytest.fixture
def rows(ground, tmp_path):
    """Three new products: certified, ordinary, past its validity."""
    return importing.csv_file(
        tmp_path,
        [
            importing.row(1),
            importing.row(2, 种类="普通产品", 认定编号="", 认定日期="", 认定单位="", 有效期至=""),
            importing.row(3, 有效期至="2026-06-30"),
        ],
    )


def test_products_enter_the_directory_with_their_history(rows):
    before = versions.current("public")
    batch = _move(rows)
    first, second, third = ProductPage.objects.order_by("path")
    assert [(page.standing, page.is_listed, page.live) for page in (first, second, third)] == [
        (Standing.LISTED, True, True),
        (Standing.LISTED, True, True),
        (Standing.EXPIRED, False, True),
    ]
    assert (first.commodity_value, first.people_benefited, first.certified_year) == (
        Decimal(3_205_000),
        120,
        2026,
    )
    assert first.supplier.kind == Kind.SUPPLIER
    assert first.supplier.uscc == importing.code_of(1)
    assert sorted(tag.name for tag in first.tags.all()) == ["富硒", "有机"]
    assert [(shop.title, shop.url) for shop in first.shops.all()] == [
        ("示例商城", "https://shop.example.com/1")
    ]
    assert [(event.kind, event.at.date().isoformat()) for event in third.events.all()] == [
        (EventKind.CERTIFIED, "2026-03-01"),
        (EventKind.LISTED, "2026-03-01"),
        (EventKind.EXPIRED, "2026-07-01"),
    ]
    assert {event.organization.name for event in first.events.all()} == {"花垣县扶贫办"}
    assert [one.row for one in batch.products.order_by("pk")] == [2, 3, 4]
    assert (batch.stage, versions.current("public") != before) == (Stage.DONE, True)
    assert Record.objects.filter(verb="catalog.import").count() == 1


def test_tree_stays_whole(rows):
    _move(rows)
    index = CatalogPage.objects.get()
    assert index.numchild == index.get_children().count() == 3
    assert Page.find_problems() == ([], [], [], [], [])


def test_statements_do_not_grow_with_the_rows(ground, tmp_path, django_assert_max_num_queries):
    path = importing.csv_file(tmp_path, [importing.row(n) for n in range(200)])
    batch, checked = _judged(path)
    with django_assert_max_num_queries(120):
        actions.move_in(batch, checked, by=None)


def test_page_without_a_revision_can_be_edited(rows, admin_user):
    _move(rows)
    page = ProductPage.objects.order_by("path").first()
    draft = page.get_latest_revision_as_object()
    draft.summary = "新的简介"
    draft.save_revision(user=admin_user).publish()
    page.refresh_from_db()
    assert (page.summary, page.certificate_number, page.is_listed) == ("新的简介", "FP430001", True)


@pytest.fixture
def admin_user(db):
    """The system administrator."""
    return UserFactory(system=True)


@pytest.mark.parametrize("part", ["_open_suppliers", "_write", "_show"])
def test_killed_before_the_showing_leaves_nothing_public_and_the_next_run_takes_it_away(
    rows, monkeypatch, part
):
    before = _counts()
    batch, checked = _judged(rows)
    real = getattr(actions, part)

    def killed(*words):
        if part == "_write":
            real(*words)
        raise Killed

    monkeypatch.setattr(actions, part, killed)
    with pytest.raises(Killed):
        actions.move_in(batch, checked, by=None)
    assert Page.objects.filter(live=True).type(ProductPage).count() == 0
    monkeypatch.undo()
    ImportBatch.objects.update(beat_at=timezone.now() - 2 * actions.SILENT_AFTER)

    actions.recover()

    assert _counts() == before
    batch.refresh_from_db()
    assert batch.stage == Stage.ABANDONED
    assert _move(rows, sha256="b").stage == Stage.DONE
    assert ProductPage.objects.listed().count() == 2


def test_showing_is_all_or_nothing(rows, monkeypatch):
    batch, checked = _judged(rows)
    monkeypatch.setattr(showing, "_write_ends", lambda expired: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        actions.move_in(batch, checked, by=None)
    assert (ProductPage.objects.listed().count(), ProductEvent.objects.count()) == (0, 0)


def test_killed_after_the_showing_is_finished_by_the_timer(rows, monkeypatch):
    batch, checked = _judged(rows)
    monkeypatch.setattr(actions, "_enter_search", lambda *words: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        actions.move_in(batch, checked, by=None)
    monkeypatch.undo()
    assert [one.pk for one in actions.recover()] == []
    ImportBatch.objects.update(beat_at=timezone.now() - 2 * actions.SILENT_AFTER)
    assert [one.pk for one in actions.recover()] == [batch.pk]
    batch.refresh_from_db()
    assert (batch.stage, batch.searched_up_to) == (Stage.DONE, ProductPage.objects.order_by("-pk").first().pk)
    assert ProductPage.objects.listed().count() == 2


def test_error_while_writing_takes_everything_back(rows, monkeypatch):
    before = _counts()
    batch, checked = _judged(rows)
    # Somebody enters the same certificate between the check and the writing.
    ProductFactory(certified=True, listed=True, certificate_number="FP430003")
    before = _counts()
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        actions.move_in(batch, checked, by=None)
    assert _counts() == before
    batch.refresh_from_db()
    assert batch.stage == Stage.ABANDONED


def test_one_file_at_a_time(rows):
    ImportBatch.objects.create(name="other", sha256="c", stage=Stage.WRITING)
    batch, checked = _judged(rows)
    with pytest.raises(Conflict, match="此刻正在搬入另一个文件"):
        actions.move_in(batch, checked, by=None)
    assert ProductPage.objects.count() == 0


def test_file_taken_for_dead_stops(rows):
    batch, checked = _judged(rows)
    actions._start(batch)
    actions.abandon(ImportBatch.objects.get(pk=batch.pk), by=None)
    with pytest.raises(Conflict, match="放弃"):
        actions._write(batch, checked, {}, lambda *told: None)


def test_public_file_is_not_abandoned(rows):
    batch = _move(rows)
    with pytest.raises(Conflict, match="已搬入"):
        actions.abandon(batch, by=None)


def test_same_file_again_is_refused(rows):
    _move(rows)
    _batch, checked = _judged(rows)
    assert [error[4] for error in checked.report.errors] == [f"这个文件已于 {timezone.localdate()} 搬入。"]


def test_rows_of_the_directory_change_their_facts_where_asked(rows, tmp_path):
    _move(rows)
    changed = importing.csv_file(tmp_path, [importing.row(1, 带贫人数="300"), importing.row(4)])
    batch = _move(changed, sha256="b", may_update=True)
    product = ProductPage.objects.get(certificate_number="FP430001")
    assert (product.people_benefited, product.facts_version) == (300, 1)
    assert product.events.last().details["changes"] == {"people_benefited": [120, 300]}
    assert batch.products.count() == 1
    _move(changed, sha256="b", may_update=True)
    product.refresh_from_db()
    assert product.facts_version == 1


PEOPLE = [
    ({"province_office": True}, Role.ADMINISTRATOR, True),
    ({"province_office": True}, Role.REVIEWER, False),
    ({"city_office": True}, Role.ADMINISTRATOR, False),
    ({"county_office": True}, Role.ADMINISTRATOR, False),
    ({"supplier": True}, Role.ADMINISTRATOR, False),
]


@pytest.mark.parametrize(("trait", "role", "may"), PEOPLE)
def test_only_the_highest_office_moves_a_directory_in(ground, trait, role, may):
    user = UserFactory(organization=OrganizationFactory(**trait), role=role)
    assert bool(rules.can_move_in(user)) is may
    if not may:
        with pytest.raises(Refused, match="只有本站最高一级扶贫办的管理员可以搬入目录。"):
            actions.open_batch(name="a", sha256="a", by=user)


def test_writer_shows_what_it_writes(ground):
    from catalog.models import Category

    supplier = OrganizationFactory(supplier=True)
    products = [
        writer.Product(
            title=f"示例米{number}",
            supplier_id=supplier.pk,
            region_id="433124",
            category_id=Category.objects.get(key="rice").pk,
            listed_at=timezone.now(),
            listed_from=timezone.localdate(),
            listed_until=until,
        )
        for number, until in enumerate([None, datetime.date(2099, 1, 1)])
    ]
    keys = writer.write_products(products, is_demo=True)
    found = ProductPage.objects.in_bulk(keys)
    assert [found[key].title for key in keys] == ["示例米0", "示例米1"]
    assert {(page.is_listed, page.live, page.is_demo) for page in found.values()} == {(True, True, True)}
    # As the verbs make them: one alphabet, one key to sort names by.
    assert {len(page.code) for page in found.values()} == {codes.LENGTH}
    assert set("".join(page.code for page in found.values())) <= set(codes.ALPHABET)
    assert [found[key].name_key for key in keys] == [codes.name_key(product.title) for product in products]
