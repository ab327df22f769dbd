"""One error tree, in one file, drawn at its top, with exit codes in the docs."""

from __future__ import annotations

import ast

from crosstie import errors
from scripts import reference
from tests.contract import rooms

INDENT = 4


def drawn_parents() -> dict[str, str]:
    """Read the drawing: each class and the class that it hangs under."""
    parents: dict[str, str] = {}
    above = ["CrosstieError"]
    for line in reference.tree_of_errors().splitlines()[1:]:
        bare = line.lstrip("│├└─ ")
        depth = (len(line) - len(bare)) // INDENT
        name = bare.split()[0]
        parents[name] = above[depth - 1]
        above[depth:] = [name]
    return parents


def test_the_drawing_is_the_tree() -> None:
    root = errors.CrosstieError
    declared = {
        c.__name__: c.__bases__[0].__name__
        for c in reference.error_classes()
        if c is not root
    }
    assert drawn_parents() == declared


def test_every_error_says_what_it_is_and_ends_with_a_code() -> None:
    for error in reference.error_classes():
        assert error.__doc__
        assert 0 < error.exit_code < reference.INTERRUPTED


def test_every_error_is_in_the_docs_with_its_code() -> None:
    page = (reference.REFERENCE / "exit-codes.md").read_text(encoding="utf-8")
    for error in reference.error_classes():
        if error is not errors.CrosstieError:
            assert f"| {error.exit_code} | `{error.__name__}` |" in page


def test_no_error_is_declared_elsewhere() -> None:
    """A private class may steer one module; what leaves a module is in the tree."""
    known = {c.__name__ for c in reference.error_classes()}
    elsewhere = [
        f"{module}.{node.name}"
        for module, path in rooms.module_files().items()
        if module != "crosstie.errors"
        for node in ast.walk(rooms.tree(path))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        for base in node.bases
        if isinstance(base, ast.Name)
        and (base.id in known or base.id.endswith(("Error", "Exception")))
    ]
    assert elsewhere == []
