"""The shipped tables as loaded: one load for the whole module, a second one on top."""

import datetime
import time

import pytest
from django.db import transaction

from regions import queries, reference
from regions.models import PATH_SEPARATOR, CountyClass, Level, Pairing, Region

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """Everything load() writes, rolled back after this module; the progress calls and the seconds."""
    with django_db_blocker.unblock(), transaction.atomic():
        calls, started = [], time.monotonic()
        reference.load(lambda *call: calls.append(call))
        yield {"calls": calls, "seconds": time.monotonic() - started}
        transaction.set_rollback(True)


def get(code):
    return Region.objects.get(code=code)


def names(region):
    return [step.name for step in region.ancestors()]


def test_counts_of_the_standard(country):
    standard = Region.objects.current().in_gbt2260()
    assert [standard.filter(level=level).count() for level in (1, 2, 3)] == [34, 342, 2849]
    assert Region.objects.current().towns().count() == 41352


def test_counts_of_what_is_governed(country):
    current = Region.objects.current()
    assert (current.provinces().count(), current.prefectures().count(), current.counties().count()) == (
        34,
        333,
        2850,
    )


@pytest.mark.parametrize(
    ("province", "prefectures", "counties"),
    [("43", 14, 122), ("44", 21, 122), ("23", 13, 121), ("36", 11, 100)],
)
def test_counts_of_a_province(country, province, prefectures, counties):
    standard = Region.objects.current().in_gbt2260().filter(code__startswith=province)
    assert (standard.prefectures().count(), standard.counties().count()) == (prefectures, counties)


def test_load_takes_its_seconds_and_shows_progress(country):
    assert country["seconds"] < 15
    labels = [(label, done, total) for label, done, total in country["calls"] if done == total and total]
    assert labels == [("regions", 44598, 44598), ("county classes", 51, 51), ("pairings", 9, 9)]


def test_second_load_writes_nothing(country, django_assert_max_num_queries):
    def everything():
        return [list(model.objects.order_by("pk").values_list()) for model in (Region, CountyClass, Pairing)]

    before = everything()
    with django_assert_max_num_queries(8) as queries_made:
        reference.load(lambda *call: None)
    assert not [query for query in queries_made.captured_queries if "INSERT" in query["sql"]]
    assert everything() == before


def test_second_load_mends_what_drifted_and_keeps_what_was_amended(country):
    Region.objects.filter(code="433122").update(name="写错了", order=0)
    Region.objects.filter(code="433124").update(name="新花垣县", is_amended=True)
    reference.load(lambda *call: None)
    assert get("433122").name == "泸溪县"
    assert get("433124").name == "新花垣县"
    assert get("433124109").path_name == "湖南省 / 湘西土家族苗族自治州 / 新花垣县 / 花垣镇"
    Region.objects.filter(code="433124").update(name="花垣县", is_amended=False)
    reference.load(lambda *call: None)
    assert get("433124109").path_name == "湖南省 / 湘西土家族苗族自治州 / 花垣县 / 花垣镇"


def test_second_load_leaves_ended_class_ended(country):
    row = CountyClass.objects.get(region="433124")
    CountyClass.objects.filter(pk=row.pk).update(valid_until=datetime.date(2025, 12, 31))
    reference.load(lambda *call: None)
    assert list(CountyClass.objects.filter(region="433124").values_list("valid_until", flat=True)) == [
        datetime.date(2025, 12, 31)
    ]
    CountyClass.objects.filter(pk=row.pk).update(valid_until=row.valid_until)


@pytest.mark.parametrize(
    ("day", "number"), [("2015-12-31", 0), ("2016-01-01", 51), ("2020-12-31", 51), ("2021-01-01", 0)]
)
def test_poor_counties_were_poor_in_their_days(country, day, number):
    assert queries.poor_counties(datetime.date.fromisoformat(day)).count() == number


def test_every_code_begins_with_its_parents_prefix(country):
    parents = {region.code: region.prefix for region in Region.objects.exclude(level=Level.TOWN)}
    pairs = Region.objects.exclude(parent=None).values_list("code", "parent_id")
    assert [code for code, parent in pairs if not code.startswith(parents[parent])] == []


