"""`manage.py rotate_encryption`: every encrypted column of the site written anew with the first key."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from core.encryption import encrypted_columns, rewrite


class Command(BaseCommand):
    """Run it after a new key was put first in ENCRYPTION_KEYS, before the old one is taken away. Safe to run again."""

    help = "Encrypt stored values anew with the first key of ENCRYPTION_KEYS."

    def handle(self, *args, **options):
        """Rewrite table by table, each in one transaction."""
        for model, name in encrypted_columns():
            count = self._rewrite(model, name)
            self.stdout.write(f"{model._meta.db_table}.{name}: {count}")

    @transaction.atomic
    def _rewrite(self, model, name) -> int:
        # Raw columns: the ORM would hand out the open text.
        quote = connection.ops.quote_name
        table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
        column = quote(model._meta.get_field(name).column)
        with connection.cursor() as cursor:
            cursor.execute(" ".join(["SELECT", key, ",", column, "FROM", table, "WHERE", column, "<> ''"]))
            rows = [(rewrite(token), pk) for pk, token in cursor.fetchall()]
            cursor.executemany(" ".join(["UPDATE", table, "SET", column, "= %s WHERE", key, "= %s"]), rows)
        return len(rows)
