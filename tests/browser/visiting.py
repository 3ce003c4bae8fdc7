"""One visit of a page by a browser: what axe finds, what it weighs, whether it fits, what the browser complains of."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe

from tests import browsing
from tests.browser.kinds import ELDER
from tests.journeys import acts

NARROW = {"width": 360, "height": 780}
SIZES = {"390": browsing.PHONE, "1280": browsing.DESKTOP}


@dataclass
class Visit:
    """What was seen of one kind of page."""

    status: int = 0
    source: bytes = b""
    bytes: int = 0
    requests: int = 0
    axe: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


class Visitor:
    """Looks at pages of a running site; each person signs in once."""

    def __init__(self, site, browser, pictures):
        self.site, self.browser, self.pictures = site, browser, pictures
        self.signed_in = {}

    def look(self, asked) -> Visit:
        """At both sizes, at 360 pixels, and, where asked for, in elder mode."""
        visit = Visit()
        for label, viewport in SIZES.items():
            with self._context(asked, viewport) as context:
                self._look_at(asked, context, label, visit)
        if asked.name in ELDER:
            with self._context(asked, browsing.PHONE) as context:
                context.add_cookies([{"name": "elder", "value": "1", "url": self.site.address}])
                page = context.new_page()
                asked.come(page, self.site)
                page.screenshot(path=self.pictures / f"{asked.name}-elder.png", full_page=True)
                visit.axe += [f"elder: {found}" for found in _axe(page)]
                visit.complaints += _too_wide(page, "elder, 390", browsing.PHONE)
        return visit

    def _context(self, asked, viewport):
        who = asked.kind.who
        if who and who not in self.signed_in:
            with self.browser.new_context(base_url=self.site.address, locale="zh-CN") as context:
                page = context.new_page()
                acts.sign_in(page, self.site.phone(*who))
                self.signed_in[who] = context.storage_state()
        return self.browser.new_context(
            base_url=self.site.address,
            viewport=viewport,
            locale="zh-CN",
            storage_state=self.signed_in.get(who),
        )

    def _look_at(self, asked, context, label, visit):
        page, sizes = context.new_page(), []
        acts.listen(page, visit.complaints)
        page.on("requestfinished", lambda request: sizes.append(sum(request.sizes().values())))
        answer = asked.come(page, self.site)
        page.wait_for_load_state("networkidle")
        if label == "390":
            visit.status, visit.source = answer.status, answer.body()
            visit.bytes, visit.requests = sum(sizes), len(sizes)
        visit.complaints += _broken_pictures(page)
        page.screenshot(path=self.pictures / f"{asked.name}-{label}.png", full_page=True)
        visit.axe += [f"{label}: {found}" for found in _axe(page)]
        visit.complaints += _too_wide(page, label, SIZES[label])
        if label == "390":
            visit.complaints += _too_wide(page, "360", NARROW)


def _broken_pictures(page) -> list[str]:
    """Shows all pictures, those further down too, which come only when a reader comes near; returns the broken."""
    broken = page.evaluate(
        """Promise.all([...document.images].map((image) => {
            image.loading = 'eager';
            return image.decode().then(() => '', () => image.src);
        }))"""
    )
    return [f"no picture at {address}" for address in broken if address]


def _axe(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']} at {rule['nodes'][0]['html'][:120]} (×{len(rule['nodes'])})" for rule in found]


def _too_wide(page, label, viewport) -> list[str]:
    page.set_viewport_size(viewport)
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"{label}: {width} px wide"] if width > viewport["width"] else []
