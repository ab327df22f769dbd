"""Reads tables as a caller has them: dicts, columns, pandas, polars, Arrow.

Nothing is imported for it: a table is known by what it can do.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crosstie.errors import Place, UnknownLayout, UnreadableFile
from crosstie.matching.records import Records

SCHEMES = ("lei", "uei", "duns", "cage")
"""Columns that hold one identifier each, besides the column `identifiers`."""

LISTS = ("identifiers", "other_names")
"""Columns in which a cell may hold several values, as a list or joined by bars."""

_KNOWN = (
    "country", "city", "postal_code", "identifiers", "other_names", "address", "date",
)  # fmt: skip
_SHOWN = 8


def read_records(table: Any, what: str, id_column: str) -> Records:
    """Read ids, names and what else is known; other columns are left alone.

    A list of texts is a table of names. Where there is no column of ids, the place of
    a row, from 0, is its id. `what` names the argument in errors.

    Raises:
        UnknownLayout: there is no column `name`, or no table at all.
        UnreadableFile: columns of different lengths, or a cell that is no text.

    """
    columns = _columns(table, what)
    if "name" not in columns:
        found = ", ".join(list(columns)[:_SHOWN]) or "nothing"
        raise UnknownLayout(
            f"column 'name' is missing; found: {found}",
            place=Place(what),
            next_step="give each row a name, as in [{'name': 'Acme Inc.'}]",
        )
    size = len(columns["name"])
    for name, cells in columns.items():
        if len(cells) != size:
            raise UnreadableFile(
                f"{len(cells)} cells, and {size} in the column name",
                place=Place(what, None, name),
                next_step="give every column the same length",
            )
    ids = columns.get(id_column) or columns.get("id")
    texts = {
        name: [
            _text(cell, Place(what, row, name), several=name in LISTS)
            for row, cell in enumerate(columns[name])
        ]
        for name in ("name", *_KNOWN, *SCHEMES)
        if name in columns
    }
    return Records(
        [str(cell) for cell in ids] if ids is not None else list(map(str, range(size))),
        texts["name"],
        country=texts.get("country", ()),
        city=texts.get("city", ()),
        postal_code=texts.get("postal_code", ()),
        identifiers=_identifiers(texts, size),
        other_names=texts.get("other_names", ()),
        address=texts.get("address", ()),
        date=texts.get("date", ()),
    )


def _columns(table: Any, what: str) -> dict[str, Sequence[Any]]:
    """Take a table apart into columns, whoever made it."""
    if hasattr(table, "column_names") and hasattr(table, "column"):
        return {str(n): table.column(n).to_pylist() for n in table.column_names}
    if hasattr(table, "columns") and hasattr(table, "__getitem__"):
        return {str(name): _listed(table[name]) for name in table.columns}
    if isinstance(table, Mapping):
        return {str(name): list(cells) for name, cells in table.items()}
    if isinstance(table, str | bytes) or not isinstance(table, Iterable):
        raise UnknownLayout(
            f"{type(table).__name__} is no table",
            place=Place(what),
            next_step="give a list of names, a list of dicts, a mapping of columns,"
            " or a table of Arrow, pandas or polars",
        )
    return _of_rows(list(table), what)


def _listed(column: Any) -> list[Any]:
    return list(column.to_list() if hasattr(column, "to_list") else column)


def _of_rows(rows: list[Any], what: str) -> dict[str, Sequence[Any]]:
    if all(isinstance(row, str) for row in rows):
        return {"name": rows}
    names: dict[str, None] = {}
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise UnknownLayout(
                f"{type(row).__name__} is no row",
                place=Place(what, number),
                next_step="give each row as a dict with a name",
            )
        names |= dict.fromkeys(row)
    return {str(name): [row.get(name) for row in rows] for name in names}


def _text(cell: Any, place: Place, *, several: bool) -> str:
    """Read one cell; none, NaN and an empty text are all nothing."""
    if cell is None or cell != cell or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, str):
        return cell
    if several and isinstance(cell, Iterable):
        return "|".join(str(part) for part in cell)
    if isinstance(cell, int) and not isinstance(cell, bool) and place.column != "name":
        return str(cell)
    raise UnreadableFile(
        f"{cell!r} is no text",
        place=place,
        next_step="give texts; leave out what is not known",
    )


def _identifiers(texts: Mapping[str, Sequence[str]], size: int) -> Sequence[str]:
    """Join the columns of single identifiers to the column of several."""
    apart = [name for name in SCHEMES if name in texts]
    given = texts.get("identifiers", ())
    if not apart:
        return given
    return [
        "|".join(
            filter(
                None,
                [
                    given[at] if given else "",
                    *(f"{n}:{texts[n][at]}" for n in apart if texts[n][at]),
                ],
            )
        )
        for at in range(size)
    ]
