"""What was read of a file: pieces of text with their places, and gaps where nothing could be read."""

import time
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

# No number that names a person is shorter; what is shorter is counted, not kept.
SHORTEST = 11
SECONDS = 10
MOST_CHARACTERS = 30_000_000


class Reason(models.TextChoices):
    """Why a part could not be read."""

    LOCKED = "locked", _("protected by a password")
    BROKEN = "broken", _("damaged")
    PICTURE = "picture", _("a picture without text (a scan)")
    GARBLED = "garbled", _("its letters cannot be told apart")
    TOO_LARGE = "too_large", _("too large")
    TOO_SLOW = "too_slow", _("takes too long to read")
    FORMAT = "format", _("of a kind that cannot be read")
    MISSING = "missing", _("missing on the disk")


class Stop(Exception):
    """Reading ends here; carries the reason."""

    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Piece:
    """Some text of a file; `is_rounded` when a spreadsheet kept it as a float."""

    place: tuple
    text: str
    is_rounded: bool = False


@dataclass
class Reading:
    """Pieces, gaps as (place, reason), and the clock that bounds the work."""

    pieces: list[Piece] = field(default_factory=list)
    gaps: list[tuple[tuple, str]] = field(default_factory=list)
    characters: int = 0
    until: float = field(default_factory=lambda: time.monotonic() + SECONDS)

    def add(self, place: tuple, text: str, *, is_rounded=False) -> int:
        """Keep a text; how many characters of it are seen. Raises Stop when the file is too large or too slow."""
        seen = len(text.strip())
        self.characters += seen
        if self.characters > MOST_CHARACTERS:
            raise Stop(Reason.TOO_LARGE)
        if seen >= SHORTEST:
            self.pieces.append(Piece(place, text, is_rounded))
        return seen

    def gap(self, place: tuple, reason: Reason):
        """Say that a part could not be read."""
        self.gaps.append((place, reason.value))

    def check_time(self, *args):
        """Raises Stop when the time is up."""
        if time.monotonic() > self.until:
            raise Stop(Reason.TOO_SLOW)


_PLACES = {
    "page": _("page %s"),
    "paragraph": _("paragraph %s"),
    "sheet": _("sheet “%s”, cell %s"),
    "sheet_part": _("sheet %s"),
    "slide": _("slide %s"),
    "notes": _("notes of slide %s"),
    "header": _("header"),
    "footer": _("footer"),
    "note": _("footnote"),
    "comment": _("comment"),
    "properties": _("properties of the file"),
    "form": _("form field “%s”"),
    "part": _("part “%s”"),
    "line": _("line %s"),
    "inside": _("file inside: %s"),
    "file": _("the whole file"),
}


def place_words(place) -> str:
    """A place as a person reads it: page 3; sheet “名单”, cell B7."""
    name, *values = place
    wanted = str(_PLACES[name])
    return wanted % tuple(values[: wanted.count("%s")])
