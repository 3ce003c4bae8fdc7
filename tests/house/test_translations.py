"""The site is shown in Chinese, all of it."""

import re
import subprocess
import sys

import polib
import pytest

from tests.house import tree

CATALOGUE = tree.ROOT / "site/locale/zh_Hans/LC_MESSAGES/django.po"


def test_every_text_has_its_chinese():
    missing = [
        entry.msgid for entry in polib.pofile(CATALOGUE) if not entry.obsolete and not entry.translated()
    ]
    assert missing == []


def test_no_translation_is_a_guess():
    assert [entry.msgid for entry in polib.pofile(CATALOGUE) if "fuzzy" in entry.flags] == []


def test_compiled_catalogue_is_the_written_one():
    written = {
        _key(entry): _text(entry)
        for entry in polib.pofile(CATALOGUE)
        if entry.translated() and not entry.obsolete
    }
    compiled = {_key(entry): _text(entry) for entry in polib.mofile(CATALOGUE.with_suffix(".mo"))}
    assert compiled == written


def test_placeholders_survive_translation():
    broken = [
        entry.msgid
        for entry in polib.pofile(CATALOGUE)
        if entry.translated() and not _same_placeholders(entry)
    ]
    assert broken == []


@pytest.mark.gettext
def test_catalogue_holds_every_text_of_the_code(tmp_path):
    """makemessages, on a copy of the catalogue, finds nothing new."""
    copy = tmp_path / "locale"
    target = copy / "zh_Hans/LC_MESSAGES/django.po"
    target.parent.mkdir(parents=True)
    target.write_bytes(CATALOGUE.read_bytes())
    known = {_key(entry) for entry in polib.pofile(CATALOGUE) if not entry.obsolete}
    subprocess.run(
        [sys.executable, "-m", "tests.house.messages", str(copy)],
        cwd=tree.ROOT,
        check=True,
        capture_output=True,
    )
    found = {_key(entry) for entry in polib.pofile(target) if not entry.obsolete}
    assert sorted(key[1] for key in found - known) == []


def _key(entry):
    return entry.msgctxt or "", entry.msgid


def _text(entry):
    return dict(entry.msgstr_plural) if entry.msgid_plural else entry.msgstr


def _same_placeholders(entry):
    pattern = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    wanted = set(pattern.findall(entry.msgid_plural or entry.msgid))
    texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return all(set(pattern.findall(text)) == wanted for text in texts)
