"""What a page may contain: nothing inline (CSP 'self'), nothing from another host, no dead end."""

import re

import pytest

from tests.house import tree

INLINE = re.compile(r"<style\b|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\bsrc=)", re.IGNORECASE)
# Addresses that name a vocabulary or are only linked to, never loaded by the browser.
NAMES_ONLY = (
    "http://www.w3.org/",
    "https://schema.org",
    "http://schema.org",
    "http://purl.org/",
    "https://ogp.me",
)
LOADED = re.compile(
    r"""(?:src|srcset|poster|data|action)=["'](?:https?:)?//[^"']+|<link[^>]+href=["'](?:https?:)?//[^"']+"""
)
FETCHED = re.compile(r"""(?:url\(|@import|fetch\(|import\(|from\s|src\s*=)\s*["']?(?:https?:)?//[^"')\s]+""")
DEAD = re.compile(r"""href=["'](#|)["']""")


def _shown():
    # The style guide draws components without a page behind them; it is not served in production.
    return [path for path in tree.templates() if "styleguide" not in path.parts]


def _hits(pattern, paths):
    for path in paths:
        for number, line in enumerate(tree.lines(path), 1):
            for match in pattern.finditer(line):
                if not any(name in match.group() for name in NAMES_ONLY):
                    yield f"{tree.name(path)}:{number}: {match.group()[:100]}"


@pytest.mark.parametrize("pattern", [INLINE, LOADED, DEAD], ids=["inline", "other host", "dead link"])
def test_no_template_has(pattern):
    assert list(_hits(pattern, _shown())) == []


def test_no_stylesheet_or_script_asks_another_host():
    assert list(_hits(FETCHED, tree.files("site/static", endings={".css", ".js", ".svg"}))) == []


def test_every_form_that_changes_something_carries_its_token():
    missing = []
    for path in tree.templates():
        for form in re.findall(r"<form\b[^>]*>.*?</form>", path.read_text(), re.DOTALL | re.IGNORECASE):
            if re.search(r"""method=["']post""", form, re.IGNORECASE) and "csrf_token" not in form:
                missing.append(tree.name(path))
    assert missing == []


def test_no_text_is_marked_safe_unseen():
    # A field's help text is the code's own words, which Django allows to hold HTML.
    risky = re.compile(r"(?<!field\.help_text)\|\s*safe\b|autoescape off|mark_safe\(")
    assert list(_hits(risky, [*tree.templates(), *tree.code()])) == []
