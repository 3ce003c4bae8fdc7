"""What belongs to the house: its files, read once, and the syntax trees of its Python."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOPS = ("site", "catalog", "activities", "home")
EVERYWHERE = (*TOPS, "templates", "tests", "docs", ".ci")
AT_THE_TOP = ("README.md", "Makefile", "pyproject.toml", "constraints.txt", "manage.py", "gunicorn.conf.py")
PASSING = (".html.py", ".txt.py")
TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".svg",
    ".md",
    ".toml",
    ".txt",
    ".json",
    ".po",
    ".csv",
    ".yml",
    ".webmanifest",
    "",
}


def files(*tops: str, endings=frozenset({".py"})) -> list[Path]:
    """Files below the named folders with one of the endings, caches apart."""
    found = (path for top in tops for path in (ROOT / top).rglob("*") if path.is_file())
    return sorted(
        path
        for path in found
        if path.suffix in endings
        and "__pycache__" not in path.parts
        # What gettext lays beside a template while it reads it, in another process.
        and not path.name.endswith(PASSING)
    )


def code() -> list[Path]:
    """The site's own Python: no tests, no migrations."""
    return [path for path in files(*TOPS) if "migrations" not in path.parts]


def templates() -> list[Path]:
    """Every template."""
    return files("templates", endings={".html"})


def texts() -> list[Path]:
    """Everything a person can read in the tree."""
    return [
        *files(*EVERYWHERE, endings=TEXT),
        *(ROOT / name for name in AT_THE_TOP if (ROOT / name).exists()),
    ]


@cache
def syntax(path: Path) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    """The path as a person says it."""
    return str(path.relative_to(ROOT))


def lines(path: Path) -> list[str]:
    """The file's lines."""
    return path.read_text(encoding="utf-8").splitlines()
