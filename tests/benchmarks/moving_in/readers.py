"""A visitor beside the import, in a process of its own: public pages one after another until the input ends.

Prints as JSON the milliseconds of each answer and what failed.
"""

import json
import select
import sys
import time

PAUSE = 0.2


def main():
    """Ask, rest, ask."""
    from tests.benchmarks.run import configure

    configure()
    from django.test import Client
    from django.utils import translation

    from catalog.models import CatalogPage, ProductPage

    translation.activate("zh-hans")
    client = Client()
    pages = [page.url for page in ProductPage.objects.listed().order_by("pk")[:50]]
    addresses = [CatalogPage.objects.get().url, "/search/?q=大米", *pages]
    times, failed, number = [], [], 0
    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        address = addresses[number % len(addresses)] if number % 3 else addresses[number // 3 % 2]
        started = time.perf_counter()
        try:
            status = client.get(address).status_code
        except Exception as error:
            status = repr(error)
        times.append((time.perf_counter() - started) * 1000)
        number += 1
        if status != 200:
            failed.append(f"{address}: {status}")
    print(json.dumps({"times": times, "failed": failed}))


if __name__ == "__main__":
    main()
