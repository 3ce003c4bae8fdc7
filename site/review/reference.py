"""Reference data of this app: every process starts with its default preset, in force at the deployment's root.

Editors get the right to change chains; which ones, `rules.can_change_chain` says.
"""

from django.contrib.auth.models import Group, Permission

from accounts.models import EDITORS
from regions import queries as regions
from review import presets
from review.actions import adopt_preset
from review.models import Chain

# After the editors' group has been given its other rights.
ORDER = 65
RIGHTS = ("add_chain", "change_chain", "view_chain")


def load(progress):
    """Adopt the default preset of every process that has no chain in force at the root yet."""
    root = regions.root()
    decided = set(Chain.objects.in_force().filter(region=root).values_list("process", flat=True))
    missing = [preset for preset in presets.defaults() if preset.process not in decided]
    for number, preset in enumerate(missing, start=1):
        adopt_preset(preset.process, preset.name, region=root, by=None)
        progress("review chains", number, len(missing))
    editors = Group.objects.get_or_create(name=EDITORS)[0]
    editors.permissions.add(*Permission.objects.filter(content_type__app_label="review", codename__in=RIGHTS))
