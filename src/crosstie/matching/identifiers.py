"""What identifiers say of a pair: a strong one settles it, a weak one leans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crosstie.matching import policy
from crosstie.matching.names import Ints
from crosstie.matching.net import Floats
from crosstie.text.identifiers import normal_identifier

Known = frozenset[tuple[str, str]]


def identifiers_of(written: str) -> Known:
    """Read `scheme:value|scheme:value`.

    >>> sorted(identifiers_of("lei: 001gpb6a9xpe8xjicc14|XI-DUNS:123"))
    [('duns', '123'), ('lei', '001GPB6A9XPE8XJICC14')]
    """
    found = set()
    for part in written.split("|"):
        scheme, _, value = part.partition(":")
        known = normal_identifier(scheme, value)
        if known:
            found.add(known)
    return frozenset(found)


@dataclass(frozen=True)
class Bearers:
    """Who bears which identifier in a register."""

    records: dict[tuple[str, str], list[int]]
    known: dict[int, Known]

    def find(self, queries: Sequence[str]) -> tuple[Ints, Ints]:
        """List (query, record) of all that share an identifier."""
        pairs = sorted(
            {
                (number, record)
                for number, written in enumerate(queries)
                if written and self.records
                for known in identifiers_of(written)
                for record in self.records.get(known, ())
            }
        )
        both = np.array(pairs, np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]

    def evidence(self, queries: Sequence[str], query: Ints, record: Ints) -> Floats:
        """Say what identifiers add to the log-odds of each pair."""
        found = np.zeros(len(query), np.float32)
        asked = {n: identifiers_of(w) for n, w in enumerate(queries) if w}
        if not asked or not self.known:
            return found
        bears = np.isin(record, list(self.known)) & np.isin(query, list(asked))
        for at in np.flatnonzero(bears).tolist():
            found[at] = weigh(asked[int(query[at])], self.known[int(record[at])])
        return found


def weigh(left: Known, right: Known) -> float:
    """Weigh two sets of identifiers against each other."""
    shared = {scheme for scheme, _ in left & right}
    if shared & policy.STRONG_SCHEMES:
        return policy.STRONG_EVIDENCE
    schemes = {s for s, _ in left} & {s for s, _ in right}
    if schemes & policy.STRONG_SCHEMES:
        return policy.CONTRADICTION
    return policy.WEAK_EVIDENCE if shared else 0.0


def bearers(column: Sequence[str]) -> Bearers:
    """Index a register's column of identifiers."""
    records: dict[tuple[str, str], list[int]] = {}
    known: dict[int, Known] = {}
    for number, written in enumerate(column):
        if written:
            known[number] = identifiers_of(written)
            for identifier in known[number]:
                records.setdefault(identifier, []).append(number)
    return Bearers(records, known)
