from django.db import migrations, models

SQLITE = (
    "CREATE VIRTUAL TABLE search_tokens USING fts5("
    "tokens, detail=none, columnsize=0, tokenize=\"ascii tokenchars '_.'\")"
)
POSTGRESQL = (
    "ALTER TABLE search_index ADD COLUMN tokens tsvector NOT NULL DEFAULT ''::tsvector",
    # Out of the row: what is counted and sorted is the key alone, and its pages should be few (22 MB instead of 254 at
    # 200,000 rows). PostgreSQL moves values out only of rows above 2 kB: the filler makes every row one, and is packed
    # to a few bytes.
    "ALTER TABLE search_index ALTER COLUMN tokens SET STORAGE EXTERNAL",
    "ALTER TABLE search_index SET (toast_tuple_target = 128)",
    "ALTER TABLE search_index ADD COLUMN filler text GENERATED ALWAYS AS (repeat(' ', 2200)) STORED",
    # Reading tokens without the index means fetching every row's from outside the row. The planner takes that to be free
    # and would read the small table from end to end; the function says what it costs; much more, and
    # PostgreSQL would compile every query (JIT). In SQL the function would be inlined.
    "CREATE FUNCTION search_tokens_of(tsvector) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE"
    " COST 100 AS $$ BEGIN RETURN $1; END $$",
    # How long its pending list may grow is said by whoever writes (storage.PENDING).
    "CREATE INDEX search_index_tokens ON search_index USING gin (search_tokens_of(tokens))",
)


def lay_tokens(apps, editor):
    for statement in {"sqlite": (SQLITE,), "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement)


def take_tokens(apps, editor):
    taken = {
        "sqlite": ("DROP TABLE search_tokens",),
        "postgresql": ("DROP INDEX search_index_tokens", "DROP FUNCTION search_tokens_of(tsvector)"),
    }
    for statement in taken[editor.connection.vendor]:
        editor.execute(statement)


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
