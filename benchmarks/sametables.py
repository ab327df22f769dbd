"""Hash every table that a load makes: two versions of the code must give the same.

    python -m benchmarks.sametables [--data DIR] [--shared DIR] [--spoiled N] > FILE

For each synthetic layout in DIR, and each file of real records in the shared folder, a
new workspace in memory is loaded and a line is written: file, table, rows, and a hash
of all its rows in any order. `--spoiled N` loads N spoiled copies of the first records
of each file too: quotes, line ends, cells, bytes and blanks put in or taken away by
a seeded generator, so that rejects, rescued rows and repairs are compared as well. A
file that is refused is compared by what is said of it. Run it with two versions on
PYTHONPATH, and compare the outputs with `diff`.
"""

# Names that are formatted in below come from the declared tables, never from data.
# ruff: noqa: S608

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from crosstie.errors import CrosstieError
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database, quoted
from crosstie.store.tables import WORKSPACE

SYNTHETIC = {
    "synthetic-lei2.csv.zip": ("gleif", "lei"),
    "synthetic-rr.csv.zip": ("gleif", "rr"),
    "synthetic-repex.csv.zip": ("gleif", "repex"),
    "synthetic-contracts.csv": ("contracts", None),
    "synthetic-grants.csv": ("grants", None),
    "synthetic-transactions.zip": ("usaspending", None),
}
SHARED = {
    "usaspending/transactions/*.csv": ("usaspending", None),
    "usaspending/awards_2012_2018/*.csv": ("usaspending", None),
    "usaspending/download/*.csv": ("usaspending", None),
    "registers/listed_companies/*.csv": ("listed", None),
    "registers/canada_vendors/*.csv": ("vendors", None),
    "ocds/*.jsonl": ("ocds", None),
    "gleif/*.xml": ("gleif", None),
    "gleif/*.json": ("gleif", None),
    "sec_exhibit21/*.csv": ("exhibit21", None),
}
SPOILED_LINES = 3_000
_SPOILS = (
    b'"',
    b'""',
    b"\n",
    b"\r\n",
    b"\r",
    b",",
    b" ",
    b"\t",
    b"\x00",
    b"\xe9",
    b"\xc3",
    "é".encode(),
    "\ufeff".encode(),
    b'," a ""quoted"" word ",',
    b'"unclosed\n',
    b"\n\n",
)


def hashes(
    label: str, source: str, role: str | None, paths: list[Path]
) -> Iterator[str]:
    """Load files into a new workspace; write a line a table."""
    with Database.memory() as db:
        db.create(WORKSPACE, indexed=False)
        try:
            said = load_files(
                db, source, [] if role else paths, roles={role: paths} if role else {}
            )
            counts = [
                (s.rows_read, s.rows_loaded, s.rows_rejected, s.rows_repeated, s.notes)
                for s in said
            ]
            yield f"{label} {counts}"
        except CrosstieError as error:
            yield f"{label} {type(error).__name__}: {error}"
        for table in WORKSPACE:
            columns = ", ".join(f"t.{quoted(name)}" for name in table.column_names)
            row = db.rows(
                "hash",
                "select count(*) as rows, bit_xor(md5_number(row_text)) as one,\n"
                "  sum((md5_number(row_text) >> 64)::hugeint) as two\n"
                f"from (select to_json(row({columns}))::varchar as row_text\n"
                f"  from {quoted(table.name)} t)",
            )[0]
            if row["rows"]:
                yield f"{label} {table.name} {row['rows']} {row['one']} {row['two']}"


def spoiled(path: Path, folder: Path, seed: int) -> Path:
    """Write a spoiled copy of the first records of a file; the header stays."""
    draw = random.Random(f"{path.name} {seed}")  # noqa: S311
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as s:
            lines = [s.readline() for _ in range(SPOILED_LINES)]
    else:
        with path.open("rb") as s:
            lines = [s.readline() for _ in range(SPOILED_LINES)]
    header, body = lines[0], bytearray(b"".join(lines[1:]))
    for _ in range(draw.choice((1, 5, 40, 200))):
        place = draw.randrange(len(body) or 1)
        kind = draw.random()
        if kind < 0.6:
            body[place:place] = draw.choice(_SPOILS)
        elif kind < 0.8:
            del body[place : place + draw.choice((1, 1, 3, 40))]
        else:
            end = body.find(b"\n", place) + 1
            begin = body.rfind(b"\n", 0, place) + 1
            body[end:end] = body[begin:end]
    if seed % 5 == 4:
        body = bytearray(bytes(body).replace(b"\n", b"\r\n"))
    made = folder / f"spoiled-{seed}-{path.stem.split('.')[0]}.csv"
    made.write_bytes(header + body)
    return made


def main() -> None:
    """Write the hashes of all files that are there."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.sametables",
        description=(__doc__ or "").split("\n")[0],
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--spoiled", type=int, default=0)
    given = parser.parse_args()
    found: list[tuple[Path, str, str | None]] = []
    if given.data:
        found += [(given.data / n, *how) for n, how in SYNTHETIC.items()]
    if given.shared:
        for pattern, how in SHARED.items():
            found += [(path, *how) for path in sorted(given.shared.glob(pattern))]
    for path, source, role in found:
        if not path.exists():
            continue
        for line in hashes(path.name, source, role, [path]):
            print(line, flush=True)
        if path.suffix not in (".csv", ".zip"):
            continue
        with tempfile.TemporaryDirectory() as folder:
            for seed in range(given.spoiled):
                copy = spoiled(path, Path(folder), seed)
                for line in hashes(copy.name, source, role, [copy]):
                    print(line)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
