"""Rows straight into tables: prepared once per column, written many at a time, without a model instance per row."""

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Max

from core.rows import execute_each

# Both databases take these as they are.
_PLAIN = frozenset({str, int, bool})


class Table:
    """Collects rows of one model's own table and writes them with explicit keys.

    `shared` are values that every row has; what a row leaves out has the model's default.
    """

    def __init__(self, model, **shared):
        self.model = model
        self.fields = {field.attname: field for field in model._meta.local_concrete_fields}
        # The connection itself: its proxy would be asked once per value.
        self.connection = connections[DEFAULT_DB_ALIAS]
        blank = model(**shared)
        self.blank = {name: self._prepare(name, getattr(blank, name)) for name in self.fields}
        self.next_pk = (model._base_manager.aggregate(last=Max("pk"))["last"] or 0) + 1
        self.rows = []

    def _prepare(self, name, value):
        if value is None or type(value) in _PLAIN:
            return value
        return self.fields[name].get_db_prep_save(value, self.connection)

    def add(self, **values) -> int:
        """Collect a row; its key is the next one unless given. Returns the key."""
        key = self.model._meta.pk.attname
        if key not in values:
            values[key] = self.next_pk
            self.next_pk += 1
        row = self.blank | {name: self._prepare(name, value) for name, value in values.items()}
        self.rows.append(tuple(row.values()))
        return values[key]

    def write(self):
        """Insert what was collected."""
        names = ", ".join(_quoted(field) for field in self.fields.values())
        places = ", ".join(["%s"] * len(self.fields))
        execute_each(["INSERT INTO", _table(self.model), "(", names, ") VALUES (", places, ")"], self.rows)
        self.rows = []


def _quoted(field):
    return connection.ops.quote_name(field.column)


def _table(model):
    return connection.ops.quote_name(model._meta.db_table)


def catch_up(*models):
    """Let the database number further rows after those written with explicit keys."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
