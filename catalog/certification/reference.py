"""Reference data: one directory and plain terms at the deployment's root; editors change them and add more."""

from catalog.certification.models import Directory, Terms
from regions import queries as regions

ORDER = 66
PRIORITY = "扶贫龙头企业，以及“百企帮百村联万户”精准扶贫行动的市场主体，同等条件下优先。"


def load(progress):
    """Bring the first directory and the root's terms where there are none."""
    root = regions.root()
    if not Directory.objects.exists():
        Directory.objects.create(name=f"{root.name}扶贫产品目录", region=root)
    Terms.objects.get_or_create(region=root, defaults={"priority": PRIORITY})
    progress("directories of certification", 1, 1)
