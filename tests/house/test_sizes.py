"""Nothing grows beyond what can be read in one sitting."""

import ast

from tests.house import tree

MODULE, FUNCTION, TEMPLATE, STYLESHEET_BYTES, SCRIPT = 500, 50, 150, 60_000, 300


def test_modules_are_short_enough():
    long = {
        tree.name(path): count
        for path in tree.files(*tree.TOPS, "tests")
        if (count := _module_lines(path)) > MODULE
    }
    assert long == {}


def test_functions_are_short_enough():
    long = {}
    for path in [*tree.code(), *tree.files("tests")]:
        for node in ast.walk(tree.syntax(path)):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and node.end_lineno - node.lineno >= FUNCTION
            ):
                long[f"{tree.name(path)}:{node.lineno} {node.name}"] = node.end_lineno - node.lineno + 1
    assert long == {}


def test_templates_are_short_enough():
    long = {
        tree.name(path): count for path in tree.templates() if (count := len(tree.lines(path))) > TEMPLATE
    }
    assert long == {}


def test_scripts_are_short_enough():
    scripts = tree.files("site/static/js", endings={".js"})
    long = {tree.name(path): count for path in scripts if (count := len(tree.lines(path))) > SCRIPT}
    assert long == {}


def _module_lines(path):
    # Django writes migrations; nobody reads them for pleasure.
    return 0 if "migrations" in path.parts else len(tree.lines(path))
