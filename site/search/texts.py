"""Texts made comparable: one width, one case, simplified characters, runs of one script."""

import re
import unicodedata
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
_RUNS = re.compile(rf"[{HAN}]+|[a-z0-9]+(?:\.[0-9]+[a-z]*)*")
# Between letters these are part of a typed syllable (xi'an), not an end of it.
_APOSTROPHES = re.compile(r"(?<=[a-z])['’`](?=[a-z])")


def lines_of(name: str) -> list[str]:
    """The lines of a file of `data/` that say something."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def words_in(name: str) -> list[str]:
    """The words of a file of `data/`."""
    return [word for line in lines_of(name) for word in line.split()]


@cache
def _simplified() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in words_in("traditional.txt")} | dict.fromkeys(
        map(ord, "üǖǘǚǜ"), "v"
    )


def normal(text: str) -> str:
    """Full width made half, capitals small, ü typed as v, traditional characters simplified."""
    text = unicodedata.normalize("NFKC", text).lower()
    if not text.isascii():
        text = text.translate(_simplified())
    return text


def without_tones(text: str) -> str:
    """Latin letters without their marks: shān is shan."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(char for char in parts if unicodedata.combining(char) == 0))


def runs(text: str) -> list[str]:
    """The runs of Chinese characters and of Latin letters and digits in a normal text; all else only parts them."""
    return _RUNS.findall(_APOSTROPHES.sub("", text))


def is_han(run: str) -> bool:
    """Whether a run is of Chinese characters."""
    return not run[0].isascii()
