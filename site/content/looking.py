"""Looks through files, each content once: what was found is kept by the content's hash, the numbers never."""

import hashlib
import logging

from django.utils.crypto import salted_hmac

from content.looks import FileLook
from core import personal, reading
from core.reading import Reason

logger = logging.getLogger(__name__)

# Looks of an earlier version are made again.
VERSION = 100 * reading.VERSION + personal.VERSION
# A list of a whole county tells enough by its first lines.
MOST_FINDINGS = 200


def looks_of(files) -> dict[str, FileLook]:
    """The look of each file by the hash of its content. One query; what was never looked at is looked through now."""
    wanted = {file.sha256: file for file in files if file.sha256}
    if not wanted:
        return {}
    known = FileLook.objects.filter(sha256__in=wanted, version=VERSION)
    looks = {look.sha256: look for look in known}
    for sha256 in sorted(set(wanted) - set(looks)):
        looks[sha256] = _look(wanted[sha256])
    return looks


def mark_of(digits: str) -> str:
    """What is kept instead of a number: tells whether two are the same, and only to who has the site's secret."""
    return salted_hmac("content.looking", digits).hexdigest()[:32]


def bytes_of(document) -> bytes:
    """The bytes of a document of the media library."""
    with document.file.storage.open(document.file.name) as source:
        return source.read()


def bytes_of_upload(file) -> bytes:
    """The bytes of a file that may not be stored yet; it can be read again afterwards."""
    file.open("rb")
    file.seek(0)
    data = file.read()
    file.seek(0)
    return data


def hash_of(document) -> str:
    """The SHA-256 of a document's content, read once and kept beside it; empty when its file is missing."""
    if not document.sha256:
        try:
            document.sha256 = hashlib.sha256(bytes_of(document)).hexdigest()
        except OSError:
            return ""
        if document.pk:
            type(document).objects.filter(pk=document.pk).update(sha256=document.sha256)
    return document.sha256


def _look(file) -> FileLook:
    try:
        data = file.read()
    except OSError:
        # Not kept: the file may come back.
        return FileLook(sha256=file.sha256, version=VERSION, gaps=[[["file"], Reason.MISSING.value]])
    read = reading.read(data)
    values = {
        "version": VERSION,
        "findings": _findings(read),
        "gaps": [[list(at), why] for at, why in read.gaps],
    }
    # A tick by eye outlives a new version: the content is the same.
    return FileLook.objects.update_or_create(sha256=file.sha256, defaults=values)[0]


def _findings(read) -> list[dict]:
    found = {}
    for piece in read.pieces:
        for hit in personal.find(piece.text, is_rounded=piece.is_rounded):
            key = (hit.digits, piece.place)
            found.setdefault(
                key,
                {
                    "kind": hit.kind.value,
                    "place": list(piece.place),
                    "masked": hit.masked,
                    "mark": mark_of(hit.digits),
                },
            )
            if len(found) >= MOST_FINDINGS:
                return list(found.values())
    return list(found.values())
