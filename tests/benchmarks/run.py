"""One database measured in its own process: prints the results as JSON on its last line."""

import argparse
import json
import sys
from dataclasses import asdict


def _configure():
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
        "ALLOWED_HOSTS": ["*"],
        "ROOT_URLCONF": "tests.benchmarks.urls",
        "STORAGES": storages,
        "HUEY": {**demo.HUEY, "immediate": True},
    }
    settings.configure(**{name: getattr(demo, name) for name in dir(demo) if name.isupper()} | own)
    django.setup()


def main():
    """Prepare the data, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, required=True)
    chosen = parser.parse_args()
    _configure()
    from django.db import connection
    from django.utils import translation

    from tests.benchmarks import data, measures

    translation.activate("zh-hans")
    data.prepare(chosen.count, lambda words: print(words, file=sys.stderr, flush=True))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(json.dumps([asdict(result) for result in measures.everything()]))


if __name__ == "__main__":
    main()
