"""XML of unknown origin: element by element, without document types (Office files have none)."""

from xml.etree import ElementTree

Broken = ElementTree.ParseError
_BEGINNING = 65_536


def elements(archive, name: str, events=("end",)):
    """(event, element) of a part of an archive as it is read. Raises Broken, also for a document type."""
    parser = ElementTree.XMLPullParser(events)
    with archive.open(name) as part:
        piece = part.read(_BEGINNING)
        if b"<!DOCTYPE" in piece.replace(b"\x00", b""):
            raise Broken
        # Expat itself bounds what entities may grow to; the reading's own limits bound the rest.
        while piece:
            parser.feed(piece)
            yield from parser.read_events()
            piece = part.read(_BEGINNING)
    parser.close()
    yield from parser.read_events()


def local(element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
