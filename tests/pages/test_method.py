"""The page on the method says what docs/method.md says, number by number."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosstie.model.words import Route
from crosstie.pages import method

DOCUMENT = " ".join(
    (Path(__file__).resolve().parents[2] / "docs" / "method.md")
    .read_text(encoding="utf-8")
    .split()
)


@pytest.mark.parametrize(("says", "probability"), method.DECLARED)
def test_a_declared_probability(says: str, probability: str) -> None:
    assert f"| {says} | {probability} |" in DOCUMENT


@pytest.mark.parametrize("row", method.MEASURED)
def test_a_measured_band(row: tuple[str, int, str, str]) -> None:
    assert "| " + " | ".join(map(str, row)) + " |" in DOCUMENT


def test_the_measure_as_a_whole() -> None:
    pairs = sum(row[1] for row in method.MEASURED)
    assert f"{pairs} of them are taken for the same" in DOCUMENT
    error = method.CALIBRATION_ERROR
    assert f"The expected calibration error is {error}." in DOCUMENT


@pytest.mark.parametrize("row", method.ROUTE_RULES, ids=lambda row: row[0])
def test_a_route_counts_when(row: tuple[str, str, str]) -> None:
    route, counts, _other = row
    assert f"| {route.replace('_', ' ')} | {counts} |" in DOCUMENT


def test_every_route_has_its_rule() -> None:
    assert [row[0] for row in method.ROUTE_RULES] == [route.value for route in Route]


@pytest.mark.parametrize("says", [*method.NOT_PROVEN, *method.NOT_SEEN])
def test_a_limit(says: str) -> None:
    assert says in DOCUMENT


@pytest.mark.parametrize("row", method.ERRORS, ids=lambda row: row[0])
def test_a_source_of_error(row: tuple[str, str]) -> None:
    assert f"| {row[0]} | {row[1]} |" in DOCUMENT
