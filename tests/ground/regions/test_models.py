import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from regions.models import CountyClass, Level, Pairing, Region, prefix_of
from tests.factories.regions import CountyClassFactory, PairingFactory, RegionFactory, hunan

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def tree():
    return hunan()


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("430000", "43"),
        ("430100", "4301"),
        ("430102", "430102"),
        ("441900", "4419"),
        ("433124109", "433124109"),
        ("433124000", "433124000"),
    ],
)
def test_prefix_of_each_level(code, prefix):
    assert prefix_of(code) == prefix


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("430000", "430000", True),
        ("430000", "430100", True),
        ("430000", "433124", True),
        ("430000", "433124109", True),
        ("430000", "440000", False),
        ("430000", "441900003", False),
        ("433100", "433100", True),
        ("433100", "433124", True),
        ("433100", "433124109", True),
        ("433100", "430000", False),
        ("433100", "430102", False),
        ("430100", "431100", False),
        ("433124", "433124", True),
        ("433124", "433124109", True),
        ("433124", "433122", False),
        ("433124", "433100", False),
        ("433124109", "433124109", True),
        ("433124109", "433124110", False),
        ("433124109", "433124", False),
    ],
)
def test_contains_by_code_and_by_region(tree, outer, inner, expected):
    assert tree[outer].contains(inner) is expected
    if inner in tree:
        assert tree[outer].contains(tree[inner]) is expected
    assert Region.objects.within(outer).filter(code=inner).exists() is (expected and inner in tree)


def test_within_takes_region_or_code(tree):
    expected = ["433100", "433122", "433124", "433124109", "433124110", "433127"]
    for subject in ("433100", tree["433100"]):
        assert (
            list(Region.objects.within(subject).order_by("code").values_list("code", flat=True)) == expected
        )


def test_ancestors_of_town_top_down_in_one_query(tree, django_assert_num_queries):
    with django_assert_num_queries(1):
        names = [region.name for region in tree["433124109"].ancestors()]
    assert names == ["湖南省", "湘西土家族苗族自治州", "花垣县", "花垣镇"]


def test_ancestors_of_province_without_query(tree, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert tree["430000"].ancestors() == [tree["430000"]]


@pytest.mark.parametrize(
    ("code", "level", "expected"),
    [
        ("433124109", Level.TOWN, "433124109"),
        ("433124109", Level.COUNTY, "433124"),
        ("433124109", Level.PREFECTURE, "433100"),
        ("433124109", Level.PROVINCE, "430000"),
        ("433100", Level.COUNTY, None),
    ],
)
def test_ancestor_at_each_level(tree, code, level, expected):
    found = tree[code].ancestor_at(level)
    assert (found and found.code) == expected


def test_county_directly_under_province_skips_heading(tree):
    hubei = RegionFactory(code="420000", name="湖北省", level=Level.PROVINCE, parent=None)
    RegionFactory(code="429000", level=Level.PREFECTURE, kind=Region.Kind.HEADING, parent=hubei)
    xiantao = RegionFactory(code="429004", name="仙桃市", parent=hubei)
    assert [region.code for region in xiantao.ancestors()] == ["420000", "429004"]
    assert xiantao.ancestor_at(Level.PREFECTURE) is None
    assert list(Region.objects.within(hubei).prefectures()) == []


def test_county_or_self_at_each_level(tree):
    dongguan = RegionFactory(code="441900", level=Level.PREFECTURE, parent=RegionFactory(province=True))
    town = RegionFactory(code="441900003", level=Level.TOWN, parent=dongguan)
    subjects = [tree["433124109"], tree["433124"], tree["433100"], town]
    assert [region.county_or_self.code for region in subjects] == ["433124", "433124", "433100", "441900"]


def test_label_names_the_zone_of_a_township(tree):
    town = RegionFactory.build(code="430371001", name="板塘街道", zone="高新区", parent=tree["430300"])
    assert (town.label, tree["433124"].label) == ("板塘街道（高新区）", "花垣县")


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "day", "expected"),
    [
        (None, None, DAY(2020, 9, 1), True),
        (DAY(2021, 1, 1), None, DAY(2020, 12, 31), False),
        (DAY(2021, 1, 1), None, DAY(2021, 1, 1), True),
        (None, DAY(2020, 12, 31), DAY(2020, 12, 31), True),
        (None, DAY(2020, 12, 31), DAY(2021, 1, 1), False),
        (DAY(2020, 9, 1), DAY(2020, 9, 1), DAY(2020, 9, 1), True),
    ],
)
def test_current_counts_both_days(tree, valid_from, valid_until, day, expected):
    region = RegionFactory(code="430181", valid_from=valid_from, valid_until=valid_until)
    assert Region.objects.current(day).filter(pk=region.pk).exists() is expected


def test_current_without_day_means_today(tree):
    RegionFactory(code="430181", retired=True)
    assert not Region.objects.current().filter(code="430181").exists()
    assert Region.objects.get(code="430181").is_retired


def test_level_words_select_their_level(tree):
    def codes(rows):
        return [region.code for region in rows.in_official_order()]

    RegionFactory(
        code="430200", name="标题", level=Level.PREFECTURE, kind=Region.Kind.HEADING, parent=tree["430000"]
    )
    RegionFactory(code="430171", name="某区", kind=Region.Kind.ZONE, parent=tree["430100"])
    regions = Region.objects.all()
    assert codes(regions.provinces()) == ["430000"]
    assert codes(regions.prefectures()) == ["430100", "430300", "433100"]
    assert codes(regions.counties()) == ["430102", "430121", "430171", "430321", "433122", "433124", "433127"]
    assert codes(regions.towns()) == ["433124109", "433124110"]
    assert "430200" in codes(regions.in_gbt2260())
    assert "430171" not in codes(regions.in_gbt2260())
    assert "433124109" not in codes(regions.in_gbt2260())


