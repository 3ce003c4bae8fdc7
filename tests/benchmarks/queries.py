"""What people type into the search, and what they mean by it: queries over the demo directory with their answers.

The answers come from what a row was made of (`demo.directory.Row`: place, kinds, good, aliases, category, tags,
supplier, brand), never from the search's own tokens. A query means one or more words, all of them wanted. A row says
a word when one of the words it was made of holds it; a place is said as a whole or not at all.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from pypinyin import lazy_pinyin

from demo.directory import Row

# A word -> a name that holds its characters and is something else: 山药蛋 are potatoes, 鲫瓜子 is a carp.
OTHER_THINGS = {"山药": "山药蛋", "瓜子": "鲫瓜子", "海鲜": "海鲜菇"}
OTHER_SOUNDS = {"shan yao": "山药蛋"}


@dataclass(frozen=True)
class Query:
    """sort: what is tried. text: as typed. is_meant(row): whether the row is an answer."""

    sort: str
    text: str
    is_meant: Callable[[Row], bool]

    @property
    def is_held_out(self) -> bool:
        """Half of the queries were not looked at while the search was tuned."""
        return zlib.crc32(self.text.encode()) % 2 == 1


def words_of(row: Row) -> tuple[str, ...]:
    """What a row was made of, places apart."""
    return (
        row.good,
        *row.aliases,
        *row.kinds,
        row.category_name,
        row.parent_category_name,
        *row.tags,
        row.brand,
        row.supplier.removeprefix(row.region_names[-1]),
        row.pack.replace("装", "") if row.pack.startswith("礼") else "",
    )


def says(row: Row, word: str) -> bool:
    """A word of the row holds this one, or it is one of its places, or how it is packed."""
    if word in (*row.region_names, row.place, row.pack):
        return True
    return any(word in own.replace(OTHER_THINGS.get(word, " "), "") for own in words_of(row))


def means(*words: str) -> Callable[[Row], bool]:
    """The row says all of these."""
    return lambda row: all(says(row, word) for word in words)


@lru_cache(maxsize=20_000)
def _read(word: str) -> str:
    return f" {' '.join(lazy_pinyin(word, errors='ignore'))} "


def sounds(*spellings: str) -> Callable[[Row], bool]:
    """The row says words that are read like these, each given as its syllables: "hei mu er"."""

    def is_heard(row, spelling):
        wanted = f" {spelling} "
        if any(_read(place) == wanted for place in (*row.region_names, row.place)):
            return True
        others = OTHER_SOUNDS.get(spelling, " ")
        return any(wanted in _read(word.replace(others, "")) for word in words_of(row))

    return lambda row: all(is_heard(row, spelling) for spelling in spellings)


def begins(letters: str) -> Callable[[Row], bool]:
    """The initials of the name's words, of words that follow one another, or of a place or kind and the good."""

    def first(word):
        return "".join(syllable[0] for syllable in lazy_pinyin(word, errors="ignore"))

    def is_short_for(row):
        parts = [part for part in _in_order(row) if part]
        heads = [first(part) for part in parts]
        runs = {"".join(heads[a:b]) for a in range(len(heads)) for b in range(a + 1, len(heads) + 1)}
        runs |= {left + right for left, right in combinations(heads, 2)}
        runs |= {first(place) + head for place in row.region_names for head in heads}
        runs |= {first(alias) for alias in row.aliases}
        return letters in runs

    return is_short_for


def _in_order(row):
    """The parts of the name as they stand in it."""
    parts = [row.place, row.brand if row.brand in row.name else "", *row.kinds, row.good]
    if row.brand in row.name and row.place and row.name.index(row.brand) < row.name.index(row.place):
        parts[0], parts[1] = parts[1], parts[0]
    return [*parts, row.pack if row.pack.startswith("礼") else ""]


