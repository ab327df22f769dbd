"""`crosstie search`: with a run, without one, and with nothing at all."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.cli.command import Command
from tests.cli.test_lookup import records


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Command:
    command = Command(tmp_path_factory.mktemp("searched"))
    done = command("trace", "ca-ice", "--sample", "--plain")
    assert done.returncode == 0, done.stderr
    return command


def test_with_nothing_at_all_it_says_what_is_missing(crosstie: Command) -> None:
    done = crosstie("search", "roshel")
    assert done.returncode == 0
    assert done.stdout.startswith("Nothing was searched:")
    assert "Next: load a register (crosstie load)" in done.stdout


def test_a_register_is_searched_without_a_case(crosstie: Command) -> None:
    names = {"a": "Kwizcom Corporation", "b": "Harbour Bridge Logistics Ltd"}
    file = records(crosstie.folder / "one.json", names)
    assert crosstie("load", "bods", file).returncode == 0
    done = crosstie("search", "harb")
    assert "Harbour Bridge Logistics Ltd" in done.stdout
    assert "one.json, row 2" in done.stdout
    misspelt = crosstie("search", "kwizkom corp")
    assert "Nothing among 2 names" in misspelt.stdout
    assert "Similar names in registers" in misspelt.stdout
    assert "Kwizcom Corporation" in misspelt.stdout
    more = records(crosstie.folder / "two.json", {"c": "Tillsonburg Instruments Inc"})
    assert crosstie("load", "bods", more).returncode == 0
    assert "Tillsonburg Instruments" in crosstie("search", "tillson").stdout


def test_a_run_is_searched_and_another_case_is_not(traced: Command) -> None:
    done = traced("search", "roshel", "ca-ice", "--no-similar")
    assert done.returncode == 0, done.stderr
    assert "Ties" in done.stdout
    assert "Searched, in the run of ca-ice: Ties" in done.stdout
    wrong = traced("search", "roshel", "nowhere")
    assert wrong.returncode == 3
    assert "Next:" in wrong.stderr


def test_json_is_the_context_of_the_page(traced: Command) -> None:
    done = traced("search", "roshel", "--json", "--limit", "1", "--kind", "tie")
    page = json.loads(done.stdout)
    assert page["state"] == "found"
    (group,) = page["groups"]
    assert (group["key"], len(group["hits"])) == ("tie", 1)
    assert group["hits"][0]["address"].startswith("/ties/t-")


def test_a_kind_that_is_none_is_refused(traced: Command) -> None:
    done = traced("search", "x", "--kind", "people")
    assert done.returncode == 2
    assert "there is no kind 'people'" in done.stderr


@pytest.mark.parametrize("query", ['"', "*" * 300, "(((", "-x", "\u202eevil", "[red]x"])
def test_a_hostile_query_is_answered(traced: Command, query: str) -> None:
    done = traced("search", "--no-similar", "--", query)
    assert done.returncode == 0, done.stderr
    assert "\u202e" not in done.stdout
    assert "\x1b" not in done.stdout


def test_what_was_searched_is_made_anew_when_it_is_taken_away(traced: Command) -> None:
    shutil.rmtree(traced.home / "search")
    assert "Ties" in traced("search", "roshel", "--no-similar").stdout
    assert list(traced.home.glob("search/runs/ca-ice/*.sqlite"))
