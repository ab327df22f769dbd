"""The layouts of USAspending: dates, persons, vehicles, codes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from crosstie.sources.reading.layout import Layout
from crosstie.sources.registry import SOURCES
from crosstie.sources.usaspending.connector import archive
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary, rejects

Load = Callable[..., LoadSummary]

LAYOUTS = {layout.name: layout for layout in SOURCES["usaspending"].layouts}


def _write(tmp_path: Path, layout: Layout, *rows: dict[str, str]) -> Path:
    path = tmp_path / f"{layout.name}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, layout.columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def _old(**more: str) -> dict[str, str]:
    return {
        "award_id_piid": "HSCE1",
        "modification_number": "0",
        "federal_action_obligation": "100",
        "action_date": "19/12/2013",
        "recipient_name": "ALPHA INC.",
        "recipient_duns": "52089695",
        "recipient_country_code": "CAN",
        "awarding_sub_agency_code": "7012",
        "award_or_idv_flag": "AWARD",
        "sole_proprietorship": "f",
    } | more


def test_layouts_know_as_many_columns_as_their_names_say() -> None:
    assert {name: len(layout.columns) for name, layout in LAYOUTS.items()} == {
        "awards-286": 286,
        "search-21": 21,
        "subawards-118": 118,
        "transactions-10": 10,
        "transactions-259": 259,
        "transactions-297": 297,
    }


def test_personal_columns_are_declared_and_never_read() -> None:
    for layout in LAYOUTS.values():
        personal = set(layout.personal)
        assert not personal & set(layout.read)
        for name in layout.columns:
            if "officer_" in name and "contracting" not in name:
                assert name in personal
            if name.endswith(("phone_number", "fax_number")):
                assert name in personal


def test_years_of_2012_to_2018_write_the_day_first(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    row = _old(period_of_performance_current_end_date="05/01/14 00:00")
    load(_write(tmp_path, LAYOUTS["transactions-259"], row))
    found = workspace_db.rows("all", "select * from loaded_transaction")[0]
    assert found["action_date"] == date(2013, 12, 19)
    assert found["period_end"] == date(2014, 1, 5)
    assert found["supplier_duns"] == "052089695"
    assert found["supplier_country"] == "CA"


def test_vehicles_persons_and_the_publishers_word_for_nothing(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    rows = [
        _old(
            award_id_piid="A",
            award_or_idv_flag="IDV",
            multiple_or_single_award_idv_code="M",
            country_of_product_or_service_origin_code="NAN",
        ),
        _old(award_id_piid="B", organizational_type="SOLE PROPRIETORSHIP"),
        _old(award_id_piid="C", recipient_country_code="ZZZ"),
    ]
    summary = load(_write(tmp_path, LAYOUTS["transactions-259"], *rows))
    found = workspace_db.rows(
        "flags",
        "select is_vehicle, ceiling_is_shared, supplier_is_person, supplier_country,\n"
        "  product_origin_country\nfrom loaded_transaction\norder by piid",
    )
    assert [tuple(row.values()) for row in found] == [
        (True, True, False, "CA", None),
        (False, False, True, "CA", None),
        (False, False, False, None, None),
    ]
    assert summary.notes == (
        "Left empty, no known country in supplier_country: ZZZ (1).",
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2/15/03", date(2003, 2, 15)),
        ("12/31/68", date(2068, 12, 31)),
        ("1/1/69", date(1969, 1, 1)),
        ("2/15/2003", date(2003, 2, 15)),
        ("5/31/21 0:00", date(2021, 5, 31)),
        ("2023-05-10", date(2023, 5, 10)),
    ],
)
def test_whole_awards_as_published_or_saved_by_a_spreadsheet(
    tmp_path: Path, load: Load, workspace_db: Database, written: str, day: date
) -> None:
    row = {
        "contract_award_unique_key": "U1",
        "award_id_piid": "P1",
        "total_obligated_amount": "5",
        "award_base_action_date": written,
    }
    load(_write(tmp_path, LAYOUTS["awards-286"], row))
    found = workspace_db.value("day", "select action_date from loaded_transaction")
    assert found == day


def test_rejects_keep_nothing_personal(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    path = _write(
        tmp_path,
        LAYOUTS["transactions-259"],
        _old(action_date="31/31/2013", recipient_phone_number="555-0100"),
    )
    with path.open("a", encoding="utf-8") as stream:
        stream.write("torn,row,555-0101\n")
    load(path)
    found = rejects(workspace_db)
    assert [r["column_name"] for r in found] == ["action_date", None]
    assert "HSCE1" in found[0]["record"]
    assert "555" not in "".join(r["record"] for r in found)


def test_the_publishers_key_makes_rows_one(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    row = {
        "contract_transaction_unique_key": "K1",
        "contract_award_unique_key": "U1",
        "award_id_piid": "P1",
        "action_date": "2024-01-01",
        "federal_action_obligation": "5",
    }
    second = row | {"federal_action_obligation": "6"}
    summary = load(_write(tmp_path, LAYOUTS["transactions-297"], row, second))
    assert (summary.rows_loaded, summary.rows_repeated) == (1, 1)


def test_only_ready_archives_carry_a_dataset_id() -> None:
    assert archive("Contracts_PrimeTransactions_2026.csv", "transactions-297") is None
    assert archive("FY2025_All_Contracts_Full_20260101.zip", "transactions-297") == (
        "USAspending/transactions-297/ALL/FY2025",
        "20260101",
    )
