"""Wagtail's own search boxes (pages, choosers, pictures, documents): every typed word stands somewhere in the title.

Wagtail's index knows no word of two Chinese characters, answers `"` with an error on SQLite, and is written to at every
save. Here nothing is written at all: titles are read, which at 200,000 pages an editor does not notice.
"""

from functools import reduce
from operator import and_

from wagtail.search.backends.database.fallback import (
    MATCH_NONE,
    DatabaseSearchBackend,
    DatabaseSearchQueryCompiler,
    PlainText,
)

WORDS = 8
LENGTH = 100


class TitleQueryCompiler(DatabaseSearchQueryCompiler):
    """Every word of a query is looked for in the model's searchable columns."""

    def build_database_filter(self, query, boost=1.0):
        """Q of all words; nothing matches without one. NUL and half characters, which no database takes, are none."""
        if not isinstance(query, PlainText):
            return super().build_database_filter(query, boost=boost)
        typed = query.query_string.encode("utf-8", "ignore").decode().replace("\0", " ")
        words = typed[:LENGTH].split()[:WORDS]
        if not words:
            return MATCH_NONE
        return reduce(and_, (self.build_single_term_filter(word) for word in words))


class SearchBackend(DatabaseSearchBackend):
    """As WAGTAILSEARCH_BACKENDS names it."""

    query_compiler_class = TitleQueryCompiler
    autocomplete_query_compiler_class = TitleQueryCompiler
