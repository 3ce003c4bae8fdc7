"""What most pages ask and few commits change, kept in the process for as long as its version stands (core.versions).

Rows kept here are shared by threads and requests: whoever wants to change one takes a copy.
"""

from core import versions

# Some keys come from readers (the host they asked for): nobody fills the memory with them.
MOST = 200

# The name of a version → the number it had, and what was made since.
_kept: dict[str, tuple[str, dict]] = {}


def get(key, make, *, version="public"):
    """What `make()` returned since the last commit of `version`; made now where it was not yet.

    The version is read before `make` reads the database: what a commit changes in between is made again.
    """
    number = versions.recent(version)
    standing, made = _kept.get(version, ("", {}))
    if standing != number or len(made) > MOST:
        made = {}
        _kept[version] = (number, made)
    if key not in made:
        made[key] = make()
    return made[key]


def forget() -> None:
    """Begin anew, as a new process does."""
    _kept.clear()
