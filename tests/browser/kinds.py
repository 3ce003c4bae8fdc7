"""What is measured: every kind of public page, how it is come by, and what is asked of it."""

from dataclasses import dataclass

from tests.browser import ways
from tests.journeys.kinds import DESK, PUBLIC, PageKind

KILO = 1000

_PRODUCT = "SELECT code FROM catalog_productpage WHERE {} ORDER BY page_ptr_id LIMIT 1"
_NUMBER = "SELECT certificate_number FROM catalog_productpage WHERE {} ORDER BY page_ptr_id LIMIT 1"
_CERTIFIED = "kind = 'certified' AND standing = 'listed' AND listed_until > date('now', '+120 days')"
_EXPIRING = "kind = 'certified' AND standing = 'listed' AND listed_until < date('now', '+60 days')"
_WITHDRAWN = "standing = 'delisted' ORDER BY certificate_number IS NULL, page_ptr_id --"
_SUPPLIER = (
    "SELECT supplier_id FROM catalog_productpage WHERE is_listed GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
)

MORE = (
    PageKind("products", "/products/"),
    PageKind("products-filtered", "/products/?region=433100&kind=certified"),
    PageKind("products-searched", "/products/?q=heimuer"),
    PageKind("products-none", "/products/?year=1999"),
    PageKind("product-certified", "/products/{}/", sql=_PRODUCT.format(_CERTIFIED)),
    PageKind("product-ordinary", "/products/{}/", sql=_PRODUCT.format("kind = 'ordinary' AND is_listed")),
    PageKind("product-expired", "/products/{}/", sql=_PRODUCT.format("standing = 'expired'")),
    PageKind("product-withdrawn", "/products/{}/", sql=_PRODUCT.format(_WITHDRAWN)),
    PageKind("product-label", "/products/{}/label/?copies=10", sql=_PRODUCT.format(_CERTIFIED)),
    PageKind("supplier", "/products/suppliers/{}/", sql=_SUPPLIER),
    PageKind("verify", "/verify/"),
    PageKind("verify-not-a-number", "/verify/?number=%20."),
    PageKind("verify-valid", "/verify/{}", sql=_NUMBER.format(_CERTIFIED)),
    PageKind("verify-expiring", "/verify/{}", sql=_NUMBER.format(_EXPIRING)),
    PageKind("verify-expired", "/verify/{}", sql=_NUMBER.format("standing = 'expired'")),
    PageKind("verify-withdrawn", "/verify/{}", sql=_PRODUCT.format(_WITHDRAWN)),
    PageKind("verify-ordinary", "/verify/{}", sql=_PRODUCT.format("kind = 'ordinary' AND is_listed")),
    PageKind("verify-unknown", "/verify/FP00000020200001"),
    PageKind("search", "/search/?q=%E7%8C%95%E7%8C%B4%E6%A1%83"),
    PageKind("search-empty", "/search/"),
    PageKind("search-none", "/search/?q=zzqqxx"),
    PageKind("articles-of-a-kind", "/news/?kind=news"),
    PageKind("statistics-of-a-month", "/statistics/?from=2020-09&to=2020-09&region=433100"),
    PageKind("products-in-english", "/en/products/"),
    PageKind("product-in-english", "/en/products/{}/", sql=_PRODUCT.format(_CERTIFIED)),
    PageKind("verify-in-english", "/en/verify/FP00000020200001"),
    PageKind("supplier-in-english", "/en/products/suppliers/{}/", sql=_SUPPLIER),
    PageKind("activities-in-english", "/en/activities/"),
    PageKind("campaign-in-english", "/en/campaigns/2020-month/"),
    PageKind("statistics-in-english", "/en/statistics/"),
    PageKind("search-in-english", "/en/search/?q=dami"),
    PageKind("refused", "/desk/accounts/open/", ("reporter", "433124")),
    PageKind("stale-form", "/account/login/"),
    PageKind("not-understood", "/account/login/?much"),
    PageKind("too-many", "/account/login/?often"),
    PageKind("broken", "/healthz?broken"),
)

# What is come by otherwise than by asking an address; Lighthouse, which only asks addresses, leaves these out.
WAYS = {
    "stale-form": ways.send_without_token,
    "not-understood": ways.send_too_much,
    "too-many": ways.ask_too_often,
    "broken": ways.show_broken,
}
STATUS = {
    "not-found": 404,
    "refused": 403,
    "stale-form": 403,
    "not-understood": 400,
    "too-many": 429,
    "broken": 500,
}
# Kept out of search engines on purpose, so Lighthouse's rule that a page be open to them is not asked of these.
HIDDEN = {
    *STATUS,
    *("sign-in", "register", "search", "search-empty", "search-none", "search-in-english", "product-label"),
    *("product-expired", "product-withdrawn", "campaign-reports", "campaign-form-print", "products-searched"),
    *("verify-valid", "verify-expiring", "verify-expired", "verify-withdrawn", "verify-ordinary"),
    *("verify-unknown", "verify-in-english"),
}
# Name → (bytes at most, requests at most) as look.md has it.
LIGHT = {
    "home": (250 * KILO, None),
    "home-in-english": (250 * KILO, None),
    **dict.fromkeys(
        (
            "products",
            "products-filtered",
            "products-in-english",
            "activities",
            "activities-of-a-city",
            "news",
        ),
        (130 * KILO, 12),
    ),
}
# Looked at by axe in elder mode too.
ELDER = {
    "home",
    "products",
    "product-certified",
    "verify-valid",
    "activity",
    "statistics",
    "search",
    "sign-in",
}


@dataclass(frozen=True)
class Asked:
    """A kind of page with what is asked of it."""

    kind: PageKind
    is_public: bool = True

    @property
    def name(self) -> str:
        """The kind's name, also in the table."""
        return self.kind.name

    @property
    def status(self) -> int:
        """The status that the page answers with."""
        return STATUS.get(self.name, 200)

    @property
    def limits(self) -> tuple:
        """Bytes and requests at most, None where nothing is promised."""
        return LIGHT.get(self.name, (None, None))

    @property
    def is_for_lighthouse(self) -> bool:
        """Public, and shown to whoever asks its address."""
        return self.is_public and self.kind.who is None and self.name not in WAYS

    def come(self, page, site):
        """Go there; returns the browser's answer."""
        return WAYS.get(self.name, ways.ask)(page, self.kind.address(site))


def everything() -> list[Asked]:
    """All kinds: the public ones of the journeys, more of them, then the desk's."""
    public = {kind.path + kind.sql: kind for kind in (*MORE, *PUBLIC)}
    first = [Asked(kind) for kind in PUBLIC if public[kind.path + kind.sql] is kind]
    return [*first, *(Asked(kind) for kind in MORE), *(Asked(kind, is_public=False) for kind in DESK)]
