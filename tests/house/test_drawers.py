"""The same drawers in every app (design.md 3): names, and what some of them may not know."""

import ast

from tests.house import tree

FORBIDDEN = {"utils.py", "helpers.py", "services.py", "common.py", "misc.py", "signals.py", "managers.py"}


def test_no_drawer_for_odds_and_ends():
    assert [tree.name(path) for path in tree.code() if path.name in FORBIDDEN] == []


def test_states_know_nothing_of_their_app():
    strangers = {}
    for path in tree.code():
        if path.name == "states.py":
            foreign = {module for module in _imported(path) if module.split(".")[0] not in {"django", "core"}}
            if foreign:
                strangers[tree.name(path)] = foreign
    assert strangers == {}


def test_models_know_no_verbs_forms_or_views():
    upward = {}
    for path in tree.code():
        if path.name == "models.py":
            drawers = {
                module
                for module in _imported(path)
                if set(module.split(".")) & {"actions", "forms", "views", "exports"}
            }
            if drawers - {"wagtail.admin.forms"}:
                upward[tree.name(path)] = drawers
    assert upward == {}


def test_actions_and_rules_never_see_a_request():
    seen = [
        f"{tree.name(path)}:{node.lineno}"
        for path in tree.code()
        if path.name in {"actions.py", "rules.py"} or "actions" in path.parts
        for node in ast.walk(tree.syntax(path))
        if isinstance(node, ast.arg) and node.arg == "request"
    ]
    assert seen == []


def test_every_app_has_a_one_line_caption():
    missing = []
    for path in tree.code():
        if path.name == "apps.py":
            configs = [node for node in tree.syntax(path).body if isinstance(node, ast.ClassDef)]
            missing += [tree.name(path) for config in configs if not ast.get_docstring(config)]
    assert missing == []


def test_site_is_no_package():
    assert not (tree.ROOT / "site" / "__init__.py").exists()


def _imported(path):
    for node in tree.syntax(path).body:
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
