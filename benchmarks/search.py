"""Measure search at register scale: time, size and memory of the index, and queries.

    python -m benchmarks.search FOLDER [--rows N] [--queries N] [--compare]

FOLDER becomes a home with a workspace of N synthetic organisations, the words and
patterns of `benchmarks.matching.bigjob`, with names of before, identifiers and vendors.
`--compare` also makes a trigram index of all names and the matcher's register, and asks
both the same. Every name is invented: the figures are of size, not of what is found.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa

from benchmarks.matching.bigjob import BigMaker
from crosstie.settings import Settings
from crosstie.store.search import Ready, refresh
from crosstie.store.searching import search
from crosstie.store.searchread import IndexFile
from crosstie.store.tables import FILE
from crosstie.store.workspace import open_workspace

FILE_ID = "5" * 16
FORMER, VENDORS = 0.3, 0.1
"""Shares of organisations that bore another name, and that are vendors too."""

HOSTILE = (
    '" OR 1=1 --', "NEAR(a b, 9)", "a* b* c* d* in* co* li* ca*", "*" * 200, '"' * 99,
    "x" * 10_000, "\x00\x00", "\u202e\u202dcba", "inc ltd corp holdings group canada",
    "a", "in", "de la", "'; drop table entry; --", "(((((((", "name:inc", "-inc +ltd",
)  # fmt: skip


class Said:
    """Progress as lines with the time since the last one."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, step: str) -> None:
        """Say a step."""
        now = time.monotonic()
        print(f"  {now - self._last:7.1f} s, then: {step}", flush=True)
        self._last = now

    def count(self, name: str, done: int, total: int) -> None:
        """Say a step when it begins."""
        if not done:
            self(name)


def make(settings: Settings, rows: int, seed: int) -> None:
    """Fill a workspace with organisations, block by block."""
    draw = random.Random(seed)  # noqa: S311
    with open_workspace(settings) as db:
        file = dict.fromkeys((column.name for column in FILE.columns), None)
        file |= dict.fromkeys(("rows_read", "rows_loaded", "bytes"), rows)
        file |= dict.fromkeys(("rows_rejected", "rows_repeated"), 0)
        file |= {"file_id": FILE_ID, "source": "synthetic", "layout": "synthetic"}
        file |= {"publisher": "nobody", "name": "synthetic.csv", "sha256": FILE_ID * 4}
        file |= {"retrieved_basis": "unknown", "load_number": 1}
        db.append(FILE, [file])
        at, before = 0, ["Of Before"]
        for chunk in BigMaker(seed, rows).chunks(rows):
            names = [
                f"{c} {f}".strip() for c, f in zip(chunk.core, chunk.form, strict=True)
            ]
            numbers = range(at + 1, at + 1 + len(names))
            ids = [f"registry:{n:08d}" for n in numbers]
            table = {"organisation_id": ids, "row_number": list(numbers)}
            _insert(db, "organisation", {
                **table, "name": names, "country": list(chunk.country),
                "source": ["synthetic"] * len(names), "kind": ["company"] * len(names),
            })  # fmt: skip
            _insert(db, "organisation_identifier", {
                **table, "scheme": ["ca-bn"] * len(names),
                "value": [f"{n * 199 % 999_999_937:09d}" for n in numbers],
            })  # fmt: skip
            few = [n for n in range(len(names)) if draw.random() < FORMER]
            _insert(db, "organisation_name", {
                "organisation_id": [ids[n] for n in few],
                "row_number": [numbers[n] for n in few],
                "name": [draw.choice(before) for _ in few],
                "kind": ["former"] * len(few),
            })  # fmt: skip
            some = [n for n in range(len(names)) if draw.random() < VENDORS]
            _insert(db, "vendor", {
                "name": [names[n].upper() for n in some],
                "row_number": [numbers[n] for n in some],
            })  # fmt: skip
            at, before = at + len(names), names


def _insert(db: Any, table: str, columns: dict[str, list[Any]]) -> None:
    columns["file_id"] = [FILE_ID] * len(columns["row_number"])
    db.register("block", pa.table(columns))
    db.run(table, f"insert into {table} by name select * from block")  # noqa: S608
    db.unregister("block")


