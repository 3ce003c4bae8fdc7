"""A page from the cache against a bare WSGI answer of the same bytes, by the same gunicorn, with wrk, turn by turn.

`python -m tests.benchmarks.pagecache` measures the data in PORTAL_VAR and prints the results as JSON on its last line.
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import asdict
from pathlib import Path
from statistics import median

from tests.benchmarks.clock import Result

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("/", "/activities/")
LEAST = 0.7
TURNS = 9
SECONDS = 1
ENCODING = "br"


def everything() -> list[Result]:
    """Per page: milliseconds a request of the bare answer, and of the hit with its limit; nothing without wrk."""
    if not shutil.which("wrk"):
        print("LEFT OUT: the page cache needs wrk", file=sys.stderr, flush=True)
        return []
    results = []
    with _gunicorn() as address:
        for path in PAGES:
            bare, hit, ratio = _compared(address, path)
            results.append(Result(f"{path} bare WSGI answer of the same bytes", bare))
            name = f"{path} from the page cache ({ratio:.2f} of bare, at least {LEAST})"
            results.append(Result(name, bare / ratio, most_ms=bare / LEAST))
            results.append(Result(f"{path} from the page cache, as measured", hit))
    return results


def _compared(address, path):
    """The median time of both, and the median of their ratios turn by turn: load on the machine meets both alike."""
    for warm in (f"{address}{path}", f"{address}/bare{path}"):
        for _ in range(8):
            _fetch(warm)
    turns = [(_rate(f"{address}/bare{path}"), _rate(f"{address}{path}")) for _ in range(TURNS)]
    ratio = median(hit / bare for bare, hit in turns)
    return 1000 / median(bare for bare, _ in turns), 1000 / median(hit for _, hit in turns), ratio


def _rate(url) -> float:
    command = ["wrk", "-t1", "-c4", f"-d{SECONDS}s", "-H", f"Accept-Encoding: {ENCODING}", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(f"{url} did not answer 200")
    return float(re.search(r"Requests/sec:\s*([\d.]+)", said).group(1))


def _fetch(url):
    request = urllib.request.Request(url, headers={"Accept-Encoding": ENCODING})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


@contextlib.contextmanager
def _gunicorn():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "WEB_CONCURRENCY": "1"}
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        "gunicorn.conf.py",
        "tests.benchmarks.served:application",
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=sys.stderr)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                _fetch(f"{address}/healthz")
                break
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    print(json.dumps([asdict(result) for result in everything()]))
