"""`make check`: everything that can be said of the tree without running the site's own tests."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
STEPS = [
    ("formatted", [BIN / "ruff", "format", "--check", "--quiet", "."]),
    ("linted", [BIN / "ruff", "check", "--quiet", "."]),
    ("floors know only what lies below", [BIN / "lint-imports", "--no-logo"]),
    ("house rules", [sys.executable, "-m", "pytest", "tests/house", "-q", "-n0", "--no-header"]),
]


def main() -> int:
    """Run every step, show the words of those that fail, and return how many did."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}"}
    failed = 0
    for title, command in STEPS:
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        print(
            f"{'ok' if done.returncode == 0 else 'FAILED':8}{title} ({time.monotonic() - started:.0f} s)",
            flush=True,
        )
        if done.returncode:
            failed += 1
            print(done.stdout + done.stderr, flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
