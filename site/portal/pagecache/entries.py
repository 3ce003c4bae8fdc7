"""A kept page: its headers, and its body plain and compressed, made once."""

import gzip
import json
import time
from dataclasses import dataclass

import brotli

# Headers of a 304, which repeats what a 200 would say of the page's freshness.
OF_304 = {"cache-control", "etag", "vary", "content-security-policy"}
PLAIN = ""
# What is shorter gains nothing.
WORTH_COMPRESSING = 400


@dataclass(frozen=True)
class Variant:
    """One form of a page as it goes over the wire."""

    headers: list
    body: bytes
    etag: str
    headers_304: list


@dataclass(frozen=True)
class Entry:
    """A page as it was at a version, in all forms a reader may accept."""

    version: int
    built_at: float
    headers: list
    bodies: dict

    def __post_init__(self):
        variants = {encoding: self._variant(encoding, body) for encoding, body in self.bodies.items()}
        object.__setattr__(self, "variants", variants)
        object.__setattr__(self, "size", sum(len(body) for body in self.bodies.values()))

    def is_good(self, version: int, life: float) -> bool:
        """Whether nothing public changed since; not after `life` seconds, should a change ever not be announced."""
        return self.version >= version and time.time() - self.built_at < life

    def _variant(self, encoding, body) -> Variant:
        headers = [
            (name, value) for name, value in self.headers if name.lower() not in {"etag", "content-length"}
        ]
        etag = next((value for name, value in self.headers if name.lower() == "etag"), "")
        if encoding:
            headers.append(("Content-Encoding", encoding))
            etag = f'{etag[:-1]}-{encoding}"' if etag else ""
        if etag:
            headers.append(("ETag", etag))
        of_304 = [(name, value) for name, value in headers if name.lower() in OF_304]
        headers.append(("Content-Length", str(len(body))))
        return Variant(headers, body, etag, of_304)

    def encode(self) -> bytes:
        """As the stores keep it: a line of JSON, then the bodies one after another."""
        head = {
            "version": self.version,
            "built_at": self.built_at,
            "headers": self.headers,
            "lengths": {encoding: len(body) for encoding, body in self.bodies.items()},
        }
        return json.dumps(head).encode() + b"\n" + b"".join(self.bodies.values())


def decode(data: bytes) -> Entry:
    """The entry of `encode`. Raises ValueError for anything else."""
    line, _, rest = data.partition(b"\n")
    head = json.loads(line)
    bodies = {}
    for encoding, length in head["lengths"].items():
        bodies[encoding], rest = rest[:length], rest[length:]
        if len(bodies[encoding]) != length:
            raise ValueError("cut short")
    headers = [(name, value) for name, value in head["headers"]]
    return Entry(head["version"], head["built_at"], headers, bodies)


def make(version: int, headers: list, body: bytes) -> Entry:
    """A new entry; compressed forms are kept only where they are smaller."""
    bodies = {PLAIN: body}
    if len(body) >= WORTH_COMPRESSING:
        for encoding, packed in (
            ("br", brotli.compress(body, mode=brotli.MODE_TEXT, quality=5)),
            ("gzip", gzip.compress(body, 6, mtime=0)),
        ):
            if len(packed) < len(body):
                bodies[encoding] = packed
    return Entry(version, time.time(), headers, bodies)
