"""What a search adds to a list: the products that answer to words."""

from search.queries import Result, search_ids

SOURCE = "product"
# More hits than anybody pages through.
MOST_FOUND = 20_000


def found_by(words: str) -> Result:
    """Listed products that answer to the words, best first; `dropped` names words no product has with the others."""
    return search_ids(words, source=SOURCE, limit=MOST_FOUND)
