"""Sixty queries written before the engine's answers to them were looked at; nothing is tuned on them."""

from tests.benchmarks.queries import (
    Query,
    _goes_on,
    _then_begins,
    begins,
    means,
    one_character,
    says,
    sounds,
)


def blind_queries() -> list[Query]:
    """Of every sort some."""
    words = "银耳 粉丝 小米 土蜂蜜 茶油 柑橘 葡萄 黄桃 天麻 板栗 牛奶 豆腐"
    letters = "cszg gznr hnhc ynpe sxpg xjhz"
    read = ("pu tao", "ban li", "tian ma", "xiao mi", "huang tao", "lian zi", "fen tiao", "hua sheng")
    pairs = (
        ("湘潭", "莲子"),
        ("新疆", "红枣"),
        ("陕西", "苹果"),
        ("赣州", "脐橙"),
        ("宁夏", "枸杞"),
        ("贵州", "天麻"),
    )
    mixed = (
        "有机 小米",
        "湖南 茶油",
        "云南 核桃",
        "合作社 蜂蜜",
        "礼盒 红茶",
        "四川 花椒",
        "甘肃 当归",
        "大米 吉林",
    )
    inside = (
        ("heim", "hei", "m"), ("putao", "pu", "tao"), ("huangt", "huang", "t"), ("xiaom", "xiao", "m"),
        ("banl", "ban", "l"), ("huashe", "hua", "she"), ("gouq", "gou", "q"), ("wucha", "wu", "cha"),
    )  # fmt: skip
    after = (
        ("ganzhouqich", "gan zhou", "qi ch"), ("longhuibaih", "long hui", "bai h"),
        ("xinjianghongz", "xin jiang", "hong z"), ("guizhout", "gui zhou", "t"),
    )  # fmt: skip
    return [
        *(Query("word", word, means(word)) for word in words.split()),
        *(Query("character", char, one_character(char)) for char in ["菇", "米", "笋"]),
        *(Query("initials", one, begins(one)) for one in letters.split()),
        *(Query("pinyin joined", one.replace(" ", ""), sounds(one)) for one in read[:5]),
        *(Query("pinyin apart", one, sounds(one)) for one in read[5:]),
        *(Query("two words joined", "".join(pair), means(*pair)) for pair in pairs),
        *(Query("mixed", text, means(*text.split())) for text in mixed),
        Query("mixed scripts", "湖南 chayou", lambda row: says(row, "湖南") and sounds("cha you")(row)),
        Query("form", "銀耳", means("银耳")),
        Query("form", "XIAOMI", sounds("xiao mi")),
        *(Query("place", name, means(name)) for name in ["赣州", "凉山", "恩施"]),
        *(Query("pinyin unfinished", text, _goes_on(*rest)) for text, *rest in inside),
        *(Query("pinyin unfinished", text, _then_begins(*rest)) for text, *rest in after),
    ]