def queries(path: Path, count: int, seed: int) -> dict[str, list[str]]:
    """Draw queries of every kind from the names in the index."""
    draw = random.Random(seed)  # noqa: S311
    with closing(sqlite3.connect(path)) as db:
        (last,) = db.execute("select max(n) from entry").fetchone()
        found = [
            db.execute(
                "select coalesce(name, title), id from entry where n = ?",
                (draw.randint(1, last),),
            ).fetchone()
            for _ in range(count)
        ]
        keys = [
            row[0]
            for _ in range(count)
            for row in db.execute(
                "select key from identifier where key >= ? limit 1",
                (f"{draw.randrange(999_000_000):09d}",),
            )
        ]
        common = [
            row[0] for row in db.execute("select term from word order by n limit 40")
        ]
    names = [name for name, _ in found]
    return {
        "whole name": names,
        "half typed name": [name[: max(2, len(name) // 2)] for name in names],
        "first three letters": [name[:3] for name in names],
        "one word": [draw.choice(name.split()) + " " for name in names],
        "most common words": [" ".join(draw.sample(common, 2)) + " " for _ in names],
        "part of a word": [max(name.split(), key=len)[1:6] for name in names],
        "identifier": [str(key) for key in keys],
        "nothing": [_misspelt(draw, name) + " zq" for name in names],
        "hostile": list(HOSTILE) * max(1, count // len(HOSTILE)),
    }


def _misspelt(draw: random.Random, name: str) -> str:
    at = draw.randrange(len(name))
    return name[:at] + draw.choice("qxz") + name[at + 1 :]


def measured(ask: Callable[[str], int], asked: Iterable[str]) -> tuple[float, ...]:
    """Ask one after the other: p50, p99, slowest in ms, wall and processor; found."""
    walls, works, found = [], [], 0
    for query in asked:
        begin, worked = time.perf_counter(), time.process_time()
        found += bool(ask(query))
        walls.append((time.perf_counter() - begin) * 1000)
        works.append((time.process_time() - worked) * 1000)
    said = [found / len(walls)]
    for times in (walls, works):
        times.sort()
        last = len(times) - 1
        said += [times[len(times) // 2], times[min(last, len(times) * 99 // 100)]]
        said.append(times[-1])
    return tuple(said)


def table(title: str, ask: Callable[[str], int], asked: dict[str, list[str]]) -> None:
    """Print one table of queries."""
    times = "p50 | p99 | slowest"
    print(f"\n| {title} | answered | {times} | processor {times} |")
    print("|---|---|---|---|---|---|---|---|")
    for kind, texts in asked.items():
        share, *each = measured(ask, texts)
        cells = " | ".join(f"{ms:.1f}" for ms in each)
        print(f"| {kind} | {share:.0%} | {cells} |", flush=True)


def compare(settings: Settings, path: Path, asked: dict[str, list[str]]) -> None:
    """Make and ask the others: trigrams of all names, the matcher's register."""
    from crosstie.resolve.lookup import open_lookups

    other = path.with_name("trigrams.sqlite")
    begin = time.monotonic()
    with closing(sqlite3.connect(other, isolation_level=None)) as db:
        db.execute("pragma journal_mode = off")
        db.execute(f"attach '{path}' as a")
        db.execute(
            "create virtual table t using fts5(name, content='', columnsize=0,"
            " detail=full, tokenize='trigram')"
        )
        db.execute("begin")
        db.execute(
            "insert into t (rowid, name) select n, coalesce(name, title) from a.entry"
        )
        db.execute("insert into t (t) values ('optimize')")
        db.execute("commit")
        print(
            f"\nTrigrams of all names: {time.monotonic() - begin:.0f} s,"
            f" {other.stat().st_size / 1e6:,.0f} MB"
        )

        def ask(query: str) -> int:
            quoted = query.replace('"', '""').replace("\x00", " ")[:200]
            sql = "select rowid from t where t match ? order by rowid limit 40"
            return len(db.execute(sql, (f'"{quoted}"',)).fetchall())

        table("trigrams", ask, asked)
    other.unlink()
    begin = time.monotonic()
    found = open_lookups(settings, lambda step: None)
    size = sum(
        f.stat().st_size for f in settings.home.glob("lookup/**/*") if f.is_file()
    )
    print(
        f"\nThe matcher's registers: {time.monotonic() - begin:.0f} s,"
        f" {size / 1e6:,.0f} MB"
    )
    if found is not None:
        lookup = found.organisations
        few = {kind: texts[:100] for kind, texts in asked.items()}
        table("matcher", lambda query: len(lookup.find(query[:200])), few)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--queries", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--compare", action="store_true")
    given = parser.parse_args()
    settings = Settings(home=given.folder)
    if not settings.workspace.exists():
        begin = time.monotonic()
        make(settings, given.rows, given.seed)
        print(f"Made {given.rows:,} organisations in {time.monotonic() - begin:.0f} s")
    before = _peak()
    begin, worked = time.monotonic(), time.process_time()
    ready = refresh(settings, None, Said())
    assert ready.registers is not None  # noqa: S101
    size = ready.registers.stat().st_size / 1e6
    with IndexFile(ready.registers) as index:
        print({kind: r.last - r.first + 1 for kind, r in index.ranges.items()})
        print(f"{index.vocabulary():,} words")
    print(
        f"Made ready in {time.monotonic() - begin:.0f} s"
        f" ({time.process_time() - worked:.0f} s of a processor), {size:,.0f} MB;"
        f" peak of memory {_peak():,.0f} MB (before: {before:,.0f} MB)"
    )
    asked = queries(ready.registers, given.queries, given.seed)

    def ask(query: str) -> int:
        found = search(Ready(ready.registers, None), query)
        return len(found.groups) + len(found.identified)

    table("search", ask, asked)
    if given.compare:
        compare(settings, ready.registers, asked)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
