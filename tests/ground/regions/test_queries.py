import datetime

import pytest
from django.core.exceptions import ImproperlyConfigured

from regions import queries
from regions.models import CountyClass, Level, Region
from regions.templatetags.regions import region_path
from tests.factories.regions import CountyClassFactory, PairingFactory, RegionFactory, hunan

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def tree():
    return hunan()


def codes(rows):
    return [region.code for region in rows]


def test_root_is_the_setting(tree, settings):
    assert queries.root().code == "430000"
    settings.ROOT_REGION = "433100"
    assert queries.root().name == "湘西土家族苗族自治州"


def test_root_not_loaded_says_what_to_do(settings):
    settings.ROOT_REGION = "990000"
    with pytest.raises(
        ImproperlyConfigured, match=r"'990000' is no loaded region: run `manage.py load_reference`"
    ):
        queries.root()


def test_current_region_follows_successors(tree):
    first = RegionFactory(code="431121", name="祁阳县", parent=tree["430000"], retired=True)
    second = RegionFactory(code="431122", name="中间", parent=tree["430000"], retired=True)
    last = RegionFactory(code="431181", name="祁阳市", parent=tree["430000"])
    Region.objects.filter(pk=first.pk).update(successor=second)
    Region.objects.filter(pk=second.pk).update(successor=last)
    assert codes(queries.current_region(code) for code in ("431121", "431122", "431181")) == ["431181"] * 3


def test_current_region_in_a_circle_ends(tree):
    first = RegionFactory(code="431121", parent=tree["430000"], retired=True)
    second = RegionFactory(code="431122", parent=tree["430000"], retired=True, successor=first)
    Region.objects.filter(pk=first.pk).update(successor=second)
    assert queries.current_region("431121").code == "431122"


def test_current_region_without_successor_is_itself(tree):
    RegionFactory(code="431121", parent=tree["430000"], retired=True)
    assert queries.current_region("431121").code == "431121"


def test_current_region_unknown_raises(tree):
    with pytest.raises(Region.DoesNotExist):
        queries.current_region("999999")


def test_children_of_nothing_are_provinces(tree):
    RegionFactory(province=True)
    assert codes(queries.children_of("")) == ["430000", "440000"]


def test_children_of_leaves_out_headings_retired_and_small(tree):
    province = tree["430000"]
    RegionFactory(code="439000", level=Level.PREFECTURE, kind=Region.Kind.HEADING, parent=province)
    RegionFactory(code="439004", name="省直辖市", parent=province)
    RegionFactory(code="430400", level=Level.PREFECTURE, parent=province, retired=True)
    RegionFactory(code="430371001", level=Level.TOWN, parent=tree["430300"], zone="高新区")
    assert codes(queries.children_of("430000")) == ["430100", "430300", "433100", "439004"]
    assert codes(queries.children_of(tree["430300"])) == ["430321", "430371001"]
    assert codes(queries.children_of("430300", max_level=Level.COUNTY)) == ["430321"]


def test_children_of_lists_counties_before_townships(tree):
    RegionFactory(code="430371001", level=Level.TOWN, parent=tree["430300"])
    RegionFactory(code="430381", parent=tree["430300"])
    assert codes(queries.children_of("430300")) == ["430321", "430381", "430371001"]


@pytest.mark.parametrize(
    ("code", "expected"), [("433124109", "433100"), ("433100", "433100"), ("430000", None)]
)
def test_prefecture_of(tree, code, expected):
    found = queries.prefecture_of(tree[code])
    assert (found and found.code) == expected


def test_county_class_on_its_days(tree):
    first = CountyClassFactory(valid_until=DAY(2020, 12, 31))
    second = CountyClassFactory(kind=CountyClass.Kind.SPECIALLY_SUPPORTED, valid_from=DAY(2021, 1, 1))
    days = [DAY(2015, 12, 31), DAY(2016, 1, 1), DAY(2020, 12, 31), DAY(2021, 1, 1), None]
    found = [queries.county_class_on(tree["433124"], day) for day in days]
    assert found == [None, first, first, second, second]
    assert queries.county_class_on(tree["433122"]) is None


def test_poor_counties_by_day_place_and_class(tree):
    CountyClassFactory(region=tree["433124"])
    CountyClassFactory(
        region=tree["430121"], kind=CountyClass.Kind.PROVINCIAL_POOR, valid_until=DAY(2019, 12, 31)
    )
    CountyClassFactory(region=tree["433122"], kind=CountyClass.Kind.SPECIALLY_SUPPORTED)
    guangdong = RegionFactory(province=True)
    CountyClassFactory(region=RegionFactory(code="440281", parent=guangdong))
    assert codes(queries.poor_counties(DAY(2019, 12, 31))) == ["430121", "433124"]
    assert codes(queries.poor_counties(DAY(2020, 1, 1))) == ["433124"]
    assert codes(queries.poor_counties(DAY(2019, 1, 1), within="433100")) == ["433124"]
    assert codes(queries.poor_counties(within=guangdong)) == ["440281"]


@pytest.mark.parametrize("count", [1, 3])
def test_pairs_of_both_sides_in_one_query(tree, count, django_assert_num_queries):
    helped = ["433127", "433124", "433122"][:count]
    for code in helped:
        PairingFactory(helped=tree[code])
    with django_assert_num_queries(1):
        pairs = [(pair.helper.name, pair.helped.code) for pair in queries.pairs_of(tree["430300"])]
    assert pairs == sorted(("湘潭市", code) for code in helped)
    assert [pair.helper.code for pair in queries.pairs_of(tree["433127"])] == ["430300"]


def test_pairs_of_ended_pairing_only_on_its_days(tree):
    PairingFactory(valid_until=DAY(2020, 12, 31))
    assert queries.pairs_of(tree["430300"], DAY(2020, 12, 31)).count() == 1
    assert queries.pairs_of(tree["430300"], DAY(2021, 1, 1)).count() == 0


def test_retired_sentence_names_both(tree):
    heir = RegionFactory(code="431181", name="祁阳市", parent=tree["430000"])
    old = RegionFactory(code="431121", name="祁阳县", parent=tree["430000"], retired=True, successor=heir)
    gone = RegionFactory(code="431122", name="某县", parent=tree["430000"], retired=True)
    assert queries.retired_sentence(heir) == ""
    assert queries.retired_sentence(old) == "祁阳县（431121）现为祁阳市（431181），已按现行区划采用。"
    assert queries.retired_sentence(gone) == "某县（431122）已撤销，没有承继的区划。"


@pytest.mark.parametrize(
    ("code", "below", "expected"),
    [
        ("433124", None, "湖南省 › 湘西土家族苗族自治州 › 花垣县"),
        ("433124", "430000", "湘西土家族苗族自治州 › 花垣县"),
        ("433124", "433100", "花垣县"),
        ("433124", "430100", "湖南省 › 湘西土家族苗族自治州 › 花垣县"),
        ("430000", "430000", "湖南省"),
    ],
)
def test_region_path_below_the_root(tree, code, below, expected, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert region_path(tree[code], below=tree.get(below)) == expected


def test_region_path_of_nothing_is_empty():
    assert region_path(None) == ""
