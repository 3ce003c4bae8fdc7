"""Whatever makes something public asks the one rule about numbers of people (content.rules)."""

import ast

import pytest

from tests.house import tree

ASKED = {"can_be_public", "stopped", "problems", "not_publishable"}
# The tool of those who publish many at once: whoever calls it asks.
TOOL = {"site/content/publishing.py"}
# Publishes through the page itself, which asks.
THROUGH_THE_PAGE = {"site/content/timers.py"}
# Sets the whole life of a page it has just made of texts that stand in the code.
WRITES_ITS_OWN_TEXTS = {"home/reference.py"}
# Shows rows each of whose texts was asked about before any was written (catalog.importing.check).
ASKED_BEFORE = {"catalog/importing/showing.py"}
NOT_OURS = ("site/demo/",)


def test_every_verb_that_publishes_asks_the_rule():
    silent = [
        tree.name(path)
        for path in tree.code()
        if not tree.name(path).startswith(NOT_OURS)
        and tree.name(path) not in WRITES_ITS_OWN_TEXTS | ASKED_BEFORE | TOOL | THROUGH_THE_PAGE
        and _publishes(tree.syntax(path))
        and not _asks(tree.syntax(path))
    ]
    assert silent == []


def test_the_doors_that_are_known_are_found():
    found = {tree.name(path) for path in tree.code() if _publishes(tree.syntax(path))}
    assert {"activities/actions/publish.py", "catalog/actions/standing.py", "site/content/models.py"} <= found


@pytest.mark.django_db
def test_every_process_whose_subjects_become_public_says_which_may_not():
    """A process that publishes on conclusion hands the review kit its refusals."""
    from activities.process import KEY
    from review import processes

    assert processes.get(KEY).refusals([]) == {}
    assert processes.get(KEY).refusals.__module__ == "activities.process"


def _publishes(module) -> bool:
    return any(_is_door(node) for node in ast.walk(module))


def _is_door(node) -> bool:
    """`….live = True` (alone or among others), `live=True` in an update, `publish` called or overridden, `put_live`."""
    if isinstance(node, ast.Assign):
        targets = [part for target in node.targets for part in getattr(target, "elts", [target])]
        values = getattr(node.value, "elts", [node.value] * len(targets))
        return any(
            isinstance(target, ast.Attribute) and target.attr == "live" and _is_true(value)
            for target, value in zip(targets, values, strict=False)
        )
    if isinstance(node, ast.FunctionDef):
        return node.name == "publish"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id == "put_live"
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr == "publish":
        return not isinstance(node.func.value, ast.Call) or ast.unparse(node.func.value) != "super()"
    return node.func.attr == "update" and any(
        word.arg == "live" and _is_true(word.value) for word in node.keywords
    )


def _is_true(node) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _asks(module) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr in ASKED for node in ast.walk(module))
