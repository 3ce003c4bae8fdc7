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
    alone = made(total=39)
    monkeypatch.setattr(hands, "_may_help", lambda: True)
    monkeypatch.setattr(hands, "make", None)
    assert made(total=hands.WORTH_IT) == alone
    assert [tag for tag, _tokens in alone] == [0, 10, 20, 30]


def test_helper_that_dies_is_replaced_by_the_caller(monkeypatch):
    begun = []
    begin = hands._Helper.__init__
    monkeypatch.setattr(hands._Helper, "__init__", lambda helper: begun.append(helper) or begin(helper))
    monkeypatch.setattr(hands, "_may_help", lambda: True)
    alone, walk = made(total=39), hands.tokens_of(PARTS, total=hands.WORTH_IT)
    found = [next(walk)]
    [helper] = begun
    helper.process.kill()
    helper.process.wait()
    found += walk
    assert [(tag, [sorted(tokens) for tokens in some]) for tag, some in found] == alone
    assert helper.is_gone


def test_helper_ends_with_its_caller(monkeypatch):
    monkeypatch.setattr(hands, "_may_help", lambda: True)
    helper = hands._Helper()
    helper.pipe.close()
    assert helper.process.wait(timeout=60) == 0


@pytest.mark.parametrize("parts", [[], [("nothing", [])]])
def test_nothing_to_do_is_done(parts):
    assert list(hands.tokens_of(parts, total=0)) == [(tag, []) for tag, _jobs in parts]
