"""Recipes are found, asked with checked parameters, and one takes a single folder."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.errors import CaseError, StepFailed, UsageError
from crosstie.figures.run import FigureSettings, figures, recipes
from crosstie.model.claims import FigureValue, Missing, NotLoaded
from crosstie.store.engine import Database
from crosstie.text.language import speaking
from tests.figures.made import add_spending, case

OWN = """\
id = "{id}"
unit = "count"
title = {{ en = "Countries", fr = "Pays" }}
question = {{ en = "How many?", fr = "Combien ?" }}
population = {{ en = "Countries of a year.", fr = "Pays d'une année." }}
keywords = {{ en = ["countries"], fr = ["pays"] }}
[[needs]]
table = "military_spending"
command = "crosstie load milex FILE"
what = {{ en = "No file.", fr = "Aucun fichier." }}
[parameters.year]
kind = "whole"
middle = "2024"
title = {{ en = "year", fr = "année" }}
basis = {{ en = "A choice.", fr = "Un choix." }}
"""
SQL = """\
select count(*) over () as value, file_id, row_number, address
from military_spending
where year = $year
"""


def own(folder: Path, sql: str = SQL, toml: str = OWN) -> FigureSettings:
    folder.mkdir()
    (folder / "figure.toml").write_text(toml.format(id=folder.name), encoding="utf-8")
    (folder / "figure.sql").write_text(sql, encoding="utf-8")
    return FigureSettings(only=(folder.name,), folders=(folder,))


def test_nothing_loaded_and_an_empty_case_say_so_for_every_recipe() -> None:
    found = figures(None, case())
    assert [one.recipe for one in found] == [one.id for one in recipes()]
    assert all(isinstance(one, NotLoaded) and one.missing for one in found)
    commands = {one.recipe: one.command for one in found if isinstance(one, NotLoaded)}
    assert commands["no_conviction"] == "crosstie fetch detention"
    assert commands["nationals_held"] == "crosstie fetch deportation-data"


def test_every_recipe_has_words_for_claims_in_both_languages() -> None:
    english = [str(one.title) for one in recipes()]
    with speaking("fr"):
        french = [str(one.title) for one in recipes()]
    assert len(english) == 7
    assert not set(english) & set(french)


def test_a_recipe_of_ones_own_is_one_folder(
    tmp_path: Path, workspace_db: Database
) -> None:
    add_spending(workspace_db, {"SE": 3, "FI": 2})
    settings = own(tmp_path / "countries")
    (found,) = figures(workspace_db, case(), None, settings)
    assert isinstance(found, FigureValue)
    assert (found.value, found.unit, found.title) == (2, "count", "Countries")
    assert [cell.address for cell in found.cells] == ["B1", "B2"]
    assert found.assumptions == (("countries.year", "2024"),)
    other = FigureSettings(settings.only, {"countries.year": "1999"}, settings.folders)
    (empty,) = figures(workspace_db, case(), None, other)
    assert isinstance(empty, NotLoaded)
    assert empty.why is Missing.NO_ROWS


def test_a_statement_gives_one_value(tmp_path: Path, workspace_db: Database) -> None:
    add_spending(workspace_db, {"SE": 3, "FI": 2})
    two = "select amount as value from military_spending where year = $year"
    with pytest.raises(CaseError, match="gives several values"):
        figures(workspace_db, case(), None, own(tmp_path / "two", two))


def test_a_statement_reads_tables_and_no_file(
    tmp_path: Path, workspace_db: Database
) -> None:
    add_spending(workspace_db, {"SE": 3})
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    sql = f"select a as value from read_csv('{secret}') where $year > 0"
    with pytest.raises(StepFailed, match="file system operations are disabled"):
        figures(workspace_db, case(), None, own(tmp_path / "spy", sql))


def test_a_recipe_says_everything_that_is_wrong_in_it(tmp_path: Path) -> None:
    toml = 'id = "x"\nunit = "apples"\ncolour = "red"\n'
    settings = own(tmp_path / "bad", toml=toml)
    with pytest.raises(CaseError) as caught:
        figures(None, case(), None, settings)
    told = " ".join(str(problem) for problem in caught.value.problems)
    for part in ("colour", "'x'", "'apples'", "title.en", "keywords.fr"):
        assert part in told


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (FigureSettings(only=("shoes",)), "no figure shoes"),
        (FigureSettings(set={"pathway.shoes": "1"}), "no parameter pathway.shoes"),
        (FigureSettings(set={"pathway.willing": "many"}), "a number such as 0.5"),
        (FigureSettings(set={"pathway.willing": "NaN"}), "a number such as 0.5"),
        (FigureSettings(set={"pathway.criterion": "x"}), "no_conviction"),
        (FigureSettings(set={"nationals_held.since": "May"}), "a day such as"),
    ],
)
def test_what_no_recipe_knows_is_refused(settings: FigureSettings, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        figures(None, case(), None, settings)


def test_a_parameter_out_of_a_middle_is_what_is_used() -> None:
    pathway = next(one for one in recipes() if one.id == "pathway")
    willing = pathway.parameter("willing")
    assert willing.read("0.3", "pathway.willing") == Decimal("0.3")
    assert (willing.low, willing.middle, willing.high) == ("0.25", "0.5", "1")


@pytest.mark.shared
def test_the_recipe_of_the_guide_works(
    tmp_path: Path, shared_data: Path, workspace_db: Database
) -> None:
    from crosstie.sources.registry import load_files
    from crosstie.store.casefolder import read_case
    from crosstie.store.decisions import SHIPPED
    from tests.contract.rooms import ROOT

    guide = (ROOT / "docs" / "guides" / "figures.md").read_text(encoding="utf-8")
    toml = indented(guide, '    id = "held_on_average"', "The statement gives")
    sql = indented(guide, "    select value, as_of", "`numerator`")
    folder = tmp_path / "held_on_average"
    folder.mkdir()
    (folder / "figure.toml").write_text(toml, encoding="utf-8")
    (folder / "figure.sql").write_text(sql, encoding="utf-8")
    load_files(workspace_db, "detention", sorted((shared_data / "detention").iterdir()))
    settings = FigureSettings(("held_on_average",), {}, (folder,))
    of = read_case(SHIPPED / "ca-ice")
    (found,) = figures(workspace_db, of, None, settings)
    assert isinstance(found, FigureValue)
    assert round(found.value) == 67_973
    assert found.cells[0].file_name == "FY26_detentionStats_02122026.xlsx"


def indented(guide: str, start: str, end: str) -> str:
    """Cut an example out of the guide."""
    return textwrap.dedent(guide[guide.index(start) : guide.index(end)])
