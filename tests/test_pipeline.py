"""One run from a case to its ties: what each product row does, and what a run is of."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from crosstie import pipeline
from crosstie.exports.csvcells import csv_text
from crosstie.exports.tables import TIE_COLUMNS, tie_row
from crosstie.model.words import Kind
from crosstie.pages.ties import read_ties
from crosstie.settings import Settings
from crosstie.store.casefolder import SHIPPED
from crosstie.store.engine import Database

SHIPPED_CASE = SHIPPED / "ca-ice"
PRODUCTS = (SHIPPED_CASE / "products.csv").read_text(encoding="utf-8").splitlines()

Ties = dict[str, dict[str, str]]
Trace = Callable[[Path], Ties]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def trace(settings: Settings) -> Trace:
    """Return a function that traces a case folder on its sample."""

    def traced(case: Path) -> Ties:
        request = pipeline.TraceRequest(
            case=str(case), cwd=case, traced_at="2026-01-01", sample=True
        )
        found = pipeline.trace(request, settings, lambda step: None)
        with Database.open(found.run, read_only=True) as db:
            rows = [tie_row(t) for t in read_ties(db) if t.kind != Kind.NOT_COUNTED]
        text = csv_text(TIE_COLUMNS, rows)
        return {row["tie_id"]: row for row in csv.DictReader(io.StringIO(text))}

    return traced


@pytest.fixture(scope="module")
def whole(trace: Trace) -> Ties:
    return trace(SHIPPED_CASE)


def _names(number: int) -> str:
    return next(csv.reader([PRODUCTS[number]]))[0]


@pytest.mark.parametrize("number", range(1, len(PRODUCTS)), ids=_names)
def test_a_product_row_makes_its_own_ties_alone(
    number: int, tmp_path: Path, trace: Trace, whole: Ties
) -> None:
    """Without it, its ties are gone or rest on another name; all others stay."""
    name = _names(number)
    case = tmp_path / "ca-ice"
    shutil.copytree(SHIPPED_CASE, case)
    left = [line for n, line in enumerate(PRODUCTS) if n != number]
    (case / "products.csv").write_text("\n".join(left) + "\n", encoding="utf-8")
    found = trace(case)
    assert set(found) <= set(whole)
    for tie_id, before in whole.items():
        if _folded(name) not in _folded(before["matched_text"]):
            assert found[tie_id] == before
        elif tie_id in found and before["kind"] == "lead":
            assert found[tie_id]["kind"] == "lead"


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


def test_a_run_is_named_by_its_inputs(
    tmp_path: Path, settings: Settings, trace: Trace, whole: Ties
) -> None:
    case = tmp_path / "ca-ice"
    shutil.copytree(SHIPPED_CASE, case)
    runs = settings.runs / "ca-ice"
    before = set(runs.iterdir())
    trace(case)
    assert set(runs.iterdir()) == before
    with (case / "case.toml").open("a", encoding="utf-8") as stream:
        stream.write("# one remark more\n")
    trace(case)
    assert len(set(runs.iterdir()) - before) == 1


def test_the_sample_knows_its_day_and_publisher(
    settings: Settings, trace: Trace, whole: Ties
) -> None:
    (path,) = settings.cache.glob("sample-*.duckdb")
    with Database.open(path, read_only=True) as db:
        rows = db.rows("files", "select publisher, version, retrieved from file")
    assert len(rows) == 3
    for row in rows:
        assert str(row["retrieved"]) == row["version"] == "2026-11-22"
        assert row["publisher"].startswith("Crosstie, restating ")
