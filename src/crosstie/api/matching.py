"""Matching, looking up and comparing names from Python."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, overload

from crosstie.api.tables import read_records
from crosstie.errors import NothingLoaded, Place, UnknownLayout, UsageError
from crosstie.matching import kernel, policy
from crosstie.matching.explain import reasons
from crosstie.matching.kinds import kind_in_match
from crosstie.matching.lookup import Found, Lookup
from crosstie.matching.pairwise import Compared, compare_names
from crosstie.matching.records import Records
from crosstie.model.words import MatchKind
from crosstie.settings import from_environment

__all__ = [
    "Compared",
    "Found",
    "Index",
    "Match",
    "Matches",
    "compare",
    "index",
    "lookup",
    "match",
]


@dataclass(frozen=True)
class Match:
    """One row of the register that a query may be."""

    query_id: str
    reg_id: str
    score: float
    """Of rank 1: the probability that both are one organisation."""
    rank: int
    query_name: str
    reg_name: str
    reasons: str
    """What speaks for and against, in words."""


class Matches(Sequence[Match]):
    """The answer: a sequence of matches, which is also a table."""

    def __init__(self, found: Sequence[Match]) -> None:
        self._found = tuple(found)

    @overload
    def __getitem__(self, at: int) -> Match: ...

    @overload
    def __getitem__(self, at: slice) -> Matches: ...

    def __getitem__(self, at: int | slice) -> Match | Matches:
        """Give one match, or a part of them."""
        found = self._found[at]
        return found if isinstance(found, Match) else Matches(found)

    def __len__(self) -> int:
        return len(self._found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matches) and self._found == other._found

    def __hash__(self) -> int:
        return hash(self._found)

    def __repr__(self) -> str:
        return f"Matches({list(self._found)!r})"

    def table(self) -> Any:
        """Give the matches as an Arrow table, the columns of `crosstie match`."""
        import pyarrow

        names = [*Match.__dataclass_fields__]
        types = {"score": pyarrow.float64(), "rank": pyarrow.int32()}
        schema = [(name, types.get(name, pyarrow.string())) for name in names]
        columns = {name: [getattr(m, name) for m in self._found] for name in names}
        return pyarrow.table(columns, schema=pyarrow.schema(schema))


@dataclass(frozen=True)
class Index:
    """A register made ready; what `index` gives and `match` and `lookup` take."""

    ids: Sequence[str]
    names: Sequence[str]
    find: Callable[[Records, policy.Quality, int], Iterator[kernel.Matches]]

    def __len__(self) -> int:
        return len(self.names)

    def __repr__(self) -> str:
        return f"Index({len(self):,} rows)"


def index(register: Any) -> Index:
    """Make a register ready once, to match with it many times.

    `register` is a table (reg_id, name, and where known country, city, postal_code,
    identifiers, other_names), or the folder that `crosstie index` wrote.

    Raises:
        UnknownLayout: it is no table with names, and no such folder.

    """
    if isinstance(register, Index):
        return register
    if isinstance(register, str | Path):
        return _stored(Path(register))
    rows = read_records(register, "register", "reg_id")
    return _of_one(kernel.prepare(rows), rows)


def match(
    queries: Any,
    register: Any,
    *,
    quality: str = "fast",
    top: int = 1,
    threshold: float = policy.THRESHOLD,
) -> Matches:
    """Match names with a register; nothing is said of a query below the threshold.

    `queries` is a table (query_id, name, and what else is known) or a list of names;
    `register` a table, an `Index`, or the folder that `crosstie index` wrote. `top`
    gives that many rows a query where its best row passes.

    Raises:
        UsageError: quality, top or threshold is what it cannot be.
        UnknownLayout: a table has no names.

    """
    chosen = _quality(quality)
    if top < 1:
        raise UsageError(f"top is {top}", next_step="give 1 or more")
    if not 0 <= threshold <= 1:
        raise UsageError(f"threshold is {threshold}", next_step="give 0 to 1")
    asked = read_records(queries, "queries", "query_id")
    ready = index(register)
    return Matches([*_found(asked, ready, chosen, top, threshold)])


def lookup(
    name: str,
    country: str | None = None,
    *,
    register: Any = None,
    top: int = 5,
    vendors: bool = False,
) -> list[Found]:
    """Look one name up: what it may mean, the likeliest first.

    Without `register`, the loaded registers of the workspace are looked through, or
    the loaded vendors where asked. Give an `Index`, or the folder of one, for another
    register.

    Raises:
        NothingLoaded: nothing is loaded that could be looked through.

    """
    if register is None:
        return _loaded(vendors).find(name, country, top)
    if isinstance(register, str | Path):
        return Lookup.open(Path(register)).find(name, country, top)
    ready = index(register)
    asked = Records([""], [name], [country] if country else ())
    found = ready.find(asked, policy.QUALITIES["best"], top)
    return [one for part in found for one in _named(name, part, ready)]


def compare(first: str, second: str) -> Compared:
    """Compare two names as organisations: score, kind (same, family, words), reason."""
    for text in (first, second):
        if not isinstance(text, str):
            raise UsageError(f"{text!r} is no name", next_step="give two texts")
    return compare_names([first], [second])[0]


def _stored(folder: Path) -> Index:
    from crosstie.matching import stored
    from crosstie.matching.sharded import Stored

    if not stored.is_index(folder):
        raise UnknownLayout(
            "is no index of a register",
            place=Place(str(folder)),
            next_step="make one with crosstie index, or give a table",
        )
    if len(stored.read_manifest(folder).parts) == 1:
        return _of_one(*stored.load(folder))
    parts = Stored(folder)

    def find(
        asked: Records, quality: policy.Quality, top: int
    ) -> Iterator[kernel.Matches]:
        return parts.match(asked, quality, top=top)

    return Index(parts.texts("ids"), parts.texts("names"), find)


def _of_one(prepared: kernel.Register, rows: Records) -> Index:
    def find(
        asked: Records, quality: policy.Quality, top: int
    ) -> Iterator[kernel.Matches]:
        return kernel.match(prepared, asked, quality, top=top)

    return Index(prepared.ids, rows.names, find)


def _loaded(vendors: bool) -> Lookup:
    """Open what the workspace has loaded; it is indexed where it was not."""
    from crosstie.resolve.lookup import open_lookups

    found = open_lookups(from_environment(os.environ), lambda step: None)
    if found is None:
        raise NothingLoaded(
            "no organisation and no vendor is loaded, so no name can be looked up",
            next_step="load a register first: crosstie load gleif FILE..., or give one"
            " as register",
        )
    return found.vendors if vendors else found.organisations


def _named(name: str, found: kernel.Matches, ready: Index) -> Iterator[Found]:
    """Give the rows of a table that one name may mean."""
    for at, score in enumerate(found.score.tolist()):
        kind = kind_in_match(name, ready.names[int(found.record[at])], score)
        if score < policy.LEAST_SHOWN and kind is not MatchKind.FAMILY:
            continue
        record = int(found.record[at])
        yield Found(
            id=ready.ids[record],
            organisation=ready.names[record],
            name=ready.names[record],
            name_kind="",
            since="",
            until="",
            country="",
            probability=round(score, 4),
            kind=kind,
            reason=reasons(
                found.features[at], float(found.evidence[at]), int(found.beside[at])
            ),
            source="",
            file="",
            row=None,
        )


def _quality(name: str) -> policy.Quality:
    if name not in policy.QUALITIES:
        known = ", ".join(policy.QUALITIES)
        raise UsageError(f"quality is {name!r}", next_step=f"give one of {known}")
    return policy.QUALITIES[name]


def _found(
    asked: Records, ready: Index, quality: policy.Quality, top: int, threshold: float
) -> Iterator[Match]:
    """Give the rows of queries whose best row passes."""
    for found in ready.find(asked, quality, top):
        passes = False
        for at, rank in enumerate(found.rank.tolist()):
            score = float(found.score[at])
            if rank == 1:
                passes = score >= threshold
            if not passes:
                continue
            query, record = int(found.query[at]), int(found.record[at])
            yield Match(
                query_id=asked.ids[query],
                reg_id=ready.ids[record],
                score=score,
                rank=rank,
                query_name=asked.names[query],
                reg_name=ready.names[record],
                reasons=reasons(
                    found.features[at], float(found.evidence[at]), int(found.beside[at])
                ),
            )
