"""Tags as people here type them."""

from types import SimpleNamespace

import pytest

from content.tags import join_tags, split_tags


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", []),
        (None, []),
        ("脐橙", ["脐橙"]),
        ("脐橙，大米、茶叶", ["大米", "脐橙", "茶叶"]),
        ("脐橙；大米;茶叶, 油茶", ["大米", "油茶", "脐橙", "茶叶"]),
        ("脐橙\r\n大米", ["大米", "脐橙"]),
        ("“脐橙”，'大米'", ["大米", "脐橙"]),
        ("脐橙，脐橙，，、", ["脐橙"]),
        ("navel orange, rice", ["navel orange", "rice"]),
        ("长" * 150, ["长" * 100]),
    ],
)
def test_split_tags(text, tags):
    assert split_tags(text) == tags


def test_join_tags_is_read_back():
    names = ["脐橙", "大米"]
    assert split_tags(join_tags([SimpleNamespace(name=name) for name in names])) == sorted(names)
