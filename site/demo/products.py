"""A living directory: what the counties are known for, its suppliers, and every standing a product can have."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache

from django.db.models import Q
from django.utils import timezone
from stdnum.cn import uscc

from accounts import actions as accounts
from catalog import actions
from catalog.facts import FACT_COLUMNS, Participation, ProductKind
from catalog.importing import writer
from catalog.models import Category, ProductPage
from catalog.states import DelistReason, EventKind
from core.models import Record
from demo import clock, words
from demo.people import SHOWN_COUNTY
from organizations.actions import open_suppliers
from organizations.models import Kind, Organization
from regions.models import Region

MARK = "demo.products"
EXPIRING, EXPIRED, TOLD, PLAYED, RELISTED = 9, 10, 12, 6, 3
CERTIFIED_SHARE = 0.72
FIRST_YEAR = 2020
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@cache
def _said() -> dict:
    return json.loads((words.DATA / "products.json").read_text(encoding="utf-8"))


@dataclass
class Stock:
    """What all demo products share. `pictures` maps a picture's name to a `library.Picture`."""

    rng: object
    province: object
    pictures: dict

    def __post_init__(self):
        self.categories = dict(Category.objects.leaves().values_list("key", "pk"))
        self.counties = {
            region.pk: region for region in Region.objects.current().filter(pk__in=words.specialities())
        }
        self.today = timezone.localdate()


def fill_directory(*, rng, province, pictures) -> list[int]:
    """Write the directory: most products through the writer, a handful through people's verbs; their keys."""
    stock = Stock(rng, province, pictures)
    suppliers = _open_suppliers(stock)
    plans = [
        _product(stock, county, good, rng.choice(suppliers[county.pk]))
        for county in stock.counties.values()
        for good in words.specialities()[county.pk]
    ]
    rng.shuffle(plans)
    _spread_validity(stock, plans)
    played, told = plans[:PLAYED], plans[PLAYED : PLAYED + TOLD]
    for plan in told:
        plan.story = _story(stock, plan)
    keys = writer.write_products(plans[PLAYED:], by=None, is_demo=True)
    _renewals(keys)
    _departures(stock, keys)
    Record.objects.create(
        verb=MARK,
        subject_type=ProductPage._meta.label_lower,
        subject_id="0",
        details={"count": len(keys)},
        is_demo=True,
    )
    return [*keys, *_play(stock, played)]


def _open_suppliers(stock) -> dict[str, list[Organization]]:
    """One supplier for most counties' products, invented; the shown county's has people who can sign in."""
    plans = []
    for code, county in stock.counties.items():
        short = words.short_name(county)
        head, tail = stock.rng.choice(_said()["heads"]), stock.rng.choice(_said()["tails"])
        plans.append((f"{short}{head}{tail}", code, _credit_code(stock.rng, code)))
    opened = open_suppliers(plans, by=None, is_demo=True)
    found = {one.region_id: [one] for one in opened}
    county = stock.counties[SHOWN_COUNTY]
    account = accounts.register_enterprise(
        phone=stock.province.phone(county),
        name=f"{words.short_name(county)}石栏山货专业合作社",
        contact=words.person(stock.rng),
        kind=Kind.SUPPLIER,
        region=county,
        is_demo=True,
    )
    found[SHOWN_COUNTY].append(account.organization)
    return found


def _credit_code(rng, county) -> str:
    """A code with a true check digit, of nobody."""
    body = f"93{county}MA" + "".join(rng.choices(LETTERS, k=7))
    return body + uscc.calc_check_digit(body)


def _product(stock, county, good, supplier) -> writer.Product:
    rng, said = stock.rng, _said()
    people = rng.randint(8, 640)
    day = date(rng.randint(FIRST_YEAR, stock.today.year - 1), rng.randint(1, 12), rng.randint(1, 28))
    lead = rng.choice(said["leads"]).format(place=words.short_name(county), good=good)
    product = writer.Product(
        title=f"{rng.choice(said['names'])}{good}",
        supplier_id=supplier.pk,
        region_id=county.pk,
        category_id=stock.categories[_category(good)],
        listed_at=_moment(rng, day),
        listed_from=day,
        summary=lead,
        brand=rng.choice(said["heads"]) if rng.random() < 0.4 else "",
        specification=rng.choice(said["packs"]),
        annual_output=f"{rng.randint(3, 900)}吨",
        supply_period=rng.choice(said["periods"]),
        tags=tuple(rng.sample(said["tags"], rng.randint(1, 3))),
        shops=((f"{supplier.name[:12]}网店", f"https://shop{rng.randint(1, 40)}.example.com/"),)
        if rng.random() < 0.5
        else (),
        pictures=_pictures(stock, good),
    )
    if rng.random() < CERTIFIED_SHARE:
        _certify(stock, product, county, people)
    return product


def _category(good) -> str:
    """What the name ends in says what it is: 茶陵黄牛 are cattle. The last mark counts, of those the longest."""
    hits = [
        (good.rfind(mark) + len(mark), len(mark), key)
        for marks, key in _said()["categories"]
        for mark in marks.split("、")
        if mark in good
    ]
    return max(hits, default=(0, 0, "other"))[2]


def _pictures(stock, good) -> tuple:
    names = [words.looks_like(good), stock.rng.choice(["growers", "village", "mountain-goods"])]
    chosen = [stock.pictures[name] for name in dict.fromkeys(names) if name in stock.pictures]
    return tuple((picture.image_id, picture.alt) for picture in chosen[: stock.rng.randint(1, 2)])


