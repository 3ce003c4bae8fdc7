"""One cell as somebody typed it, made into a value; or a ValidationError with the sentence for its row and column."""

import re
import unicodedata
from datetime import date, datetime
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.facts import Participation, ProductKind
from core import money, sheets

# How people write that there is nothing to write.
NOTHING = frozenset({"", "-", "--", "—", "——", "/", "无", "暂无", "N/A", "n/a", "NULL", "null", "None"})
ENDLESS = frozenset({"长期", "永久", "长期有效", "永久有效"})
SEPARATORS = re.compile(r"[、，,；;|\n]+")
DATE = re.compile(
    r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)?"
)
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
PEOPLE = re.compile(r"(人次?|名|位)$")
WAN_PEOPLE = re.compile(r"(\d+(?:\.\d+)?)万")
EARLIEST = date(1990, 1, 1)

KINDS = {
    ProductKind.CERTIFIED: (
        "扶贫产品",
        "帮扶产品",
        "消费帮扶产品",
        "认定产品",
        "扶贫",
        "certified",
        "certified product",
    ),
    ProductKind.ORDINARY: ("普通产品", "一般产品", "普通", "ordinary", "ordinary product"),
}
PARTS = {
    Participation.PRODUCTION: (
        "生产及原料",
        "生产原材料",
        "生产和原料供应",
        "生产",
        "原料",
        "原料供应",
        "种植",
        "养殖",
        "production",
    ),
    Participation.PROCESSING: ("加工", "生产加工", "processing"),
    Participation.LOGISTICS: ("包装物流", "包装", "物流", "仓储物流", "运输", "logistics"),
    Participation.LAND: ("土地流转", "流转土地", "land"),
    Participation.SHARES: ("入股分红", "股份分红", "分红", "入股", "shares"),
}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in (*words, str(kind))}
_PART_OF = {word: part for part, words in PARTS.items() for word in (*words, str(part))}


def plain(value) -> str:
    """The cell as one line of text; "" for what people write when there is nothing. Refuses a formula."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value if isinstance(value, str) else str(value)
    if "\x00" in text or "\ufffd" in text:
        raise ValidationError(_("This cannot be read: the characters are damaged."), code="damaged")
    text = " ".join(text.split())
    if text in NOTHING:
        return ""
    if sheets.is_formula(text) and not re.fullmatch(r"[-+＋－]?[\d.,，]+", text):
        raise ValidationError(
            _("This is a formula: copy the column and insert its values only."), code="formula"
        )
    return text


def text(most: int):
    """A reader of one line of at most `most` characters."""

    def read(value) -> str:
        found = plain(value)
        if len(found) > most:
            raise ValidationError(
                _("This has %(count)s characters; at most %(most)s fit."),
                code="too_long",
                params={"count": len(found), "most": most},
            )
        return found

    return read


def prose(most: int):
    """A reader of several lines."""
    line = text(most)

    def read(value) -> str:
        if isinstance(value, str) and "\n" in value:
            found = "\n".join(filter(None, (line(part) for part in value.splitlines())))
            return line(found) and found
        return line(value)

    return read


def day(value) -> date | None:
    """A date: 2020-08-01, 2020/8/1, 2020.8.1, 2020年8月1日, 20200801, or a spreadsheet's own."""
    if isinstance(value, datetime):
        return _sensible(value.date())
    if isinstance(value, date):
        return _sensible(value)
    written = unicodedata.normalize("NFKC", plain(value))
    if not written:
        return None
    match = DATE.fullmatch(written) or COMPACT_DATE.fullmatch(written)
    try:
        return _sensible(date(*map(int, match.groups())))
    except (AttributeError, ValueError):
        raise ValidationError(_("This is no date: write it like 2020-08-01."), code="date") from None


def _sensible(found):
    if not EARLIEST <= found <= date(2100, 12, 31):
        raise ValidationError(_("This day lies too far away: %(day)s."), code="far", params={"day": found})
    return found


def last_day(value) -> date | None:
    """The last day of validity; “长期” has none."""
    return None if isinstance(value, str) and value.strip() in ENDLESS else day(value)


def people(value) -> int | None:
    """A number of people: 120, 1,200人, 1.2万人."""
    written = PEOPLE.sub("", unicodedata.normalize("NFKC", plain(value)))
    if not written:
        return None
    wan = WAN_PEOPLE.fullmatch(written)
    if wan:
        return money.to_count(money.to_yuan(wan.group(1), money.WAN))
    return money.to_count(written)


def amount(unit: str):
    """A reader of money in a column whose unit is `unit`; a unit written behind the number wins."""

    def read(value):
        written = plain(value)
        return money.to_yuan(_short(value, written), unit) if written else None

    return read


def _short(value, written):
    """A spreadsheet's number as it shows it: 0.1 + 0.2 is 0.3."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else written


def kind(value) -> str:
    """certified or ordinary; "" leaves it to the certificate number."""
    return _one_of(_KIND_OF, plain(value), [words[0] for words in KINDS.values()])


def participation(value) -> list[str]:
    """How households take part, several divided by 、 ， ； or |."""
    choices = [words[0] for words in PARTS.values()]
    return list(dict.fromkeys(_one_of(_PART_OF, part, choices) for part in many(value)))


def _one_of(known, word, choices):
    found = known.get(word, "" if not word else None)
    if found is None:
        raise ValidationError(
            _("“%(word)s” is not known here; known are: %(choices)s."),
            code="unknown",
            params={"word": word, "choices": "、".join(choices)},
        )
    return found


def many(value) -> list[str]:
    """Several words of one cell, each once."""
    written = plain(value) if not isinstance(value, str) else "\n".join(map(plain, value.splitlines()))
    return list(dict.fromkeys(filter(None, (part.strip() for part in SEPARATORS.split(written)))))


def words_of(most_words: int, most_characters: int):
    """A reader of several short words."""

    def read(value) -> tuple[str, ...]:
        found = many(value)
        if len(found) > most_words or any(len(word) > most_characters for word in found):
            raise ValidationError(
                _("At most %(words)s words of %(characters)s characters each."),
                code="too_many",
                params={"words": most_words, "characters": most_characters},
            )
        return tuple(found)

    return read


def other_names(value) -> str:
    """Other names, divided by 、 as they are stored."""
    return text(200)("、".join(many(value)))


def shops(value) -> tuple[tuple[str, str], ...]:
    """Links to shops: addresses, each with its name before it if it has one (某商城 https://…)."""
    if value is None or not str(value).strip():
        return ()
    found = []
    for line in re.split(r"[\n；;、|]+|\s+(?=\S+\s+https?://)", str(value).strip()):
        title, _space, url = line.strip().rpartition(" ")
        url = url.strip()
        parts = urlsplit(url) if len(url) <= 300 else None
        if not parts or parts.scheme not in {"http", "https"} or "." not in (parts.hostname or ""):
            raise ValidationError(
                _("“%(url)s” is no address of a shop: it begins with https://."),
                code="url",
                params={"url": url[:60]},
            )
        found.append((plain(title)[:60] or parts.hostname[:60], url))
    return tuple(found[:9])
