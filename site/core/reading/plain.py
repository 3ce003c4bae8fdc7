"""Files that are text and nothing else (CSV, TXT)."""

_ENCODINGS = ("utf-8-sig", "gb18030")


def read(data: bytes, reading) -> bool:
    """Read lines of text; False when the bytes are not text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif b"\x00" in data[:8192]:
        return False
    else:
        text = _decoded(data)
    if text is None:
        return False
    for number, line in enumerate(text.splitlines(), 1):
        reading.add(("line", number), line)
    return True


def _decoded(data):
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
