"""Presets of chains, keyed by (process, name); each lies in the app whose process it is and registers here."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Preset:
    """A ready-made chain: `steps` are the fields of `Step` rows in order."""

    process: str
    name: str
    title: str
    steps: list[dict]
    note: str = ""
    is_default: bool = False
    extra: dict = field(default_factory=dict)


_presets: dict[tuple[str, str], Preset] = {}


def register(preset: Preset):
    """Make a preset known."""
    _presets[(preset.process, preset.name)] = preset


def get(process: str, name: str) -> Preset:
    """The preset. Raises LookupError naming what is missing."""
    try:
        return _presets[(process, name)]
    except KeyError:
        raise LookupError(f"No preset {name!r} for {process!r}") from None


def of(process: str) -> list[Preset]:
    """All presets of a process."""
    return [preset for (key, _name), preset in _presets.items() if key == process]


def defaults() -> list[Preset]:
    """The preset that each process starts with."""
    return [preset for preset in _presets.values() if preset.is_default]
