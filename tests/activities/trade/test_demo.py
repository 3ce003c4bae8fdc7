"""The demo's handful of records: every story ends where it says."""

from collections import Counter

import pytest

from accounts.models import Role, User
from activities.trade.models import TradeRecord
from demo import clearing, trade
from organizations.models import Kind
from regions.models import Region
from tests.factories.activities import person
from tests.factories.catalog import CategoryFactory
from tests.factories.regions import RegionFactory, region_at
from tests.factories.trade import ground, trader

pytestmark = pytest.mark.django_db


def test_every_story_is_played_and_cleared_again():
    ground()
    for _kind, _product, category, _tons, _yuan, origin, _day, _end in trade.STORIES:
        CategoryFactory(key=category, name=category)
        if not Region.objects.filter(pk=origin).exists():
            RegionFactory(code=origin, name=f"第{origin}县", parent=region_at("433100"))
    for kind in {story[0] for story in trade.STORIES} - {Kind.MERCHANT, Kind.STORE}:
        trader(kind, "433100")
    trader(Kind.MERCHANT)
    trader(Kind.STORE)
    person("433100", Role.ADMINISTRATOR)
    User.objects.update(is_demo=True)
    rows = trade.play_records()
    assert len(rows) == len(trade.STORIES)
    assert Counter(row.state for row in rows) == {
        "approved": 4,
        "submitted": 2,
        "returned": 2,
        "filled": 1,
        "draft": 1,
    }
    clearing._clear_trade()
    assert not TradeRecord.objects.exists()
