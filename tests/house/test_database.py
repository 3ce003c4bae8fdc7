"""What the database promises: triggers stand after migrate, migrations can go back, models and tables agree."""

import importlib

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from core import triggers
from tests.house import tree

OURS = sorted(
    {
        tree.name(path.parent).replace("/", ".").removeprefix("site.")
        for path in tree.code()
        if path.name == "apps.py"
    }
)


def _our_labels():
    return {config.label for config in apps.get_app_configs() if config.name in OURS}


@pytest.mark.django_db
def test_every_registered_trigger_stands_after_migrate():
    wanted = {trigger.name for trigger in triggers.registered()}
    assert wanted - triggers.existing() == set()


@pytest.mark.django_db
def test_no_trigger_stands_that_nobody_registered():
    registered = {trigger.name for trigger in triggers.registered()}
    tables = {model._meta.db_table for model in apps.get_models() if model._meta.app_label in _our_labels()}
    ours = {name for name in triggers.existing() if any(name.startswith(table) for table in tables)}
    assert ours - registered == set()


@pytest.mark.parametrize("table", ["core_record", "review_decision", "review_round"])
def test_table_is_append_only(table):
    events = {(trigger.event, trigger.table) for trigger in triggers.registered()}
    assert {("update", table), ("delete", table)} <= events


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_every_migration_can_go_back():
    stuck = []
    for key, migration in MigrationLoader(connection).disk_migrations.items():
        if key[0] in _our_labels():
            stuck += [
                f"{key}: {operation}" for operation in migration.operations if not _is_reversible(operation)
            ]
    assert stuck == []


def _is_reversible(operation):
    if isinstance(operation, migrations.RunPython | migrations.RunSQL):
        return operation.reversible
    return True


def test_every_app_that_has_models_has_migrations():
    missing = []
    for config in apps.get_app_configs():
        if config.name in OURS and list(config.get_models()):
            found = importlib.util.find_spec(f"{config.name}.migrations.0001_initial")
            missing += [] if found else [config.name]
    assert missing == []


def test_every_relation_says_what_happens_to_it():
    """A foreign key to a person or an organization never takes history with it when they go."""
    losing = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in {"review", "activities"}
        for field in model._meta.get_fields()
        if field.many_to_one and field.concrete
        if field.related_model._meta.app_label in {"accounts", "organizations"}
        if field.remote_field.on_delete.__name__ == "CASCADE"
    ]
    assert losing == []
