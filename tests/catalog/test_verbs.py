"""The verbs of the directory: what each writes, refuses and passes over."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from accounts.models import Role
from catalog import actions
from catalog.codes import ALPHABET, fresh_codes, name_key
from catalog.models import CatalogPage, ProductPage
from catalog.states import DelistReason, EventKind, Standing
from core import records
from core.errors import Conflict, Refused
from tests.factories.catalog import ProductFactory, catalog_page, certificate, draft, person, supplier

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _ground(hunan):
    catalog_page()


def kinds(product):
    """In the order in which they were written."""
    return list(product.events.order_by("pk").values_list("kind", flat=True))


def verbs(product):
    return list(records.of(product).order_by("pk").values_list("verb", flat=True))


class TestCreate:
    def test_pages_are_private_children_of_the_directory(self):
        products = actions.create_products([draft("黑木耳"), draft("大米")], by=None)

        assert [p.title for p in products] == ["黑木耳", "大米"]
        assert [(p.live, p.standing, p.is_listed) for p in products] == [(False, Standing.NEW, False)] * 2
        assert [p.name_key for p in products] == ["hei mu er", "da mi"]
        assert [verbs(p) for p in products] == [["product.create"]] * 2
        assert [kinds(p) for p in products] == [[], []]

    def test_the_tree_stays_whole(self):
        actions.create_products([draft("黑木耳"), draft("大米")], by=None)
        actions.create_products([draft("茶油")], by=None)

        index = CatalogPage.objects.get()
        assert index.numchild == 3
        assert [p.title for p in index.get_children()] == ["黑木耳", "大米", "茶油"]
        assert Page.find_problems() == ([], [], [], [], [])
        child = index.get_children().first().specific
        assert child.url_path == f"{index.url_path}{child.code}/"
        assert child.slug == child.code

    def test_what_the_draft_says_is_kept(self):
        product = ProductFactory(pictured=True, brand="十八洞")

        assert product.brand == "十八洞"
        assert [p.alt for p in product.pictures.all()] == ["十八洞大米 1", "十八洞大米 2"]
        assert [s.title for s in product.shops.all()] == ["扶贫832"]
        assert [t.name for t in product.tags.all()] == ["六进"]

    def test_codes_that_are_taken_are_drawn_again(self):
        answers = iter([lambda codes: set(codes), lambda codes: set()])
        codes = fresh_codes(3, is_taken=lambda codes: next(answers)(codes))

        assert len(set(codes)) == 3
        assert {len(code) for code in codes} == {8}
        assert set("".join(codes)) <= set(ALPHABET)

    def test_names_sort_by_syllables(self):
        assert sorted(["黑山羊", "大米", "黑木耳", "heim"], key=name_key) == [
            "大米",
            "黑木耳",
            "黑山羊",
            "heim",
        ]


class TestList:
    def test_an_ordinary_product_has_no_end(self):
        product = ProductFactory()
        office = person("433124", Role.REVIEWER)

        listed = actions.list_product(product, by=office)

        today = timezone.localdate()
        assert (listed.live, listed.is_listed, listed.standing) == (True, True, Standing.LISTED)
        assert (listed.listed_from, listed.listed_until) == (today, None)
        assert kinds(listed) == [EventKind.LISTED]
        assert listed.events.get().organization == office.organization
        assert verbs(listed) == ["product.create", "product.list"]

    def test_wagtail_knows_of_it(self):
        product = ProductFactory(listed=True)

        assert product.live_revision_id == product.latest_revision_id
        assert product.live_revision.content["title"] == product.title
        assert PageLogEntry.objects.filter(page=product.pk, action="wagtail.publish").count() == 1

    def test_a_certified_product_has_one_year(self):
        product = ProductFactory(certified=True)

        listed = actions.list_product(product, by=person("430000", Role.REVIEWER))

        assert listed.listed_until == listed.listed_from.replace(year=listed.listed_from.year + 1) - DAY
        assert listed.certified_year == listed.certified_on.year

    def test_a_listed_product_is_not_listed_again(self):
        product = ProductFactory(listed=True)

        with pytest.raises(Conflict, match="在目录中"):
            actions.list_product(product, by=person("433124", Role.REVIEWER))
        assert actions.put_on_list([product], by=None) == []
        assert kinds(product) == [EventKind.LISTED]

    def test_a_past_end_is_refused(self):
        with pytest.raises(ValidationError, match="有效期已于"):
            actions.list_product(
                ProductFactory(), by=person("433124", Role.REVIEWER), until=timezone.localdate() - DAY
            )

    def test_a_certified_product_without_certificate_is_refused(self):
        product = ProductFactory(certified=True, certificate_number=None)

        with pytest.raises(Refused, match="证书的编号"):
            actions.list_product(product, by=person("430000", Role.REVIEWER))

    @pytest.mark.parametrize("verb", ["list", "relist"])
    def test_a_barred_supplier_is_refused_until_its_last_day(self, verb):
        product = ProductFactory(delisted=verb == "relist")
        office, firm = person("433124", Role.REVIEWER), product.supplier
        act = {"list": actions.list_product, "relist": actions.relist_product}[verb]
        firm.barred_until = timezone.localdate()
        firm.save()

        with pytest.raises(Conflict, match="列入失信名单"):
            act(product, by=office)
        firm.barred_until = timezone.localdate() - DAY
        firm.save()
        assert act(product, by=office).is_listed

    @pytest.mark.parametrize("verb", ["list", "relist"])
    def test_a_closed_supplier_is_refused(self, verb):
        product = ProductFactory(delisted=verb == "relist")
        firm = product.supplier
        firm.closed_at = timezone.now()
        firm.save()
        act = {"list": actions.list_product, "relist": actions.relist_product}[verb]

        with pytest.raises(Conflict, match="已关闭"):
            act(product, by=person("433124", Role.REVIEWER))

    def test_one_year_from_the_leap_day(self):
        from catalog.actions.standing import year_from

        assert year_from(datetime.date(2028, 2, 29)) == datetime.date(2029, 2, 28)
        assert year_from(datetime.date(2026, 3, 1)) == datetime.date(2027, 2, 28)


class TestDelist:
    def test_the_page_stays_with_its_reason(self):
        product = ProductFactory(listed=True)

        gone = actions.delist_product(
            product, DelistReason.SAFETY, " 抽检不合格。 ", by=person("433124", Role.REVIEWER)
        )

        assert (gone.live, gone.is_listed, gone.standing) == (True, False, Standing.DELISTED)
        assert (gone.delist_reason, gone.delist_words) == (DelistReason.SAFETY, "抽检不合格。")
        assert kinds(gone) == [EventKind.LISTED, EventKind.DELISTED]
        assert gone.events.last().details == {"reason": "safety"}

    @pytest.mark.parametrize(
        ("reason", "words", "field"),
        [
            ("", "有问题。", "reason"),
            ("nonsense", "有问题。", "reason"),
            (DelistReason.SAFETY, "  ", "words"),
        ],
    )
    def test_reason_and_words_are_needed(self, reason, words, field):
        product = ProductFactory(listed=True)

        with pytest.raises(ValidationError) as refused:
            actions.delist_product(product, reason, words, by=person("433124", Role.REVIEWER))
        assert list(refused.value.message_dict) == [field]
        product.refresh_from_db()
        assert product.is_listed

    def test_a_second_one_is_refused(self):
        product = ProductFactory(delisted=True)

        with pytest.raises(Conflict, match="退出目录"):
            actions.delist_product(product, DelistReason.SAFETY, "再次", by=person("433124", Role.REVIEWER))
        assert actions.take_off_list([product], DelistReason.SAFETY, "再次", by=None) == []
        assert kinds(product) == [EventKind.LISTED, EventKind.DELISTED]


class TestRelist:
    def test_it_forgets_the_notice_and_keeps_the_history(self):
        product = ProductFactory(delisted=True)

        back = actions.relist_product(product, by=person("433124", Role.REVIEWER), words="已整改。")

        assert (back.is_listed, back.delist_reason, back.delisted_at) == (True, "", None)
        assert kinds(back) == [EventKind.LISTED, EventKind.DELISTED, EventKind.RELISTED]
        assert back.listed_at == product.listed_at

    def test_what_never_was_listed_is_not_listed_again(self):
        with pytest.raises(Conflict, match="现在已不能"):
            actions.relist_product(ProductFactory(), by=person("433124", Role.REVIEWER))

    def test_an_expired_one_needs_a_new_end(self):
        product, province = ProductFactory(certified=True, expired=True), person("430000", Role.REVIEWER)

        with pytest.raises(ValidationError, match="有效期已于"):
            actions.relist_product(product, by=province)
        until = timezone.localdate() + DAY
        assert actions.relist_product(product, by=province, until=until).listed_until == until


class TestExpire:
    # 23:59 and 00:00 in Shanghai around the last day, 24 November 2026.
    @pytest.mark.parametrize(
        ("now", "count"), [("2026-11-24T15:59:59+00:00", 0), ("2026-11-24T16:00:00+00:00", 1)]
    )
    def test_the_day_changes_in_shanghai(self, now, count, monkeypatch):
        product = ProductFactory(listed=True)
        ProductPage.objects.filter(pk=product.pk).update(
            listed_from=datetime.date(2025, 11, 25), listed_until=datetime.date(2026, 11, 24)
        )
        monkeypatch.setattr(timezone, "now", lambda: datetime.datetime.fromisoformat(now))

        assert actions.expire_listings() == count

    def test_after_a_week_it_says_when_it_really_ended(self):
        product = ProductFactory(listed=True)
        last = timezone.localdate() - 7 * DAY
        ProductPage.objects.filter(pk=product.pk).update(listed_from=last - 300 * DAY, listed_until=last)

        assert [actions.expire_listings(), actions.expire_listings()] == [1, 0]
        product.refresh_from_db()
        event = product.events.get(kind=EventKind.EXPIRED)
        assert (product.live, product.is_listed, product.standing) == (True, False, Standing.EXPIRED)
        assert timezone.localtime(event.at).date() == last + DAY
        assert (event.details, event.actor, event.organization) == ({"until": last.isoformat()}, None, None)

    def test_more_than_one_round(self, monkeypatch):
        from catalog.actions import standing

        monkeypatch.setattr(standing, "EXPIRED_AT_ONCE", 1)
        products = [ProductFactory(listed=True) for _ in range(3)]
        yesterday = timezone.localdate() - DAY
        ProductPage.objects.update(listed_from=yesterday, listed_until=yesterday)

        assert actions.expire_listings() == 3
        assert [kinds(p) for p in products] == [[EventKind.LISTED, EventKind.EXPIRED]] * 3

    def test_it_is_a_timer(self):
        from core import clock

        assert [t.function for t in clock.registered() if t.name == "catalog.expire"] == [
            actions.expire_listings
        ]


class TestChange:
    def test_the_version_grows_and_the_timeline_says_what_changed(self):
        product = ProductFactory(certified=True, listed=True)

        changed = actions.change_facts(product, {"people_benefited": 140, "title": "十八洞香米"}, by=None)

        fresh = ProductPage.objects.get(pk=product.pk)
        assert (fresh.people_benefited, fresh.title, fresh.name_key) == (
            140,
            "十八洞香米",
            "shi ba dong xiang mi",
        )
        assert fresh.facts_version == product.facts_version + 1 == changed.facts_version
        assert fresh.events.last().details == {
            "changes": {"people_benefited": [128, 140], "title": ["十八洞大米", "十八洞香米"]}
        }
        assert fresh.live_revision.content["title"] == "十八洞香米"

    def test_nothing_new_changes_nothing(self):
        product = ProductFactory(listed=True, brand="十八洞")

        actions.change_facts(product, {"brand": "十八洞"}, by=None)
        assert ProductPage.objects.get(pk=product.pk).facts_version == product.facts_version
        assert kinds(product) == [EventKind.LISTED]

    def test_before_the_first_listing_there_is_no_public_event(self):
        product = ProductFactory()
        actions.change_facts(product, certificate("FP430001"), by=None)

        fresh = ProductPage.objects.get(pk=product.pk)
        assert (fresh.certificate_number, fresh.certified_year) == ("FP430001", fresh.certified_on.year)
        assert (kinds(fresh), fresh.live) == ([], False)

    def test_what_is_no_fact_is_refused(self):
        with pytest.raises(KeyError, match="standing"):
            actions.change_facts(ProductFactory(), {"standing": "listed"}, by=None)

    def test_words_an_editor_is_writing_stay(self):
        product = ProductFactory(listed=True)
        product.summary = "正在写"
        draft_revision = product.save_revision()

        actions.change_facts(product, {"brand": "十八洞"}, by=None)

        fresh = ProductPage.objects.get(pk=product.pk)
        assert fresh.latest_revision == draft_revision
        draft_revision.publish()
        fresh.refresh_from_db()
        assert (fresh.summary, fresh.brand) == ("正在写", "十八洞")


class TestSales:
    def test_only_what_changed_is_written(self):
        sold, quiet = ProductFactory(listed=True), ProductFactory(listed=True, title="黑木耳")
        day = timezone.localdate()

        assert actions.record_sales({sold.pk: 100, quiet.pk: 5}, day) == 2
        assert actions.record_sales({sold.pk: 120, quiet.pk: 5}, day) == 1
        sold.refresh_from_db()
        assert (sold.sales_12m, sold.last_sold_on) == (120, day)
        assert kinds(sold) == [EventKind.LISTED, EventKind.SOLD, EventKind.SOLD]


class TestRevisions:
    def test_an_old_revision_brings_back_neither_name_nor_standing(self):
        product = ProductFactory(listed=True)
        old = product.latest_revision
        actions.change_facts(product, {"title": "新名"}, by=None)
        actions.take_off_list([product], DelistReason.SAFETY, "抽检不合格。", by=None)

        old.publish()

        fresh = ProductPage.objects.get(pk=product.pk)
        assert (fresh.title, fresh.standing, fresh.is_listed) == ("新名", Standing.DELISTED, False)


def test_listing_many_costs_as_many_queries_as_listing_one(django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    # The first round says the version of this transaction and learns content types.
    for many in (1, 1, 3):
        firm = supplier()
        products = actions.create_products(
            [draft(f"产品{n}", supplier_id=firm.pk) for n in range(many)], by=None
        )
        with CaptureQueriesContext(
            connection,
        ) as seen:
            actions.put_on_list(products, by=None)
        counts.append(len(seen))
    assert counts[1] == counts[2]
