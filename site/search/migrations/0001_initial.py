from django.db import migrations, models

SQLITE = (
    "CREATE VIRTUAL TABLE search_tokens USING fts5("
    "tokens, detail=none, columnsize=0, tokenize=\"ascii tokenchars '_.'\")"
)
POSTGRESQL = (
    "ALTER TABLE search_index ADD COLUMN tokens tsvector NOT NULL DEFAULT ''::tsvector",
    # Out of the row: what is counted and sorted is the key alone, and its pages stay few.
    "ALTER TABLE search_index ALTER COLUMN tokens SET STORAGE EXTERNAL",
    "ALTER TABLE search_index SET (toast_tuple_target = 128)",
    # How long its pending list may grow is said by whoever writes (storage.PENDING).
    "CREATE INDEX search_index_tokens ON search_index USING gin (tokens)",
    # A token is in few rows or in many; the planner should know which.
    "ALTER TABLE search_index ALTER COLUMN tokens SET STATISTICS 1000",
)


def lay_tokens(apps, editor):
    for statement in {"sqlite": (SQLITE,), "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement)


def take_tokens(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE search_tokens")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IndexRow",
            fields=[
                ("key", models.BigIntegerField(primary_key=True, serialize=False)),
                ("source", models.PositiveSmallIntegerField()),
                ("object_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "search_index",
                "constraints": [
                    models.UniqueConstraint(fields=("source", "object_id"), name="search_index_once")
                ],
            },
        ),
        migrations.RunPython(lay_tokens, take_tokens),
    ]
