"""Tables of an export: whole rows, each with its evidence, kind and decision."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from crosstie.exports.csvcells import csv_text
from crosstie.exports.formats import Export
from crosstie.exports.rows import AMOUNT_COLUMNS, table_rows
from crosstie.exports.schema import TABLES
from crosstie.exports.tables import COVERAGE_COLUMNS, HOP_COLUMNS, TIE_COLUMNS
from crosstie.model.words import AmountKind
from crosstie.pages.exchange import with_kinds
from crosstie.pages.exchange_contexts import Exchange


def test_every_row_has_every_column_that_is_described(made: Exchange) -> None:
    rows = table_rows(made)
    assert set(rows) == {table.name for table in TABLES}
    for table in TABLES:
        assert all(tuple(row) == table.columns for row in rows[table.name])
        assert all(field.about for field in table.fields)
        assert len(set(table.columns)) == len(table.columns)


def test_the_columns_of_a_trace_stand_first_and_in_their_order() -> None:
    columns = {table.name: table.columns for table in TABLES}
    assert columns["ties"][: len(TIE_COLUMNS)] == TIE_COLUMNS
    assert columns["coverage"] == COVERAGE_COLUMNS
    assert set(HOP_COLUMNS) < set(columns["hops"])


def test_a_key_tells_rows_apart(sample_export: Export) -> None:
    for table in TABLES:
        if table.key:
            rows = sample_export.rows[table.name]
            keys = [tuple(row[name] for name in table.key) for row in rows]
            assert len(set(keys)) == len(keys), table.name


@pytest.mark.parametrize(
    "table", ["ties", "hops", "evidence", "actions", "awards", "organisations"]
)
def test_every_row_says_how_far_it_may_be_relied_on(
    sample_export: Export, table: str
) -> None:
    rows = sample_export.rows[table]
    assert rows
    assert {row["kind"] for row in rows} == {"finding", "lead", "not_counted"}
    assert all("decision" in row for row in rows)


def test_every_row_leads_to_a_record_and_its_file(sample_export: Export) -> None:
    hashed = {"ties": "evidence_sha256", "amounts": "evidence_sha256"}
    record = {"ties": "evidence_record", "amounts": "evidence_record"}
    for name in ("ties", "amounts", "evidence", "actions", "awards", "ownership"):
        for row in sample_export.rows[name]:
            assert row[record.get(name, "record_id")], name
            digest = str(row[hashed.get(name, "file_sha256")])
            assert len(digest) == 64, name


def test_an_amount_has_its_kind_and_none_is_a_sum_over_kinds(made: Exchange) -> None:
    assert set(AMOUNT_COLUMNS) == {kind.value for kind in AmountKind}
    rows = table_rows(made)
    sub = next(row for row in rows["ties"] if row["supplier"] == "ROSKA LLC")
    found = {
        row["amount_kind"]: row["amount"]
        for row in rows["amounts"]
        if row["tie_id"] == sub["tie_id"]
    }
    assert found == {
        "obligated": Decimal("7234926.20"),
        "ceiling": Decimal("9000000.00"),
        "outlaid": Decimal("1000000.00"),
        "shared_ceiling": Decimal("50000000.00"),
    }


def test_what_is_left_out_leaves_no_trace(made: Exchange) -> None:
    sure = with_kinds(made, ())
    rows = table_rows(sure)
    assert not any(rows[name] for name in rows if name not in ("files", "coverage"))


def test_no_cell_is_run_by_a_spreadsheet(made: Exchange) -> None:
    for table in TABLES:
        text = csv_text(table.columns, table_rows(made)[table.name])
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@"))]
        assert "\x00" not in text
