"""What a publication would disclose: numbers of people in its words and files, each with its place."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content import looking
from content.looks import AllowedNumber, FileLook
from content.shown import Shown
from core import personal
from core.personal import Kind
from core.reading import Reason, place_words

KIND_WORDS = {
    Kind.RESIDENT_ID: gettext_lazy("a resident ID number"),
    Kind.MOBILE: gettext_lazy("a mobile number"),
    Kind.BANK_CARD: gettext_lazy("a bank card number"),
}


@dataclass(frozen=True)
class Disclosure:
    """One number of a person: in which field, at which place, of which kind, how it reads when masked."""

    field: str
    place: str
    kind: Kind
    masked: str
    in_file: bool = False

    def sentence(self) -> str:
        """What stands where, as the page says it."""
        values = {"place": self.place, "kind": KIND_WORDS[self.kind], "masked": self.masked}
        return _("%(place)s: here stands %(kind)s (%(masked)s).") % values


@dataclass(frozen=True)
class Unread:
    """A place of a file that no machine could read and no person has looked through."""

    field: str
    file: str
    sha256: str
    place: str
    reason: str


def allowed_numbers() -> frozenset[str]:
    """The digits of the numbers that may be shown. One query."""
    return frozenset(AllowedNumber.objects.values_list("digits", flat=True))


def disclosures(shown_by_key: dict[object, Shown]) -> dict[object, list[Disclosure]]:
    """What each publication would disclose, for many at once; keys with nothing to tell are left out.

    Two queries however many there are; files whose content was never looked through are looked through now.
    """
    allowed = allowed_numbers()
    looks = looking.looks_of([file for shown in shown_by_key.values() for file in shown.files])
    marks = {looking.mark_of(digits) for digits in allowed} if looks else set()
    found = {
        key: [*_in_texts(shown, allowed), *_in_files(shown, looks, marks)]
        for key, shown in shown_by_key.items()
    }
    return {key: listed for key, listed in found.items() if listed}


def unread(shown: Shown) -> list[Unread]:
    """What of a publication's files a person still has to look through by eye."""
    looks = looking.looks_of(shown.files)
    return [
        Unread(file.field, file.place, file.sha256, place_words(place), Reason(reason).label)
        for file in shown.files
        if (look := looks.get(file.sha256)) and look.waits_for_eyes
        for place, reason in look.gaps
    ]


def known_looks(hashes) -> dict[str, FileLook]:
    """What is known of files by the hash of their content; nothing is looked through here. One query, none for none."""
    wanted = set(hashes)
    if not wanted:
        return {}
    return {
        look.sha256: look for look in FileLook.objects.filter(sha256__in=wanted).select_related("seen_by")
    }


def _in_texts(shown, allowed):
    for text in shown.texts:
        for hit in personal.find(text.words):
            if hit.digits not in allowed:
                yield Disclosure(text.field, text.place, hit.kind, hit.masked)


def _in_files(shown, looks, marks):
    for file in shown.files:
        look = looks.get(file.sha256)
        for entry in look.findings if look else ():
            if entry["mark"] not in marks:
                place = _("%(file)s, %(place)s") % {"file": file.place, "place": place_words(entry["place"])}
                yield Disclosure(file.field, place, Kind(entry["kind"]), entry["masked"], in_file=True)
