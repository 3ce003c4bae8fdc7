"""Organizations of every kind on the small Hunan."""

import factory

from organizations.models import Kind, Organization
from tests.factories.regions import region_at


def _at(code):
    return factory.LazyFunction(lambda: region_at(code))


class OrganizationFactory(factory.django.DjangoModelFactory):
    """An enterprise of 花垣县 unless told. Offices are one per region, so their traits find the one that is there."""

    class Meta:
        model = Organization
        skip_postgeneration_save = True

    class Params:
        county_office = factory.Trait(kind=Kind.ASSISTANCE_OFFICE, name="花垣县扶贫办", region=_at("433124"))
        city_office = factory.Trait(kind=Kind.ASSISTANCE_OFFICE, name="湘西州扶贫办", region=_at("433100"))
        province_office = factory.Trait(
            kind=Kind.ASSISTANCE_OFFICE, name="湖南省扶贫办", region=_at("430000")
        )
        work_station = factory.Trait(kind=Kind.WORK_STATION, name="花垣镇扶贫工作站", region=_at("433124109"))
        bureau = factory.Trait(kind=Kind.AGRICULTURE_BUREAU, name="花垣县农业农村局", region=_at("433124"))
        market = factory.Trait(kind=Kind.WHOLESALE_MARKET, name="吉首农产品批发市场", region=_at("433100"))
        merchant = factory.Trait(
            kind=Kind.MERCHANT,
            name="湘西粮油批发商户",
            region=_at("433100"),
            parent=factory.LazyFunction(lambda: OrganizationFactory(market=True)),
        )
        chain = factory.Trait(
            kind=Kind.CHAIN,
            name=factory.Sequence(lambda n: f"惠民连锁商超{n}（湘西州）"),
            region=_at("433100"),
        )
        store = factory.Trait(
            kind=Kind.STORE,
            name="惠民商超人民路店",
            region=_at("433100"),
            parent=factory.LazyFunction(lambda: OrganizationFactory(chain=True)),
        )
        platform = factory.Trait(kind=Kind.ECOMMERCE_PLATFORM, name="湘西优选电商平台", region=_at("433100"))
        enterprise = factory.Trait(kind=Kind.ENTERPRISE)
        budget_unit = factory.Trait(kind=Kind.BUDGET_UNIT, name="花垣县第一中学")
        supplier = factory.Trait(kind=Kind.SUPPLIER, name="花垣十八洞山货合作社")

    name = factory.Sequence(lambda n: f"花垣农产品有限公司{n}")
    kind = Kind.ENTERPRISE
    region = _at("433124")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if kwargs["kind"] in {
            Kind.ASSISTANCE_OFFICE,
            Kind.WORK_STATION,
            Kind.AGRICULTURE_BUREAU,
        } and not kwargs.get("closed_at"):
            there = model_class.objects.active().filter(kind=kwargs["kind"], region=kwargs["region"]).first()
            if there:
                return there
        return super()._create(model_class, *args, **kwargs)
