"""The cells of one row, with what may name a private person withheld or masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from crosstie.model.original import OriginalRow
from crosstie.pages.facts import RunDatabase
from crosstie.store.masking import masked_name
from crosstie.text.persons import MASK

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """One column of the row."""

    column: str
    value: str
    state: str = ""
    """withheld, masked, or empty."""
    parts: tuple[tuple[str, bool], ...] = ()


_HIDDEN = ("supplier_", "recipient_", "prime_supplier_")
"""What begins so is the supplier's, and withheld where that is a private person."""

_ALSO_HIDDEN = ("description", "award_description", "spelling_id", "record_id")

_OURS = frozenset(
    ("file_id", "row_number", "spelling_id", "parent_spelling_id", "layout", "reports")
)


def is_person(db: RunDatabase, tables: Sequence[tuple[str, Row]]) -> bool:
    """Tell whether a row is of a private person, by its own flags or by its party."""
    if any(
        r.get("supplier_is_person") or r.get("recipient_is_person")
        for _table, r in tables
    ):
        return True
    if any(t == "organisation" and r["kind"] == "person" for t, r in tables):
        return True
    spellings = [r["spelling_id"] for _table, r in tables if r.get("spelling_id")]
    return bool(
        db.value(
            "is a person",
            "select count(*)\nfrom party_spelling as s\n"
            "join party as p on p.party_id = s.party_id and p.is_person\n"
            "where s.spelling_id in (select unnest($ids))",
            {"ids": spellings},
        )
    )


def known_names(db: RunDatabase, tables: Sequence[tuple[str, Row]]) -> frozenset[str]:
    """List names in the row that are known to be organisations': these are not masked.

    What merely looks like a person's name is one there.
    """
    names = set()
    for table, row in tables:
        if table.startswith("organisation") and row.get("kind") != "person":
            names.add(row.get("name"))
        if table == "ownership_statement":
            names |= {row["child_name"], row["parent_name"]}
        for column in ("spelling_id", "parent_spelling_id"):
            names.add(_organisation_of(db, row.get(column)))
    return frozenset(str(n).strip() for n in names if n)


def _organisation_of(db: RunDatabase, spelling_id: str | None) -> str | None:
    if not spelling_id:
        return None
    found = db.value(
        "name of a spelling",
        "select s.name\nfrom party_spelling as s\n"
        "join party as p on p.party_id = s.party_id and not p.is_person\n"
        "where s.spelling_id = $id",
        {"id": spelling_id},
    )
    return None if found is None else str(found)


def original_cells(
    row: OriginalRow, of_person: bool, safe: frozenset[str], cited: frozenset[str]
) -> tuple[Cell, ...]:
    """Give the cells of a row that was read from its file."""
    made = []
    for cell in row.cells:
        if cell.is_withheld or (of_person and _is_hidden(cell.target, cell.column)):
            made.append(Cell(cell.column, "", "withheld"))
        else:
            made.append(_cell(cell.column, cell.value, safe, cited))
    return tuple(made)


def loaded_cells(
    row: Row, of_person: bool, safe: frozenset[str], cited: frozenset[str]
) -> tuple[Cell, ...]:
    """Give the cells of a row as a table holds it."""
    made = []
    for name, value in row.items():
        if name in _OURS or value is None:
            continue
        if of_person and _is_hidden(name, name):
            made.append(Cell(name, "", "withheld"))
        else:
            made.append(_cell(name, _text(value), safe, cited))
    return tuple(made)


def _is_hidden(target: str, column: str) -> bool:
    """Tell whether a column says something of the supplier; unknown ones may."""
    if not target:
        words = ("recipient", "vendor", "awardee", "supplier", "name", "address")
        return any(word in column.casefold() for word in words)
    return target.startswith(_HIDDEN) or target in _ALSO_HIDDEN


def _cell(column: str, value: str, safe: frozenset[str], cited: frozenset[str]) -> Cell:
    stripped = value.strip()
    if stripped not in safe and masked_name(stripped) == MASK:
        return Cell(column, MASK, "masked")
    is_cited = bool(stripped) and stripped in cited
    return Cell(column, value, "", ((value, is_cited),) if value else ())


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
