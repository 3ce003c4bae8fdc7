"""A demo province on this machine: served as in production, but with marked demo data and no secrets to set."""

import os
import secrets

from portal.settings.base import *
from portal.settings.base import VAR

DEMO = True
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]

_key = VAR / "secret.key"
if not _key.exists():
    _key.write_text(secrets.token_urlsafe(60))
    _key.chmod(0o600)
SECRET_KEY = _key.read_text()
