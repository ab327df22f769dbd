"""All real samples load, every row in a table, in the rejects or in the repeats."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.sources.registry import load_files
from crosstie.store.engine import Database

pytestmark = pytest.mark.shared


def _load(
    db: Database, source: str, folder: Path, pattern: str
) -> tuple[int, int, int, int]:
    found = load_files(db, source, sorted(folder.glob(pattern)))
    return (
        sum(s.rows_read for s in found),
        sum(s.rows_loaded for s in found),
        sum(s.rows_rejected for s in found),
        sum(s.rows_repeated for s in found),
    )


def test_award_records(shared_data: Path, workspace_db: Database) -> None:
    folder = shared_data / "usaspending"
    counts = {
        name: _load(workspace_db, "usaspending", folder, pattern)
        for name, pattern in {
            "10": "transactions/*.csv",
            "259": "awards_2012_2018/*.csv",
            "286": "download/*PrimeAwardSummaries*.csv",
            "297": "download/*PrimeTransactions*.csv",
            "118": "download/*Subawards*.csv",
        }.items()
    }
    assert counts == {
        "10": (44_946, 44_904, 0, 42),
        "259": (5_672, 5_672, 0, 0),
        "286": (1_369, 1_369, 0, 0),
        "297": (49, 49, 0, 0),
        "118": (482, 482, 0, 0),
    }
    without_id = workspace_db.value(
        "without id",
        "select count(*)\nfrom loaded_transaction\n"
        "where layout = 'transactions-10' and award_unique_id is null",
    )
    repeats_without_id = 17_017 - int(without_id)
    assert 0 <= repeats_without_id <= 42
    assert workspace_db.value("subawards", "select count(*) from subaward") == 443
    found = workspace_db.rows(
        "one subaward",
        "select action_date, amount, prime_supplier_name\nfrom subaward\n"
        "where supplier_name = 'THOMSON REUTERS SPECIAL SERVICES LLC'",
    )
    assert [tuple(row.values()) for row in found] == [
        (date(2020, 10, 21), Decimal("9205427.00"), "CACI NSS, LLC")
    ]
    years = workspace_db.rows(
        "years",
        "select min(period_end) as first, max(period_end) as last\n"
        "from loaded_transaction",
    )[0]
    assert years == {"first": date(2003, 2, 15), "last": date(2029, 10, 11)}
    assert (
        workspace_db.value(
            "countries",
            "select count(*)\nfrom loaded_transaction\nwhere supplier_country = 'CA'",
        )
        == 7
    )


def test_registers(shared_data: Path, workspace_db: Database) -> None:
    folder = shared_data / "registers"
    assert _load(workspace_db, "listed", folder, "listed_companies/*.csv") == (
        5_658,
        5_630,
        28,
        0,
    )
    read, loaded, rejected, repeated = _load(
        workspace_db, "vendors", folder, "canada_vendors/*.csv"
    )
    assert (read, rejected, repeated) == (132_165, 0, 0)
    assert workspace_db.value("vendors", "select count(*) from vendor") == loaded


def test_lei_data(shared_data: Path, workspace_db: Database) -> None:
    folder = shared_data / "gleif"
    roles = {
        role: sorted(
            p
            for pattern in patterns
            for p in folder.glob(pattern)
            if not p.name.endswith("-out.json")
        )
        for role, patterns in {
            "lei": ("lei-*.xml", "lei-*.json"),
            "rr": ("rr-*.xml", "rr-*.json"),
            "repex": ("repex-*.xml", "repex-*.json"),
        }.items()
    }
    found = load_files(workspace_db, "gleif", [], roles=roles)
    assert {s.name: (s.rows_loaded, s.rows_rejected) for s in found} == {
        "lei-data.json": (13, 0),
        "lei-data.xml": (13, 0),
        "lei-updates-data2-new.xml": (12, 0),
        "lei-updates-data2.xml": (12, 0),
        "repex-data.json": (10, 0),
        "repex-data.xml": (10, 0),
        "repex-updates-data2.xml": (7, 0),
        "rr-data.json": (10, 0),
        "rr-data.xml": (10, 0),
        "rr-updates-data2-new.xml": (9, 1),
        "rr-updates-data2.xml": (11, 0),
    }


def test_contracting_and_ownership(shared_data: Path, workspace_db: Database) -> None:
    assert _load(workspace_db, "ocds", shared_data / "ocds", "*.jsonl") == (
        380,
        372,
        0,
        8,
    )
    assert _load(workspace_db, "bods", shared_data / "gleif", "*-out.json") == (
        29,
        29,
        0,
        0,
    )
