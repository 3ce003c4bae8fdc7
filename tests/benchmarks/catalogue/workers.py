"""Gunicorn as it serves, and what its workers weigh after readers and downloads."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.benchmarks.clock import Result

ROOT = Path(__file__).resolve().parents[3]
MOST_MB = 250
ROUNDS = 20


def memory(addresses: dict[str, str]) -> list[Result]:
    """Resident memory of the heaviest worker after many list pages, then after both downloads of everything."""
    base = addresses["everything"]
    with _served() as (server, port):
        for _round in range(ROUNDS):
            for address in addresses.values():
                _read(port, address)
        warm = _heaviest(server)
        started = time.perf_counter()
        size = _read(port, f"{base}xlsx/")
        spent = (time.perf_counter() - started) * 1000
        _read(port, f"{base}csv/")
        after = _heaviest(server)
    return [
        Result(f"download of everything as a workbook ({size / 1e6:.0f} MB), served", spent, 0),
        Result("memory of a worker, warm", warm, 0, most_ms=MOST_MB, unit="MB"),
        Result("memory of a worker after both downloads", after, 0, most_ms=MOST_MB, unit="MB"),
    ]


@contextlib.contextmanager
def _served():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PORT": str(port), "WEB_CONCURRENCY": "2"}
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        "gunicorn.conf.py",
        "tests.benchmarks.served:application",
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait(port)
        yield server, port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(port):
    for _try in range(120):
        with contextlib.suppress(OSError):
            _read(port, "/benchmark-floor/")
            return
        time.sleep(0.5)
    raise RuntimeError("gunicorn does not answer")


def _read(port, address) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=300) as answer:
        size = 0
        while part := answer.read(1 << 16):
            size += len(part)
        return size


def _heaviest(server) -> float:
    """In MB; what a worker shares with its parent counts for it too."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    weights = []
    for child in children:
        lines = Path(f"/proc/{child}/status").read_text().splitlines()
        weights.append(next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024)
    return max(weights)
