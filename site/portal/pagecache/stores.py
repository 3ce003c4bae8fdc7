"""Where kept pages lie for all workers: files in var/, or Redis for several machines. Both are bounded."""

import contextlib
import fcntl
import hashlib
import os
import random
import secrets
import tempfile
import time
from pathlib import Path

from portal.pagecache import entries

# A page lives a day at most: its name holds the date.
DAY = 24 * 60 * 60
LOCKS = 512


def name_of(key: str) -> str:
    """A short name for a key of any length and any letters."""
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class FileStore:
    """A file per page. Locks are the operating system's, so a killed builder holds up nobody."""

    def __init__(self, folder, limit: int):
        self.folder, self.limit = Path(folder), limit
        for part in ("pages", "locks"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)

    def get(self, key):
        """The entry kept under this key, good or not; None without a readable one."""
        try:
            return entries.decode(self._path(key).read_bytes())
        except (OSError, ValueError, KeyError):
            return None

    def put(self, key, entry):
        """Keep an entry in place of an older one; now and then make room."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            handle, made = tempfile.mkstemp(dir=path.parent, prefix="new-")
            with os.fdopen(handle, "wb") as file:
                file.write(entry.encode())
            os.replace(made, path)
            if random.random() < 0.02:
                self.make_room()

    @contextlib.contextmanager
    def lock(self, key):
        """True inside for the one that may build this page; never waits."""
        number = int(name_of(key)[:8], 16) % LOCKS
        with open(self.folder / "locks" / str(number), "w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def make_room(self):
        """Take away what is older than a day and, over the limit, the oldest until a fifth is free."""
        found = []
        for path in (self.folder / "pages").glob("*/*"):
            with contextlib.suppress(OSError):
                facts = path.stat()
                found.append((facts.st_mtime, facts.st_size, path))
        total = sum(size for _, size, _ in found)
        aim = self.limit * 0.8 if total > self.limit else self.limit
        for changed, size, path in sorted(found):
            if total <= aim and changed > time.time() - DAY:
                break
            path.unlink(missing_ok=True)
            total -= size

    def _path(self, key):
        name = name_of(key)
        return self.folder / "pages" / name[:2] / name


class RedisStore:
    """A key per page, forgotten after a day or when there are too many. Without Redis every page is built anew."""

    PAGE, LOCK, ORDER = "portal:page:", "portal:building:", "portal:pages"
    RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end"
    # A builder that died is waited for no longer than this.
    LOCKED_MS = 20_000

    def __init__(self, client, most: int):
        from redis import RedisError

        self.client, self.most, self.failure = client, most, RedisError

    def get(self, key):
        """See FileStore."""
        try:
            found = self.client.get(self.PAGE + name_of(key))
            return entries.decode(found) if found else None
        except (self.failure, ValueError, KeyError):
            return None

    def put(self, key, entry):
        """See FileStore."""
        name = name_of(key)
        with contextlib.suppress(self.failure):
            self.client.set(self.PAGE + name, entry.encode(), ex=DAY)
            self.client.zadd(self.ORDER, {name: time.time()})
            over = self.client.zcard(self.ORDER) - self.most
            if over > 0:
                gone = self.client.zpopmin(self.ORDER, over + self.most // 5)
                self.client.delete(*(self.PAGE + name.decode() for name, _ in gone))

    @contextlib.contextmanager
    def lock(self, key):
        """See FileStore."""
        name, token = self.LOCK + name_of(key), secrets.token_hex(8)
        try:
            mine = bool(self.client.set(name, token, nx=True, px=self.LOCKED_MS))
        except self.failure:
            mine = True
        try:
            yield mine
        finally:
            if mine:
                with contextlib.suppress(self.failure):
                    self.client.eval(self.RELEASE, 1, name, token)
