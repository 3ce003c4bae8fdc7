"""One DATABASE_URL, two databases: SQLite without set-up, PostgreSQL by address."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

# WAL lets readers go on while one writes; IMMEDIATE makes the loser of a race wait instead of failing half-way;
# FULL keeps what was acknowledged even when the machine loses power. Each of a worker's threads has a cache of its own.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;"
)


def sqlite(path):
    """Settings of a SQLite file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        "TEST": {"NAME": None},
    }


def from_environment(url: str, var: Path) -> dict:
    """Django's settings of the database named by `url`; without one, a SQLite file in `var`.

    Raises ValueError for a scheme that is neither sqlite nor postgres.
    """
    if not url:
        return sqlite(var / "portal.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(parts.path[1:] if parts.path.startswith("//") else parts.path or var / "portal.sqlite3")
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must begin with sqlite:// or postgres://, not {parts.scheme!r}")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
