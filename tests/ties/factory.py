"""Rows for tests of ties: a small case, its records, what resolve found."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from crosstie.model.case import Buyer, Case, Citation, Component
from crosstie.model.window import Window
from crosstie.ownership.run import control
from crosstie.store.engine import Database, quoted
from crosstie.store.run_tables import RUN_TABLES
from crosstie.store.schema import Table
from crosstie.store.tables import WORKSPACE
from crosstie.ties.run import tie

TABLES = {table.name: table for table in (*WORKSPACE, *RUN_TABLES)}
CITED = Citation("A Newspaper", "A report", "https://example.org/report")
BUYER = Buyer(
    name="Border Office",
    abbreviation="BO",
    codes=("10",),
    siblings=(Component(name="Sister Office", abbreviation="SO", codes=("20",)),),
)


def case(**changes: Any) -> Case:
    values: dict[str, Any] = {
        "name": "xx-bo",
        "title": "Xland and the Border Office",
        "country": "XX",
        "buyer": BUYER,
        "folder": Path(),
    }
    return Case(**{**values, **changes})


def every(db: Database) -> None:
    """Make the views over workspace and run, as the pipeline does."""
    for name in (
        "organisation",
        "organisation_name",
        "organisation_identifier",
        "ownership_statement",
    ):
        db.run(
            f"every {name}",
            f"create or replace temp view every_{name} as "
            f"select * from w.{name} union all by name select * from main.{name}",
        )


def put(db: Database, table: str, *rows: Mapping[str, Any]) -> None:
    declared: Table = TABLES[table]
    db.append(declared, rows)


def spelling(name: str) -> str:
    return hashlib.md5(f"{name}||".encode(), usedforsecurity=False).hexdigest()


def party(db: Database, party_id: str, name: str, **more: Any) -> None:
    flags = dict.fromkeys(
        ("is_person", "is_supplier", "is_subawardee", "is_parent"), False
    )
    put(
        db,
        "party",
        {
            "party_id": party_id,
            "name": name,
            "core_name": name,
            "basis": "name",
            **flags,
            **more,
        },
    )
    put(
        db,
        "party_spelling",
        {"spelling_id": spelling(name), "party_id": party_id, "name": name},
    )


def organisation(
    db: Database, organisation_id: str, name: str, country: str, **more: Any
) -> None:
    row = {
        "organisation_id": organisation_id,
        "source": "listed",
        "file_id": "register",
        "row_number": 1,
        "name": name,
        "kind": "company",
        "country": country,
        **more,
    }
    put(db, "organisation", row)
    put(db, "organisation_name", {**row, "kind": "legal"})
    if country == "XX":
        place(db, organisation_id, from_case=row["source"] == "case")


def place(db: Database, subject_id: str, **more: Any) -> None:
    put(
        db,
        "country_evidence",
        {
            "subject_id": subject_id,
            "country": "XX",
            "basis": "register address",
            "probability": 0.99,
            "reason": "the register gives an address there",
            "from_case": False,
            "source": "listed",
            "file_id": "register",
            "row_number": 1,
            **more,
        },
    )


def match(db: Database, party_id: str, organisation_id: str, **more: Any) -> None:
    put(
        db,
        "match",
        {
            "match_id": f"{party_id}:{organisation_id}",
            "party_id": party_id,
            "organisation_id": organisation_id,
            "kind": "same",
            "probability": 0.99,
            "reason": "same name, legal form apart",
            "basis": "name",
            "from_case": False,
            "file_id": "register",
            "row_number": 1,
            **more,
        },
    )


def owns(
    db: Database,
    child: str,
    parent: str,
    since: date | None = None,
    until: date | None = None,
    **more: Any,
) -> None:
    put(
        db,
        "ownership_statement",
        {
            "statement_id": f"{child}<{parent}",
            "source": "case",
            "file_id": "ownership.csv",
            "row_number": 1,
            "child_id": child,
            "parent_id": parent,
            "child_name": child,
            "parent_name": parent,
            "interest": "control",
            "valid_from": since,
            "valid_to": until,
            "is_current": until is None,
            "confirmed": True,
            "citation_publisher": "A Newspaper",
            "citation_title": "A sale",
            **more,
        },
    )


def action(supplier: str, day: date | None, amount: str, **more: Any) -> dict[str, Any]:
    """One row of an awards file; awards are made of them by `load`."""
    return {
        "award_id": "A-1",
        "layout": "test",
        "grain": "transaction",
        "piid": more.get("award_id", "A-1"),
        "action_date": day,
        "obligated": Decimal(amount),
        "currency": "USD",
        "component_code": "10",
        "component_name": "Border Office",
        "supplier_name": supplier,
        "spelling_id": spelling(supplier),
        **more,
    }


def load(
    db: Database,
    folder: Path,
    actions: Sequence[dict[str, Any]] = (),
    *,
    awards: Mapping[str, dict[str, Any]] | None = None,
    tables: Mapping[str, Sequence[dict[str, Any]]] | None = None,
) -> None:
    """Write a workspace with these rows and attach it in place of the empty one."""
    path = folder / "filled.duckdb"
    with Database.open(path) as workspace:
        workspace.create(WORKSPACE)
        rows = [
            {"file_id": "awards", "row_number": number, **row}
            for number, row in enumerate(actions, 1)
        ]
        put(workspace, "transaction", *rows)
        ids = dict.fromkeys(row["award_id"] for row in rows)
        put(
            workspace,
            "award",
            *(
                {
                    "award_id": award_id,
                    "identity": "published",
                    "award_unique_id": f"U-{award_id}",
                    "piid": award_id,
                    "grain": "transaction",
                    "permalink": f"https://example.org/{award_id}",
                    **(awards or {}).get(award_id, {}),
                }
                for award_id in ids
            ),
        )
        put(workspace, "file", *(_file(name) for name in ("awards", "register")))
        for table, more in (tables or {}).items():
            put(workspace, table, *more)
    db.run("detach", f"detach {quoted('w')}")
    db.attach(path, "w")
    every(db)


def _file(name: str) -> dict[str, Any]:
    counts = ("bytes", "rows_read", "rows_loaded", "rows_rejected", "rows_repeated")
    return {
        "file_id": name,
        "source": "test",
        "layout": "test",
        "publisher": "A Publisher",
        "title": f"The {name}",
        "name": f"{name}.csv",
        "sha256": "00",
        "retrieved_basis": "given",
        "load_number": 1,
        **dict.fromkeys(counts, 0),
    }


def trace(
    db: Database, of: Case | None = None, window: Window | None = None
) -> list[dict[str, Any]]:
    """Run ownership and ties as of the newest action; give the ties by route."""
    it = of or case()
    asked = window or Window()
    newest = db.value(
        "newest action",
        """
        select max(day)
        from (
            select coalesce(latest_action_date, action_date) as day
            from w."transaction"
            union all
            select action_date
            from w.subaward
        )
        """,
    )
    control(db, it)
    tie(db, it, replace(asked, as_of=asked.as_of or newest))
    return db.rows("ties", "select * from tie order by route, kind, organisation")


def hops(db: Database, tie_id: str) -> list[tuple[str, str, str]]:
    return [
        (row["from_label"], row["predicate"], row["to_label"])
        for row in db.rows(
            "hops",
            "select * from hop where tie_id = $tie order by position",
            {"tie": tie_id},
        )
    ]
