"""The suite: the same apps, quick hashes, files in a temporary place."""

import os
import tempfile
from pathlib import Path

_scratch = Path(os.environ.get("PORTAL_TEST_VAR") or tempfile.mkdtemp(prefix="portal-test-"))
os.environ["PORTAL_VAR"] = str(_scratch)

from portal.settings.base import *
from portal.settings.base import CACHES, DATABASES, HUEY, REDIS_URL, STATIC_ROOT, STORAGES, VAR

SECRET_KEY = "tests only"
DEMO = True
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if REDIS_URL:
    # A database of its own for every worker of the run: tests empty the cache before they begin.
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    _base, _, _first = REDIS_URL.rpartition("/")
    CACHES["default"]["LOCATION"] = f"{_base}/{int(_first) + _worker}"
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# whitenoise warns of a folder that is not there.
STATIC_ROOT.mkdir(exist_ok=True)
HUEY = {**HUEY, "immediate": True}
# A test's changes are rolled back, not committed: versions are always asked of the database.
VERSION_LIFE_SECONDS = 0
SMS_SENDER = "accounts.senders.MemorySender"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A real file, so that threads (the live server, races) see each other as in production.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = DATABASES["default"]["OPTIONS"]["init_command"].replace(
        "synchronous=FULL", "synchronous=OFF"
    )
