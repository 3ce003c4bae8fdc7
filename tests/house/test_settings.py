"""Production refuses to start half-told, and passes Django's own deployment check."""

import os
import subprocess
import sys

import pytest

from core.encryption import fresh_key
from tests.house import tree

TOLD = {
    "SECRET_KEY": "check-only-" + "k7Qz" * 12,
    "ALLOWED_HOSTS": "portal.invalid",
    "ENCRYPTION_KEYS": fresh_key(),
}


def _manage(tmp_path, *arguments, **environment):
    clean = {
        key: value for key, value in os.environ.items() if key not in {*TOLD, "DJANGO_ALLOW_ASYNC_UNSAFE"}
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=tree.ROOT,
        env={
            **clean,
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "PORTAL_VAR": str(tmp_path),
            **environment,
        },
        capture_output=True,
        text=True,
    )


def test_production_passes_the_deployment_check(tmp_path):
    done = _manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **TOLD)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", TOLD)
def test_production_names_what_it_was_not_told(tmp_path, missing):
    done = _manage(tmp_path, "check", **{key: value for key, value in TOLD.items() if key != missing})
    assert done.returncode == 1
    assert f"Set {missing} in the environment" in done.stderr
