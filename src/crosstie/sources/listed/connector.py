"""Loads listed companies: names, former names told in prose, seat and identifiers."""

from __future__ import annotations

from crosstie.sources.listed.prose import former_names, legal_name
from crosstie.sources.reading.csvload import Progress, country_of, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Layout, Source
from crosstie.store.engine import Database, Row
from crosstie.store.loading import Outcome
from crosstie.store.tables import (
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
)

__all__ = ["load"]

_IDENTIFIERS = ("isin", "cusip", "figi", "composite_figi", "shareclass_figi")


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file."""
    return load_csv(db, member, source.layouts, fill=_fill, progress=progress)


def _fill(db: Database, layout: Layout, file_id: str) -> None:
    rows = db.rows(
        "listed",
        f"select *, {country_of('country')} as country_code\n"
        "from accepted\norder by row_number",
    )
    for row in rows:
        row["file_id"] = file_id
        row["organisation_id"] = f"listed:{row['exchange']}:{row['symbol']}"
        row["legal_name"] = legal_name(str(row["name"]))
    db.append(ORGANISATION, [_organisation(row) for row in rows])
    db.append(ORGANISATION_NAME, [name for row in rows for name in _names(row)])
    db.append(ORGANISATION_IDENTIFIER, [i for row in rows for i in _identifiers(row)])


def _organisation(row: Row) -> Row:
    return {
        **{k: row[k] for k in ("organisation_id", "file_id", "row_number", "website")},
        "source": "listed",
        "record_id": f"{row['exchange']}:{row['symbol']}",
        "name": row["legal_name"],
        "kind": "company",
        "country": row["country_code"],
        "country_basis": "headquarters" if row["country_code"] else None,
        "city": row["city"],
        "region": row["state"],
        "postal_code": row["zipcode"],
        "status": _status(row["delisted"]),
        "about": row["summary"],
    }


def _status(delisted: bool | None) -> str | None:
    if delisted is None:
        return None
    return "delisted" if delisted else "listed"


def _names(row: Row) -> list[Row]:
    place = {k: row[k] for k in ("organisation_id", "file_id", "row_number")}
    found: list[Row] = [{**place, "name": row["legal_name"], "kind": "legal"}]
    if row["name"] != row["legal_name"]:
        found.append({**place, "name": row["name"], "kind": "other"})
    for name, until in former_names(row["summary"] or ""):
        if name.casefold() != str(row["legal_name"]).casefold():
            found.append({**place, "name": name, "kind": "former", "valid_to": until})
    return found


def _identifiers(row: Row) -> list[Row]:
    place = {k: row[k] for k in ("organisation_id", "file_id", "row_number")}
    return [
        {**place, "scheme": scheme.replace("_", "-"), "value": str(row[scheme]).upper()}
        for scheme in _IDENTIFIERS
        if row[scheme]
    ]