def one_character(char: str, *not_meant: str) -> Callable[[Row], bool]:
    """Goods and kinds with this character, but for those in which it means something else; and its categories."""

    def is_meant(row):
        named = any(
            char in word and not any(other in word for other in not_meant) for word in (row.good, *row.kinds)
        )
        return named or row.category_name.endswith(char) or char in row.aliases

    return is_meant


def _plain():
    goods = (
        "大米 黑木耳 香菇 蜂蜜 脐橙 山茶油 黄花菜 腊肉 花生 红薯 百合 猕猴桃 枸杞 海参 海带 鸡蛋 牛肉 羊肉 红枣 核桃 "
        "辣椒 白酒 菊花 苹果 莲子 粉条 豆豉 竹笋 木耳 参茸 药材 鲜花饼 瓜子 南瓜 山药 海鲜 牛肝菌 苗绣 火腿 皮蛋"
    )
    return [Query("word", word, means(word)) for word in goods.split()]


def _characters():
    chars = {
        "茶": ("茶树菇", "金花茶", "山茶", "茶皂", "茶籽", "油茶", "茶苗"),
        "枣": (),
        "梨": (),
        "鱼": ("鱼腥草", "鱿鱼须"),
        "姜": (),
        "藕": (),
        "蜜": (),
        "油": ("油纸伞", "牛油果", "豆油皮", "酱油"),
        "酒": (),
        "鸭": ("鸭稻",),
        "鹅": (),
        "杏": ("杏鲍菇",),
    }
    return [Query("character", char, one_character(char, *apart)) for char, apart in chars.items()]


def _aliases():
    names = (
        "马铃薯 洋芋 西红柿 地瓜 番薯 凤梨 金针菜 折耳根 苞谷 腰豆 生蚝 蕹菜 桂圆 "
        "奇异果 醪糟 松花蛋 田七 洋参 淮山 陈醋"
    )
    return [Query("alias", name, means(name)) for name in names.split()]


def _pinyin():
    spellings = (
        "hei mu er", "da mi", "xiang gu", "feng mi", "qi cheng", "la rou", "hai shen", "bai he", "gou qi", "hong zao",
        "tu dou", "he tao", "mi hou tao", "huang hua cai", "shan yao", "yin er", "niu rou", "ma ling shu", "lv cha",
        "chang sha", "chong qing", "xi an", "li shui", "shan zha",
    )  # fmt: skip
    joined = [Query("pinyin joined", spelling.replace(" ", ""), sounds(spelling)) for spelling in spellings]
    apart = [Query("pinyin apart", spelling, sounds(spelling)) for spelling in spellings[:8]]
    two = (
        ("wuchangdami", "wu chang", "da mi"), ("longhuibaihe", "long hui", "bai he"),
        ("anhuaheicha", "an hua", "hei cha"),
        ("dongningheimuer", "dong ning", "hei mu er"), ("luochuanpingguo", "luo chuan", "ping guo"),
        ("changsha cha", "chang sha", "cha"),
    )  # fmt: skip
    return [*joined, *apart, *(Query("pinyin of two words", text, sounds(*rest)) for text, *rest in two)]


def _unfinished():
    """As somebody types: whole syllables and one that has begun, in the last word or as a word of its own."""
    inside = (
        ("heimue", "hei mu", "e"),
        ("xiangg", "xiang", "g"),
        ("mihout", "mi hou", "t"),
        ("qichen", "qi", "chen"),
    )
    after = (("wuchangd", "wu chang", "d"), ("anhuah", "an hua", "h"), ("longhuib", "long hui", "b"))
    return [
        *(Query("pinyin unfinished", text, _goes_on(*rest)) for text, *rest in inside),
        *(Query("pinyin unfinished", text, _then_begins(*rest)) for text, *rest in after),
    ]


def _goes_on(whole, begun):
    return lambda row: any(f" {whole} {begun}" in _read(word) for word in (*words_of(row), *row.region_names))


