"""Reads tables of names from CSV files, for `crosstie match` and `crosstie compare`."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from crosstie.errors import Place, UnknownLayout, UnreadableFile
from crosstie.matching.records import Records
from crosstie.sources.reading.encoding import CleanText

SCHEMES = ("lei", "uei", "duns", "cage")
"""Columns that hold one identifier each, besides the column `identifiers`."""

_BLOCK = 2**22


def read_records(path: Path, id_column: str) -> Records:
    """Read ids, names and what else is known; unknown columns are left alone."""
    columns = read_columns(path, (id_column, "name"))
    return Records(
        columns[id_column],
        columns["name"],
        country=columns.get("country", ()),
        city=columns.get("city", ()),
        postal_code=columns.get("postal_code", ()),
        identifiers=_identifiers(columns),
        other_names=columns.get("other_names", ()),
    )


def read_columns(path: Path, required: Sequence[str]) -> dict[str, Sequence[str]]:
    """Read a CSV file by columns; a row with too many or too few cells is an error."""
    rows = csv.reader(io.StringIO(_text(path), newline=""))
    header = [name.strip().lower() for name in next(rows, [])]
    missing = [name for name in required if name not in header]
    if missing:
        raise UnknownLayout(
            f"column {missing[0]!r} is missing; found: "
            f"{', '.join(header) or 'nothing'}",
            place=Place(path.name, 1),
            next_step=f"give the file a header with {', '.join(required)}",
        )
    kept = []
    for number, row in enumerate(rows, start=1):
        if len(row) == len(header):
            kept.append(row)
        elif row:
            raise UnreadableFile(
                f"{len(row)} cells where the header has {len(header)}",
                place=Place(path.name, number),
                next_step="mend the row: a comma or a quote may be missing",
            )
    by_column = list(zip(*kept, strict=True)) if kept else [()] * len(header)
    return dict(zip(header, by_column, strict=True))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            clean = CleanText(stream)
            data = b"".join(iter(lambda: clean.read(_BLOCK), b""))
    except OSError as cause:
        raise UnreadableFile(
            f"cannot be read: {cause.strerror or cause}",
            place=Place(str(path)),
            next_step="check the file's name",
        ) from cause
    return data.decode("utf-8")


def _identifiers(columns: dict[str, Sequence[str]]) -> Sequence[str]:
    """Join the columns of single identifiers to the column of several."""
    apart = [name for name in SCHEMES if name in columns]
    if not apart:
        return columns.get("identifiers", ())
    size = len(columns[apart[0]])
    given = columns.get("identifiers", ("",) * size)
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
