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
    """Per page: the bare answer, and the hit with its limit in the server's processor time; nothing without wrk."""
    if not shutil.which("wrk"):
        print("LEFT OUT: the page cache needs wrk", file=sys.stderr, flush=True)
        return []
    results = []
    with _gunicorn() as (address, server):
        for path in PAGES:
            bare, hit, ratio = _compared(address, path, server)
            results.append(Result(f"{path} bare WSGI answer of the same bytes", *bare))
            name = f"{path} from the page cache ({ratio:.2f} of bare, at least {LEAST})"
            results.append(Result(name, *hit, most_cpu_ms=bare[1] / LEAST))
    return results


def _compared(address, path, server):
    """Medians of both as (ms, server's CPU ms) a request, and of their ratio in CPU, turn by turn: load meets both."""
    urls = f"{address}/bare{path}", f"{address}{path}"
    for url in urls * 8:
        _fetch(url)
    turns = [tuple(_asked(url, server) for url in urls) for _ in range(TURNS)]
    bare, hit = (tuple(median(turn[which][unit] for turn in turns) for unit in (0, 1)) for which in (0, 1))
    return bare, hit, median(turn[0][1] / turn[1][1] for turn in turns)


def _asked(url, server):
    """Milliseconds and milliseconds of the server's processors a request."""
    command = ["wrk", "-t1", "-c4", f"-d{SECONDS}s", "-H", f"Accept-Encoding: {ENCODING}", url]
    before = _cpu(server)
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(f"{url} did not answer 200")
    number = int(re.search(r"(\d+) requests in", said).group(1))
    rate = float(re.search(r"Requests/sec:\s*([\d.]+)", said).group(1))
    return 1000 / rate, (_cpu(server) - before) * 1000 / number


def _cpu(server) -> float:
    """Processor seconds of the server's workers so far."""
    workers = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    ticks = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13] for pid in workers]
    return sum(int(tick) for pair in ticks for tick in pair) / os.sysconf("SC_CLK_TCK")


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
        yield address, server
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    print(json.dumps([asdict(result) for result in everything()]))