def test_every_path_name_is_its_ancestors_names(country):
    rows = {region.code: region for region in Region.objects.all()}
    wrong = []
    for region in rows.values():
        above = rows[region.parent_id].path_name if region.parent_id else ""
        expected = PATH_SEPARATOR.join(part for part in (above, region.zone, region.name) if part)
        if region.path_name != expected:
            wrong.append(region.code)
    assert wrong == []


def test_official_order_puts_each_region_before_what_lies_in_it(country):
    codes = list(Region.objects.within("433100").in_official_order().values_list("code", flat=True))
    assert codes == sorted(codes)
    assert codes[0] == "433100"


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("429004", ["湖北省", "仙桃市"]),
        ("110101", ["北京市", "东城区"]),
        ("659001", ["新疆维吾尔自治区", "石河子市"]),
        ("500229", ["重庆市", "城口县"]),
        ("441900003", ["广东省", "东莞市", "东城街道"]),
        ("620201001", ["甘肃省", "嘉峪关市", "雄关街道"]),
        ("451225", ["广西壮族自治区", "河池市", "罗城仫佬族自治县"]),
        ("430371001", ["湖南省", "湘潭市", "板塘街道"]),
        ("431271001", ["湖南省", "怀化市", "洪江区", "河滨路街道"]),
        ("232700", ["黑龙江省", "大兴安岭地区"]),
    ],
)
def test_special_places_hang_where_they_belong(country, code, path):
    assert names(get(code)) == path


def test_children_of_hubei_hold_no_heading(country):
    children = list(queries.children_of("420000"))
    assert len(children) == 17
    assert [region.name for region in children[-4:]] == ["仙桃市", "潜江市", "天门市", "神农架林区"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("431121", "431181"),
        ("410306", "410308"),
        ("330103", "330105"),
        ("540422", "540481"),
        ("654223", "654203"),
    ],
)
def test_retired_code_leads_to_today(country, old, new):
    assert queries.current_region(old).code == new


def test_every_retired_code_has_a_successor_in_force(country):
    retired = Region.objects.exclude(valid_until=None)
    assert retired.count() == 20
    assert [
        row.code for row in retired if not row.is_retired or queries.current_region(row.code).is_retired
    ] == []


@pytest.mark.parametrize(("year", "name"), [(2020, "祁阳县"), (2021, "祁阳市")])
def test_qiyang_before_and_after_its_change(country, year, name):
    day = datetime.date(year, 9, 1)
    found = Region.objects.within("431100").current(day).filter(name__startswith="祁阳", level=Level.COUNTY)
    assert [region.name for region in found] == [name]


def test_fifty_one_poor_counties_of_hunan(country):
    day = datetime.date(2020, 9, 1)
    kinds = CountyClass.objects.on(day).values_list("kind", flat=True)
    assert (list(kinds).count("national_poor"), list(kinds).count("provincial_poor")) == (40, 11)
    poor = queries.poor_counties(day)
    assert poor.count() == 51
    assert {region.level for region in poor} == {Level.COUNTY}
    assert list(poor.within("433100").values_list("name", flat=True)) == [
        "吉首市",
        "泸溪县",
        "凤凰县",
        "花垣县",
        "保靖县",
        "古丈县",
        "永顺县",
        "龙山县",
    ]


def test_pairings_of_xiangxi_cross_the_province(country):
    pairs = queries.pairs_of(get("433100"), datetime.date(2020, 9, 1))
    assert [(pair.helper.name, pair.helped.name, pair.kind) for pair in pairs] == [
        ("济南市", "湘西土家族苗族自治州", "east_west")
    ]
    assert Pairing.objects.filter(kind="carry_hand").count() == 7


@pytest.mark.parametrize(
    ("code", "pinyin", "initials"),
    [
        ("430100", "changshashi", "css"),
        ("430481", "leiyangshi", "lys"),
        ("500000", "chongqingshi", "cqs"),
        ("341500", "luanshi", "las"),
        ("140428", "zhangzixian", "zzx"),
    ],
)
def test_pinyin_of_names_read_otherwise(country, code, pinyin, initials):
    region = get(code)
    assert (region.pinyin, region.initials) == (pinyin, initials)
