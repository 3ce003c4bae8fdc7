"""The index: a row per public object, its tokens beside it in what each database searches fastest (storage)."""

from django.db import models


class IndexRow(models.Model):
    """Where an object stands in the index. Written by `search.index` only."""

    key = models.BigIntegerField(primary_key=True)
    source = models.PositiveSmallIntegerField()
    object_id = models.BigIntegerField()

    class Meta:
        db_table = "search_index"
        constraints = [models.UniqueConstraint(fields=["source", "object_id"], name="search_index_once")]

    def __str__(self):
        return f"{self.source}:{self.object_id}"
