"""How texts are cut and what they are found by; the same for every database."""

import pytest

from search import lexicon, pinyin, tokens
from search.sources import Entry
from search.texts import normal, runs


def cut(text, *own):
    return [word.text for word in lexicon.cut(text, own)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("上海参茸", ["上海", "参茸"]),
        ("威海海参", ["威海", "海参"]),
        ("上海鲜花饼", ["上海", "鲜花饼"]),
        ("云南瓜子", ["云南", "瓜子"]),
        ("湖南瓜蒌", ["湖南", "瓜蒌"]),
        ("黑龙江米酒", ["黑龙江", "米酒"]),
        ("文山药材", ["文山", "药材"]),
        ("东北大米", ["东北", "大米"]),
        ("隆回龙牙百合", ["隆回", "龙牙", "百合"]),
        ("五常稻花香大米", ["五常", "稻花香", "大米"]),
        ("青海参茸", ["青海", "参茸"]),
        ("中山羊肉", ["中山", "羊肉"]),
        ("黑山羊肉", ["黑山羊肉"]),
        ("某某某牌大米", ["某某某牌", "大米"]),
    ],
)
def test_names_are_cut_into_words(text, words):
    assert cut(text) == words


def test_an_objects_own_names_stay_whole():
    assert cut("福田源大米") == ["福田", "源", "大米"]
    assert cut("福田源大米", "福田源") == ["福田源", "大米"]


@pytest.mark.parametrize(
    ("letters", "ways"),
    [
        ("heimuer", [("hei", "mu", "er"), ("hei", "mu", "e", "r")][:1]),
        ("xian", [("xian",), ("xi", "an")]),
        ("fangan", [("fang", "an"), ("fan", "gan")]),
        ("wcdm", []),
        ("", []),
    ],
)
def test_letters_fall_into_syllables(letters, ways):
    assert sorted(pinyin.cut(letters)) == sorted(ways)


def test_letters_that_fall_in_many_ways_cost_no_time():
    assert pinyin.cut("a" * 60 + "q") == []
    assert len(pinyin.cut("xian" * 15)) == 8


@pytest.mark.parametrize(
    ("letters", "begun"),
    [
        ("heimue", [(("hei", "mu"), "e")]),
        ("heim", [(("hei",), "m")]),
        ("lajia", [(("la", "ji"), "a"), (("la",), "jia")]),
        ("zh", [((), "zh")]),
        ("wcdm", []),
    ],
)
def test_what_is_being_typed_is_whole_syllables_and_a_beginning(letters, begun):
    assert pinyin.cuts_unfinished(letters) == begun


@pytest.mark.parametrize(
    ("name", "syllables"),
    [("长沙", ("chang", "sha")), ("重庆", ("chong", "qing")), ("西安", ("xi", "an")), ("六安", ("lu", "an"))],
)
def test_places_are_read_as_their_table_says(name, syllables):
    assert lexicon.reading(name) == syllables


@pytest.mark.parametrize(
    ("typed", "made"),
    [("ＷＣＤＭ", "wcdm"), ("黃花菜", "黄花菜"), ("Lü", "lv"), ("５００ｇ", "500g")],
)
def test_forms_are_made_alike(typed, made):
    assert normal(typed) == made


def test_runs_leave_out_all_that_is_no_word():
    assert runs(normal('海参 "AND" (NOT) 5kg* ^:-😀\0')) == ["海参", "and", "not", "5kg"]
    assert runs("xi'an") == ["xian"]


def of(title, **values):
    return set(tokens.of_entry(Entry(1, title, **values), "product", values.pop("names", ())))


def test_pairs_are_made_inside_words_only():
    found = of("上海参茸")
    assert {"上海", "参茸", "x_海参", "p_shen_rong", "q_shanghai"} <= found
    assert not {"海参", "p_hai_shen", "海"} & found


def test_title_is_found_by_initials_of_neighbours_and_pairs():
    found = of("隆回龙牙百合")
    assert {"i_lh", "i_lybh", "i_lhlybh", "i_lhbh", "i_bh"} <= found
    assert "i_hl" not in found


def test_characters_that_mean_nothing_alone_are_left_out():
    assert "牛" not in of("野生牛肝菌")
    assert {"菌", "牛肝"} <= of("野生牛肝菌")
    assert "牛" in of("散养黄牛肉")


def test_facts_are_kept_apart_from_titles():
    found = of("大米", facts=("隆回惠农合作社",), body="产自雪峰山")
    assert {"大米", "f_惠农", "f_隆回", "f_雪峰"} <= found
    assert "惠农" not in found


def test_region_is_found_by_all_it_lies_in():
    entry = Entry(1, "大米", region="430524")
    found = set(tokens.of_entry(entry, "product", ("湖南省", "湖南", "隆回县", "隆回")))
    assert {
        "r_43",
        "r_4305",
        "r_430524",
        "f_湖南",
        "f_隆回",
        "f_w_隆回县",
        "f_q_longhui",
        "i_lhdm",
        "i_hndm",
    } <= found


def test_synonym_is_another_name_of_the_title():
    assert "洋芋" in of("高山土豆")
