"""Small rooms, small functions: ceilings on the length of modules and functions."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.contract import rooms

MODULE_LINES = 400
FUNCTION_LINES = 60
STYLE_SHEET_LINES = 500

LONGER_MODULES = {
    "src/crosstie/store/tables.py": "a declaration: every table of the workspace, one "
    "column a line, in the one place where they are described",
}
"""Modules over the ceiling, with the reason."""

FILES = sorted(
    path
    for folder in ("src", "tests", "scripts", "benchmarks")
    for path in (rooms.ROOT / folder).rglob("*.py")
)


def shown(path: Path) -> str:
    return path.relative_to(rooms.ROOT).as_posix()


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def long_functions(path: Path) -> list[str]:
    """Measure bodies: the signature of a command is a declaration of its options."""
    return [
        f"{shown(path)}:{node.lineno} {node.name}"
        for node in ast.walk(rooms.tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.body[0].lineno + 1 > FUNCTION_LINES
    ]


def test_there_is_something_to_measure() -> None:
    assert len(FILES) > len(rooms.module_files())


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_a_module_fits_on_a_few_screens(path: Path) -> None:
    if shown(path) not in LONGER_MODULES:
        assert length(path) <= MODULE_LINES


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_a_function_fits_on_one_screen(path: Path) -> None:
    assert long_functions(path) == []


def test_exceptions_are_still_needed() -> None:
    for name in LONGER_MODULES:
        assert length(rooms.ROOT / name) > MODULE_LINES


def test_style_sheets_stay_small() -> None:
    long = [
        shown(path)
        for path in (rooms.ROOT / "src").rglob("*.css")
        if length(path) > STYLE_SHEET_LINES
    ]
    assert long == []
