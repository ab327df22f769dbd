"""What the matcher is given: names with what else is known, in plain columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from crosstie.matching.hashing import U64, hash_runs
from crosstie.matching.letters import BLANK, END, plain_letters
from crosstie.matching.names import Ints
from crosstie.text.countries import country_code
from crosstie.text.nameparts import DIVISION, FORMER, LANGUAGE, TRADING, split_parts


@dataclass(frozen=True)
class Records:
    """Rows of a register, or queries: columns of equal length, or empty ones."""

    ids: Sequence[str]
    names: Sequence[str]
    country: Sequence[str] = ()
    city: Sequence[str] = ()
    postal_code: Sequence[str] = ()
    identifiers: Sequence[str] = ()
    """`scheme:value`, several separated by bars."""
    other_names: Sequence[str] = ()
    """Other names, separated by bars; with dates behind them (`dated`) where known."""
    notes: Sequence[str] = ()
    """What is kept beside a row to be shown; no part of the comparison."""
    address: Sequence[str] = ()
    """Street and number."""
    date: Sequence[str] = ()
    """Of a query: the day on which the name was written, YYYY-MM-DD."""

    def __len__(self) -> int:
        return len(self.ids)

    def columns(self) -> tuple[Sequence[str], ...]:
        """Return every column, in the order of the fields."""
        return tuple(getattr(self, field.name) for field in fields(self))


def lines(texts: Sequence[str]) -> bytes:
    """Write texts one below the other; a line feed inside a text becomes a blank."""
    flat = "\n".join(texts)
    if flat.count("\n") != max(0, len(texts) - 1):
        flat = "\n".join(text.replace("\n", " ") for text in texts)
    return (flat + "\n").encode("utf-8", "replace") if len(texts) else b""


def raw_codes(texts: Sequence[str]) -> U64:
    """Hash texts as they stand."""
    data = np.frombuffer(lines(texts), np.uint8)
    ends = np.flatnonzero(data == END)
    found = np.zeros(len(texts), np.uint64)
    starts = np.concatenate([np.zeros(1, np.int64), ends + 1])[: len(texts)]
    full = np.flatnonzero(ends > starts)
    found[full] = hash_runs(data, starts[full])
    return found


def text_codes(texts: Sequence[str], rows: int) -> Ints:
    """Give equal texts equal numbers, spelling apart; 0 where there is no text."""
    found = np.zeros(rows, np.int64)
    if not len(texts):
        return found
    letters = plain_letters(lines(texts))
    letters = letters[letters != BLANK]
    ends = np.flatnonzero(letters == END)
    starts = np.concatenate([[0], ends[:-1] + 1])
    full = np.flatnonzero(ends > starts)
    hashes = hash_runs(letters, starts[full])
    found[full] = (hashes >> np.uint64(2)).astype(np.int64) + 1
    return found


def country_codes(texts: Sequence[str], rows: int) -> Ints:
    """Give each country a number, however it is written; 0 where it is not known."""
    if not len(texts):
        return np.zeros(rows, np.int64)
    known: dict[str, int] = {}
    for text in set(texts):
        code = country_code(text) or ""
        known[text] = 256 * ord(code[0]) + ord(code[1]) if len(code) == 2 else 0
    return np.array([known[text] for text in texts], np.int64)


_MARKS = re.compile(
    r"(?i)d\s?[./]?\s?b\s?[./]?\s?a\b|doing business|trading as|t/a\b|o/a\b"
    r"|operating as|aka\b|faisant affaire"
    r"|(?:division|div|unit|branch|subsidiary)\.?\s+(?:of|de)\s"
    r"|[fn]/k/a|fka\b|formerly|now known|anciennement|\w\w\w\s?/\s?\w\w\w|\s\|\s"
)
"""What a name holds that names more than one thing; a quick first look."""

_HINT = re.compile(
    r"[/|]|dba|d[. ]b|business|trading|operating|aka|fka|[af]\.k|faisant|div|unit"
    r"|branch|subsid|former|now known|ancien",
    re.IGNORECASE,
)
"""A quicker look still: without one of these there is no mark."""

_OWN = (TRADING, FORMER, DIVISION, LANGUAGE)


def parts_of(name: str) -> list[str]:
    """List the other names that a written name holds; a venture's partners are none."""
    if not _HINT.search(name) or not _MARKS.search(name):
        return []
    parts = split_parts(name)
    return [p.text for p in parts if p.role in _OWN and p.text and p.text != name]
