"""Putting a case's rows into the tables of a run, each with its file and row."""

from __future__ import annotations

from typing import Any

from crosstie.errors import CaseError
from crosstie.model.case import Case, CaseOrganisation, CaseOwnership, Citation
from crosstie.store.casefolder_rows import count_records
from crosstie.store.casefolder_tables import (
    ORGANISATIONS,
    OWNERSHIP,
    SETTINGS_FILE,
    CaseTable,
)
from crosstie.store.engine import Database
from crosstie.store.tables import (
    FILE,
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    OWNERSHIP_STATEMENT,
)
from crosstie.text.language import _

SOURCE = "case"
BASIS = "case row, with its citation"
BASIS_UNCONFIRMED = "case row, unconfirmed"

Row = dict[str, Any]


def load_case(db: Database, case: Case) -> None:
    """Fill a run's tables with the case's files, organisations and ownership."""
    load_case_files(db, case)
    db.append(ORGANISATION, [_organisation(case, row) for row in case.organisations])
    db.append(
        ORGANISATION_NAME,
        [name for row in case.organisations for name in _names(case, row)],
    )
    db.append(
        ORGANISATION_IDENTIFIER,
        [
            {
                **_place(case, ORGANISATIONS, row.row),
                "organisation_id": organisation_id(row.id),
                "scheme": scheme,
                "value": value,
            }
            for row in case.organisations
            for scheme, value in row.identifiers
        ],
    )
    db.append(OWNERSHIP_STATEMENT, [_statement(case, row) for row in case.ownership])


def load_case_files(db: Database, case: Case) -> None:
    """List the case's files as they are now, in place of what was listed."""
    db.run(
        "forget case files",
        "delete from file where source = $source",
        {"source": SOURCE},
    )
    db.append(FILE, _files(case))


def organisation_id(reference: str) -> str:
    """Turn what a case's cell names into an organisation id of the tables.

    An id of organisations.csv gets the prefix `case:`; a register's id stays.

    >>> organisation_id("roshel"), organisation_id("listed:TOR:BB.TO")
    ('case:roshel', 'listed:TOR:BB.TO')
    """
    return reference if ":" in reference else f"{SOURCE}:{reference}"


def file_id(case: Case, file: str) -> str:
    """Name the row of the table `file` that stands for one file of the case.

    Raises:
        CaseError: where the case was not read from a folder with that file.

    """
    return _sha256(case, file)[:16]


def _sha256(case: Case, file: str) -> str:
    found = dict(case.files).get(file)
    if found is None:
        raise CaseError(
            f"the case {case.name} holds rows of {file}, but not the file",
            next_step="read the case from its folder with read_case",
        )
    return found


def _files(case: Case) -> list[Row]:
    """List the case's files; of two with the same bytes the first stands for both."""
    return _once(
        [
            {
                "file_id": file_id(case, name),
                "source": SOURCE,
                "layout": f"case-{name.partition('/')[0].partition('.')[0]}",
                "dataset_id": f"case/{case.name}/{name}",
                "publisher": _("the case {case}").format(case=case.name),
                "title": _("{file} of the case {case}").format(
                    file=name, case=case.name
                ),
                "name": name,
                "sha256": sha256,
                "bytes": case.path(name).stat().st_size,
                "retrieved_basis": "unknown",
                "rows_read": _count(case, name),
                "rows_loaded": _count(case, name),
                "rows_rejected": 0,
                "rows_repeated": 0,
                "load_number": number,
            }
            for number, (name, sha256) in enumerate(case.files, start=1)
        ]
    )


def _once(rows: list[Row]) -> list[Row]:
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(str(row["file_id"]), row)
    return list(found.values())


def _count(case: Case, name: str) -> int:
    """Count the rows of a table; case.toml has none."""
    return 0 if name == SETTINGS_FILE else count_records(case.path(name))


def _place(case: Case, table: CaseTable, row: int) -> Row:
    return {"file_id": file_id(case, table.file), "row_number": row}


def _organisation(case: Case, row: CaseOrganisation) -> Row:
    return {
        **_place(case, ORGANISATIONS, row.row),
        "organisation_id": organisation_id(row.id),
        "source": SOURCE,
        "record_id": row.id,
        "name": row.name,
        "kind": "company",
        "country": row.country,
        "country_basis": BASIS if row.citation.confirmed else BASIS_UNCONFIRMED,
        "city": row.city or None,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "about": _about(row.citation),
        "url": row.citation.url,
    }


def _about(citation: Citation) -> str:
    """Write the citation out, since the table of organisations has no column for it."""
    words = [citation.publisher, citation.title]
    day = citation.date_text or (citation.date.isoformat() if citation.date else "")
    return ", ".join([*words, day] if day else words)


def _names(case: Case, row: CaseOrganisation) -> list[Row]:
    kinds = [(row.name, "legal"), *((name, "other") for name in row.other_names)]
    return [
        {
            **_place(case, ORGANISATIONS, row.row),
            "organisation_id": organisation_id(row.id),
            "name": name,
            "kind": kind,
        }
        for name, kind in kinds
    ]


def _statement(case: Case, row: CaseOwnership) -> Row:
    names = {organisation.id: organisation.name for organisation in case.organisations}
    since = row.valid_from.isoformat() if row.valid_from else ""
    return {
        **_place(case, OWNERSHIP, row.row),
        "statement_id": f"{SOURCE}:ownership:{row.child}:{row.parent}:{since}",
        "source": SOURCE,
        "record_id": f"{row.child} < {row.parent}",
        "child_id": organisation_id(row.child),
        "child_name": names.get(row.child),
        "parent_id": organisation_id(row.parent),
        "parent_name": names.get(row.parent),
        "interest": row.interest,
        "percent_min": row.percent,
        "percent_max": row.percent,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "is_current": row.valid_to is None,
        "stated_on": row.citation.date,
        "citation_publisher": row.citation.publisher,
        "citation_title": row.citation.title,
        "url": row.citation.url,
        "confirmed": row.citation.confirmed,
    }
