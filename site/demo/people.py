"""Who works in the demo province: offices, stations, markets, chains, platforms, enterprises; opened by the verbs."""

from dataclasses import dataclass, field
from datetime import date

from accounts import actions
from accounts.models import Role, User
from demo import words
from organizations.models import Kind, Organization
from regions import queries as regions
from regions.models import Level, Region

# The system administrator's number; everybody else's is 100 + region code + a running number.
SYSTEM_PHONE = "10000000001"
STATIONS = 16
# The plan of the demo's campaign names the 51 poor counties of its day.
PLAN = date(2020, 9, 1)
# The city and the county whose people are shown first: 湘西州 and 花垣县.
SHOWN_CITY, SHOWN_COUNTY = "433100", "433124"


@dataclass
class Office:
    """An organization with its accounts by role."""

    organization: Organization
    people: dict[str, User] = field(default_factory=dict)

    @property
    def region(self) -> Region:
        return self.organization.region

    @property
    def reporter(self) -> User:
        return self.people.get(Role.REPORTER) or self.people[Role.ADMINISTRATOR]

    @property
    def reviewer(self) -> User:
        return self.people.get(Role.REVIEWER) or self.people[Role.ADMINISTRATOR]


@dataclass
class Province:
    """All assistance offices and work stations by region code, and everyone's numbers as they are given out."""

    rng: object
    system: User
    offices: dict[str, Office] = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)

    def phone(self, region: Region) -> str:
        """The next number of a region: 100, its six-digit code, two digits. Townships count with their county."""
        code = region.pk[:6]
        self.given[code] = self.given.get(code, 0) + 1
        return f"100{code}{self.given[code]:02d}"

    @property
    def top(self) -> Office:
        return next(office for office in self.offices.values() if office.region.level == Level.PROVINCE)

    def at(self, level) -> list[Office]:
        """Offices of one level in official order."""
        return [office for office in self.offices.values() if office.region.level == level]

    def above(self, office: Office) -> Office:
        """The nearest office up the tree."""
        for ancestor in reversed(office.region.ancestors()[:-1]):
            if ancestor.pk in self.offices:
                return self.offices[ancestor.pk]
        return office


def open_province(rng) -> Province:
    """Open everything, each account by whoever opens such accounts in life."""
    root = regions.root()
    system = User.objects.create_superuser(
        phone=SYSTEM_PHONE, name="系统管理员", phone_verified=True, is_demo=True
    )
    province = Province(rng, system)
    _office(province, root, by=system, roles=(Role.REVIEWER, Role.REPORTER, Role.EDITOR))
    top = province.top.people[Role.ADMINISTRATOR]
    for city in Region.objects.current().within(root).prefectures().in_official_order():
        office = _office(province, city, by=top, roles=(Role.REVIEWER, Role.REPORTER))
        _trade(province, office)
    _counties(province)
    _stations(province)
    _enterprises(province)
    _leavers(province)
    return province


def open_account(province, *, by, region, role, organization=None, kind="", name="") -> User:
    """An account of a new organization (`kind`, `name`) or of one that is there; its number counts as proven."""
    user = actions.open_account(
        by=by,
        phone=province.phone(region),
        name=words.person(province.rng),
        role=role,
        organization=organization,
        kind=kind,
        region=region,
        organization_name=name,
        is_demo=True,
    )
    # In the demo a number needs no proof of its own.
    user.phone_verified = True
    user.save(update_fields=["phone_verified"])
    return user


def _office(province, region, *, by, roles, kind=Kind.ASSISTANCE_OFFICE) -> Office:
    name = f"{region.name}{'扶贫工作站' if kind == Kind.WORK_STATION else '扶贫办'}"
    first = open_account(province, by=by, region=region, role=Role.ADMINISTRATOR, kind=kind, name=name)
    office = Office(first.organization, {Role.ADMINISTRATOR: first})
    province.offices[region.pk] = office
    for role in roles:
        office.people[role] = open_account(
            province, by=first, region=region, role=role, organization=office.organization
        )
    return office


