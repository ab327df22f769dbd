"""Grants and contributions: amendments, business numbers, private persons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary
from tests.sources.canada import columns, write_rows

Load = Callable[..., LoadSummary]


def entry(reference: str = "001-2023-2024-Q1-00001", **cells: str) -> dict[str, str]:
    return {
        "ref_number": reference,
        "amendment_number": "0",
        "agreement_type": "C",
        "recipient_type": "F",
        "recipient_business_number": "123026635",
        "recipient_legal_name": "Alpha Robotics Inc.",
        "recipient_operating_name": "Alpha Bots",
        "recipient_country": "CA",
        "recipient_province": "ON",
        "recipient_city": "Ottawa",
        "prog_name_en": "Innovation Programme",
        "prog_name_fr": "Programme d'innovation",
        "agreement_title_en": "Robots for all",
        "agreement_value": "250000.00",
        "agreement_start_date": "2023-04-01",
        "agreement_end_date": "2025-03-31",
        "description_en": "Robots",
        "description_fr": "Robots",
        "owner_org": "xyz-dept",
        "owner_org_title": "Department of Examples",
        **cells,
    }


PERSON = entry(
    "001-2023-2024-Q1-00002",
    agreement_type="G",
    recipient_type="P",
    recipient_legal_name="Jane Doe",
    recipient_city="Smallplace",
    description_en="A grant to Jane Doe",
)


def write(path: Path, *rows: Mapping[str, str]) -> Path:
    return write_rows(path, "grants", "grants-38", rows)


def test_the_layout_is_the_published_header() -> None:
    assert len(columns("grants", "grants-38")) == 38


def test_the_newest_amendment_is_the_state(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    amended = entry(
        amendment_number="10", amendment_date="2024-06-01", agreement_value="400000"
    )
    earlier = entry(amendment_number="2", amendment_date="2024-01-01")
    load(write(tmp_path / "g.csv", amended, entry(), earlier), "grants")
    assert workspace_db.rows(
        "state",
        "select kind, original_value, total_value, entries, amendments,\n"
        "  recipient_business_number, has_valid_business_number, row_number\n"
        "from support",
    ) == [
        {
            "kind": "contribution",
            "original_value": Decimal("250000.00"),
            "total_value": Decimal("400000.00"),
            "entries": 3,
            "amendments": 2,
            "recipient_business_number": "123026635",
            "has_valid_business_number": True,
            "row_number": 1,
        }
    ]


def test_a_business_number_keeps_its_check(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    rows = [
        entry("a", recipient_business_number="123026635RR0001"),
        entry("b", recipient_business_number="123026636"),
        entry("c", recipient_business_number="none"),
        entry("d", recipient_business_number=""),
    ]
    load(write(tmp_path / "g.csv", *rows), "grants")
    found = workspace_db.rows(
        "numbers",
        "select recipient_business_number as n, has_valid_business_number as ok\n"
        "from loaded_support\norder by row_number",
    )
    assert [(row["n"], row["ok"]) for row in found] == [
        ("123026635", True),
        ("123026636", False),
        (None, False),
        (None, None),
    ]


def test_a_private_person_is_counted_and_not_named(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    untold = entry(
        "001-2010-2011-Q1-00003",
        recipient_type="",
        recipient_legal_name="DOE, JANE Q.",
    )
    wrong = {**PERSON, "ref_number": "w", "agreement_value": "much"}
    path = write(tmp_path / "g.csv", PERSON, untold, entry(), wrong)
    summary = load(path, "grants")
    assert (summary.rows_loaded, summary.rows_rejected) == (3, 1)
    assert "Private persons, kept without their name: 3." in summary.notes
    flags = workspace_db.rows(
        "persons",
        "select recipient_is_person, recipient_name, recipient_country\n"
        "from loaded_support\norder by row_number",
    )
    assert [tuple(row.values()) for row in flags] == [
        (True, None, "CA"),
        (True, None, "CA"),
        (False, "Alpha Robotics Inc.", "CA"),
    ]
    for table in ("loaded_support", "support", "reject", "repeat"):
        text = str(workspace_db.rows("all", f"from {table}")).casefold()
        assert "jane" not in text
        assert "smallplace" not in text


def test_of_a_torn_row_nothing_is_kept(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    path = write(tmp_path / "g.csv", entry())
    with path.open("a") as stream:
        stream.write("Jane Doe,too,few\n")
    assert load(path, "grants").rows_rejected == 1
    kept = workspace_db.rows("rejects", "select line, record from reject")
    assert kept == [{"line": 3, "record": "[withheld: may hold a person]"}]


def test_an_unknown_type_of_agreement_is_noted(tmp_path: Path, load: Load) -> None:
    summary = load(write(tmp_path / "g.csv", entry(agreement_type="Q")), "grants")
    assert summary.notes == (
        "Not a known value of agreement_type, loaded as written: Q (1).",
    )
