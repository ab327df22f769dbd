"""Small run databases: rows of a workspace, attached, with the views in place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from crosstie.model.case import (
    Buyer,
    Case,
    CaseOrganisation,
    Citation,
    Decision,
)
from crosstie.model.words import Judgement
from crosstie.resolve.run import resolve
from crosstie.store.engine import Database
from crosstie.store.run_tables import RUN_TABLES
from crosstie.store.tables import (
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    OWNERSHIP_STATEMENT,
    SUBAWARD,
    TRANSACTION,
    WORKSPACE,
)

Row = dict[str, Any]

VIEWS = (
    "organisation",
    "organisation_name",
    "organisation_identifier",
    "ownership_statement",
)


def spelling_id(name: str | None, uei: str | None, duns: str | None) -> str | None:
    if name is None:
        return None
    return hashlib.md5(f"{name}|{uei or ''}|{duns or ''}".encode()).hexdigest()  # noqa: S324


def transaction(number: int, name: str, **more: Any) -> Row:
    row: Row = {
        "award_id": f"A{number}",
        "file_id": "awards",
        "row_number": number,
        "record_id": f"T{number}",
        "layout": "transactions",
        "grain": "transaction",
        "piid": f"P{number}",
        "currency": "USD",
        "action_date": date(2020, 1, 1),
        "obligated": 100,
        "supplier_name": name,
        **more,
    }
    for who in ("supplier", "supplier_parent"):
        row["parent_spelling_id" if "parent" in who else "spelling_id"] = spelling_id(
            row.get(f"{who}_name"), row.get(f"{who}_uei"), row.get(f"{who}_duns")
        )
    return row


def organisation(key: str, name: str, **more: Any) -> Row:
    return {
        "organisation_id": key,
        "source": key.partition(":")[0].replace("lei", "gleif"),
        "file_id": "register",
        "row_number": sum(key.encode()),
        "record_id": key,
        "name": name,
        "kind": "company",
        **more,
    }


def name_row(key: str, name: str, kind: str, **more: Any) -> Row:
    return {
        "organisation_id": key,
        "file_id": "register",
        "row_number": sum(key.encode()),
        "name": name,
        "kind": kind,
        **more,
    }


def identifier(key: str, scheme: str, value: str) -> Row:
    return {
        "organisation_id": key,
        "file_id": "register",
        "row_number": 1,
        "scheme": scheme,
        "value": value,
    }


def statement(child: str, parent: str) -> Row:
    return {
        "statement_id": f"{child}<{parent}",
        "source": "gleif",
        "file_id": "register",
        "row_number": 1,
        "child_id": child,
        "parent_id": parent,
        "interest": "control",
    }


def decision(
    supplier: str, organisation: str, judgement: str, by: str = "Editor", row: int = 1
) -> Decision:
    return Decision(
        supplier=supplier,
        organisation=organisation,
        tie="",
        judgement=Judgement(judgement),
        by=by,
        at=f"2026-01-{row:02}",
        why="read the filing",
        row=row,
    )


def case_row(key: str, name: str, *, confirmed: bool = True) -> CaseOrganisation:
    return CaseOrganisation(
        id=key,
        name=name,
        other_names=(),
        country="CA",
        city="",
        identifiers=(),
        valid_from=None,
        valid_to=None,
        citation=Citation("Paper", "Title", "https://example.org", confirmed=confirmed),
        row=1,
    )


def case(
    decisions: Sequence[Decision] = (),
    organisations: Sequence[CaseOrganisation] = (),
    country: str = "CA",
    home: str = "",
) -> Case:
    return Case(
        name="test",
        title="Test",
        country=country,
        buyer=Buyer(name="Agency", abbreviation="AG", country=home),
        folder=Path(),
        decisions=tuple(decisions),
        organisations=tuple(organisations),
    )


@contextmanager
def resolved(
    transactions: Sequence[Row] = (),
    organisations: Sequence[Row] = (),
    *,
    names: Sequence[Row] = (),
    identifiers: Sequence[Row] = (),
    statements: Sequence[Row] = (),
    subawards: Sequence[Row] = (),
    of: Case | None = None,
) -> Iterator[Database]:
    """Make the workspace, run the step, and hand out the run's database."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "workspace.duckdb"
        with Database.open(path) as workspace:
            workspace.create(WORKSPACE)
            workspace.append(TRANSACTION, transactions)
            workspace.append(SUBAWARD, subawards)
            workspace.append(ORGANISATION, organisations)
            workspace.append(ORGANISATION_NAME, names)
            workspace.append(ORGANISATION_IDENTIFIER, identifiers)
            workspace.append(OWNERSHIP_STATEMENT, statements)
        with Database.memory() as db:
            db.create(WORKSPACE)
            db.create(RUN_TABLES)
            db.attach(path, "w")
            for table in VIEWS:
                db.run(
                    f"every_{table}",
                    f"create temp view every_{table} as select * from w.{table} "
                    f"union all by name select * from {table}",
                )
            resolve(db, of or case())
            yield db


def matches(db: Database) -> dict[tuple[str, str], Row]:
    """Return the matches by supplier and organisation."""
    rows = db.rows(
        "matches",
        "select party.name as supplier, match.* from match join party using (party_id)",
    )
    return {(row["supplier"], row["organisation_id"]): row for row in rows}


def contents(db: Database, tables: Sequence[str]) -> Mapping[str, list[Row]]:
    """Return the rows of some tables in a fixed order."""
    return {
        table: sorted(db.rows(table, f"select * from {table}"), key=repr)
        for table in tables
    }
