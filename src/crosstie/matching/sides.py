"""Makes the two sides of a comparison: records become tables of comparable names."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from crosstie.matching.addresses import address_codes
from crosstie.matching.dated import read_dated
from crosstie.matching.features import Table
from crosstie.matching.gather import join_names
from crosstie.matching.names import Ints, Names, parse_bytes
from crosstie.matching.records import (
    Records,
    country_codes,
    lines,
    parts_of,
    text_codes,
)
from crosstie.matching.respaced import respaced

THREADS = 2
"""Halves that are parsed at a time: large array operations let a second thread run."""

MANY = 50_000
"""From so many names on, halves are parsed apart."""


def with_other_names(
    records: Records, *, parted: bool = False
) -> tuple[list[str], Ints]:
    """Put other names below the first ones, and who bears each.

    A query's own parts are names too: what stands after "d/b/a", or the other language.
    """
    names, owner = list(records.names), list(range(len(records)))
    for number, others in enumerate(records.other_names):
        for other in filter(None, others.split("|")):
            names.append(other)
            owner.append(number)
    if parted:
        for number, name in enumerate(records.names):
            for part in (*parts_of(name), respaced(name)):
                if part:
                    names.append(part)
                    owner.append(number)
    return names, np.array(owner, np.int64)


def table_of(records: Records, names: list[str], owner: Ints) -> Table:
    """Make names comparable, with what is known of the records that bear them."""
    size = len(records)
    bare, since, until = _undated(names, size)
    return Table(
        _parsed(bare),
        country_codes(records.country, size)[owner],
        text_codes(records.city, size)[owner],
        text_codes(records.postal_code, size)[owner],
        address_codes(records.address, size)[owner],
        since,
        until,
    )


def _undated(names: list[str], first: int) -> tuple[list[str], Ints, Ints]:
    """Part other names from their dates; the `first` ones are no other names."""
    since, until = np.zeros((2, len(names)), np.int64)
    later = [n for n in range(first, len(names)) if names[n].endswith((")", ") "))]
    if not later:
        return names, since, until
    bare = list(names)
    for number in later:
        dated = read_dated(names[number])
        bare[number] = dated.name
        since[number], until[number] = dated.since, dated.until
    return bare, since, until


def _parsed(names: list[str]) -> Names:
    """Parse names; many in two halves, each in a thread."""
    if len(names) < MANY:
        return parse_bytes(lines(names))
    half = len(names) // 2
    with ThreadPoolExecutor(THREADS) as pool:
        later = pool.submit(lambda: parse_bytes(lines(names[half:])))
        return join_names([parse_bytes(lines(names[:half])), later.result()])


def taken(records: Records, start: int, end: int) -> Records:
    """Take a run of rows of every column."""
    return Records(*(column[start:end] for column in records.columns()))
