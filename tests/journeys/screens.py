"""`python -m tests.journeys.screens`: every kind of page at both sizes, as pictures in var/screens/ to be looked at."""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import browsing
from tests.journeys import acts, server
from tests.journeys.kinds import DESK, EDITORS, PUBLIC

SIZES = {"390": browsing.PHONE, "1280": browsing.DESKTOP}


def main():
    """Serve the demo, look at everything, say where the pictures lie."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these kinds")
    parser.add_argument("--out", type=Path, default=server.ROOT / "var" / "screens")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="screens-") as scratch:
        source = server.prepared(Path(scratch) / "shared")
        with server.serve(source, Path(scratch) / "var") as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browsing.chromium(), args=browsing.FLAGS)
            look(site, browser, chosen.out, chosen.names)
            browser.close()
    print(f"pictures of the pages lie in {chosen.out}")


def look(site, browser, out, names=()):
    """One picture per kind and size; each person signs in once."""
    signed_in = {}
    for kind in (*PUBLIC, *DESK, *EDITORS):
        if names and kind.name not in names:
            continue
        for label, viewport in SIZES.items():
            context = browser.new_context(
                base_url=site.address,
                viewport=viewport,
                locale="zh-CN",
                storage_state=signed_in.get(kind.who),
            )
            page = context.new_page()
            if kind.who and kind.who not in signed_in:
                acts.sign_in(page, site.phone(*kind.who))
                signed_in[kind.who] = context.storage_state()
            answer = page.goto(kind.address(site))
            page.screenshot(path=out / f"{kind.name}-{label}.png", full_page=True)
            print(f"{kind.name} {label}: {answer.status} {page.url.removeprefix(site.address)}", flush=True)
            context.close()


if __name__ == "__main__":
    main()
