"""What the index answers: words, order, narrowing, near misses, and that nothing typed does harm."""

import datetime

import pytest

from search import index, sources, storage
from search.plan import LENGTH_LIMIT
from search.queries import search_ids
from search.sources import Entry, SearchSource
from tests.factories.regions import hunan

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)


@pytest.fixture(autouse=True)
def thing(monkeypatch):
    """A source of plain entries beside the site's own."""
    monkeypatch.setattr(sources, "_sources", dict(sources._sources))
    sources.register(
        SearchSource(
            key="thing", number=15, label="things", order=99, public=None, entry=lambda one: one, cards=dict
        )
    )


def put(*entries):
    index.put("thing", entries)


def names(*titles, **values):
    put(*(Entry(number, title, date=DAY, **values) for number, title in enumerate(titles, start=1)))


def found(query, **asked):
    return search_ids(query, source="thing", **asked).ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("大米", [1]),
        ("五常大米", [1]),
        ("米", [1]),
        ("wcdm", [1]),
        ("wuchangdami", [1]),
        ("wu chang da mi", [1]),
        ("dami", [1]),
        ("dam", [1]),
        ("海参", [3]),
        ("haishen", [3]),
        ("上海参茸", [2]),
        ("上海", [2]),
        ("海参 威海", [3]),
        ("参茸 dami", []),
        ("常大", [1]),
        ("和", []),
    ],
)
def test_words_find_titles(query, ids):
    names("五常大米", "上海参茸礼盒", "威海海参")
    result = search_ids(query, source="thing")
    assert (result.ids if not result.dropped else []) == ids


def test_title_comes_before_facts_and_whole_phrases_before_scattered_words():
    put(
        Entry(1, "米线", facts=("五常大米厂",), date=datetime.date(2026, 5, 1)),
        Entry(2, "五常有机大米", date=datetime.date(2026, 4, 1)),
        Entry(3, "福满五常大米礼盒", date=datetime.date(2026, 3, 1)),
        Entry(4, "五常大米", date=datetime.date(2026, 1, 1)),
        Entry(5, "五常长粒大米", date=datetime.date(2026, 2, 1)),
    )
    assert found("五常大米") == [4, 3, 2, 5, 1]


def test_pages_follow_one_another():
    names(*[f"第{number}号大米" for number in range(1, 8)])
    assert found("大米", limit=3) + found("大米", limit=3, offset=3) + found("大米", limit=3, offset=6) == [
        *range(7, 0, -1)
    ]
    assert search_ids("大米", source="thing", limit=3, offset=30).total == 7


def test_region_narrows():
    hunan()
    put(Entry(1, "大米", region="433124"), Entry(2, "大米", region="430100"))
    assert found("大米", within="433100") == [1]
    assert found("花垣大米") == [1]
    assert search_ids("大米").by_place == {"4331": 1, "4301": 1}


def test_near_miss_leaves_out_the_rarest_word_and_says_so():
    names("隆回百合", "安化黑茶", "安化红茶")
    result = search_ids("安化 百合")
    assert (result.ids, result.dropped) == ([3, 2], ["百合"])
    result = search_ids("黑茶 潜水艇")
    assert (result.ids, result.dropped) == ([2], ["潜水艇"])


def test_known_word_is_never_stretched():
    names("上海参茸礼盒")
    assert search_ids("海参").total == 0


def test_unknown_word_of_the_same_sound_is_found():
    names("东宁黑木耳")
    assert found("黑木尔") == [1]


def test_putting_again_replaces_and_dropping_takes_away():
    put(Entry(1, "大米", date=DAY))
    put(Entry(1, "绿茶", date=datetime.date(2026, 3, 1)))
    assert (found("大米"), found("绿茶")) == ([], [1])
    index.drop("thing", [1, 2])
    assert found("绿茶") == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        '"',
        '"大米',
        "'大米' OR",
        "大米 AND",
        "NOT 大米",
        "大米*",
        "^大米",
        "title:大米",
        "NEAR(大米, 2)",
        "(大米",
        "大米) & !",
        "大米 | x:*",
        "--",
        "\\",
        "%",
        "大\0米",
        "\ud800",
        "😀",
        "😀大米",
        "大米" * 5_000,
        "a" * 10_000,
        "' " * 5_000,
        "abc123" * 100,
        "大 " * 500,
        "\u202e大米",
        "ﷺ" * 100,
    ],
)
def test_nothing_typed_does_harm(query):
    names("五常大米")
    result = search_ids(query)
    assert result.total in (0, 1)


def test_long_query_is_cut_and_says_so():
    names("五常大米")
    assert search_ids("大米 " * LENGTH_LIMIT).is_cut
    assert not search_ids("大米").is_cut


def test_nothing_is_written_when_the_verb_is_taken_back(django_capture_on_commit_callbacks):
    from django.db import transaction

    class Halt(Exception):
        pass

    with pytest.raises(Halt), transaction.atomic():
        names("五常大米")
        raise Halt
    assert found("大米") == []


def test_settling_changes_no_answer():
    names(*[f"第{number}号大米" for number in range(1, 50)])
    storage.settle()
    assert len(found("大米", limit=100)) == 49
