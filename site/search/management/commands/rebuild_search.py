"""manage.py rebuild_search [SOURCE]: write the search index anew, while the site goes on answering."""

from django.core.management.base import BaseCommand, CommandError

from search import index, sources


class Command(BaseCommand):
    """Safe at any time, safe to interrupt and to run again."""

    help = "Write the search index anew (one source, or all)."

    def add_arguments(self, parser):
        parser.add_argument("source", nargs="?", help="key of one source")

    def handle(self, *args, source=None, **options):
        if source and source not in {one.key for one in sources.all_sources()}:
            keys = ", ".join(one.key for one in sources.all_sources())
            raise CommandError(f"There is no source {source!r}. There are: {keys}")
        count = index.rebuild(source, tell=self._tell)
        self.stdout.write(self.style.SUCCESS(f"{count} objects can be found."))

    def _tell(self, key, done, total):
        self.stdout.write(f"{key}: {done} of {total}")
