"""A living directory: what the counties are known for, its suppliers, and every standing a product can have."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from django.db.models import Q
from django.utils import timezone
from stdnum.cn import uscc

from accounts import actions as accounts
from catalog import actions
from catalog.actions.standing import year_from
from catalog.facts import FACT_COLUMNS, Participation, ProductKind
from catalog.importing import writer
from catalog.models import Category, ProductPage
from catalog.states import DelistReason, EventKind
from core.models import Record
from demo import clock, dates, words
from demo.people import SHOWN_COUNTY
from organizations.actions import open_suppliers
from organizations.models import Kind, Organization
from regions.models import Region

MARK = "demo.products"
EXPIRING, EXPIRED, TOLD, PLAYED, RELISTED = 9, 10, 12, 6, 3
CERTIFIED_SHARE = 0.72
# The offices have opened by then.
FIRST_DAY = date(2020, 8, 10)
FUNGI_AGE = 236
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
    fungi = _fungi(stock, suppliers)
    for plan in [*told, *fungi]:
        plan.story = _story(stock, plan)
    keys = writer.write_products(plans[PLAYED:], by=None, is_demo=True)
    _renewals(keys)
    _departures(stock, keys)
    keys += _write_lives(fungi)
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
        plans.append((f"{short}{head}{tail}", code, credit_code(stock.rng, code)))
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


def credit_code(rng, county) -> str:
    """A code with a true check digit, of nobody."""
    body = f"93{county}MA" + "".join(rng.choices(LETTERS, k=7))
    return body + uscc.calc_check_digit(body)


def _product(stock, county, good, supplier) -> writer.Product:
    rng, said = stock.rng, _said()
    people = rng.randint(8, 640)
    day = dates.working_day(
        stock.today, FIRST_DAY + timedelta(days=rng.randint(0, (stock.today - FIRST_DAY).days - 3))
    )
    lead = rng.choice(said["leads"]).format(place=words.short_name(county), good=good)
    product = writer.Product(
        title=_name(rng, good),
        supplier_id=supplier.pk,
        region_id=county.pk,
        category_id=stock.categories[_category(good)],
        listed_at=dates.office_hour(rng, day),
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


def _fungi(stock, suppliers) -> list:
    """A certified black fungus in each of a few counties: the product that everybody looks for first."""
    plans = []
    for number, (code, name) in enumerate(_said()["fungi"].items()):
        if code in stock.counties:
            plan = _product(stock, stock.counties[code], name, suppliers[code][-1])
            if plan.kind != ProductKind.CERTIFIED:
                _certify(stock, plan, stock.counties[code], stock.rng.randint(60, 400))
            dates.enter_on(stock, plan, stock.today - timedelta(days=FUNGI_AGE + 13 * number))
            plans.append(plan)
    return plans


def _write_lives(plans) -> list[int]:
    """Write products with all that happened to them, before their certificate and since."""
    keys = writer.write_products(plans, by=None, is_demo=True)
    products = list(ProductPage.objects.filter(pk__in=keys))
    for kind, days, label, said in _said()["life"]:
        actions.add_events(
            products,
            kind,
            by=None,
            label=label,
            words=said,
            at=lambda product, days=days: product.listed_at + timedelta(days=days),
        )
    return keys


def _name(rng, good) -> str:
    """The good's name, sometimes with a word before it, where people say it so."""
    fitting = [word for word, goods in _said()["names"].items() if good in goods.split("、")]
    return f"{rng.choice(['', *fitting])}{good}"


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
    """The cover fits the category and differs from product to product; often a second picture."""
    category = _category(good)
    covers = next((names for keys, names in _said()["covers"] if category in keys.split("、")), None)
    cover = stock.rng.choice(covers or [words.looks_like(good), words.looks_like(good), "growers"])
    more = stock.rng.choice(["growers", "village", "mountain-goods"])
    chosen = [stock.pictures[name] for name in dict.fromkeys([cover, more])]
    return tuple((picture.image_id, picture.alt) for picture in chosen[: stock.rng.randint(1, 2)])


