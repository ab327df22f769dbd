"""Contracts over $10,000: amendments roll up, superseded entries stay as history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.errors import UnknownLayout
from crosstie.sources.registry import SOURCES
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary
from tests.sources.canada import columns, write_rows

Load = Callable[..., LoadSummary]


def entry(reference: str, **cells: str) -> dict[str, str]:
    return {
        "reference_number": reference,
        "procurement_id": "4500012345",
        "vendor_name": "ALPHA VEHICLES INC.",
        "vendor_postal_code": "K1A",
        "buyer_name": "An Official",
        "contract_date": "2023-05-02",
        "description_en": "Vehicles",
        "description_fr": "Véhicules",
        "contract_value": "100000.00",
        "original_value": "100000.00",
        "country_of_vendor": "CA",
        "instrument_type": "C",
        "solicitation_procedure": "OB",
        "reporting_period": "2023-2024-Q1",
        "owner_org": "xyz-dept",
        "owner_org_title": "Department of Examples | Ministère des exemples",
        **cells,
    }


AMENDED = entry(
    "C-2023-2024-Q3-00007",
    contract_value="175000.50",
    amendment_value="75000.50",
    instrument_type="A",
    reporting_period="2023-2024-Q3",
)


def write(path: Path, *rows: Mapping[str, str]) -> Path:
    return write_rows(path, "contracts", "contracts-43", rows)


def test_the_layout_is_the_published_header() -> None:
    layout = SOURCES["contracts"].layouts[0]
    assert len(columns("contracts", "contracts-43")) == 43
    assert layout.personal == ("buyer_name",)


def test_an_amendment_is_the_state_and_the_original_stays(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    path = write(tmp_path / "c.csv", AMENDED, entry("C-2023-2024-Q1-00001"))
    summary = load(path, "contracts")
    assert (summary.rows_loaded, summary.rows_rejected) == (2, 0)
    assert workspace_db.rows("state", "from support") == [
        {
            "support_id": "contracts:xyz-dept:4500012345:alpha",
            "source": "contracts",
            "kind": "contract",
            "reference": "C-2023-2024-Q3-00007",
            "department_code": "xyz-dept",
            "department_name": "Department of Examples | Ministère des exemples",
            "programme": None,
            "title": None,
            "description": "Vehicles",
            "recipient_name": "ALPHA VEHICLES INC.",
            "recipient_operating_name": None,
            "recipient_type": None,
            "recipient_is_person": None,
            "recipient_business_number": None,
            "has_valid_business_number": None,
            "recipient_address": None,
            "recipient_city": None,
            "recipient_region": None,
            "recipient_postal_code": "K1A",
            "recipient_country": "CA",
            "original_value": Decimal("100000.00"),
            "total_value": Decimal("175000.50"),
            "paid": None,
            "currency": "CAD",
            "entries": 2,
            "amendments": 1,
            "has_original": True,
            "first_date": date(2023, 5, 2),
            "last_date": date(2023, 5, 2),
            "reporting_period": "2023-2024-Q3",
            "fiscal_year": None,
            "permalink": "https://search.open.canada.ca/contracts/record/"
            "xyz-dept,C-2023-2024-Q3-00007",
            "file_id": summary.file_id,
            "row_number": 1,
        }
    ]
    kept = workspace_db.rows(
        "history",
        "select reference, is_amendment, description_translated\n"
        "from loaded_support\norder by row_number",
    )
    assert [row["is_amendment"] for row in kept] == [True, False]
    assert kept[1]["description_translated"] == "Véhicules"


def test_one_number_of_two_vendors_is_two_agreements(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    other = entry("C-2", vendor_name="BETA STUDIOS LTD.", contract_value="50000")
    renamed = entry("C-3", vendor_name="Alpha Vehicles Incorporated")
    load(write(tmp_path / "c.csv", entry("C-1"), other, renamed), "contracts")
    found = workspace_db.rows(
        "ids", "select support_id, entries from support order by 1"
    )
    assert [(row["support_id"].split(":")[-1], row["entries"]) for row in found] == [
        ("alpha", 2),
        ("beta", 1),
    ]


def test_a_contract_without_a_number_stands_for_itself(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    rows = [entry("C-1", procurement_id="NA"), entry("C-2", procurement_id="")]
    load(write(tmp_path / "c.csv", *rows), "contracts")
    assert workspace_db.value("count", "select count(*) from support") == 2


def test_a_standing_offer_is_no_contract(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    row = entry(
        "S-1", instrument_type="SOSA", contract_value="0", vendor_postal_code="NA"
    )
    load(write(tmp_path / "c.csv", row), "contracts")
    found = workspace_db.rows("kind", "select kind, recipient_postal_code from support")
    assert found == [{"kind": "standing_offer", "recipient_postal_code": None}]


def test_the_official_who_bought_is_nowhere(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    wrong = entry("C-9", contract_value="ten")
    summary = load(write(tmp_path / "c.csv", entry("C-1"), wrong), "contracts")
    assert summary.rows_rejected == 1
    for table in ("loaded_support", "support", "reject"):
        assert "An Official" not in str(workspace_db.rows("all", f"from {table}"))


def test_an_unknown_code_is_loaded_and_counted(tmp_path: Path, load: Load) -> None:
    rows = [entry("C-1"), entry("C-2", solicitation_procedure="ZZ")]
    summary = load(write(tmp_path / "c.csv", *rows), "contracts")
    assert summary.rows_loaded == 2
    assert summary.notes == (
        "Not a known value of solicitation_procedure, loaded as written: ZZ (1).",
    )


def test_two_files_with_one_entry_count_it_once(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    load(write(tmp_path / "old.csv", entry("C-1")), "contracts")
    load(
        write(tmp_path / "new.csv", entry("C-1", contract_value="90000"), AMENDED),
        "contracts",
    )
    state = workspace_db.rows("state", "select total_value, entries from support")
    assert state == [{"total_value": Decimal("175000.50"), "entries": 2}]
    repeats = workspace_db.rows("repeats", "select record_id, reason from repeat")
    assert repeats == [
        {"record_id": "xyz-dept,C-1", "reason": "same entry in a newer file"}
    ]


def test_a_changed_layout_stops_with_the_difference(tmp_path: Path, load: Load) -> None:
    head = [
        name for name in columns("contracts", "contracts-43") if name != "owner_org"
    ]
    path = tmp_path / "changed.csv"
    path.write_text(",".join([*head, "owner_organisation"]) + "\n")
    with pytest.raises(UnknownLayout) as raised:
        load(path, "contracts")
    assert "missing: owner_org; not known: owner_organisation" in str(raised.value)
