from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core import money

AMOUNTS = st.decimals(min_value=0, max_value="99999999999999.99", places=2)


@pytest.mark.parametrize(
    ("typed", "unit", "yuan"),
    [
        ("300", money.YUAN, "300.00"),
        ("1.25", money.WAN, "12500.00"),
        ("0.5", money.YI, "50000000.00"),
        (".5", money.WAN, "5000.00"),
        ("１２３，４５６．７", money.YUAN, "123456.70"),
        (" 1 234.5 ", money.YUAN, "1234.50"),
        ("1,234,567.89", money.YUAN, "1234567.89"),
        ("123,4567", money.YUAN, "1234567.00"),
        ("￥300", money.YUAN, "300.00"),
        ("12万", money.YUAN, "120000.00"),
        ("12万元", money.WAN, "120000.00"),
        ("300元", money.WAN, "300.00"),
        ("0", money.WAN, "0.00"),
        (7, money.YUAN, "7.00"),
    ],
)
def test_typed_amount_becomes_yuan(typed, unit, yuan):
    assert str(money.to_yuan(typed, unit)) == yuan


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "not_a_number"),
        ("很多", "not_a_number"),
        ("NaN", "not_a_number"),
        ("Infinity", "not_a_number"),
        ("1e5", "not_a_number"),
        ("1,23", "not_a_number"),
        ("1.2.3", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("٣٤", "not_a_number"),
        ("--5", "not_a_number"),
        ("9" * 5000, "not_a_number"),
        ("-5", "negative"),
        ("1.005", "too_fine"),
        ("100000000000000", "too_large"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(typed, code):
    with pytest.raises(ValidationError) as refusal:
        money.to_yuan(typed)
    assert refusal.value.code == code
    assert len(refusal.value.messages) == 1


def test_unit_decides_what_is_too_fine():
    assert money.to_yuan("1.000001", money.WAN) == Decimal("10000.01")
    with pytest.raises(ValidationError):
        money.to_yuan("1.0000001", money.WAN)


def test_negative_when_allowed():
    assert money.to_yuan("-1.5", money.WAN, allow_negative=True) == Decimal("-15000.00")


@given(yuan=AMOUNTS, unit=st.sampled_from(list(money.UNITS)))
def test_amount_shown_in_a_unit_is_read_back_exactly(yuan, unit):
    assert money.to_yuan(f"{money.in_unit(yuan, unit):f}", unit) == yuan


@given(text=st.text(max_size=30))
def test_no_text_breaks_the_reader(text):
    try:
        amount = money.to_yuan(text)
    except ValidationError:
        return
    assert 0 <= amount < money.TOO_MUCH


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("300", "300元"),
        ("0", "0元"),
        ("9999.5", "9,999.5元"),
        ("125000", "12.5万元"),
        ("123000000", "1.23亿元"),
        ("-20000", "-2万元"),
        ("123456789012", "1,234.57亿元"),
    ],
)
def test_amount_is_read_in_the_largest_unit(yuan, words):
    assert money.readable(Decimal(yuan)) == words


def test_amount_in_english():
    with translation.override("en"):
        assert money.readable(Decimal(125000)) == "12.5 ten thousand yuan"


@pytest.mark.parametrize(("typed", "count"), [("1,200", 1200), ("３", 3), ("0", 0), ("5.0", 5)])
def test_typed_count(typed, count):
    assert money.to_count(typed) == count


@pytest.mark.parametrize(
    ("typed", "code"), [("1.5", "not_whole"), ("-1", "negative"), ("9999999999", "too_large")]
)
def test_what_is_no_count_is_refused(typed, code):
    with pytest.raises(ValidationError) as refusal:
        money.to_count(typed)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("filtered", "value", "shown"),
    [
        ("yuan", Decimal("125000"), "12.5万元"),
        ("yuan", None, "–"),
        ("wan", Decimal("123456000"), "12,345.60"),
        ("wan", 0, "0.00"),
        ("wan", None, "–"),
        ("count", 1234567, "1,234,567"),
        ("count", 100, "100"),
        ("count", None, "–"),
        ("percent", 0.1234, "12.3%"),
        ("percent", 1, "100%"),
        ("percent", None, "–"),
    ],
)
def test_filters(filtered, value, shown):
    source = "{% load numbers %}{{ value|" + filtered + " }}"
    assert Template(source).render(Context({"value": value})) == shown
