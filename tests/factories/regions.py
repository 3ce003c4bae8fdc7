"""Regions with real codes: a small Hunan, and single rows for everything else."""

import datetime

import factory

from regions.models import PATH_SEPARATOR, CountyClass, Level, Pairing, Region

# code → (name, level, parent); parents first.
SMALL_HUNAN = {
    "430000": ("湖南省", Level.PROVINCE, None),
    "430100": ("长沙市", Level.PREFECTURE, "430000"),
    "430300": ("湘潭市", Level.PREFECTURE, "430000"),
    "433100": ("湘西土家族苗族自治州", Level.PREFECTURE, "430000"),
    "430102": ("芙蓉区", Level.COUNTY, "430100"),
    "430121": ("长沙县", Level.COUNTY, "430100"),
    "430321": ("湘潭县", Level.COUNTY, "430300"),
    "433122": ("泸溪县", Level.COUNTY, "433100"),
    "433124": ("花垣县", Level.COUNTY, "433100"),
    "433127": ("永顺县", Level.COUNTY, "433100"),
    "433124109": ("花垣镇", Level.TOWN, "433124"),
    "433124110": ("双龙镇", Level.TOWN, "433124"),
}


class RegionFactory(factory.django.DjangoModelFactory):
    """A county of Changsha unless told; `code` decides what it is."""

    class Meta:
        model = Region
        django_get_or_create = ("code",)
        skip_postgeneration_save = True

    class Params:
        province = factory.Trait(code="440000", name="广东省", level=Level.PROVINCE, parent=None)
        retired = factory.Trait(valid_until=datetime.date(2020, 12, 31))

    code = factory.Sequence(lambda n: f"4301{n % 90 + 10}")
    name = factory.LazyAttribute(lambda region: f"第{region.code}县")
    level = Level.COUNTY
    parent = factory.LazyAttribute(lambda region: region_at(region.code[:4] + "00"))
    order = factory.LazyAttribute(lambda region: int(region.code.ljust(9, "0")))


class CountyClassFactory(factory.django.DjangoModelFactory):
    """花垣县 as a national-level poor county, open-ended."""

    class Meta:
        model = CountyClass

    region = factory.LazyFunction(lambda: region_at("433124"))
    kind = CountyClass.Kind.NATIONAL_POOR
    valid_from = datetime.date(2016, 1, 1)


class PairingFactory(factory.django.DjangoModelFactory):
    """湘潭市 helps 永顺县."""

    class Meta:
        model = Pairing

    helper = factory.LazyFunction(lambda: region_at("430300"))
    helped = factory.LazyFunction(lambda: region_at("433127"))
    kind = Pairing.Kind.COUNTERPART


def hunan() -> dict[str, Region]:
    """A small Hunan by code: the province, three prefectures, six counties, two townships."""
    regions = {}
    for code, (name, level, parent) in SMALL_HUNAN.items():
        above = regions.get(parent)
        path = PATH_SEPARATOR.join([above.path_name, name]) if above else name
        regions[code] = Region(
            code=code, name=name, level=level, parent=above, order=int(code.ljust(9, "0")), path_name=path
        )
    Region.objects.bulk_create(regions.values(), ignore_conflicts=True)
    return regions


def region_at(code: str) -> Region:
    """One region of the small Hunan, made if it is not there yet."""
    return Region.objects.filter(code=code).first() or hunan()[code]
