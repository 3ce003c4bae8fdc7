"""`python -m tests.house.states`: draw every life of the house into docs/states.md (`make states`)."""

import importlib
import os
import sys

from tests.house import tree

PAGE = tree.ROOT / "docs/states.md"
HEAD = """# States

Every life of the house, drawn from the tables in the apps' `states.py` by `make states`; a test compares them.
"""


def drawn() -> str:
    """The page as the code of this moment draws it."""
    from core.transitions import Life

    parts = [HEAD]
    for path in tree.code():
        if path.name == "states.py":
            module = importlib.import_module(
                tree.name(path).removeprefix("site/").removesuffix(".py").replace("/", ".")
            )
            for name, life in vars(module).items():
                if isinstance(life, Life):
                    parts.append(f"## {module.__name__}: {name}\n\n```mermaid\n{life.mermaid()}\n```\n")
    return "\n".join(parts)


def main():
    """Write the page."""
    sys.path.insert(0, str(tree.ROOT / "site"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    import django

    django.setup()
    PAGE.write_text(drawn(), encoding="utf-8")


if __name__ == "__main__":
    main()
