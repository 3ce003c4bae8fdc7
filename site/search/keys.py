"""Index keys: one integer says when, what, where and which, so that neither order nor counts ask another table.

From the top: days since 1990 (15 bits), the source's number (4), the first four digits of the region (14), the
object's id (30). The greatest key is the newest object.
"""

import datetime

_EPOCH = datetime.date(1990, 1, 1)
_ID_BITS, _PLACE_BITS, _SOURCE_BITS, _DAY_BITS = 30, 14, 4, 15

PLACE_SHIFT = _ID_BITS
PLACE_MASK = (1 << _PLACE_BITS) - 1
SOURCE_SHIFT = _ID_BITS + _PLACE_BITS
SOURCE_MASK = (1 << _SOURCE_BITS) - 1
# Both together, as the counts by kind and place group them.
GROUP_MASK = (1 << (_PLACE_BITS + _SOURCE_BITS)) - 1
_DAY_SHIFT = SOURCE_SHIFT + _SOURCE_BITS
_ID_MASK = (1 << _ID_BITS) - 1


def key_of(number: int, object_id: int, *, region: str, date: datetime.date | None) -> int:
    """The key of an object. Raises ValueError for an id or number that does not fit."""
    if not (0 < object_id <= _ID_MASK and 0 < number <= SOURCE_MASK):
        raise ValueError(f"No index key for object {object_id} of source number {number}")
    if isinstance(date, datetime.datetime):
        date = date.date()
    day = min(max((date - _EPOCH).days, 0), (1 << _DAY_BITS) - 1) if date else 0
    place = int(region[:4] or 0) if region[:4].isdigit() else 0
    return day << _DAY_SHIFT | number << SOURCE_SHIFT | place << PLACE_SHIFT | object_id


def object_of(key: int) -> tuple[int, int]:
    """(source number, object id) of a key."""
    return key >> SOURCE_SHIFT & SOURCE_MASK, key & _ID_MASK


def group_of(group: int) -> tuple[int, str]:
    """(source number, four digits of the region or "") of a key shifted by PLACE_SHIFT under GROUP_MASK."""
    place = group & PLACE_MASK
    return group >> _PLACE_BITS, f"{place:04d}" if place else ""
