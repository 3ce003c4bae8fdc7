"""XML of unknown origin: element by element, without document types (Office files have none)."""

from xml.etree import ElementTree

Broken = ElementTree.ParseError
_BEGINNING = 65_536


def elements(archive, name: str, events=("end",)):
    """(event, element) of a part of an archive as it is read. Raises Broken, also for a document type."""
    with archive.open(name) as part:
        if b"<!DOCTYPE" in part.read(_BEGINNING).replace(b"\x00", b""):
            raise Broken
    with archive.open(name) as part:
        # Expat itself bounds what entities may grow to; the reading's own limits bound the rest.
        yield from ElementTree.iterparse(part, events=events)  # noqa: S314


def local(element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
