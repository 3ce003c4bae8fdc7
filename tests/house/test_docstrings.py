"""Whoever calls a public function reads its promise first."""

import ast

from tests.house import tree

# Django, Wagtail and allauth call these by name; what they do is their framework's promise.
CALLED_BY_FRAMEWORKS = {"ready", "handle", "add_arguments", "save", "clean", "delete", "get_absolute_url"}


def test_every_module_class_and_public_function_says_what_it_promises():
    silent = [entry for path in tree.code() for entry in _silent(path)]
    assert silent == []


def _silent(path):
    module = tree.syntax(path)
    is_entrance = path.name in {"__init__.py", "apps.py", "urls.py"} or "management" in path.parts
    if not is_entrance and module.body and not ast.get_docstring(module):
        yield tree.name(path)
    for node in module.body:
        is_meant = isinstance(node, ast.FunctionDef) or (
            isinstance(node, ast.ClassDef) and not _is_declaration(node)
        )
        if is_meant and _is_public(node) and not ast.get_docstring(node):
            yield f"{tree.name(path)}:{node.lineno} {node.name}"


def _is_public(node):
    return not node.name.startswith("_") and node.name not in CALLED_BY_FRAMEWORKS


def _is_declaration(node):
    """Querysets whose adjectives speak for themselves, and what only fills in a framework's form."""
    bases = " ".join(ast.unparse(base) for base in node.bases)
    return any(word in bases for word in ("QuerySet", "ViewSet", "BaseCommand"))