def _certify(stock, product, county, people):
    rng = stock.rng
    office = stock.province.offices.get(county.pk) or stock.province.top
    product.kind = ProductKind.CERTIFIED
    product.certified_on, product.certified_by_id = product.listed_from, office.organization.pk
    serial = stock.province.given.setdefault(f"certificates {county.pk}", 0) + 1
    stock.province.given[f"certificates {county.pk}"] = serial
    product.certificate_number = f"FP{county.pk}{product.listed_from.year}{serial:04d}"
    product.listed_until = _next_end(product.listed_from, stock.today)
    product.people_benefited = people
    product.commodity_value = Decimal(rng.randint(6, 1_800)) * 5_000
    product.participation = sorted(str(part) for part in rng.sample(list(Participation), rng.randint(1, 3)))
    product.benefit = rng.choice(_said()["benefits"]).format(
        homes=rng.randint(12, 260),
        people=people,
        gain=rng.randint(12, 68) * 100,
        rent=rng.randint(3, 8) * 100,
    )


def _next_end(first, today) -> date:
    """The last day of the year of validity that runs today."""
    years = today.year - first.year + (0 if (today.month, today.day) < (first.month, first.day) else 1)
    return first.replace(year=first.year + years) - timedelta(days=1)


def _spread_validity(stock, plans):
    """A few that expire soon, a few that have expired; those that people enter themselves are left alone."""
    certified = [plan for plan in plans[PLAYED:] if plan.kind == ProductKind.CERTIFIED]
    some = len(certified) // 4
    expiring, rest = certified[: min(some, EXPIRING)], certified[min(some, EXPIRING) :]
    for number, plan in enumerate(expiring):
        plan.listed_until = stock.today + timedelta(days=4 + 7 * number)
    for number, plan in enumerate(rest[:EXPIRED][:some]):
        plan.listed_until = max(plan.listed_from, stock.today - timedelta(days=9 + 31 * number))


def _moment(rng, day) -> datetime:
    """Office hours of a day."""
    at = time(rng.randint(9, 17), rng.randint(0, 59))
    return datetime.combine(day, at, tzinfo=timezone.get_default_timezone())


def _story(stock, product) -> list:
    """Lead, figures, how it is made, a voice: raw blocks of the page."""
    said, (text, who) = _said(), stock.rng.choice(_said()["quotes"])
    paragraphs = "".join(f"<p>{words}</p>" for words in (product.summary, product.benefit) if words)
    steps = [
        {"title": title, "text": f"<p>{text}</p>", "image": None} for title, text in map(_step, said["steps"])
    ]
    blocks = [("text", paragraphs), ("steps", {"steps": steps}), ("quote", {"text": text, "who": who})]
    if product.people_benefited:
        numbers = [{"figure": str(product.people_benefited), "unit": "人", "label": "带贫人数", "url": ""}]
        blocks.insert(1, ("numbers", {"numbers": numbers}))
    return [{"type": kind, "value": value} for kind, value in blocks]


def _step(line) -> tuple[str, str]:
    title, _colon, text = line.partition("：")
    return title, text


def _renewals(keys):
    """Each year that a certificate went on has its line in the timeline."""
    products = ProductPage.objects.filter(pk__in=keys, kind=ProductKind.CERTIFIED).select_related(
        "certified_by"
    )
    due = {}
    for product in products:
        for year in range(product.listed_from.year + 1, product.listed_until.year):
            due.setdefault(year, []).append(product)
    for year, some in due.items():
        actions.add_events(
            some, EventKind.RENEWED, by=None, at=lambda product, year=year: _anniversary(product, year)
        )


def _anniversary(product, year) -> datetime:
    return product.listed_at.replace(year=year)


def _departures(stock, keys):
    """One of each reason to leave, and some that came back."""
    soon = Q(listed_until__lt=stock.today + timedelta(days=90))
    listed = list(ProductPage.objects.filter(pk__in=keys, is_listed=True).exclude(soon).order_by("pk"))
    chosen = stock.rng.sample(listed, min(len(DelistReason) + RELISTED, len(listed)))
    for number, product in enumerate(chosen):
        reason = DelistReason.values[number % len(DelistReason)]
        day = max(product.listed_from, stock.today - timedelta(days=stock.rng.randint(20, 300)))
        with clock.at(_moment(stock.rng, day)):
            actions.take_off_list([product], reason, _said()["delisted"][reason], by=None)
        if number >= len(DelistReason):
            with clock.at(_moment(stock.rng, day + timedelta(days=15))):
                actions.put_back([product], by=None, words=stock.rng.choice(_said()["relisted"]))


def _play(stock, plans) -> list[int]:
    """Through the verbs, by the province's reviewer: entered, one taken out, one taken out and entered again."""
    reviewer = stock.province.top.reviewer
    drafts = [_draft(plan) for plan in plans]
    products = actions.create_products(drafts, by=reviewer)
    for product in products:
        actions.list_product(product, by=reviewer)
    for product in products[:2]:
        actions.delist_product(product, DelistReason.PROBLEM, _said()["delisted"]["problem"], by=reviewer)
    actions.relist_product(products[1], by=reviewer, words=_said()["relisted"][0])
    return [product.pk for product in products]


def _draft(plan) -> actions.ProductDraft:
    return actions.ProductDraft(
        title=plan.title,
        facts={name: getattr(plan, name) for name in FACT_COLUMNS},
        summary=plan.summary,
        tags=plan.tags,
        pictures=plan.pictures,
        shops=plan.shops,
        is_demo=True,
    )
