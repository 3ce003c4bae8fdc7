"""What a database wants from time to time and nobody thinks of."""

from django.db import connection

# Rows looked at per index: enough for the planner, and done in seconds however large a table is.
ANALYSIS_LIMIT = 1000


def refresh_statistics():
    """Let SQLite's planner know how the tables have grown; PostgreSQL sees to that by itself (autovacuum)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={ANALYSIS_LIMIT}")
            cursor.execute("ANALYZE")
