"""`make look`: measures every kind of page of the demo, writes docs/measured.md, fails when something is over.

Names of kinds may be given: then only those are measured, and the page is left as it is. Pictures lie in var/measured.
Lighthouse's times want a quiet machine.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path
from subprocess import TimeoutExpired

from playwright.sync_api import sync_playwright

from tests import browsing
from tests.browser import report, tools
from tests.journeys import server

# Properties the browsers know and the validator not yet; a browser that does not know one passes it by.
YOUNG_STYLES = {"field-sizing"}
OUT = server.ROOT / "var" / "measured"
# What Lighthouse is not asked of a page that is kept out of search engines, and of one that is an error by its nature.
OF_HIDDEN = {"is-crawlable"}
OF_ERRORS = OF_HIDDEN | {"http-status-code", "errors-in-console", "meta-description"}


def main() -> int:
    """Serve the demo, measure, report; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these kinds")
    parser.add_argument("--without", nargs="*", default=[], choices=["lighthouse", "nu", "desk"])
    parser.add_argument(
        "--runs", type=int, default=3, help="of Lighthouse, for a page that is under a limit of time"
    )
    chosen = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="look-") as scratch:
        source = server.prepared(Path(scratch) / "shared")
        _set_up(Path(scratch) / "own")
        with server.serve(source, Path(scratch) / "var") as site:
            rows, absent = _measured(site, chosen)
    if not chosen.names:
        report.write(rows, absent, runs=chosen.runs)
        print(f"written: {report.PAGE.relative_to(server.ROOT)}")
    over = [f"{row.name}: {word}" for row in rows for word in row.over]
    print("\n".join([*over, f"{len(rows)} kinds of page, {len(over)} findings; pictures in {OUT}"]))
    return 1 if over else 0


def _set_up(var):
    import django

    var.mkdir()
    os.environ.update(DJANGO_SETTINGS_MODULE="portal.settings.demo", PORTAL_VAR=str(var))
    sys.path.insert(0, str(server.ROOT / "site"))
    django.setup()


def _measured(site, chosen):
    from tests.browser.kinds import HIDDEN, everything

    kinds = [asked for asked in everything() if not chosen.names or asked.name in chosen.names]
    kinds = [asked for asked in kinds if asked.is_public or "desk" not in chosen.without]
    absent = tools.missing()
    for name, why in absent.items():
        print(f"LEFT OUT: {name}, because {why}.", flush=True)
    rows = _visited(site, kinds)
    if "nu" not in chosen.without and "Nu validator" not in absent:
        _validate(rows)
    if "lighthouse" not in chosen.without and "Lighthouse" not in absent:
        for asked, row in zip(kinds, rows, strict=True):
            if asked.is_for_lighthouse:
                not_asked = OF_ERRORS if asked.status >= 400 else OF_HIDDEN if asked.name in HIDDEN else set()
                _run_lighthouse(site, asked, row, not_asked=not_asked, runs=chosen.runs)
    return rows, absent


def _visited(site, kinds) -> list[report.Row]:
    from tests.browser.visiting import Visitor

    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsing.chromium(), args=browsing.FLAGS)
        visitor = Visitor(site, browser, OUT)
        for asked in kinds:
            # Once unmeasured: what is kept of a page is kept, as it is for all readers but the first.
            visit = visitor.look(asked)
            row = report.Row(
                asked.name, asked.is_public, visit.bytes, visit.requests, asked.limits, visit.axe
            )
            row.complaints = visit.complaints
            if visit.status != asked.status:
                row.complaints.append(f"answered {visit.status}, not {asked.status}")
            (OUT / f"{asked.name}.html").write_bytes(visit.source)
            rows.append(row)
            print(
                f"{asked.name}: {visit.status}, {visit.bytes:,} bytes, {visit.requests} requests", flush=True
            )
        browser.close()
    return rows


def _validate(rows):
    sheet = server.ROOT / "site" / "static" / "css" / "site.css"
    found = tools.nu([*(OUT / f"{row.name}.html" for row in rows), sheet])
    for row in rows:
        mine = [message for message in found if message["url"].endswith(f"/{row.name}.html")]
        row.nu = [f"{message.get('lastLine')}: {message['message']}" for message in mine]
    styles = (message["message"] for message in found if message["url"].endswith(".css"))
    rows[0].nu += [
        f"site.css: {words}" for words in styles if not any(name in words for name in YOUNG_STYLES)
    ]


def _run_lighthouse(site, asked, row, *, not_asked, runs):
    tries, error = [], ""
    for _ in range(runs):
        try:
            tries.append(
                tools.lighthouse(
                    site.address + asked.kind.address(site), browsing.chromium(), OUT / f"{asked.name}.json"
                )
            )
        except (RuntimeError, TimeoutExpired) as why:
            error = str(why)
            continue
        if _is_quick(tries[-1]):
            break
    if not tries:
        row.failed.append(f"gave no report: {error}")
        return
    middle = statistics.median_low([answer["categories"]["performance"]["score"] or 0 for answer in tries])
    answer = next(a for a in tries if (a["categories"]["performance"]["score"] or 0) == middle)
    _take(row, answer, not_asked=not_asked)
    print(f"{row.name}: {row.scores}, LCP {row.lcp_ms:.0f} ms, CLS {row.cls:.3f}", flush=True)


def _is_quick(answer) -> bool:
    audits = answer["audits"]
    return (
        (answer["categories"]["performance"]["score"] or 0) * 100 >= report.LEAST["performance"]
        and (audits["largest-contentful-paint"].get("numericValue") or 0) <= report.MOST_LCP_MS
        and (audits["cumulative-layout-shift"].get("numericValue") or 0) <= report.MOST_CLS
    )


def _take(row, answer, *, not_asked):
    audits, categories = answer["audits"], answer["categories"]
    row.scores = {name: round((categories[name]["score"] or 0) * 100) for name in report.CATEGORIES}
    row.lcp_ms = audits["largest-contentful-paint"].get("numericValue") or 0
    row.cls = audits["cumulative-layout-shift"].get("numericValue") or 0
    for name in report.CATEGORIES[1:]:
        weighed = {ref["id"]: ref["weight"] for ref in categories[name]["auditRefs"]}
        low = {key for key, weight in weighed.items() if weight and audits[key]["score"] not in (None, 1)}
        row.failed += [f"{key}: {audits[key]['title']}" for key in sorted(low - not_asked)]
        if low and low <= not_asked:
            row.scores[name] = 100


if __name__ == "__main__":
    sys.exit(main())
