"""Asks one index file: words, parts of words, other spellings, identifiers.

Every question ends after a number of steps of the engine, whatever was asked: what was
found until then is given, and that it is not all.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosstie.errors import StoreError
from crosstie.store.searchfile import SHAPE
from crosstie.store.searchtext import SHORTEST_INSIDE, Asked

__all__ = ["COUNTED", "FREQUENT", "IndexFile", "Range", "widened"]

COUNTED = 1_000
"""Entries up to which a kind's results are counted; above it "more than"."""

WIDENED = 40
"""Words that hold a part of a word, at most, that are looked for in its place."""

FREQUENT = 20_000
"""Entries with a word from which it is not looked for inside longer words."""

WORK = 60_000_000
"""Steps of the engine after which a query ends with what it has found."""

SHORTEST_SPELLING = 4
"""Letters from which a word may be misspelt."""

ALIKE = 76.0
"""How like two words are, from 0 to 100, that may be one misspelt."""

VOCABULARY = 400_000
"""Words up to which all of them are compared with a misspelt one."""

_FOUND = """
select entry.*
from words
join entry on entry.n = words.rowid
where words match :words and words.rowid between :first and :last
order by words.rowid
limit :limit
"""

_COUNTED = """
select count(distinct id) as things, count(*) as entries
from (
  select entry.id
  from words
  join entry on entry.n = words.rowid
  where words match :words and words.rowid between :first and :last
  limit :limit
)
"""

_IDENTIFIED = """
select scheme, coalesce(value, key) as value, kind, id
from identifier
where key >= :key and key < :after
order by key, kind, id
limit :limit
"""


@dataclass(frozen=True)
class Range:
    """Where the entries of one kind lie, and how many things they are of."""

    first: int
    last: int
    things: int


class IndexFile:
    """An index that is read; every thread opens its own."""

    def __init__(self, path: Path) -> None:
        """Open an index.

        Raises:
            StoreError: where it is none, or of another shape.

        """
        uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(uri, uri=True, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("pragma mmap_size = 8589934592")
            self.facts: dict[str, Any] = {
                name: json.loads(value)
                for name, value in self._connection.execute("select * from fact")
            }
        except (sqlite3.Error, ValueError) as cause:
            raise _damaged(path) from cause
        if self.facts.get("shape") != SHAPE:
            self.close()
            raise _damaged(path)
        self.ranges = {k: Range(*ends) for k, ends in self.facts["ranges"].items()}
        self.ended_early = False
        self._path = path

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> IndexFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def found(self, kind: str, words: str, limit: int) -> list[dict[str, Any]]:
        """Find the best entries of a kind that meet an expression."""
        where = self.ranges.get(kind)
        if where is None or not words:
            return []
        values = {"words": words, "first": where.first, "last": where.last}
        rows = self._asked(_FOUND, {**values, "limit": limit})
        return [_entry(row) for row in rows]

    def counted(self, kind: str, words: str) -> tuple[int, bool]:
        """Count the things met, and tell whether there are more than were counted."""
        where = self.ranges.get(kind)
        if where is None or not words:
            return 0, False
        values = {"words": words, "first": where.first, "last": where.last}
        rows = self._asked(_COUNTED, {**values, "limit": COUNTED})
        if not rows:
            return 0, True
        return int(rows[0]["things"]), int(rows[0]["entries"]) >= COUNTED

    def identified(self, key: str, limit: int, *, starts: bool) -> list[dict[str, Any]]:
        """Find what bears an identifier, or one that starts like it."""
        after = key + ("\x7f" if starts else "\x00")
        rows = self._asked(_IDENTIFIED, {"key": key, "after": after, "limit": limit})
        return [dict(row) for row in rows]

    def entries_of(self, id_: str, kind: str = "", limit: int = 50) -> list[Any]:
        """Read the entries of one thing, the best first."""
        rows = self._asked(
            "select * from entry where id = :id and (:kind = '' or kind = :kind)"
            " order by n limit :limit",
            {"id": id_, "kind": kind, "limit": limit},
        )
        return [_entry(row) for row in rows]

    def words_with(self, part: str) -> tuple[str, ...]:
        """List words that hold a text inside, the most frequent first."""
        if len(part) < SHORTEST_INSIDE:
            return ()
        grams = {part[at : at + 3] for at in range(len(part) - 2)}
        rows = self._asked(
            "select word.term from parts join word on word.n = parts.rowid"
            " where parts match :grams and instr(word.term, :part) > 0"
            " and word.term <> :part order by parts.rowid limit :limit",
            {
                "grams": " ".join(f'"{gram}"' for gram in sorted(grams)),
                "part": part,
                "limit": WIDENED,
            },
        )
        return tuple(row["term"] for row in rows)

    def words_like(self, word: str, limit: int = 3) -> tuple[str, ...]:
        """List words that may be meant by a misspelt one, the likeliest first."""
        from rapidfuzz import fuzz, process

        if len(word) < SHORTEST_SPELLING or self.vocabulary() > VOCABULARY:
            return ()
        rows = self._asked(
            "select term from word where length(term) between :few and :many",
            {"few": len(word) - 2, "many": len(word) + 2},
        )
        terms = [row["term"] for row in rows]
        best = process.extract(
            word, terms, scorer=fuzz.ratio, limit=limit, score_cutoff=ALIKE
        )
        return tuple(term for term, _, _ in best if term != word)

    def frequency(self, word: str) -> int:
        """Count the entries in which a word stands."""
        rows = self._asked(
            "select entries from word where term = :word limit 1", {"word": word}
        )
        return int(rows[0]["entries"]) if rows else 0

    def vocabulary(self) -> int:
        """Count the different words."""
        rows = self._asked("select max(n) as words from word", {})
        return int(rows[0]["words"] or 0) if rows else 0

    def _asked(self, sql: str, values: dict[str, Any]) -> list[sqlite3.Row]:
        """Run a query; one that works for too long ends early, which is told."""
        step = 100_000
        left = iter(range(WORK // step))
        self._connection.set_progress_handler(lambda: next(left, None) is None, step)
        rows: list[sqlite3.Row] = []
        try:
            rows.extend(self._connection.execute(sql, values))
        except sqlite3.OperationalError as cause:
            if "interrupted" not in str(cause):
                raise _damaged(self._path) from cause
            self.ended_early = True
        except sqlite3.DatabaseError as cause:
            raise _damaged(self._path) from cause
        return rows


def widened(asked: Asked, inside: dict[str, tuple[str, ...]]) -> str:
    """Write a query in which words may be those that `inside` names for them."""
    parts = []
    for term in asked.terms:
        others = inside.get(term.words[0], ()) if len(term.words) == 1 else ()
        either = [term.expression, *(f'"{word}"' for word in others)]
        parts.append(f"({' OR '.join(either)})")
    return " AND ".join(parts)


def _entry(row: sqlite3.Row) -> dict[str, Any]:
    found = dict(row)
    found["more"] = json.loads(found["more"]) if found["more"] else {}
    return found


def _damaged(path: Path) -> StoreError:
    return StoreError(
        f"the search index {path.name} is damaged, or of another version",
        next_step="remove it: the next crosstie search makes it anew",
    )
