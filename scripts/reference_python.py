"""The page docs/reference/python.md: every public name of `import crosstie`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from typing import Any

import crosstie
from crosstie.api.plots import Charts
from crosstie.api.shapes import (
    DECISIONS,
    FOUND,
    HITS,
    NAMES,
    NEAR,
    NOT_LOADED,
    SUPPLIERS,
    TOTALS,
)
from crosstie.exports.schema import TABLES

Grid = Callable[[tuple[str, ...], Iterable[tuple[str, ...]]], str]
"""Writes a Markdown table."""


def page(opening: Callable[[str, str, str], str], grid: Grid) -> str:
    """Describe every public name of `import crosstie`, and the tables of a case."""
    text = opening(
        "Python",
        "src/crosstie/api",
        "What `import crosstie` gives; examples stand in [Use it from Python]"
        "(../guides/python.md). Errors are those of [Exit codes](exit-codes.md).",
    )
    functions = [("open", "crosstie.open", crosstie.open)]
    functions += [
        (name, f"crosstie.{name}", getattr(crosstie, name))
        for name in crosstie.__all__
        if inspect.isfunction(getattr(crosstie, name))
    ]
    text += "\n## Functions\n\n"
    text += grid(
        ("call", "what it does", "errors"),
        (told(full, one) for _name, full, one in sorted(functions)),
    )
    for title, kind in CLASSES:
        methods = [
            told(f".{name}", one)
            for name, one in vars(kind).items()
            if not name.startswith("_")
            and (inspect.isfunction(one) or isinstance(one, property))
        ]
        text += f"\n\n## {title}\n\n{first(kind)}\n\n"
        text += grid(("member", "what it does", "errors"), methods)
    for shape in (*TABLES, *OF_PYTHON):
        text += f"\n\n## Table `{shape.name}`\n\n{shape.about}\n\n"
        rows = ((f"`{f.name}`", f.type, f.about) for f in shape.fields)
        text += grid(("column", "type", "what it holds"), rows)
    return text + "\n"


def told(name: str, one: Any) -> tuple[str, str, str]:
    """Write how one function is called, what it does, and what it raises."""
    if isinstance(one, property):
        return f"`{name}`", first(one.fget), ""
    written = str(inspect.signature(one)).replace("(self, ", "(")
    signature = re.sub(r"(: |-> )'([^']*)'", r"\1\2", written)
    call = signature.replace("(self)", "()").split(" -> ")
    doc = inspect.getdoc(one) or ""
    _before, _raises, after = doc.partition("Raises:")
    errors = [line.split(":")[0].strip() for line in after.splitlines() if ":" in line]
    gives = f" gives `{call[1]}`" if len(call) > 1 else ""
    return f"`{name}{call[0]}`{gives}", first(one), ", ".join(f"`{e}`" for e in errors)


def first(one: Any) -> str:
    """Give the first paragraph of a docstring."""
    return " ".join((inspect.getdoc(one) or "").split("\n\n")[0].split())


CLASSES: tuple[tuple[str, type], ...] = (
    ("A case", crosstie.Case),
    ("A table", crosstie.Table),
    ("A tie", crosstie.TieCard),
    ("An organisation", crosstie.OrganisationCard),
    ("A drawing", crosstie.Drawing),
    ("Charts", Charts),
)

OF_PYTHON = (SUPPLIERS, NEAR, TOTALS, DECISIONS, NOT_LOADED, HITS, FOUND, NAMES)
"""Tables that no export has."""
