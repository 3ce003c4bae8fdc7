"""The seven columns of a notice (H02): from what a process gives to a row, and the hash that freezes them."""

import hashlib
import json
from decimal import Decimal

from review.processes import NOTICE_COLUMNS


def columns_of(given: dict) -> dict:
    """The columns of a row as its model keeps them, from a process's `notice_lines`; missing ones are empty."""
    people, value = given.get("people"), given.get("value")
    return {
        "region_id": given["region_id"],
        "unit": str(given["unit"])[:120],
        "product": str(given["product"])[:200],
        "category": str(given.get("category") or "")[:80],
        "people": int(people) if people not in (None, "") else None,
        "value": Decimal(str(value)) if value not in (None, "") else None,
        "certified_by": str(given.get("certified_by") or "")[:120],
    }


def hash_of_line(line) -> str:
    """What the columns of a row say, as one hash: the same for the same words, whatever database they come from."""
    value = f"{line.value:.2f}" if line.value is not None else None
    said = {name: getattr(line, name) for name in NOTICE_COLUMNS if name != "value"}
    return _hash({**said, "value": value})


def hash_of_notice(notice, line_hashes, files) -> str:
    """Title, number, words and the rows and files (hashes) of a notice in their order, as one hash."""
    said = {
        name: str(getattr(notice, name))
        for name in ("title", "document_number", "body", "interpretation", "opened_on", "days")
    }
    return _hash({**said, "lines": list(line_hashes), "files": list(files)})


def _hash(said) -> str:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
