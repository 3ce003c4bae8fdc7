import pytest
from django.urls import reverse

from regions.models import Level
from tests.factories.regions import RegionFactory, hunan

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return hunan()


def get(client, query="", **headers):
    return client.get(reverse("regions:children") + query, headers=headers)


def codes(answer):
    return [row["code"] for row in answer.json()["children"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["430000"]),
        ("?parent=", ["430000"]),
        ("?parent=430000", ["430100", "430300", "433100"]),
        ("?parent=430000&max=1", []),
        ("?parent=433124", ["433124109", "433124110"]),
        ("?parent=433124&max=3", []),
        ("?parent=433124109", []),
    ],
)
def test_children_of_parent_down_to_level(client, tree, query, expected):
    assert codes(get(client, query)) == expected


def test_children_rows_are_code_name_level(client, tree):
    RegionFactory(code="430371001", name="板塘街道", zone="高新区", level=Level.TOWN, parent=tree["430300"])
    assert get(client, "?parent=430300").json() == {
        "parent": "430300",
        "children": [
            {"code": "430321", "name": "湘潭县", "level": 3},
            {"code": "430371001", "name": "板塘街道（高新区）", "level": 4},
        ],
    }


@pytest.mark.parametrize(
    "query", ["?parent=999999", "?parent=430000&max=9", "?parent=430000&max=x", "?parent=%00"]
)
def test_children_of_nothing_known_is_404(client, tree, query):
    assert get(client, query).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_children_only_read(client, tree, method):
    assert getattr(client, method)(reverse("regions:children")).status_code == 405


def test_children_may_be_kept_and_are_not_sent_twice(client, tree):
    first = get(client, "?parent=430000")
    assert first["Cache-Control"] == "public, max-age=3600"
    assert not first.cookies
    again = get(client, "?parent=430000", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    RegionFactory(code="430400", level=Level.PREFECTURE, parent=tree["430000"])
    changed = get(client, "?parent=430000", **{"If-None-Match": first["ETag"]})
    assert (changed.status_code, codes(changed)) == (200, ["430100", "430300", "430400", "433100"])


@pytest.mark.parametrize("extra", [1, 3])
def test_children_queries_do_not_grow(client, tree, extra, django_assert_num_queries):
    for number in range(extra):
        RegionFactory(code=f"43319{number}", parent=tree["433100"])
    with django_assert_num_queries(2):
        get(client, "?parent=433100")
