"""True-sounding words: people, products, and the stories of activities, drawn from `data/` by a seeded generator."""

import csv
import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from activities.measures import KEYS
from core.money import WAN, in_unit
from regions.models import Level, Region

DATA = Path(__file__).parent / "data"


# What a product's name says about the picture it goes with; the first hit wins.
_LOOKS = (
    ("茶毛尖银峰绞股蓝青钱柳", "tea"),
    ("蜜", "honey"),
    ("橙橘柑柚", "oranges"),
    ("桃梨莓葡萄枣李猕猴", "summer-fruit"),
    ("米粉稻粽", "rice-harvest"),
    ("鸡鸭鹅蛋", "poultry-and-eggs"),
    ("牛羊猪肉奶", "pasture"),
    ("鱼虾鲵甲鳖", "fishery"),
    ("椒蒜姜酱", "chilli-and-spices"),
    ("菜瓜葱笋芋萝", "vegetable-market"),
)
_SHORT = ("土家族苗族自治州", "苗族侗族自治县", "土家族自治县", "苗族自治县", "侗族自治县", "瑶族自治县")


@dataclass
class Story:
    """What a report tells: words, and facts by column name. `pictures` are names in `pictures/`."""

    key: str
    title: str
    body: str
    tags: str
    facts: dict
    pictures: list[str] = field(default_factory=list)

    @property
    def values(self) -> dict:
        """As the draft verb takes them."""
        return {"title": self.title, "body": self.body, "tags": self.tags, **self.facts}


@cache
def _read(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def specialities() -> dict[str, list[str]]:
    """County code → its products."""
    with (DATA / "specialities.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["products"].split("、") for row in csv.DictReader(file)}


def stories() -> dict[str, dict]:
    """The kinds of story by key; each names the kind of activity it belongs to."""
    return _read("stories.json")


def phrases(name) -> list[str]:
    """A list of ready sentences."""
    return _read("phrases.json")[name]


def alternative_text(picture) -> str:
    """What a demo picture shows."""
    return _read("pictures.json")[picture]


def picture_names() -> list[str]:
    """All demo pictures."""
    return sorted(_read("pictures.json"))


def person(rng) -> str:
    """An invented name."""
    return rng.choice(phrases("surnames")) + rng.choice(phrases("given_names"))


def short_name(region: Region) -> str:
    """As people say it: 湘西州, 芷江县."""
    for ending in _SHORT:
        if region.name.endswith(ending):
            return region.name.removesuffix(ending) + ending[-1]
    return region.name


def products_of(region: Region) -> list[str]:
    """The products of a county, or of the counties of a city."""
    if region.level >= Level.COUNTY:
        return specialities().get(region.county_or_self.pk, ["蔬菜", "腊肉", "土鸡蛋"])
    return [names[0] for code, names in sorted(specialities().items()) if code.startswith(region.prefix)] or [
        "黑茶"
    ]


def looks_like(product) -> str:
    """The picture a product goes with."""
    return next((name for marks, name in _LOOKS if any(mark in product for mark in marks)), "mountain-goods")


def tell(rng, region: Region, day: date, *, kinds: dict, partners: dict | None = None, key="") -> Story:
    """What was done in `region` on `day`. `kinds` are the activity kinds' ids by story key.

    `partners` are the regions from which a story that has a partner chooses, by the story's sort of partner.
    """
    key = key or _subject(rng, day)
    spec = stories()[key]
    partner = rng.choice((partners or {}).get(spec.get("partner")) or [None])
    if partner and partner.pk == region.pk:
        partner = None
    facts = _facts(rng, spec, region)
    names = [_at_home(name, region) for name in products_of(region)]
    two = rng.sample(names, 2) if len(names) > 1 else names * 2
    sales = facts["sales_amount"]
    values = {
        "place": short_name(region),
        "product": two[0],
        "product2": two[1],
        "date": f"{day.month}月{day.day}日",
        "partner": short_name(partner) if partner else "省直单位",
        "sales": f"{in_unit(sales, WAN):f}万元" if sales else "若干",
        "people": facts["people_covered"] or 0,
        "cabinets": facts.get("cabinets") or 0,
        "venue": rng.choice(phrases("venues")),
        "season": phrases("seasons")[day.month - 1],
        **{name: rng.randint(*span) for name, span in _COUNTS.items()},
    }
    title = rng.choice([words for words in spec["titles"] if sales or "{sales}" not in words])
    facts |= {
        "kind_id": kinds[key],
        "started_on": day,
        "ended_on": day,
        "place": short_name(region) + values["venue"],
        "region_id": region.pk,
        "partner_region_id": partner.pk if partner else None,
        "product_kinds": "、".join(dict.fromkeys([*two, rng.choice(names)])),
    }
    pictures = [looks_like(two[0]) if name == "@product" else name for name in spec["pictures"]]
    return Story(
        key=key,
        title=title.format(**values)[:60],
        body=_body(rng, spec, values, bool(sales)),
        tags="，".join(dict.fromkeys([two[0], spec["kind"]])),
        facts=facts,
        pictures=list(dict.fromkeys(pictures)),
    )


def _subject(rng, day) -> str:
    """A kind of story that fits the month."""
    fitting = {
        key: spec.get("often", 1)
        for key, spec in stories().items()
        if day.month in spec.get("months", [day.month])
    }
    return rng.choices(list(fitting), list(fitting.values()))[0]


def _at_home(product, region) -> str:
    """At home nobody says where it comes from: 武冈铜鹅 is 铜鹅 in 武冈市."""
    stem = short_name(region)[:-1]
    rest = product.removeprefix(stem)
    return rest if len(rest) > 1 else product


_COUNTS = {
    "guests": (60, 420),
    "units": (6, 58),
    "coops": (5, 36),
    "hours": (3, 9),
    "hosts": (2, 8),
    "kinds": (8, 60),
    "trucks": (2, 12),
}


def _body(rng, spec, values, has_sales) -> str:
    """Three to five paragraphs."""
    middles = rng.sample(spec["middles"], min(len(spec["middles"]), rng.randint(1, 2)))
    paragraphs = [
        rng.choice(spec["openings"]),
        *middles,
        rng.choice(phrases("figures" if has_sales else "no_sales")),
        rng.choice(phrases("effects")),
        rng.choice(phrases("next")),
    ]
    return "\n\n".join(words.format(**values) for words in paragraphs)


def _facts(rng, spec, region) -> dict:
    """Plausible figures: a city's are larger, Changsha's cabinets by far the most (L09)."""
    is_city = region.level <= Level.PREFECTURE
    scale = 3 if is_city else 1
    facts = dict.fromkeys(KEYS)
    for name, (low, high) in spec["measures"].items():
        factor = scale if name == "cabinets" else 1
        if name == "cabinets" and region.pk.startswith("4301"):
            factor *= 3
        facts[name] = rng.randint(low, high) * factor or None
    low, high = spec["sales"]
    # Most are small and few are large.
    wan = Decimal(round(low + (high - low) * rng.random() ** 1.8, 1)) * scale
    facts["sales_amount"] = (wan * 10_000).quantize(Decimal("0.01")) or None
    facts["people_covered"] = int(wan * rng.randint(2, 9)) + rng.randint(20, 300) if wan else None
    facts["trade_amount"] = None
    if facts["sales_amount"] and rng.random() < 0.6:
        more = Decimal(rng.randint(100, 160)) / 100
        facts["trade_amount"] = (facts["sales_amount"] * more).quantize(Decimal("0.01"))
    return facts
