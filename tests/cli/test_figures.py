"""`crosstie figures`: numbers with cells, what is not loaded, JSON, charts."""

from __future__ import annotations

import json

import pytest

from tests.cli.command import Command
from tests.figures.test_detention import workbook
from tests.sources.books import save


@pytest.fixture
def loaded(crosstie: Command) -> Command:
    book = workbook("01/20/2026", 40_000, 10_000, 20_000, 10_000)
    path = save(crosstie.folder / "detentionStats_01262026.xlsx", book)
    done = crosstie("load", "detention", path)
    assert done.returncode == 0, done.stderr
    return crosstie


def test_figures_say_what_is_not_loaded(crosstie: Command) -> None:
    done = crosstie("figures", "--plain", "--only", "no_conviction")
    assert done.returncode == 0, done.stderr
    assert "Next: crosstie fetch detention" in done.stdout
    wrong = crosstie("figures", "--set", "pathway.willing")
    assert wrong.returncode == 2
    assert "NAME.PARAMETER=VALUE is expected" in wrong.stderr


def test_a_figure_with_its_cells_and_chart(loaded: Command) -> None:
    out = loaded.folder / "out"
    only = ("--only", "no_conviction", "--only", "pathway")
    done = loaded("figures", "--plain", *only, "--out", out)
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    assert (
        "75.0% (30,000 of 40,000), as of 20 January 2026, published 26 January 2026"
        in done.stdout
    )
    assert "sheet Detention FY26, D10, row " in done.stdout
    assert "pathway.willing = 0.5" in done.stdout
    assert sorted(path.name for path in out.iterdir()) == [
        "figure-no_conviction.svg",
        "figure-pathway.svg",
    ]
    told = loaded("figures", "--json", *only, "--set", "pathway.willing=1")
    first, second = json.loads(told.stdout)
    assert (first["kind"], first["value"], first["unit"]) == ("figure", "0.75", "share")
    assert first["cells"][0]["address"] == "D10"
    assert (second["numerator"], second["denominator"]) == ("8000", "380000")
