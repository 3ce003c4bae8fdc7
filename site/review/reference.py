"""Reference data of this app: every process starts with its default preset, in force at the deployment's root."""

from regions import queries as regions
from review import presets
from review.actions import adopt_preset
from review.models import Chain

ORDER = 30


def load(progress):
    """Adopt the default preset of every process that has no chain in force at the root yet."""
    root = regions.root()
    decided = set(Chain.objects.in_force().filter(region=root).values_list("process", flat=True))
    missing = [preset for preset in presets.defaults() if preset.process not in decided]
    for number, preset in enumerate(missing, start=1):
        adopt_preset(preset.process, preset.name, region=root, by=None)
        progress("review chains", number, len(missing))
