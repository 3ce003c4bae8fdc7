"""Where all processes read a version without asking the database: small files in var/, or Redis.

A reading lives only VERSION_LIFE_SECONDS: the backstop for a process that died before it wrote here.
"""

import fcntl
import logging
import os
import time
from functools import cache

from django.conf import settings

logger = logging.getLogger(__name__)


def read(name: str) -> str | None:
    """The mirrored version; None when there is none or its life is over."""
    return _mirror().read(name)


def fill(name: str, number: str) -> None:
    """Write what was found in the database, unless somebody wrote in the meantime: theirs is newer."""
    _mirror().write(name, number, is_news=False)


def advance(name: str, number: str) -> None:
    """Write what was just committed, unless something greater stands there already."""
    _mirror().write(name, number, is_news=True)


class FileMirror:
    """A file per name, replaced as a whole: `number time-of-death`."""

    def __init__(self, folder, life):
        self.folder, self.life = str(folder), life
        os.makedirs(self.folder, exist_ok=True)
        self.lock = os.path.join(self.folder, "lock")

    def read(self, name):
        """See `read` above; three system calls."""
        try:
            handle = os.open(os.path.join(self.folder, f"{name}.version"), os.O_RDONLY)
        except FileNotFoundError:
            return None
        try:
            number, _, dies = os.read(handle, 100).partition(b" ")
        finally:
            os.close(handle)
        # A clock that was set back must not lengthen a life.
        return number.decode() if 0 < float(dies or 0) - time.time() <= self.life else None

    def write(self, name, number, *, is_news):
        """Replace the file under the lock when the rule of `fill` or `advance` allows."""
        with open(self.lock, "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            standing = self.read(name)
            if standing is not None and (not is_news or int(standing) > int(number)):
                return
            path = os.path.join(self.folder, f"{name}.version")
            with open(f"{path}.new", "w") as file:
                file.write(f"{number} {time.time() + self.life}")
            os.replace(f"{path}.new", path)


class RedisMirror:
    """A key per name, which Redis itself lets die."""

    SCRIPT = """
        local standing = redis.call('GET', KEYS[1])
        if standing and (ARGV[3] == '0' or tonumber(standing) > tonumber(ARGV[1])) then return 0 end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return 1
    """

    def __init__(self, url, life):
        import redis

        self.client = redis.Redis.from_url(url, socket_timeout=2)
        self.life = life
        self.script = self.client.register_script(self.SCRIPT)
        self.failure = redis.RedisError

    def read(self, name):
        """See `read` above; one round trip. Without Redis the database is asked."""
        try:
            found = self.client.get(f"portal:version:{name}")
        except self.failure:
            return None
        return found.decode() if found else None

    def write(self, name, number, *, is_news):
        """Set the key, in one step with the look at what stands there."""
        arguments = [number, int(self.life * 1000), "1" if is_news else "0"]
        try:
            self.script(keys=[f"portal:version:{name}"], args=arguments)
        except self.failure:
            logger.warning("the version of %s could not be mirrored", name)


@cache
def _mirror():
    life = settings.VERSION_LIFE_SECONDS
    if settings.REDIS_URL:
        return RedisMirror(settings.CACHES["default"]["LOCATION"], life)
    return FileMirror(settings.VAR / "versions", life)