def _then_begins(whole, begun):
    def is_meant(row):
        names = [part for part in _in_order(row) if part]
        return sounds(whole)(row) and any(_read(name)[1:].startswith(begun) for name in names)

    return lambda row: is_meant(row) or _goes_on(whole, begun)(row)


def _initials():
    letters = "wcdm lhbh hme ahhc lcpg zhgq smm bgqj dnhme xzbh dqhs wgldf hddj ggdz"
    return [Query("initials", one, begins(one)) for one in letters.split()]


def _adjacent():
    pairs = (
        ("五常", "大米"), ("隆回", "百合"), ("安化", "黑茶"), ("东宁", "黑木耳"), ("洛川", "苹果"), ("龙牙", "百合"),
        ("椴木", "香菇"), ("大连", "海参"), ("威海", "海参"), ("临武", "鸭"), ("新化", "红茶"), ("云南", "瓜子"),
        ("湖南", "瓜蒌"), ("上海", "参茸"), ("文山", "三七"),
    )  # fmt: skip
    return [Query("two words joined", "".join(pair), means(*pair)) for pair in pairs]


def _mixed():
    texts = (
        "东宁 黑木耳", "黑木耳 黑龙江", "有机 大米", "富硒 绿茶 湖南", "蜂蜜 礼盒", "贵州 辣椒", "海参 大连",
        "长沙 腊肉", "合作社 脐橙", "龙牙百合 隆回", "家庭农场 土鸡蛋", "非遗 苗绣", "5kg 大米", "云南 普洱茶",
        "地理标志 苹果 陕西", "扶贫车间 香菇",
    )  # fmt: skip
    plain = [Query("mixed", text, means(*_parts(text))) for text in texts]
    return [
        *plain,
        Query(
            "mixed scripts", "dongning 黑木耳", lambda row: sounds("dong ning")(row) and says(row, "黑木耳")
        ),
        Query("mixed scripts", "湖南 lajiao", lambda row: says(row, "湖南") and sounds("la jiao")(row)),
        Query(
            "mixed scripts", "heimuer 黑龙江", lambda row: sounds("hei mu er")(row) and says(row, "黑龙江")
        ),
        Query("mixed scripts", "五常 dami", lambda row: says(row, "五常") and sounds("da mi")(row)),
    ]


def _parts(text):
    return [part for word in text.split() for part in (("龙牙", "百合") if word == "龙牙百合" else (word,))]


def _forms():
    return [
        Query("form", "黑木耳、香菇", means("黑木耳", "香菇")),
        Query("form", "ＷＣＤＭ", begins("wcdm")),
        Query("form", "DaMi", sounds("da mi")),
        Query("form", "黃花菜", means("黄花菜")),
        Query("form", "龍牙百合", means("龙牙", "百合")),
        Query("form", "「大米」！", means("大米")),
        Query("form", "xi'an", sounds("xi an")),
        Query("form", "隆回县", means("隆回")),
        Query("form", "隆回县 百合", means("隆回", "百合")),
        Query("form", "湖南省", means("湖南")),
    ]


def _places():
    names = "隆回 五常 湘西 内蒙古 长白 西双版纳 鄂温克 黔东南 红花岗 延边"
    return [Query("place", name, means(name)) for name in names.split()]


def _confusing():
    """Two characters that stand side by side in names of the directory and are a word in others."""
    words = "海参 南瓜子 西瓜子 江米 山鸡 山药 海鲜 南瓜 沙参 西瓜 红花 北大 葫芦"
    return [Query("confusing", word, means(word)) for word in words.split() if word not in _said]


_said = frozenset(["海参", "山药", "海鲜", "南瓜"])


def all_queries() -> list[Query]:
    """Every query, sort by sort."""
    sorts = (
        *(
            _plain,
            _characters,
            _aliases,
            _pinyin,
            _unfinished,
            _initials,
            _adjacent,
            _mixed,
            _forms,
            _places,
            _confusing,
        ),
    )
    return [query for sort in sorts for query in sort()]
