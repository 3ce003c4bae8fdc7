"""The promises that constraints cannot keep: triggers, the same on SQLite and PostgreSQL.

They are put in place after every `migrate` rather than by one migration, because SQLite remakes a table on later
migrations (Wagtail's too) and drops its triggers with it. tests/house looks for them.
"""

from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections


@dataclass(frozen=True)
class Trigger:
    """Refuse `event` (insert, update, delete, or `update of a, b`) on `table` when `condition` holds.

    `condition` is SQL over OLD and NEW, written to be understood by both databases.
    """

    name: str
    table: str
    event: str
    condition: str
    message: str
    needs: tuple[str, ...] = ()

    def sqlite(self):
        return [
            f"DROP TRIGGER IF EXISTS {self.name}",
            f"CREATE TRIGGER {self.name} BEFORE {self.event.upper()} ON {self.table} FOR EACH ROW "
            f"WHEN {self.condition} BEGIN SELECT RAISE(ABORT, '{self.message}'); END",
        ]

    def postgresql(self):
        # PostgreSQL allows no subquery in WHEN, so the condition is asked inside the function.
        keep = "OLD" if self.event.lower().startswith("delete") else "NEW"
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.condition} THEN RAISE EXCEPTION '{self.message}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; RETURN {keep}; END $$",
            f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
            f"CREATE TRIGGER {self.name} BEFORE {self.event.upper()} ON {self.table} FOR EACH ROW "
            f"EXECUTE FUNCTION {self.name}()",
        ]


_registered: dict[str, Trigger] = {}


def register(trigger: Trigger):
    """Ask for a trigger; called from an app's `ready`."""
    _registered[trigger.name] = trigger


def append_only(table: str, except_when: str = "OLD.is_demo"):
    """Rows of `table` are written once. Demo rows may be deleted, so that `seed_demo --clear` works."""
    register(Trigger(f"{table}_no_update", table, "update", "1 = 1", f"{table} is append-only: no update"))
    condition = f"NOT ({except_when})" if except_when else "1 = 1"
    register(Trigger(f"{table}_no_delete", table, "delete", condition, f"{table} is append-only: no delete"))


def registered() -> list[Trigger]:
    """All triggers that must exist after `migrate`."""
    return list(_registered.values())


def has_refused(error: Exception) -> bool:
    """Whether a database error is one of our triggers' refusals."""
    return isinstance(error, DatabaseError) and any(
        trigger.message in str(error) for trigger in _registered.values()
    )


def install(using=DEFAULT_DB_ALIAS):
    """Put every registered trigger in place whose tables exist; safe to run again."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in _registered.values():
            if {trigger.table, *trigger.needs} <= tables:
                for statement in getattr(trigger, connection.vendor)():
                    cursor.execute(statement)


def lift(using=DEFAULT_DB_ALIAS):
    """Take all triggers away (only for emptying a test database)."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in _registered.values():
            if trigger.table in tables:
                on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on}")


def existing(using=DEFAULT_DB_ALIAS) -> set[str]:
    """The names of the triggers that the database has now."""
    connection = connections[using]
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {row[0] for row in cursor.fetchall()}


def install_after_migrate(sender, using, **kwargs):
    """Receiver of post_migrate."""
    install(using)
