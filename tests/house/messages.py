"""`python -m tests.house.messages FOLDER`: collect the texts of the tree into the catalogue in FOLDER."""

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

from tests.house.tree import ROOT


def main(folder):
    """Run makemessages as `make messages` does, but into `folder`."""
    sys.path.insert(0, str(ROOT / "site"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    django.setup()
    # The tree's own catalogue is passed by, or makemessages would write there.
    settings.LOCALE_PATHS = [folder]
    call_command(
        "makemessages",
        locale=["zh_Hans"],
        no_location=True,
        ignore_patterns=[".venv", "var", "tests", "site/locale"],
        verbosity=0,
    )


if __name__ == "__main__":
    main(sys.argv[1])
