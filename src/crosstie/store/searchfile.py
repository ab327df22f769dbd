"""One file in which names, descriptions and identifiers are found: SQLite with FTS5.

Entries are written in the order in which they are to be found (short names first, or
most money first), kind after kind: so the first of them that are met are the best, and
a query ends with these, however many millions hold its words. Only words are indexed,
folded as `searchtext` does; the texts lie beside them as they were written.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from crosstie.errors import StoreError
from crosstie.store.searchtext import SHORTEST_INSIDE, Asked, search_words

__all__ = ["SHAPE", "Entry", "Identifier", "IndexFile", "Writer", "writing"]

SHAPE = 1
"""Number of the file's shape; a file of another one is made anew."""

BLOCK = 20_000
"""Rows that are written at once."""

COUNTED = 1_000
"""Entries up to which a kind's results are counted; above it "more than"."""

WIDENED = 40
"""Words that hold a part of a word, at most, that are looked for in its place."""

WORK = 60_000_000
"""Steps of the engine after which a query ends with what it has found."""

SHORTEST_SPELLING = 4
"""Letters from which a word may be misspelt."""

ALIKE = 76.0
"""How like two words are, from 0 to 100, that may be one misspelt."""

VOCABULARY = 400_000
"""Words up to which all of them are compared with a misspelt one."""

_TABLES = """
create table fact (name text primary key, value text not null) without rowid;
create table entry (
  n integer primary key, kind text not null, id text not null, title text not null,
  name text, name_kind text, since text, until text, place text, source text,
  file_id text, row_number integer, more text
);
create table identifier (
  key text not null, kind text not null, id text not null, scheme text not null,
  value text, primary key (key, kind, id, scheme)
) without rowid;
create virtual table words using fts5(
  text, content='', columnsize=0, detail=full, prefix='2 3 4',
  tokenize="unicode61 remove_diacritics 2"
);
insert into words (words, rank) values ('hashsize', 33554432);
"""

_FINISHED = """
create index entry_by_id on entry (id);
create virtual table vocabulary using fts5vocab('words', 'row');
create table word (n integer primary key, term text not null, entries integer not null);
insert into word (term, entries)
  select term, doc from vocabulary order by doc desc, term;
create index word_by_term on word (term);
create virtual table parts using fts5(
  term, content='', columnsize=0, detail=none, tokenize="trigram"
);
insert into parts (rowid, term) select n, term from word where length(term) > 3;
insert into parts (parts) values ('optimize');
"""

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


class Entry(NamedTuple):
    """One text that is found, and what it says of what bears it."""

    id: str
    title: str
    words: str
    """Text whose words are indexed."""
    name: str | None = None
    """The name that is met, where it is not the title."""
    name_kind: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    source: str | None = None
    file_id: str | None = None
    row_number: int | None = None
    more: dict[str, Any] | None = None
    """Further facts of its kind."""


class Identifier(NamedTuple):
    """One identifier: compact, whose, and as written where that differs."""

    key: str
    kind: str
    id: str
    scheme: str
    value: str | None = None


@dataclass(frozen=True)
class Range:
    """Where the entries of one kind lie, and how many things they are of."""

    first: int
    last: int
    things: int


class Writer:
    """Writes one index, kind after kind."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._next = 1
        self._ranges: dict[str, list[int]] = {}

    def add(
        self, kind: str, entries: Iterable[Entry], count: Callable[[int], None]
    ) -> None:
        """Write the entries of a kind, the best first; `count` is told how many."""
        first = self._next
        for block in _blocks(entries):
            numbered = list(enumerate(block, self._next))
            self._connection.executemany(
                "insert into entry values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (n, kind, one.id, one.title, *one[3:-1], _json(one.more))
                    for n, one in numbered
                ),
            )
            self._connection.executemany(
                "insert into words (rowid, text) values (?, ?)",
                ((n, " ".join(search_words(one.words))) for n, one in numbered),
            )
            self._next += len(block)
            count(self._next - first)
        if self._next > first:
            self._ranges[kind] = [first, self._next - 1]

    def identify(self, identifiers: Iterable[Identifier]) -> None:
        """Write identifiers; one that stands there already is left out."""
        for block in _blocks(identifiers):
            self._connection.executemany(
                "insert or ignore into identifier (key, kind, id, scheme, value)"
                " values (?, ?, ?, ?, ?)",
                block,
            )

    def finish(self, facts: dict[str, Any], say: Callable[[str], None]) -> None:
        """Write the facts, and what makes parts of words be found."""
        say("Ordering the words")
        self._connection.execute("insert into words (words) values ('optimize')")
        self._connection.executescript(_FINISHED)
        ranges = {
            kind: [*ends, self._things(kind, *ends)]
            for kind, ends in self._ranges.items()
        }
        self._connection.executemany(
            "insert into fact values (?, ?)",
            [
                (name, json.dumps(value))
                for name, value in {**facts, "shape": SHAPE, "ranges": ranges}.items()
            ],
        )
        self._connection.execute("analyze")

    def _things(self, kind: str, first: int, last: int) -> int:
        (found,) = self._connection.execute(
            "select count(distinct id) from entry where n between ? and ?",
            (first, last),
        ).fetchone()
        return int(found)


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Make an index aside; it takes its place when all of it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}.building")
    aside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(aside, isolation_level=None)) as connection:
            connection.executescript(
                "pragma page_size = 8192; pragma journal_mode = off;"
                "pragma synchronous = off; pragma cache_size = -65536;"
                "pragma temp_store = file; begin;"
            )
            for statement in _TABLES.split(";\n"):
                if statement.strip():
                    connection.execute(statement)
            yield Writer(connection)
            if connection.in_transaction:
                connection.execute("commit")
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        aside.replace(path)
    except sqlite3.Error as cause:
        raise StoreError(
            f"the search index {path.name} cannot be made: {cause}",
            next_step="make room on the disk, then run the same command again",
        ) from cause
    finally:
        aside.unlink(missing_ok=True)


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

    def has_word(self, word: str) -> bool:
        """Tell whether a word stands in any entry."""
        return bool(
            self._asked("select 1 from word where term = :word", {"word": word})
        )

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


def _json(more: dict[str, Any] | None) -> str | None:
    return json.dumps(more, ensure_ascii=False, default=str) if more else None


def _blocks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    block: list[Any] = []
    for row in rows:
        block.append(row)
        if len(block) == BLOCK:
            yield block
            block = []
    if block:
        yield block


def _damaged(path: Path) -> StoreError:
    return StoreError(
        f"the search index {path.name} is damaged, or of another version",
        next_step="remove it: the next crosstie search makes it anew",
    )
