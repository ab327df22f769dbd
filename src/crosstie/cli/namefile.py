"""Reads tables of names from CSV files, by columns and in blocks.

A row that cannot be read is kept among the rejects with its reason, and everything else
is used; only what is needed of the columns ever becomes a value in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from crosstie.cli.written import csv_file, harmless
from crosstie.errors import Place, UnknownLayout, UnreadableFile
from crosstie.matching.dated import is_day
from crosstie.matching.records import Records

if TYPE_CHECKING:
    from crosstie.sources.reading.batches import Batches

SCHEMES = ("lei", "uei", "duns", "cage")
"""Columns that hold one identifier each, besides the column `identifiers`."""

OPTIONAL = (
    "country", "city", "postal_code", "identifiers", "other_names", "address", "date",
)  # fmt: skip

Columns = dict[str, list[str]]


@dataclass(frozen=True)
class Reject:
    """One row that could not be used, and why."""

    file: str
    row: int
    line: int | None
    reason: str
    record: str


@dataclass
class Rejects:
    """The rows that a command could not use, of all its files."""

    rows: list[Reject] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Write them as CSV: file, row, line, reason, record."""
        with csv_file(path) as writer:
            writer.writerow(["file", "row", "line", "reason", "record"])
            for reject in sorted(self.rows, key=lambda one: (one.file, one.row)):
                line = "" if reject.line is None else reject.line
                record = harmless(reject.record)
                writer.writerow([reject.file, reject.row, line, reject.reason, record])

    def finish(self, given: Path | None, out: Path) -> str:
        """Write them where there are any; return what the summary says of them."""
        if not self.rows:
            return ""
        path = given or out.with_suffix(".rejects.csv")
        self.write(path)
        rows = "1 row" if len(self.rows) == 1 else f"{len(self.rows):,} rows"
        return f"{rows} could not be used; with reasons in {path}"


def read_records(path: Path, id_column: str, rejects: Rejects | None = None) -> Records:
    """Read ids, names and what else is known; unknown columns are left alone."""
    columns: Columns = {}
    for block in _blocks(path, (id_column, "name"), rejects):
        for name, values in block.items():
            columns.setdefault(name, []).extend(values)
    return _records(columns, id_column)


def record_blocks(path: Path, id_column: str, rejects: Rejects) -> Iterator[Records]:
    """Read the same, block by block, each row with its number in the file as a note."""
    for block in _blocks(path, (id_column, "name"), rejects):
        yield _records(block, id_column)


def read_columns(
    path: Path, required: Sequence[str], rejects: Rejects | None = None
) -> Columns:
    """Read some columns of a CSV file.

    Raises:
        UnreadableFile: where the file cannot be read; or a row, and nobody collects
            rejects.
        UnknownLayout: where a column is missing, or stands there twice.

    """
    columns: Columns = {name: [] for name in required}
    for block in _blocks(path, required, rejects, optional=()):
        for name in required:
            columns[name].extend(block[name])
    return columns


def _blocks(
    path: Path,
    required: Sequence[str],
    rejects: Rejects | None,
    optional: Sequence[str] = (*OPTIONAL, *SCHEMES),
) -> Iterator[Columns]:
    """Read the columns asked for, and those that there are, block by block."""
    from crosstie.sources.reading.encoding import CleanText

    try:
        with path.open("rb") as stream:
            batches = _open(path, CleanText(stream), required, optional)
            found = Rejects() if rejects is None else rejects
            for batch in batches.reader():
                columns = _columns(batch)
                yield _without_empty(path, columns, required, found)
                _keep_torn(path, batches, found)
            _keep_torn(path, batches, found)
    except OSError as cause:
        raise UnreadableFile(
            f"cannot be read: {cause.strerror or cause}",
            place=Place(str(path)),
            next_step="check the file's name",
        ) from cause
    if rejects is None and found.rows:
        first = found.rows[0]
        raise UnreadableFile(
            first.reason,
            place=Place(path.name, first.row),
            next_step="mend the row: a comma or a quote may be missing",
        )


