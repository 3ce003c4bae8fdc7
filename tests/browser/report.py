"""docs/measured.md, written from what was measured and by nobody's hand."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.browser import tools
from tests.journeys.server import ROOT

PAGE = ROOT / "docs" / "measured.md"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_LCP_MS, MOST_CLS = 1_500, 0.02


@dataclass
class Row:
    """A kind of page and its figures; `over` names what is not as promised."""

    name: str
    is_public: bool
    bytes: int = 0
    requests: int = 0
    limits: tuple = (None, None)
    axe: list[str] = field(default_factory=list)
    nu: list[str] | None = None
    scores: dict | None = None
    lcp_ms: float | None = None
    cls: float | None = None
    failed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def over(self) -> list[str]:
        """Everything that is not as promised, in words."""
        words = [*self.complaints, *(f"axe {found}" for found in self.axe)]
        words += [f"Nu {found}" for found in self.nu or []]
        words += [f"Lighthouse {found}" for found in self.failed]
        for least, name in ((LEAST[name], name) for name in CATEGORIES if self.scores):
            if (self.scores[name] or 0) < least:
                words.append(f"{name} {self.scores[name]} of {least}")
        figures = (
            ("bytes", self.bytes, self.limits[0]),
            ("requests", self.requests, self.limits[1]),
            ("LCP in ms", self.lcp_ms, MOST_LCP_MS),
            ("CLS", self.cls, MOST_CLS),
        )
        words += [
            f"{name} {value:g}, at most {most:g}" for name, value, most in figures if _above(value, most)
        ]
        return words


def _above(value, most) -> bool:
    return value is not None and most is not None and value > most


def write(rows: list[Row], absent: dict[str, str], *, runs: int) -> None:
    """Write the page."""
    lines = [
        *_head(absent, runs),
        "",
        "## Public pages",
        "",
        "| page | kB | requests | axe | Nu | performance | accessibility | best practices | SEO | LCP | CLS | |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|",
        *(_line(row) for row in rows if row.is_public),
        "",
        "## The desk",
        "",
        "| page | kB | requests | axe | Nu | |",
        "|---|---:|---:|---:|---:|---|",
        *(_line(row) for row in rows if not row.is_public),
    ]
    over = [f"- **{row.name}**: {_plain(word)}" for row in rows for word in row.over]
    lines += ["", "## Over", "", *(over or ["Nothing."])]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _head(absent, runs) -> list[str]:
    chromium = shutil.which("chromium") or "chromium"
    version = subprocess.run([chromium, "--version"], capture_output=True, text=True).stdout
    names = [re.search(r"\w+ [\d.]+", version).group()] if version else []
    for label, package in (("Lighthouse", "lighthouse"), ("Nu validator", "vnu-jar")):
        if label not in absent:
            names.append(f"{label} {tools.version(package)}")
    return [
        "# Measured",
        "",
        f"Written by `make look` on {datetime.now(UTC):%Y-%m-%d} with {', '.join(names)} on {os.cpu_count()} cores:"
        " the demo province, served as in production, each kind of page.",
        "",
        "kB and requests: all a phone loads on opening the page with nothing kept, heads included. axe: rules broken at"
        " 390 and 1280 pixels, some pages in elder mode too. Nu: errors and warnings. Lighthouse: its phone on slow 4G"
        f" (simulated); a page under a limit of time is asked again, at most {runs} times, and the median run counts."
        " Pages kept out of search engines on purpose are not asked to be open to them, and error pages not to answer"
        " 200. Every page is also tried at 360 pixels for its width, for requests to other hosts and for complaints in"
        " the browser's console, the content policy's among them.",
        "",
        "Promised: "
        + ", ".join(f"{name} ≥ {least}" for name, least in LEAST.items())
        + f", LCP ≤ {MOST_LCP_MS / 1000:g} s, CLS ≤ {MOST_CLS:g}, axe 0, Nu 0, lists ≤ 130 kB and ≤ 12 requests,"
        " home ≤ 250 kB.",
        *(f"\nLeft out on this machine: {name} ({why})." for name, why in absent.items()),
    ]


def _line(row) -> str:
    cells = [row.name, f"{row.bytes / 1000:,.1f}", row.requests, len(row.axe)]
    cells.append("" if row.nu is None else len(row.nu))
    if row.is_public:
        cells += [row.scores[name] if row.scores else "" for name in CATEGORIES]
        cells += ["" if row.lcp_ms is None else f"{row.lcp_ms / 1000:.2f} s"]
        cells += ["" if row.cls is None else f"{row.cls:.3f}"]
    cells.append("**over**" if row.over else "ok")
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _plain(word) -> str:
    return "`" + " ".join(word.replace("`", "'").split()) + "`" if "<" in word else word
