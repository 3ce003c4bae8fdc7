"""Receipt numbers: read any way they are typed, wrong ones seen, none guessed."""

import pytest

from core.receipts import ALPHABET, fresh_receipt, read_receipt


def test_receipt_has_prefix_three_groups_and_no_lookalikes():
    receipt = fresh_receipt("YY")
    prefix, *groups = receipt.split("-")
    assert (prefix, [len(group) for group in groups]) == ("YY", [4, 4, 4])
    assert not set("".join(groups)) & set("0O1IL")


def test_receipt_is_never_the_same_twice():
    assert len({fresh_receipt("YY") for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed",
    [
        lambda receipt: receipt,
        lambda receipt: receipt.lower(),
        lambda receipt: receipt.replace("-", ""),
        lambda receipt: f"  {receipt.replace('-', ' ')} ",
        lambda receipt: receipt.replace("-", "—"),
        lambda receipt: "".join(chr(ord(letter) + 0xFEE0) for letter in receipt),
    ],
    ids=["as written", "small", "no dashes", "blanks", "long dashes", "full width"],
)
def test_receipt_is_read_however_it_is_typed(typed):
    receipt = fresh_receipt("TS")
    assert read_receipt(typed(receipt)) == receipt


def test_receipt_with_one_wrong_character_is_none():
    receipt = fresh_receipt("YY")
    places = [place for place, letter in enumerate(receipt) if place > 2 and letter != "-"]
    wrong = [
        receipt[:place] + letter + receipt[place + 1 :]
        for place in places
        for letter in ALPHABET
        if letter != receipt[place]
    ]
    assert [text for text in wrong if read_receipt(text)] == []


def test_receipt_with_two_neighbours_changed_is_none():
    receipt = fresh_receipt("YY")
    code = receipt.replace("-", "")
    swapped = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(2, len(code) - 1)
        if code[place] != code[place + 1]
    ]
    assert [text for text in swapped if read_receipt(text)] == []


@pytest.mark.parametrize("typed", ["", "YY", "YY-0000-0000-0000", "我的回执", "-" * 40])
def test_what_is_no_receipt_is_read_as_none(typed):
    assert read_receipt(typed) == ""
