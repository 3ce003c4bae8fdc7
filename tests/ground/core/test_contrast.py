"""Contrast of words on their grounds, computed from the stylesheet: AA everywhere, AAA in elder mode."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[3] / "site/static/css/site.css").read_text()
COLOUR = re.compile(r"--([a-z0-9-]+):(#[0-9a-f]{3,6})\b")
USUAL = dict(COLOUR.findall(re.search(r":root\{(.+?)\n\}", CSS, re.DOTALL).group(1)))
ELDER = {**USUAL, **dict(COLOUR.findall(CSS[CSS.index("@layer elder{") :]))}
GROUNDS = ("paper", "sheet", "sunk")
PAIRS = [
    *((word, ground) for word in ("ink", "ink-2", "red-deep") for ground in GROUNDS),
    *((word, ground) for word in ("ink-3", "red", "green", "amber") for ground in ("paper", "sheet")),
    *(("red-deep", "red-wash"), ("red", "red-wash"), ("green", "green-wash"), ("amber", "amber-wash")),
    *(
        ("green-deep", "green-wash"),
        ("ink", "amber-wash"),
        ("paper", "ink"),
        ("paper", "red"),
        ("sheet", "green"),
    ),
]


def light(colour):
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21_to_1():
    assert contrast("#000", "#fff") == pytest.approx(21)


@pytest.mark.parametrize(("word", "ground"), PAIRS)
@pytest.mark.parametrize(("colours", "least"), [(USUAL, 4.5), (ELDER, 7)], ids=["usual", "elder"])
def test_words_stand_out_from_their_ground(colours, least, word, ground):
    assert contrast(colours[word], colours[ground]) >= least