def _certify(stock, product, county, people):
    rng = stock.rng
    office = stock.province.offices.get(county.pk) or stock.province.top
    product.kind = ProductKind.CERTIFIED
    product.certified_on, product.certified_by_id = product.listed_from, office.organization.pk
    serial = stock.province.given.setdefault(f"certificates {county.pk}", 0) + 1
    stock.province.given[f"certificates {county.pk}"] = serial
    product.certificate_number = f"FP{county.pk}{product.listed_from.year}{serial:04d}"
    dates.renew(product, dates.next_end(product.certified_on, stock.today))
    product.people_benefited = people
    product.commodity_value = Decimal(rng.randint(6, 1_800)) * 5_000
    product.participation = sorted(str(part) for part in rng.sample(list(Participation), rng.randint(1, 3)))
    product.benefit = rng.choice(_said()["benefits"]).format(
        homes=rng.randint(12, 260),
        people=people,
        gain=rng.randint(12, 68) * 100,
        rent=rng.randint(3, 8) * 100,
    )


def _spread_validity(stock, plans):
    """A few that expire soon, a few that have expired; those that people enter themselves are left alone."""
    certified = [plan for plan in plans[PLAYED:] if plan.kind == ProductKind.CERTIFIED]
    some = len(certified) // 4
    expiring, rest = certified[: min(some, EXPIRING)], certified[min(some, EXPIRING) :]
    for number, plan in enumerate(expiring):
        dates.end_on(stock, plan, stock.today + timedelta(days=11 + 7 * number))
    for number, plan in enumerate(rest[:EXPIRED][:some]):
        dates.end_on(stock, plan, stock.today - timedelta(days=9 + 31 * number))


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
    products = ProductPage.objects.filter(pk__in=keys, kind=ProductKind.CERTIFIED)
    due = {}
    for product in products:
        for year in range(product.certified_on.year + 1, product.listed_from.year + 1):
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
    settled = Q(listed_from__lt=stock.today - timedelta(days=60))
    listed = ProductPage.objects.filter(settled, pk__in=keys, is_listed=True).exclude(soon).order_by("pk")
    chosen = stock.rng.sample(list(listed), min(len(DelistReason) + RELISTED, len(listed)))
    for number, product in enumerate(chosen):
        reason = DelistReason.values[number % len(DelistReason)]
        since = (stock.today - product.listed_from).days
        day = stock.today - timedelta(days=stock.rng.randint(20, min(since - 5, 300)))
        with clock.at(dates.office_hour(stock.rng, day)):
            actions.take_off_list([product], reason, _said()["delisted"][reason], by=None)
        if number >= len(DelistReason):
            with clock.at(dates.office_hour(stock.rng, day + timedelta(days=15))):
                actions.put_back([product], by=None, words=stock.rng.choice(_said()["relisted"]))


def _play(stock, plans) -> list[int]:
    """Through the verbs, by the province's reviewer: entered, one taken out, one taken out and entered again."""
    return [_live(stock, plan, number) for number, plan in enumerate(plans)]


def _live(stock, plan, number) -> int:
    """One life through the verbs, each on the day it tells of."""
    reviewer, day = stock.province.top.reviewer, stock.today - timedelta(days=150 + 11 * number)
    dates.enter_on(stock, plan, day)
    with clock.at(plan.listed_at):
        [product] = actions.create_products([_draft(plan)], by=reviewer)
        if plan.certified_on:
            actions.add_events([product], EventKind.CERTIFIED, by=reviewer)
        actions.list_product(product, by=reviewer, until=plan.listed_until)
    if number < 2:
        with clock.at(dates.office_hour(stock.rng, day + timedelta(days=70))):
            reason = DelistReason.PROBLEM
            actions.delist_product(product, reason, _said()["delisted"][reason], by=reviewer)
    if number == 1:
        with clock.at(dates.office_hour(stock.rng, day + timedelta(days=95))):
            until = year_from(timezone.localdate())
            actions.relist_product(product, by=reviewer, until=until, words=_said()["relisted"][0])
    return product.pk


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
