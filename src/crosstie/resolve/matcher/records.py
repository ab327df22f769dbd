"""What the matcher is given: names with what else is known, in plain columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from crosstie.resolve.matcher.hashing import hash_runs
from crosstie.resolve.matcher.letters import BLANK, END, plain_letters
from crosstie.resolve.matcher.names import Ints
from crosstie.text.countries import country_code


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
    """Other names, separated by bars."""

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Rows:
    """Names one below the other, and which record bears each."""

    names: list[str]
    owner: Ints
    _unused: None = field(default=None, repr=False)


def text_codes(texts: Sequence[str], rows: int) -> Ints:
    """Give equal texts equal numbers, spelling apart; 0 where there is no text."""
    found = np.zeros(rows, np.int64)
    if not len(texts):
        return found
    data = "\n".join(str(t or "").replace("\n", " ") for t in texts) + "\n"
    letters = plain_letters(data.encode("utf-8", "replace"))
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