def _counties(province):
    """An office in every county that was poor in the plan's days, and in others whose products are known here."""
    wanted = {region.pk for region in regions.poor_counties(PLAN)} | set(words.specialities())
    for county in Region.objects.current().filter(pk__in=wanted).select_related("parent").in_official_order():
        by = province.offices[county.parent_id].people[Role.ADMINISTRATOR]
        reviews = county.pk == SHOWN_COUNTY or province.rng.random() < 0.4
        roles = (Role.REVIEWER, Role.REPORTER) if reviews else (Role.REPORTER,)
        _office(province, county, by=by, roles=roles)


def _stations(province):
    """Work stations in some townships of counties that can review for them."""
    counties = [office for office in province.at(Level.COUNTY) if Role.REVIEWER in office.people]
    for county in province.rng.sample(counties, min(STATIONS, len(counties))):
        towns = Region.objects.current().filter(parent=county.region, zone="").in_official_order()[:8]
        if towns:
            town = province.rng.choice(list(towns))
            by = county.people[Role.ADMINISTRATOR]
            _office(province, town, by=by, roles=(), kind=Kind.WORK_STATION)


def _trade(province, city: Office):
    """A wholesale market with merchants, a supermarket chain with stores, in some cities a platform."""
    by, region = city.people[Role.ADMINISTRATOR], city.region
    short = words.short_name(region).removesuffix("市").removesuffix("州")
    market = open_account(
        province,
        by=by,
        region=region,
        role=Role.ADMINISTRATOR,
        kind=Kind.WHOLESALE_MARKET,
        name=f"{short}农产品批发市场",
    )
    for trade in province.rng.sample(["粮油", "果品", "蔬菜", "禽畜", "干货", "茶叶"], 2):
        open_account(
            province,
            by=market,
            region=region,
            role=Role.REPORTER,
            kind=Kind.MERCHANT,
            name=f"{short}{trade}批发商户",
        )
    chain = open_account(
        province,
        by=by,
        region=region,
        role=Role.ADMINISTRATOR,
        kind=Kind.CHAIN,
        name=f"{short}惠农连锁商超",
    )
    for street in province.rng.sample(["人民路", "解放路", "滨江", "东门", "体育馆"], 2):
        open_account(
            province,
            by=chain,
            region=region,
            role=Role.REPORTER,
            kind=Kind.STORE,
            name=f"{short}惠农商超{street}店",
        )
    if province.rng.random() < 0.5:
        open_account(
            province,
            by=by,
            region=region,
            role=Role.ADMINISTRATOR,
            kind=Kind.ECOMMERCE_PLATFORM,
            name=f"{short}优选电商平台",
        )


def _enterprises(province):
    """Those who register themselves, in the first counties of every third city."""
    counties = province.at(Level.COUNTY)
    for number, county in enumerate(province.rng.sample(counties, min(12, len(counties)))):
        kind = (Kind.ENTERPRISE, Kind.BUDGET_UNIT, Kind.SUPPLIER)[number % 3]
        short = words.short_name(county.region)
        name = {
            Kind.ENTERPRISE: f"{short}山里红食品有限公司",
            Kind.BUDGET_UNIT: f"{short}第一中学",
            Kind.SUPPLIER: f"{short}众合种养专业合作社",
        }[kind]
        actions.register_enterprise(
            phone=province.phone(county.region),
            name=name,
            contact=words.person(province.rng),
            kind=kind,
            region=county.region,
            is_demo=True,
        )


def _leavers(province):
    """One account suspended, one handed over: history has such people too."""
    cities = province.at(Level.PREFECTURE)
    first, last = cities[0], cities[-1]
    leaver = open_account(
        province,
        by=first.people[Role.ADMINISTRATOR],
        region=first.region,
        role=Role.REPORTER,
        organization=first.organization,
    )
    actions.suspend_account(leaver, by=first.people[Role.ADMINISTRATOR], reason="岗位调整")
    last.people[Role.REPORTER] = actions.hand_over_account(
        last.people[Role.REPORTER],
        by=last.people[Role.ADMINISTRATOR],
        phone=province.phone(last.region),
        name=words.person(province.rng),
    )