def _open(
    path: Path, text: object, required: Sequence[str], optional: Sequence[str]
) -> Batches:
    """Read the header and get ready to read the columns."""
    from crosstie.sources.reading.batches import Batches
    from crosstie.sources.reading.encoding import CleanText
    from crosstie.sources.reading.scan import Scanner

    assert isinstance(text, CleanText)  # noqa: S101
    scanner = Scanner(text)
    header = [name.strip().lower() for name in scanner.header()]
    missing = [name for name in required if name not in header]
    if missing:
        raise UnknownLayout(
            f"column {missing[0]!r} is missing; found: "
            f"{', '.join(filter(None, header)) or 'nothing'}",
            place=Place(path.name, 0),
            next_step=f"give the file a header with {', '.join(required)}",
        )
    wanted = [*required, *(name for name in optional if name in header)]
    twice = [name for name in wanted if header.count(name) > 1]
    if twice:
        raise UnknownLayout(
            f"column {twice[0]!r} stands there twice",
            place=Place(path.name, 0),
            next_step="give the other one another name",
        )
    unique = [n if n in wanted else f"{at}:{n}" for at, n in enumerate(header)]
    return Batches(scanner, unique, wanted, None)


def _columns(batch: object) -> Columns:
    from crosstie.sources.reading.untrimmed import UNTRIMMED

    found: Columns = batch.to_pydict()  # type: ignore[attr-defined]
    found.pop(UNTRIMMED, None)
    return found


def _keep_torn(path: Path, batches: Batches, rejects: Rejects) -> None:
    for torn in batches.torn:
        rejects.rows.append(
            Reject(path.name, torn.row, torn.line, torn.reason, torn.record)
        )
    batches.torn.clear()


def _without_empty(
    path: Path, columns: Columns, required: Sequence[str], rejects: Rejects
) -> Columns:
    """Leave out rows that lack an id, or all by which they could be found."""
    numbers = columns.pop("row_number")
    columns["row"] = [str(number) for number in numbers]
    names = [name for name in required if name in columns]
    wrong = _no_days(columns, required)
    if not wrong and all(all(columns[name]) for name in names):
        return columns
    kept = []
    for at, number in enumerate(numbers):
        if reason := wrong.get(at, ""):
            rejects.rows.append(
                Reject(path.name, int(number), None, reason, columns["name"][at])
            )
            continue
        empty = [name for name in names if not columns[name][at].strip()]
        known = any(columns[name][at] for name in (*SCHEMES, "identifiers")
                    if name in columns)  # fmt: skip
        if not empty or (known and empty == ["name"]):
            kept.append(at)
            continue
        cells = ",".join(
            values[at] for name, values in columns.items() if name != "row"
        )
        rejects.rows.append(
            Reject(path.name, int(number), None, f"{empty[0]} is empty", cells)
        )
    return {name: [values[at] for at in kept] for name, values in columns.items()}


def _no_days(columns: Columns, required: Sequence[str]) -> dict[int, str]:
    """Say of the queries' dates which cannot be read, and why."""
    if "query_id" not in required or not any(columns.get("date", ())):
        return {}
    return {
        at: f"date {written!r} does not begin with YYYY-MM-DD"
        for at, written in enumerate(columns["date"])
        if written.strip() and not is_day(written)
    }


def _records(columns: Columns, id_column: str) -> Records:
    return Records(
        columns.get(id_column, []),
        columns.get("name", []),
        country=columns.get("country", ()),
        city=columns.get("city", ()),
        postal_code=columns.get("postal_code", ()),
        identifiers=_identifiers(columns),
        other_names=columns.get("other_names", ()),
        notes=columns.get("row", ()),
        address=columns.get("address", ()),
        date=columns.get("date", ()),
    )


def _identifiers(columns: Columns) -> Sequence[str]:
    """Join the columns of single identifiers to the column of several."""
    apart = [name for name in SCHEMES if name in columns]
    if not apart:
        return columns.get("identifiers", ())
    size = len(columns[apart[0]])
    given = columns.get("identifiers", [""] * size)
    return [
        "|".join(
            filter(
                None,
                [
                    given[at],
                    *(f"{n}:{columns[n][at]}" for n in apart if columns[n][at]),
                ],
            )
        )
        for at in range(size)
    ]
