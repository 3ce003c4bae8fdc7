"""What a search adds to a list: the ids that answer to words."""

from catalog.models import ProductPage

# More hits than anybody pages through; the words of a list of all tea are too few to be a question.
MOST_FOUND = 20_000


def found_by(words: str) -> list[int]:
    """Ids of listed products whose name holds the words, newest first."""
    found = ProductPage.objects.listed().filter(title__icontains=words).order_by("-listed_at", "-pk")
    return list(found.values_list("pk", flat=True)[:MOST_FOUND])
