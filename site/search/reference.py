"""A site that had no search index yet gets one with its reference data; afterwards the verbs keep it."""

from search import index, sources
from search.models import IndexRow

ORDER = 90


def load(progress):
    """Write the index of every source that has nothing in it."""
    for source in sources.all_sources():
        if not IndexRow.objects.filter(source=source.number).exists():
            index.rebuild(source.key, tell=lambda key, done, total: progress(f"search: {key}", done, total))
