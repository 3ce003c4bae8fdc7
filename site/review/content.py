"""What is decided on: facts and evidence make the hash, words do not (design 6)."""

import hashlib
import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Content:
    """A subject's content at one moment, as plain JSON values.

    `facts` by name; `evidence` as name → SHA-256 of the file; `words` are polishable text that no hash covers.
    """

    facts: dict
    evidence: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)

    def as_json(self) -> dict:
        return asdict(self)


def fingerprint(content: Content | dict, only: list | tuple = ()) -> str:
    """SHA-256 over facts and evidence in canonical JSON; `only` narrows the facts to those a step decides on."""
    data = content if isinstance(content, dict) else content.as_json()
    facts = {name: value for name, value in data["facts"].items() if not only or name in only}
    canonical = json.dumps(
        {"facts": facts, "evidence": sorted(data.get("evidence", {}).values())},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """One line of “what changed since last round”."""

    name: str
    before: object
    after: object


# Longer texts show only the lines that differ.
LONG = 80


def shortened(name, before, after) -> Change:
    """A change as it is printed: of two long texts only the lines that differ."""
    if not (isinstance(before, str) and isinstance(after, str)) or max(len(before), len(after)) <= LONG:
        return Change(name, before, after)
    old, new = before.splitlines(), after.splitlines()
    gone = [line for line in old if line.strip() and line not in new]
    come = [line for line in new if line.strip() and line not in old]
    return Change(name, "\n".join(gone) or None, "\n".join(come) or None)


def differences(before: dict, after: dict) -> list[Change]:
    """Facts, words and evidence that differ between two rounds' content, in the newer one's order."""
    changes = []
    for part in ("facts", "words", "evidence"):
        old, new = before.get(part, {}), after.get(part, {})
        names = list(new) + [name for name in old if name not in new]
        changes += [
            Change(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)
        ]
    return changes
