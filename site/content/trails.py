"""Where a public page stands: the steps from the home page down to it."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

HOME_DEPTH = 2


def home_url() -> str:
    """The front page in the language in force."""
    return "/en/" if get_language() == "en" else "/"


def trail_of(page, leaf: str = "") -> list[dict]:
    """Steps as components/breadcrumbs.html takes them; `leaf` is a sub-page, which then stands last.

    Read once per page object: meta tags and the visible trail say the same.
    """
    if not hasattr(page, "steps_above"):
        page.steps_above = page.trail()
    steps = [{"title": _("Home"), "url": home_url()}, *page.steps_above]
    if page.depth == HOME_DEPTH:
        return steps[:1]
    return [*steps, {"title": page.title, "url": page.url}, {"title": leaf}] if leaf else [*steps, {"title": page.title}]
