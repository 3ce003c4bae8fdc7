"""The names of regions as the index takes them: full and short, from the province down."""

from collections.abc import Iterable

from regions.models import PATH_SEPARATOR, Region
from regions.names import short_name


def names_of(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Code -> full and short names of the region and of those it lies in; one query. Unknown codes are left out."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    found = Region.objects.filter(code__in=wanted).values_list("code", "path_name")
    return {code: _both(path.split(PATH_SEPARATOR)) for code, path in found}


def _both(names) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for name in names for form in (name, short_name(name))))
