"""A national product directory, made up: pure and seeded, for benchmarks and bulk tests. It writes to no table.

The same `(count, seed)` gives the same rows. Each row keeps the parts its name was put together from, so that what a
search should find can be said without any search engine.
"""

import csv
import datetime
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from regions.names import short_name

DATA = Path(__file__).parent / "data"
REGIONS = Path(__file__).parents[1] / "regions" / "data" / "regions.csv"
FIRST_DAY = datetime.date(2020, 3, 1)
DAYS = 365 * 6

_CERTIFICATION_TAGS = (
    "有机",
    "绿色食品",
    "地理标志",
    "富硒",
    "圳品",
    "一村一品",
    "扶贫产品",
    "东西部协作",
    "乡村振兴",
)
_OCCASION_TAGS = ("消费帮扶", "食堂直供", "产地直发", "年货", "非遗", "土特产", "老字号", "合作社自产")
_PACKS = (
    "礼盒",
    "礼盒装",
    "500g",
    "1kg",
    "2.5kg",
    "5kg",
    "10斤装",
    "250g×2",
    "散装",
    "精品装",
    "家庭装",
    "试吃装",
)
_BRAND_HEADS = "金福瑞禾绿云清山泉乡田谷丰源盛华嘉百万天翠康益惠聚鑫德顺和兴"
_BRAND_TAILS = (
    "稻园",
    "农家",
    "谷坊",
    "田源",
    "禾丰",
    "味轩",
    "土坊",
    "岭上",
    "溪谷",
    "原乡",
    "村姑",
    "果园",
    "泽生",
    "康达",
)
_SHOP_NAMES = (
    "绿源", "惠农", "丰泽", "金穗", "众兴", "鑫旺", "田园", "禾盛", "富民", "裕农", "康源", "群力", "鸿运", "瑞丰",
    "天润", "华盛", "民康", "兴农", "德润", "福满", "阳光", "青山", "万家", "百姓", "振兴", "同心", "利民", "大地",
    "春晖", "合力",
)  # fmt: skip
_FIRMS = (
    "农业开发有限公司", "种养专业合作社", "农产品有限公司", "食品有限公司", "生态农业科技有限公司", "商贸有限公司",
    "农民专业合作社", "家庭农场", "农业发展有限公司", "食品厂", "供销社有限公司", "扶贫车间",
)  # fmt: skip
# A place and a good that stand side by side and make a word which is neither: 上|海参|茸, 云|南瓜|子.
CONFUSING = (
    ("310101", "上海", "参茸"), ("310115", "上海", "鲜花饼"), ("430102", "长沙", "参茸"), ("530102", "云南", "瓜子"),
    ("430103", "湖南", "瓜蒌"), ("140105", "山西", "瓜子"), ("360102", "江西", "瓜子"), ("230102", "黑龙江", "米酒"),
    ("532601", "文山", "药材"), ("341002", "黄山", "药材"), ("511102", "乐山", "鸡肉"), ("630102", "青海", "鲜笋"),
    ("410102", "河南", "瓜子"), ("450102", "广西", "瓜蒌"), ("331082", "临海", "鲜切花"), ("460105", "海南", "瓜子"),
    ("530102", "云南", "红豆"), ("440402", "珠海", "参茸"), ("371002", "威海", "参茸"), ("610102", "陕西", "瓜子"),
    ("220102", "吉林", "灵芝菇"), ("320102", "江苏", "木瓜"), ("110101", "北京", "鸭"), ("620102", "甘肃", "枣花蜜"),
    ("430702", "常德", "米粉"), ("513401", "西昌", "红薯"), ("331004", "路桥", "面粉"), ("230102", "东北", "大米"),
)  # fmt: skip

_WEST = {"62", "63", "64", "65", "61", "15", "54"}
_PLATEAU = {"54", "63", "51", "53", "62"}
_COAST = {"21", "37", "32", "33", "35", "44", "45", "46", "12", "13", "31"}
_SOUTH = {"31", "32", "33", "34", "35", "36", "42", "43", "44", "45", "46", "50", "51", "52", "53"}


