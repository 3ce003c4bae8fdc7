"""DATABASE_URL: what it may say and what becomes of it."""

from pathlib import Path

import pytest

from portal.settings.database import from_environment

VAR = Path("/somewhere")


def test_no_address_is_a_file_in_var():
    settings = from_environment("", VAR)
    assert (settings["ENGINE"], settings["NAME"]) == (
        "django.db.backends.sqlite3",
        "/somewhere/portal.sqlite3",
    )
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    "pragma", ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"], ids=lambda pragma: pragma
)
def test_sqlite_keeps_what_it_acknowledged(pragma):
    assert pragma in from_environment("", VAR)["OPTIONS"]["init_command"]


def test_postgres_address_is_taken_apart():
    settings = from_environment("postgres://clerk:p%40ss@db.example:5433/portal?sslmode=require", VAR)
    wanted = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "portal",
        "USER": "clerk",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": 5433,
    }
    assert {key: settings[key] for key in wanted} == wanted
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_socket_folder_may_stand_in_the_query():
    assert (
        from_environment("postgres:///portal?host=/var/run/postgresql", VAR)["HOST"] == "/var/run/postgresql"
    )


def test_other_scheme_is_refused_with_its_name():
    with pytest.raises(ValueError, match="mysql"):
        from_environment("mysql://somewhere/portal", VAR)
