"""One row of a publisher's file, read from the file itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class OriginalCell:
    """One cell, as the publisher wrote it."""

    column: str
    value: str
    """Empty where it is withheld."""
    target: str
    """The column of Crosstie's tables that it is read into; empty where it is not."""
    is_withheld: bool
    """True where the column, or the row, may hold a private person."""


@dataclass(frozen=True)
class OriginalRow:
    """One row with all its columns, in the publisher's order."""

    cells: tuple[OriginalCell, ...]
    line: int | None
    """Line of the file on which it starts, the header being line 1."""


ReadOriginal = Callable[[Mapping[str, Any], int, "frozenset[int]"], OriginalRow | None]
"""Reads a row from a file, given what the table `file` says of it, the number of the
row, and the numbers of further rows that will be asked for; None where the file is not
on this machine any more, or is no longer the same."""
