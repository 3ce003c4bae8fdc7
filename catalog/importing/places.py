"""Where a product comes from, as people write it: a code of any length, or names from the province down."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regions.models import Level, Region

DIGITS = re.compile(r"\d{2,12}")
BETWEEN = re.compile(r"[\s/／>＞›→·\-—,，]+")
_PEOPLES = [
    "各",
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "独龙",
    "鄂伦春",
    "门巴",
    "珞巴",
    "基诺",
]
PEOPLES = re.compile(f"(?:(?:{'|'.join(_PEOPLES)})族)+(?=自治[区州县旗])|维吾尔(?=自治区)")
ENDINGS = (
    "自治州",
    "自治县",
    "自治旗",
    "自治区",
    "特别行政区",
    "地区",
    "省",
    "市",
    "州",
    "县",
    "区",
    "旗",
    "盟",
    "林区",
)


@dataclass(frozen=True)
class Place:
    """A region of today, and the retired one that was written where it was one."""

    code: str
    name: str
    was: str = ""


class Places:
    """Answers for one file: the regions are read once, each spelling is looked for once."""

    def __init__(self):
        fields = ("code", "name", "level", "kind", "parent_id", "valid_until", "successor_id", "path_name")
        self.rows = {row.code: row for row in Region.objects.filter(level__lte=Level.COUNTY).only(*fields)}
        self.spelled: dict[str, set[str]] = {}
        for row in self.rows.values():
            if row.kind != Region.Kind.HEADING:
                for spelling in self._spellings(row):
                    self.spelled.setdefault(spelling, set()).add(row.code)
        self.find = lru_cache(maxsize=50_000)(self._find)

    def _spellings(self, row):
        """Every way to write it: alone or behind those above it, each by its full or its common name."""
        above = [
            self.rows[code]
            for code in dict.fromkeys((row.code[:2] + "0000", row.code[:4] + "00"))
            if code in self.rows and code != row.code and self.rows[code].kind != Region.Kind.HEADING
        ]
        written = {""}
        for one in above:
            written |= {front + name for front in written for name in _names(one.name)}
        return {front + name for front in written for name in _names(row.name)}

    def _find(self, written: str) -> Place:
        """The place of a code or a name. Raises ValidationError that says what is wrong or which it could be."""
        region = self._by_code(written) if DIGITS.fullmatch(written) else self._by_name(written)
        return self._today(region)

    def _by_code(self, code):
        if len(code) > 9:
            code = code[:9]
        candidates = [code] if len(code) in (6, 9) else [code.ljust(6, "0")]
        if len(code) == 9 and code.endswith("000"):
            candidates.append(code[:6])
        for one in candidates:
            region = self.rows.get(one) or (len(one) == 9 and Region.objects.filter(pk=one).first())
            if region and region.kind != Region.Kind.HEADING:
                return region
        raise ValidationError(
            _("There is no region with the code %(code)s."), code="region", params={"code": code}
        )

    def _by_name(self, written):
        spelling = BETWEEN.sub("", written)
        codes = self.spelled.get(spelling) or self._town(spelling)
        if not codes:
            raise ValidationError(
                _("“%(name)s” is no region: write its code, or its name from the province down."),
                code="region",
                params={"name": written},
            )
        in_force = {code for code in codes if not self._row(code).is_retired} or codes
        if len(in_force) > 1:
            names = "、".join(sorted(f"{self._row(code).path_name}（{code}）" for code in in_force)[:5])
            raise ValidationError(
                _("“%(name)s” may be several regions: %(names)s."),
                code="region",
                params={"name": written, "names": names},
            )
        return self._row(in_force.pop())

    def _town(self, spelling):
        """A township behind the longest beginning that is a region of its own."""
        for end in range(len(spelling) - 1, 1, -1):
            for code in self.spelled.get(spelling[:end], ()):
                towns = Region.objects.towns().filter(parent=code, name=spelling[end:])
                found = set(towns.values_list("pk", flat=True))
                if found:
                    return found
        return set()

    def _row(self, code):
        if code not in self.rows:
            self.rows[code] = Region.objects.get(pk=code)
        return self.rows[code]

    def _today(self, region) -> Place:
        was, seen = region, set()
        while region.is_retired:
            if not region.successor_id or region.code in seen:
                raise ValidationError(
                    _(
                        "%(name)s (%(code)s) exists no longer and nothing is known to follow it: write today's region."
                    ),
                    code="retired",
                    params={"name": was.path_name, "code": was.code},
                )
            seen.add(region.code)
            region = self._row(region.successor_id)
        return Place(
            region.code, region.path_name, f"{was.path_name}（{was.code}）" if was is not region else ""
        )


def _names(name) -> set[str]:
    """湘西土家族苗族自治州, 湘西自治州, 湘西州, 湘西."""
    short = PEOPLES.sub("", name)
    found = {name, short, short.replace("自治", "")}
    for ending in ENDINGS:
        if short.endswith(ending) and len(short) - len(ending) >= 2:
            found.add(short.removesuffix(ending))
            break
    return found
