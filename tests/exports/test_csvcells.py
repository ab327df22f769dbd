"""Cells of CSV files."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from crosstie.exports.csvcells import Bare, cell, csv_text, harmless


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "  =1", "\u00a0@x", "\n=1", "\ufeff=1"],
)
def test_a_text_that_a_spreadsheet_runs_is_made_harmless(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["", "ROSKA LLC", "1-800", "a=b", "'quoted", "–"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_numbers_stay_bare() -> None:
    assert cell(Decimal("-1234567.5")) == "-1234567.50"
    assert cell(Bare("-0.5000")) == "-0.5000"
    assert cell(12) == "12"
    assert cell(None) == ""
    assert cell(False) == "false"
    assert cell(date(2026, 1, 30)) == "2026-01-30"


def test_what_is_written_is_read_again() -> None:
    rows = [{"a": 'He said "x", twice\nand left', "b": Decimal("1E+3")}]
    written = csv_text(["a", "b"], rows)
    assert "\r" not in written
    assert list(csv.reader(io.StringIO(written))) == [
        ["a", "b"],
        ['He said "x", twice\nand left', "1000.00"],
    ]
