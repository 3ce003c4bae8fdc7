"""Different values into many rows at once: one prepared statement instead of one long CASE per column.

Django's `bulk_update` spends most of a large approval on building and reading such CASEs; here the statement is read
once. Triggers and constraints are asked for every row, as always.
"""

from django.db import DEFAULT_DB_ALIAS, connections


def save_columns(model, rows, *names):
    """Write these fields of the model's own table for rows that exist, as they stand on the instances."""
    fields = [model._meta.get_field(name) for name in names]
    # The connection itself: its proxy would be asked once per value.
    connection = connections[DEFAULT_DB_ALIAS]
    set_columns(
        model,
        [
            (*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields), row.pk)
            for row in rows
        ],
        *names,
    )


def set_columns(model, changes: list[tuple], *names):
    """The same by key, without instances: each change is the fields' database values followed by the key."""
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = [quote(model._meta.get_field(name).column) for name in names]
    assignments = ", ".join(f"{column} = %s" for column in columns)
    where = f"WHERE {quote(model._meta.pk.column)} = %s"
    execute_each(["UPDATE", quote(model._meta.db_table), "SET", assignments, where], changes)


def execute_each(words: list[str], rows: list[tuple]):
    """One statement for many rows; its words are names of tables and columns, never values."""
    if rows:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.executemany(" ".join(words), rows)
