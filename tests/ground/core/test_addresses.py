"""What of a query is part of an address."""

import pytest

from core import addresses


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("", ""),
        ("page=2", "page=2"),
        ("utm_source=x&page=2&spm=1", "page=2"),
        ("q=&page=2", "page=2"),
        ("sort=name&page=2", "page=2&sort=name"),
        ("from=2020-09&to=2020-10", "from=2020-09&to=2020-10"),
        ("from=singlemessage&isappinstalled=0", ""),
        ("from=timeline&to=2020-10", "to=2020-10"),
        ("q=%E5%A4%A7%E7%B1%B3", "q=%E5%A4%A7%E7%B1%B3"),
    ],
)
def test_query_keeps_what_pages_read(asked, kept):
    assert addresses.canonical(asked) == kept
