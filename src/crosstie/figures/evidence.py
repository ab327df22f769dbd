"""The cell or row behind a number: file, sheet, address, row, publisher, days."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from crosstie.figures.ask import Ask
from crosstie.model.case import Buyer
from crosstie.model.claims import Support
from crosstie.store.engine import Row

__all__ = ["files_of", "is_of_buyer", "plain", "supported"]


def files_of(ask: Ask) -> dict[str, Row]:
    """Read what is known of the loaded files, by their ids."""
    rows = ask.rows(
        "files of figures",
        "select file_id, name, title, publisher, url, sha256, retrieved\nfrom file",
    )
    return {str(row["file_id"]): row for row in rows}


def supported(row: Row, files: Mapping[str, Row]) -> Support:
    """Make the evidence of one loaded row; `value` is written as the file has it."""
    file = files.get(str(row.get("file_id")), {})
    value = row.get("value")
    label = " / ".join(
        str(row[name]) for name in ("row_label", "column_label") if row.get(name)
    )
    return Support(
        title=label or str(file.get("title") or ""),
        publisher=str(file.get("publisher") or ""),
        url=str(file.get("url") or ""),
        value="" if value is None else plain(value),
        day=row.get("as_of"),
        retrieved=file.get("retrieved"),
        sha256=str(file.get("sha256") or ""),
        file_name=str(file.get("name") or ""),
        row_number=row.get("row_number"),
        sheet=str(row.get("sheet") or ""),
        address=str(row.get("address") or ""),
    )


def is_of_buyer(buyer: Buyer, publisher: str) -> bool:
    """Tell whether a file is the buyer's own, or made from its records.

    Without this, another agency's figures would stand in a case as its buyer's.
    """
    written = publisher.casefold()
    return any(
        name and name.casefold() in written for name in (buyer.name, *buyer.names)
    )


def plain(value: object) -> str:
    """Write a number without the noughts of its column.

    >>> plain(Decimal("50259.0000")), plain(Decimal("0.50"))
    ('50259', '0.5')
    """
    if not isinstance(value, Decimal):
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
