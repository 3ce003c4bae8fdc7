"""As much of the OLE container (DOC, XLS, PPT) as it takes to know what it is and whether it is locked."""

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFA  # this and everything above it names no sector
ENTRY = 128
WORD_ENCRYPTED = 0x0100
EXCEL_FILEPASS = 0x002F
EXCEL_EOF = 0x000A
POWERPOINT_LOCKED = "EncryptedSummary"


class Damaged(Exception):
    """The container's own tables do not hold together."""


class Container:
    """Names and beginnings of the streams of an OLE file. Raises Damaged."""

    def __init__(self, data: bytes):
        self.data = data
        try:
            self._read_tables()
        except struct.error:
            raise Damaged from None

    @property
    def names(self) -> set[str]:
        """Names of all streams and storages."""
        return set(self.entries)

    def is_locked(self) -> bool:
        """Whether the document inside wants a password."""
        if POWERPOINT_LOCKED in self.entries:
            return True
        if "WordDocument" in self.entries:
            head = self.beginning("WordDocument")
            return len(head) > 12 and bool(struct.unpack_from("<H", head, 10)[0] & WORD_ENCRYPTED)
        name = next((name for name in ("Workbook", "Book") if name in self.entries), None)
        return bool(name) and self._has_filepass(self.beginning(name))

    def beginning(self, name: str) -> bytes:
        """The first sectors of a stream (enough for its header); empty for a short stream kept elsewhere."""
        start, size = self.entries[name]
        if size < self.mini_cutoff:
            return b""
        return b"".join(self._sector(number) for number in self._chain(start, most=16))[:size]

    def stream(self, name: str) -> bytes:
        """A whole stream; empty for a short stream kept elsewhere. Raises Damaged."""
        start, size = self.entries[name]
        if size < self.mini_cutoff:
            return b""
        return b"".join(self._sector(number) for number in self._chain(start))[:size]

    def _read_tables(self):
        shift = struct.unpack_from("<H", self.data, 30)[0]
        if shift not in {9, 12}:
            raise Damaged
        self.sector_bytes = 1 << shift
        self.mini_cutoff = struct.unpack_from("<I", self.data, 56)[0]
        self.most = len(self.data) // self.sector_bytes + 1
        self.fat = self._read_fat()
        directory = struct.unpack_from("<I", self.data, 48)[0]
        self.entries = self._read_directory(
            b"".join(self._sector(number) for number in self._chain(directory))
        )
        if not self.entries:
            raise Damaged

    def _read_fat(self):
        """The file allocation table: for every sector the one that follows it."""
        numbers = list(struct.unpack_from("<109I", self.data, 76))
        following, count = struct.unpack_from("<II", self.data, 68)
        per_sector = self.sector_bytes // 4
        for _ in range(min(count, self.most)):
            if following >= END:
                break
            *more, following = struct.unpack(f"<{per_sector}I", self._sector(following))
            numbers += more
        fat = []
        for number in numbers[: self.most]:
            if number < END:
                fat += struct.unpack(f"<{per_sector}I", self._sector(number))
        return fat

    def _read_directory(self, table):
        entries = {}
        for at in range(0, len(table) - ENTRY + 1, ENTRY):
            length, kind = struct.unpack_from("<HB", table, at + 64)
            if kind in {1, 2} and 2 < length <= 64:
                name = table[at : at + length - 2].decode("utf-16-le", "replace")
                entries[name] = struct.unpack_from("<II", table, at + 116)
        return entries

    def _sector(self, number):
        start = (number + 1) * self.sector_bytes
        piece = self.data[start : start + self.sector_bytes]
        if not piece:
            raise Damaged
        return piece.ljust(self.sector_bytes, b"\x00")

    def _chain(self, number, most=None):
        for _ in range(min(most or self.most, self.most)):
            if number >= END:
                return
            yield number
            if number >= len(self.fat):
                raise Damaged
            number = self.fat[number]

    def _has_filepass(self, head):
        """FILEPASS stands among the first records of the workbook, before anything that is encrypted."""
        at = 0
        while at + 4 <= len(head):
            record, length = struct.unpack_from("<HH", head, at)
            if record == EXCEL_FILEPASS:
                return True
            if record == EXCEL_EOF:
                return False
            at += 4 + length
        return False
