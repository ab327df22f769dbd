"""Matches against a stored register of any size, whatever parts it lies in.

Keys are chosen for each query by their count in the whole register, and read part by
part. The rows that were found are copied together, and compared and judged as if they
were the register: the answers do not depend on how it was cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import overload

import numpy as np
import numpy.typing as npt

from crosstie.matching import index as search
from crosstie.matching import kernel, policy, stored
from crosstie.matching.features import FEATURES
from crosstie.matching.gather import gather
from crosstie.matching.hashing import U64
from crosstie.matching.identifiers import bearers, identifiers_of
from crosstie.matching.index import Candidates, Index
from crosstie.matching.kernel import Found, Matches, Register
from crosstie.matching.keys import word_keys
from crosstie.matching.names import Ints, Names
from crosstie.matching.net import Model, shipped
from crosstie.matching.records import Records, raw_codes
from crosstie.matching.sides import table_of, taken, with_other_names
from crosstie.matching.textcolumn import TextColumn


@dataclass(frozen=True)
class Narrowed:
    """A small register of what a piece of queries may mean."""

    register: Register
    records: Ints
    """Of each record of the small register, its number in the whole one."""
    names: Ints
    """Of each name of the small register, its number in the whole one."""
    found: Found


class Stored:
    """A stored register, open for reading."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest, self.parts = stored.read_parts(folder)
        self._first_name = _begins([len(p.table.names) for p in self.parts])
        self._first_record = _begins([len(p.texts["ids"]) for p in self.parts])

    def __len__(self) -> int:
        return self.manifest.rows

    def texts(self, column: str) -> Joined:
        """Return a column of texts: ids, names, identifiers or notes."""
        return Joined([part.texts[column] for part in self.parts], self._first_record)

    def bearer_of(self, name: int) -> tuple[int, bool]:
        """Tell which record bears a name, and whether it is the record's first name.

        Names and records are counted over the whole register.
        """
        part, row = self._place(name)
        own = int(self.parts[part].own[row])
        return own + int(self._first_record[part]), own == row

    def country_of(self, name: int) -> int:
        """Return the number that stands for the country of a name's bearer."""
        part, row = self._place(name)
        return int(self.parts[part].table.country[row])

    def days_of(self, name: int) -> tuple[int, int]:
        """Return the days from and to which a name was borne; 0 where none is known."""
        part, row = self._place(name)
        table = self.parts[part].table
        return int(table.since[row]), int(table.until[row])

    def plain_of(self, name: int) -> str:
        """Return a name in plain letters."""
        part, row = self._place(name)
        (found,) = self.parts[part].table.names.plain.strings(np.array([row]))
        return found

    def _place(self, name: int) -> tuple[int, int]:
        part = int(np.searchsorted(self._first_name, name, side="right")) - 1
        return part, name - int(self._first_name[part])

    def match(
        self,
        queries: Records,
        quality: policy.Quality,
        *,
        top: int = 1,
        model: Model | None = None,
    ) -> Iterator[Matches]:
        """Match queries piece by piece, as `kernel.match` does.

        `record` and `row` of the answers count over the whole register.
        """
        if not len(self):
            return
        wider = policy.widened(quality, self.manifest.names)
        for start in range(0, len(queries), policy.PIECE):
            piece = taken(queries, start, start + policy.PIECE)
            found = self.match_piece(piece, wider, top, model or shipped())
            yield kernel.moved(found, start)

    def match_piece(
        self, queries: Records, quality: policy.Quality, top: int, model: Model
    ) -> Matches:
        """Match one piece of queries, with the budget that it is given."""
        names, owner = with_other_names(queries, parted=True)
        left = table_of(queries, names, owner)
        small = self.narrow(left.names, queries.identifiers, quality)
        if not len(small.names):
            return _no_matches()
        pairs = kernel.compare_found(
            small.register, queries, left, owner, small.found, quality
        )
        made = kernel.decide(small.register, pairs, model, top, queries.names)
        return Matches(
            made.query,
            small.records[made.record],
            made.rank,
            made.score,
            made.features,
            made.evidence,
            small.names[made.row],
            made.beside,
        )

    def narrow(
        self, left: Names, identifiers: Sequence[str], quality: policy.Quality
    ) -> Narrowed:
        """Put together the rows that a piece of queries may mean."""
        rows, scores, weight = self._search(left, quality)
        told = self._bearers(identifiers)
        chosen = np.unique(np.concatenate([rows[rows >= 0], self._main(told)]))
        small = np.searchsorted(chosen, rows).astype(np.int32)
        small[rows < 0] = -1
        asked = any(identifiers) and self.manifest.is_identified
        register, records = self._small(chosen, told, asked)
        candidates = Candidates(small, scores)
        return Narrowed(register, records, chosen, Found(candidates, weight))

    def _search(
        self, left: Names, quality: policy.Quality
    ) -> tuple[Ints, npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Find each query's best rows over all parts; weigh the queries' words."""
        asked = search.ask(left)
        places = [search.places(p.index.keys, asked.keys) for p in self.parts]
        counts = np.zeros(len(asked.keys), np.int64)
        useful = np.zeros(len(asked.keys), bool)
        for part, at in zip(self.parts, places, strict=True):
            hit = np.flatnonzero(at >= 0)
            counts[hit] = part.index.total[at[hit]]
            useful[hit] = part.index.useful[at[hit]]
        known = self._total(left.head) > 0, self._total(left.glued) > 0
        chosen = search.afford(asked, counts, useful, known, quality.budget)
        query = asked.query[chosen]
        weights = np.zeros(len(chosen), np.uint32)
        spans = []
        for part, at in zip(self.parts, places, strict=True):
            here = np.flatnonzero(at[chosen] >= 0)
            key = at[chosen][here]
            weights[here] = search.weights_of(part.index, key)
            spans.append((part.index, key, query[here]))
        most = search.heaviest(len(left), query, weights)
        found = [search.read(*span, most, quality.found) for span in spans]
        rows, scores = self._best(found, quality.found)
        total = self._total(left.word)
        return rows, scores, search.rarity(total, self.manifest.names)

    def _best(
        self, found: list[Candidates], keep: int
    ) -> tuple[Ints, npt.NDArray[np.float32]]:
        """Merge what the parts found; rows are counted over all of them."""
        rows = np.concatenate(
            [
                np.where(f.rows >= 0, f.rows + first, -1)
                for f, first in zip(found, self._first_name.tolist(), strict=True)
            ],
            axis=1,
        )
        scores = np.concatenate([f.scores for f in found], axis=1)
        if len(found) == 1:
            return rows, scores
        ties = np.concatenate(
            [
                np.where(f.rows >= 0, part.index.tie[np.maximum(f.rows, 0)], 0)
                for f, part in zip(found, self.parts, strict=True)
            ],
            axis=1,
        )
        order = np.lexsort((ties, -scores), axis=1)[:, :keep]
        return (
            np.take_along_axis(rows, order, axis=1),
            np.take_along_axis(scores, order, axis=1),
        )

    def _total(self, hashes: U64) -> Ints:
        """Tell how many names of the whole register have each word, or core."""
        found = np.zeros(len(hashes), np.int64)
        keys = word_keys(hashes)
        for part in self.parts:
            at = search.places(part.index.keys, keys)
            hit = np.flatnonzero(at >= 0)
            found[hit] = part.index.total[at[hit]]
        return found

    @cached_property
    def _held(self) -> list[tuple[U64, Ints]]:
        """Open, for each part, the hashes of identifiers and who bears them."""
        made = []
        for number in range(len(self.parts)):
            place = self.folder / self.manifest.folder / stored.part_name(number)
            read = stored.read_array
            made.append((read(place, "held"), read(place, "holders")))
        return made

    def _bearers(self, identifiers: Sequence[str]) -> Ints:
        """List the records that share an identifier with one of the queries."""
        if not self.manifest.is_identified or not any(identifiers):
            return np.zeros(0, np.int64)
        asked = {
            k for written in identifiers if written for k in identifiers_of(written)
        }
        codes = raw_codes(sorted(f"{scheme}:{value}" for scheme, value in asked))
        found = [np.zeros(0, np.int64)]
        for (held, holders), first in zip(self._held, self._first_record, strict=True):
            low = np.searchsorted(held, codes).tolist()
            high = np.searchsorted(held, codes, side="right").tolist()
            found += [holders[a:b] + first for a, b in zip(low, high, strict=True)]
        return np.unique(np.concatenate(found))

    def _main(self, records: Ints) -> Ints:
        """Return the first name of records: a part's first names are its first rows."""
        part = np.searchsorted(self._first_record, records, side="right") - 1
        return records - self._first_record[part] + self._first_name[part]

    def _small(self, chosen: Ints, told: Ints, asked: bool) -> tuple[Register, Ints]:
        """Copy names together, and what is known of them, as a register."""
        cuts = np.searchsorted(chosen, self._first_name[1:])
        rows = [
            at - first
            for at, first in zip(np.split(chosen, cuts), self._first_name, strict=True)
        ]
        table, known = gather(
            [p.table for p in self.parts], [p.known for p in self.parts], rows
        )
        chosen_of = list(zip(self.parts, rows, strict=True))
        owner = np.concatenate([part.owner[at] for part, at in chosen_of])
        tie = np.concatenate([part.index.tie[at] for part, at in chosen_of])
        records = np.union1d(owner, told)
        main = np.full(len(records), -1, np.int64)
        main[np.searchsorted(records, told)] = np.searchsorted(chosen, self._main(told))
        written = self.texts("identifiers").take(records) if asked else []
        register = Register(
            self.texts("ids").take(records),
            np.searchsorted(records, owner),
            table,
            _only_ties(tie),
            known,
            main,
            bearers(written),
        )
        return register, records


class Joined(Sequence[str]):
    """A column of texts that lies in several parts."""

    def __init__(self, parts: Sequence[TextColumn], first: Ints) -> None:
        self._parts = parts
        self._first = first

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return self.take(np.arange(len(self))[at])
        if not 0 <= at < len(self):
            raise IndexError(at)
        part = int(np.searchsorted(self._first, at, side="right")) - 1
        text: str = self._parts[part][at - int(self._first[part])]
        return text

    def take(self, rows: Ints) -> list[str]:
        """Return some of the texts; `rows` rise."""
        cuts = np.searchsorted(rows, self._first[1:])
        found: list[str] = []
        for part, at, first in zip(
            self._parts, np.split(rows, cuts), self._first, strict=True
        ):
            found += part.take(at - first) if len(part) else [""] * len(at)
        return found


def _begins(sizes: list[int]) -> Ints:
    """Tell where each part begins."""
    return np.cumsum([0, *sizes[:-1]], dtype=np.int64)


def _no_matches() -> Matches:
    none, no_scores = np.zeros(0, np.int64), np.zeros(0, np.float32)
    features = np.zeros((0, len(FEATURES)), np.float32)
    return Matches(
        none, none, none.astype(np.int32), no_scores, features, no_scores, none, none
    )


def _only_ties(tie: U64) -> Index:
    """Make an index of nothing, whose rows have an order all the same."""
    none = np.zeros(0, np.uint64)
    return Index(
        none,
        np.zeros(1, np.int64),
        np.zeros(0, np.uint32),
        np.uint32(1),
        np.zeros(0, bool),
        np.zeros(0, np.float32),
        tie,
        np.zeros(0, np.int32),
    )
