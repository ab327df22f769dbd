"""Writes the file in which names and identifiers are found: SQLite with FTS5.

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
from pathlib import Path
from typing import Any, NamedTuple

from crosstie.errors import StoreError
from crosstie.store.searchtext import search_words

__all__ = ["SHAPE", "Entry", "Identifier", "Writer", "writing"]

SHAPE = 1
"""Number of the file's shape; a file of another one is made anew."""

BLOCK = 20_000
"""Rows that are written at once."""

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
