"""扶贫 or 帮扶: the word this deployment uses on its screens (site settings).

Since 2021 offices say 消费帮扶 and 帮扶产品. The choice reaches every text of the code, that is, the Chinese
catalogue of translations: forms, headings, downloads. What editors, reporters and documents wrote stays as it was
written, and so do names of offices (扶贫办, 扶贫工作站), which are names. The catalogue is reworded in place, once per
process and change, so that no page pays for it.
"""

import re

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import trans_real

DEFAULT, RENEWED = "扶贫", "帮扶"
KEY = "content.wording"
TERM = re.compile("扶贫(?!办|工作站)")

_original: dict = {}


def worded(text: str, wording: str) -> str:
    """A text of the code in the chosen wording."""
    return TERM.sub(RENEWED, text) if wording == RENEWED else text


def remember(wording: str) -> None:
    """Tell all processes what the settings say; called when they are saved."""
    cache.set(KEY, wording, None)


def heard(wording: str) -> None:
    """A page has read the settings: speak as they say, and tell the other processes where the cache has forgotten."""
    speak(wording)
    cache.add(KEY, wording, None)


def speak(wording: str) -> None:
    """Let this process speak the wording; nothing to do when it does already."""
    if (wording == RENEWED) == bool(_original):
        return
    catalog = trans_real.translation(settings.LANGUAGE_CODE)
    if wording == RENEWED:
        changed = {key: text for key, text in catalog._catalog.items() if worded(text, RENEWED) != text}
        _original.update(changed)
        _put(catalog, {key: worded(text, RENEWED) for key, text in changed.items()})
    else:
        _put(catalog, _original)
        _original.clear()


def _put(catalog, texts):
    for key, text in texts.items():
        catalog._catalog[key] = text


class WordingMiddleware:
    """Before each request the process learns which word it is to use."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # From the cache that all processes share, never from the database; what it has forgotten a page will tell.
        if wording := cache.get(KEY):
            speak(wording)
        return self.get_response(request)
