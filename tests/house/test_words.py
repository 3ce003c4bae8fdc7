"""No marks of unfinished work, no lint silenced, no test skipped, no machine or secret named."""

import re

import pytest

from tests.house import tree

# Written in pieces, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b|raise NotImplemented" r"Error")
SILENCED = re.compile(r"# *no" r"qa|type: *ign" r"ore|pylint: *dis" r"able|pragma: *no " r"cover")
SKIPPED = re.compile(r"pytest\.mark\.(sk" r"ip|xf" r"ail)|pytest\.(sk" r"ip|xf" r"ail|importor" r"skip)\(")
MACHINE = re.compile(r"(?<![\w.])/(wo" r"rk|ro" r"ot|ho" r"me)/\w")
REGISTRY = re.compile(
    r"--(extra-)?index"
    r"-url|trusted"
    r"-host|registry\.n"
    r"pm|pypi\.(o"
    r"rg|tu"
    r"na)|files\.python"
    r"hosted|deb\.deb"
    r"ian"
)
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30}|xox[bp]-\d|"
    r"(?i:secret_key|password|token)\s*=\s*[\"'][A-Za-z0-9+/_-]{20,}[\"']"
)


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        pytest.param(UNFINISHED, tree.texts, id="unfinished"),
        pytest.param(SILENCED, lambda: tree.files(*tree.TOPS, "tests"), id="silenced"),
        pytest.param(SKIPPED, lambda: tree.files("tests"), id="skipped"),
        pytest.param(MACHINE, tree.texts, id="machine"),
        pytest.param(REGISTRY, tree.texts, id="registry"),
        pytest.param(SECRET, tree.texts, id="secret"),
    ],
)
def test_word_does_not_stand_in_the_tree(pattern, files):
    assert [hit for path in files() for hit in _hits(pattern, path)] == []


# Mainland mobile numbers are eleven digits, 13 to 19 first; 100 is a range that does not exist.
MOBILE = re.compile(r"(?<![\d.])1[3-9]\d{9}(?![\d.])")
IDENTITY = re.compile(r"(?<!\d)[1-6]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\w)")


@pytest.mark.parametrize("pattern", [MOBILE, IDENTITY], ids=["mobile", "identity"])
def test_no_number_of_a_person_stands_in_the_tree(pattern):
    assert [hit for path in tree.texts() for hit in _hits(pattern, path)] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MOBILE, "call 138" + "00138000 now"),
        (IDENTITY, "43312419" + "800101123X"),
        (UNFINISHED, "# TO" + "DO later"),
        (MACHINE, '"/ro' + 'ot/data"'),
        (SECRET, 'SECRET_KEY = "' + "a1B2" * 10 + '"'),
        (SKIPPED, "@pytest.mark.sk" + "ip"),
    ],
)
def test_pattern_finds_what_it_is_for(pattern, text):
    assert pattern.search(text)


def _hits(pattern, path):
    text = path.read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.search(line):
            yield f"{tree.name(path)}:{number}: {line.strip()[:100]}"
