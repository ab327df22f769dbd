"""The code knows no country, agency or company of the shipped case: they are data."""

from __future__ import annotations

import ast
import csv
import functools
import re

import pytest

from crosstie.store.casefolder import read_case
from tests.contract import rooms

CASE = rooms.PACKAGE / "shipped" / "ca-ice"
NOT_SOURCES = sorted(set(rooms.FLOORS) - {"sources", "text"})
"""A source knows its publisher, and text/ knows all countries of the world."""


@functools.cache
def words_of_the_case() -> re.Pattern[str]:
    """Match any name of the case: its organisations, products, agencies, country."""
    case = read_case(CASE)
    names = {"Canada", "Canadian"}
    codes = set()
    for one in (case.buyer, *case.buyer.siblings):
        names |= {one.name, one.abbreviation, *one.names}
        codes |= set(one.codes)
    for table in ("organisations.csv", "products.csv"):
        with (CASE / table).open(encoding="utf-8", newline="") as stream:
            names |= {row["name"].rstrip(".") for row in csv.DictReader(stream)}
    every = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    numbers = "|".join(sorted(codes))
    return re.compile(
        rf"(?<![\w-])(?:{every})(?![\w-])|^(?:{numbers})$|'(?:{numbers})'"
    )


def constants(module: ast.Module) -> list[str]:
    """Read the texts that a program works with, not those that explain it."""
    told = {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in told
    ]


@pytest.mark.parametrize("room", NOT_SOURCES)
def test_no_room_names_what_only_the_case_knows(room: str) -> None:
    wanted = words_of_the_case()
    wrong = [
        f"{module}: {text}"
        for module, path in rooms.module_files().items()
        if rooms.room(module) == room
        for text in constants(rooms.tree(path))
        if wanted.search(text)
    ]
    assert wrong == []


def test_the_words_are_found_where_they_stand() -> None:
    wanted = words_of_the_case()
    for text in ("Roshel LLC", "code = '7012'", "7012", "of ICE", "Canada"):
        assert wanted.search(text), text
    assert not wanted.search("PRICES, device, ca-ice")
