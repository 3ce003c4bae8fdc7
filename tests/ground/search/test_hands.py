"""Tokens made in a second process are those made in the first, and a dead helper is no harm."""

import datetime

import pytest

from search import hands
from search.sources import Entry

JOBS = [
    (
        Entry(
            number,
            f"隆回龙牙百合{number}号",
            aliases=("蒜脑薯",),
            facts=("百合", f"IM{number:06d}", "隆回山货合作社"),
            body="合作社与农户签订收购协议，按保护价收购。",
            region="430524",
            date=datetime.date(2026, 1, 1),
        ),
        "product",
        ("湖南省", "湖南", "隆回县", "隆回"),
    )
    for number in range(1, 40)
]
PARTS = [(start, JOBS[start : start + 10]) for start in range(0, len(JOBS), 10)]


def made(*, total):
    return [(tag, [sorted(tokens) for tokens in some]) for tag, some in hands.tokens_of(PARTS, total=total)]


def test_helped_and_alone_are_the_same(monkeypatch):
    alone, begun = made(total=39), []
    monkeypatch.setattr(hands, "_may_help", lambda: begun.append(1) or True)
    assert made(total=hands.WORTH_IT) == alone
    assert (len(begun), [tag for tag, _tokens in alone]) == (1, [0, 10, 20, 30])


def test_helper_that_dies_is_replaced_by_the_caller(monkeypatch):
    monkeypatch.setattr(hands, "_may_help", lambda: True)
    walk, alone = hands.tokens_of(PARTS, total=hands.WORTH_IT), made(total=39)
    found = [next(walk)]
    [helper] = [one for one in hands.multiprocessing.active_children() if one.name.startswith("SpawnProcess")]
    helper.kill()
    helper.join()
    found += walk
    assert [(tag, [sorted(tokens) for tokens in some]) for tag, some in found] == alone


@pytest.mark.parametrize("parts", [[], [("nothing", [])]])
def test_nothing_to_do_is_done(parts):
    assert list(hands.tokens_of(parts, total=0)) == [(tag, []) for tag, _jobs in parts]