@dataclass(frozen=True, slots=True)
class Good:
    """What a product is: its plain name, other names, kinds that may stand before it, where it comes from."""

    name: str
    aliases: tuple[str, ...]
    kinds: tuple[str, ...]
    where: str
    category: str
    category_name: str
    parent: str
    parent_name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A county as a product's origin. `names`: short names from the province down, as people say them."""

    code: str
    name: str
    short: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A product of the directory. The fields from `good` on say what its name was put together from."""

    number: int
    name: str
    brand: str
    category: str
    category_name: str
    parent_category: str
    parent_category_name: str
    region: str
    supplier: str
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    is_certified: bool
    people_benefited: int
    commodity_value: Decimal
    listed_from: datetime.date
    listed_until: datetime.date
    good: str
    place: str
    kinds: tuple[str, ...]
    pack: str
    region_names: tuple[str, ...]


@cache
def goods() -> tuple[Good, ...]:
    """Every good, in the order of the file."""
    found, parent = [], ("", "")
    for line in (DATA / "goods.txt").read_text(encoding="utf-8").splitlines():
        if top := re.match(r"\[(\w+) (\S+)\]", line):
            parent = top.groups()
        elif sub := re.match(r"\((\w+) (\S+)\) (.*)", line):
            key, name, words = sub.groups()
            found += [_good(word, f"{parent[0]}-{key}", name, *parent) for word in words.split()]
    return tuple(found)


def _good(word, category, category_name, parent, parent_name) -> Good:
    word, _, where = word.partition("@")
    word, _, kinds = word.partition("+")
    name, _, aliases = word.partition("=")
    split = [tuple(part for part in text.split(",") if part) for text in (aliases, kinds)]
    return Good(name, *split, where, category, category_name, parent, parent_name)


@cache
def places() -> tuple[Place, ...]:
    """Every county in force, from the table of regions as shipped."""
    with REGIONS.open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    return tuple(
        Place(code, row["name"], short_name(row["name"]), _names_down_to(row, rows))
        for code, row in rows.items()
        if row["level"] == "3" and row["kind"] == "unit" and not row["valid_until"]
    )


def _names_down_to(row, rows) -> tuple[str, ...]:
    above = [rows.get(code) for code in (row["code"][:2] + "0000", row["code"][:4] + "00")]
    kept = [one["name"] for one in above if one and one["kind"] != "heading" and one is not row]
    return tuple(short_name(name) for name in [*kept, row["name"]])


@cache
def famous() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """County code → what it is known for, as (good, kinds)."""
    known = {good.name for good in goods()}
    found: dict[str, list] = {}
    for line in (DATA / "famous.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, good, kind = line.split()
            code = _code_named(name)
            if code and good in known:
                found.setdefault(code, []).append((good, () if kind == "-" else (kind,)))
    return found


def _code_named(name) -> str:
    province, _, county = name.rpartition("/")
    for place in places():
        inside = place.name == county or county.endswith(f"市{place.name}")
        if inside and (not province or short_name(province) in place.names):
            return place.code
    return ""


@cache
def _goods_for(province: str) -> tuple[Good, ...]:
    return tuple(good for good in goods() if _grows(good.where, province))


def _grows(where, province) -> bool:
    belongs = {
        "N": province not in _SOUTH,
        "S": province in _SOUTH,
        "C": province in _COAST,
        "W": province in _WEST,
        "P": province in _PLATEAU,
    }
    return belongs.get(where, True)


def directory(count: int, seed: int = 1) -> Iterator[Row]:
    """`count` products, numbered from 1; every county gets some when there are enough."""
    rng = random.Random(seed)
    everywhere, by_name = places(), {good.name: good for good in goods()}
    by_code = {place.code: place for place in everywhere}
    for number in range(1, count + 1):
        if rng.random() < 0.01:
            code, said, name = rng.choice(CONFUSING)
            if name in by_name and code in by_code:
                yield _row(number, rng, by_code[code], by_name[name], (), said)
                continue
        place = rng.choice(everywhere)
        known = famous().get(place.code)
        if known and rng.random() < 0.4:
            name, kinds = rng.choice(known)
            yield _row(number, rng, place, by_name[name], kinds, place.short)
        else:
            good = rng.choice(_goods_for(place.code[:2]))
            kinds = tuple(rng.sample(good.kinds, min(len(good.kinds), rng.choice((0, 0, 1, 1, 1, 2)))))
            yield _row(number, rng, place, good, kinds, _said(rng, place))


def _said(rng, place) -> str:
    """The place as the name of the product says it, mostly its county, often none."""
    chance = rng.random()
    if chance < 0.55:
        return place.short
    return rng.choice(place.names[:-1] or ("",)) if chance < 0.65 else ""


def _row(number, rng, place, good, kinds, said) -> Row:
    brand = rng.choice(_BRAND_HEADS) + rng.choice(_BRAND_TAILS)
    shown_brand = brand if rng.random() < 0.3 else ""
    pack = rng.choice(_PACKS) if rng.random() < 0.35 else ""
    listed_from = FIRST_DAY + datetime.timedelta(days=rng.randrange(DAYS))
    tags = {rng.choice(_CERTIFICATION_TAGS), *rng.sample(_OCCASION_TAGS, rng.choice((0, 1, 1, 2)))}
    people = int(rng.paretovariate(1.1) * 8)
    return Row(
        number=number,
        name=_name(rng, shown_brand, said, kinds, good.name, pack),
        brand=brand,
        category=good.category,
        category_name=good.category_name,
        parent_category=good.parent,
        parent_category_name=good.parent_name,
        region=place.code,
        supplier=f"{place.short}{rng.choice(_SHOP_NAMES)}{rng.choice(_FIRMS)}",
        tags=tuple(sorted(tags)),
        aliases=good.aliases,
        is_certified=rng.random() < 0.7,
        people_benefited=min(people, 60_000),
        commodity_value=Decimal(rng.randrange(2, 4_000)) * 2_500,
        listed_from=listed_from,
        listed_until=listed_from.replace(day=1, year=listed_from.year + 3),
        good=good.name,
        place=said,
        kinds=kinds,
        pack=pack,
        region_names=place.names,
    )


def _name(rng, brand, said, kinds, good, pack) -> str:
    """Brand, place, kinds and good as sellers string them; now and then the place first, or a space between."""
    order = [brand, said] if rng.random() < 0.7 else [said, brand]
    front = (" " if brand and rng.random() < 0.3 else "").join(part for part in order if part)
    words = f"{front}{''.join(kinds)}{good}"
    if not pack:
        return words
    return f"{words}{pack}" if pack.startswith("礼") else f"{words} {pack}"