def test_saving_a_new_name_mends_paths_below(tree):
    county = Region.objects.get(code="433124")
    county.name = "新花垣县"
    county.save(update_fields=["name"])
    town = Region.objects.get(code="433124109")
    assert town.path_name == "湖南省 / 湘西土家族苗族自治州 / 新花垣县 / 花垣镇"
    assert Region.objects.get(code="433122").path_name == "湖南省 / 湘西土家族苗族自治州 / 泸溪县"


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("region_code_fits_level", {"code": "43018", "level": Level.COUNTY, "parent_id": "430100"}),
        ("region_code_fits_level", {"code": "430181", "level": Level.TOWN, "parent_id": "430100"}),
        ("region_code_fits_level", {"code": "430181", "level": Level.PREFECTURE, "parent_id": "430000"}),
        ("region_code_fits_level", {"code": "430200", "level": Level.PROVINCE, "parent_id": None}),
        ("region_code_fits_level", {"code": "433124111", "level": Level.COUNTY, "parent_id": "433100"}),
        ("region_parent_unless_province", {"code": "430181", "level": Level.COUNTY, "parent_id": None}),
        ("region_parent_(unless|in)", {"code": "440000", "level": Level.PROVINCE, "parent_id": "430000"}),
        (
            "region_parent_in_same_province",
            {"code": "440100", "level": Level.PREFECTURE, "parent_id": "430000"},
        ),
        ("region_not_in_itself", {"code": "430181", "level": Level.COUNTY, "parent_id": "430181"}),
        (
            "region_successor_of_retired",
            {"code": "430181", "level": Level.COUNTY, "parent_id": "430100", "successor_id": "430102"},
        ),
        (
            "region_dates_in_order",
            {
                "code": "430181",
                "level": Level.COUNTY,
                "parent_id": "430100",
                "valid_from": DAY(2021, 1, 2),
                "valid_until": DAY(2021, 1, 1),
            },
        ),
    ],
)
def test_region_constraint_refuses(tree, constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Region.objects.bulk_create([Region(name="某地", **fields)])


def test_region_with_children_cannot_be_deleted(tree):
    with pytest.raises(ProtectedError):
        tree["433124"].delete()


@pytest.mark.parametrize(
    "fields",
    [
        {"region_id": "433100"},
        {"region_id": "433124109"},
        {"valid_from": DAY(2016, 1, 1), "valid_until": DAY(2015, 12, 31)},
    ],
)
def test_county_class_constraint_refuses(tree, fields):
    row = {
        "region_id": "433122",
        "kind": CountyClass.Kind.NATIONAL_POOR,
        "valid_from": DAY(2016, 1, 1),
        **fields,
    }
    with pytest.raises(IntegrityError, match="county_class_"), transaction.atomic():
        CountyClass.objects.create(**row)


@pytest.mark.parametrize(
    ("valid_from", "valid_until"),
    [(DAY(2016, 1, 1), DAY(2016, 12, 31)), (DAY(2019, 1, 1), None)],
)
def test_county_class_second_row_refused_by_database(tree, valid_from, valid_until):
    CountyClassFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        CountyClassFactory(valid_from=valid_from, valid_until=valid_until)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "is_refused"),
    [
        (DAY(2014, 1, 1), DAY(2015, 12, 31), False),
        (DAY(2014, 1, 1), DAY(2016, 1, 1), True),
        (DAY(2017, 1, 1), DAY(2018, 1, 1), True),
        (DAY(2020, 12, 31), DAY(2021, 1, 1), True),
        (DAY(2021, 1, 1), None, False),
        (DAY(2014, 1, 1), None, True),
    ],
)
def test_county_class_overlap_refused_with_its_name(tree, valid_from, valid_until, is_refused):
    CountyClassFactory(valid_until=DAY(2020, 12, 31))
    row = CountyClassFactory.build(
        region=tree["433124"],
        kind=CountyClass.Kind.PROVINCIAL_POOR,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    if is_refused:
        with pytest.raises(ValidationError, match="花垣县 国家级贫困县"):
            row.full_clean()
    else:
        row.full_clean()


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("pairing_of_two", {"helped_id": "430300"}),
        ("pairing_dates_in_order", {"valid_from": DAY(2020, 1, 2), "valid_until": DAY(2020, 1, 1)}),
    ],
)
def test_pairing_constraint_refuses(tree, constraint, fields):
    row = {"helper_id": "430300", "helped_id": "433127", "kind": Pairing.Kind.COUNTERPART, **fields}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Pairing.objects.create(**row)


@pytest.mark.parametrize("valid_from", [None, DAY(2020, 1, 1)])
def test_pairing_same_twice_refused(tree, valid_from):
    PairingFactory(valid_from=valid_from)
    with pytest.raises(IntegrityError), transaction.atomic():
        PairingFactory(valid_from=valid_from)


def test_names_of_rows(tree):
    assert str(tree["433124"]) == "花垣县"
    assert str(CountyClassFactory()) == "花垣县 国家级贫困县"
    assert str(PairingFactory()) == "湘潭市 – 永顺县"
