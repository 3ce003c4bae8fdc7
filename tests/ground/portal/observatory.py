"""How the Mozilla Observatory scores an answer, after github.com/mdn/mdn-http-observatory (src/grader/charts.js): the
tests that read one answer. What it learns elsewhere is taken at its neutral value: redirection and CORS 0, HSTS preload
list 0 (a host enters it by hand), SRI 0 (every script comes from the own host).
"""

import re

BASE = 100
# Bonuses count only for a site that has lost at most ten points.
LEAST_FOR_BONUS = 90
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*"}
UNSAFE = BROAD | {"'unsafe-inline'", "data:"}
PRIVATE_REFERRER = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
HALF_A_YEAR = 15_768_000


def score(response) -> int:
    """The points of an answer over HTTPS."""
    modifiers = list(table(response).values())
    total = BASE + sum(modifier for modifier in modifiers if modifier < 0)
    if total >= LEAST_FOR_BONUS:
        total += sum(modifier for modifier in modifiers if modifier > 0)
    return max(total, 0)


def table(response) -> dict[str, int]:
    """Each test's modifier."""
    headers, policy = response.headers, policy_of(response)
    return {
        "content-security-policy": _csp(policy),
        "cookies": _cookies(response.cookies),
        "referrer-policy": 5 if headers.get("Referrer-Policy") in PRIVATE_REFERRER else 0,
        "strict-transport-security": _hsts(headers.get("Strict-Transport-Security", "")),
        "x-content-type-options": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "x-frame-options": _frames(policy, headers.get("X-Frame-Options")),
        "cross-origin-resource-policy": (
            10 if headers.get("Cross-Origin-Resource-Policy") in {"same-origin", "same-site"} else 0
        ),
    }


def policy_of(response) -> dict[str, set]:
    """The policy's directives."""
    parts = [part.split() for part in response.headers.get("Content-Security-Policy", "").split(";")]
    return {words[0].lower(): set(words[1:]) for words in parts if words}


def _csp(policy):
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    script, style, objects = (policy.get(name, default) for name in ("script-src", "style-src", "object-src"))
    if script & UNSAFE or objects & BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for sources in policy.values() for source in sources):
        return -20
    if "'unsafe-eval'" in script | style:
        return -10
    if style & UNSAFE:
        return 0
    return 10 if default == {"'none'"} else 5


def _cookies(cookies):
    worst = 5 if cookies else 0
    for name, cookie in cookies.items():
        is_session = "sess" in name.lower() or "login" in name.lower()
        if not cookie["secure"]:
            worst = min(worst, -40 if is_session else -20)
        if is_session and not cookie["httponly"]:
            worst = min(worst, -30)
        if not cookie["samesite"]:
            worst = min(worst, -20 if "csrf" in name.lower() else 0)
    return worst


def _hsts(header):
    found = re.search(r"max-age=(\d+)", header)
    if not found:
        return -20
    return 0 if int(found.group(1)) >= HALF_A_YEAR else -10


def _frames(policy, header):
    if policy.get("frame-ancestors") and not policy["frame-ancestors"] & BROAD:
        return 5
    return 0 if header in {"DENY", "SAMEORIGIN"} else -20
