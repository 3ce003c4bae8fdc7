"""Rows with keys of their own that nobody else is given, also while others insert."""

from datetime import date

from core.tables import Table

BLOCK = 1_000


class KeyedTable(Table):
    """A `Table` that draws its keys from the database's own sequence where there is one.

    On SQLite the write lock of the transaction keeps the next keys ours; on PostgreSQL others insert meanwhile.
    """

    def __init__(self, model, **shared):
        # Days and hours come again and again.
        self.prepared = {}
        self.drawn = iter(())
        super().__init__(model, **shared)

    def _prepare(self, name, value):
        if not isinstance(value, date):
            return super()._prepare(name, value)
        known = self.prepared.get((name, value))
        if known is None:
            known = self.prepared[name, value] = super()._prepare(name, value)
        return known

    def add(self, **values) -> int:
        key = self.model._meta.pk.attname
        if key not in values and self.connection.vendor == "postgresql":
            values[key] = self._draw()
        return super().add(**values)

    def _draw(self):
        found = next(self.drawn, None)
        if found is None:
            with self.connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                    [self.model._meta.db_table, self.model._meta.pk.column, BLOCK],
                )
                self.drawn = iter([row[0] for row in cursor.fetchall()])
            found = next(self.drawn)
        return found
