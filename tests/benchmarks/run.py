"""One database prepared or measured in its own process: prints the results as JSON on its last line."""

import argparse
import json
import sys
from dataclasses import asdict

from tests.benchmarks.sections import SECTIONS


def configure():
    """The demo's settings, as served: same databases, cache and middleware; beside the site's addresses, the floor."""
    sys.path.insert(0, "site")
    import django
    from django.conf import settings

    from portal.settings import demo

    storages = {
        **demo.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    own = {
        # What a second process (search.hands) begins from.
        "SETTINGS_MODULE": "portal.settings.demo",
        "ALLOWED_HOSTS": ["*"],
        "ROOT_URLCONF": "tests.benchmarks.urls",
        "STORAGES": storages,
        # As served: what a decision leaves to the worker (the sizes of pictures) is queued, not done here.
        "HUEY": {**demo.HUEY, "immediate": False},
    }
    settings.configure(**{name: getattr(demo, name) for name in dir(demo) if name.isupper()} | own)
    django.setup()


def main():
    """Prepare the data, or measure on them and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=["prepare", "measure"])
    parser.add_argument("--section", choices=SECTIONS, default="reports")
    parser.add_argument("--count", type=int, required=True)
    chosen = parser.parse_args()
    configure()
    from django.utils import translation

    section = SECTIONS[chosen.section]
    translation.activate("zh-hans")
    if chosen.step == "prepare":
        section.prepare(chosen.count, lambda words: print(words, file=sys.stderr, flush=True))
    else:
        print(json.dumps([asdict(result) for result in section.everything()]))


if __name__ == "__main__":
    main()
