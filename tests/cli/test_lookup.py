"""`crosstie lookup`: nothing loaded, nothing found, killed while it gets ready."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.cli.command import Command


def records(path: Path, names: dict[str, str]) -> Path:
    """Write organisations as the source `bods` reads them."""
    found = [
        {"statementID": f"s-{key}", "statementType": "entityStatement",
         "entityType": "registeredEntity", "name": name,
         "incorporatedInJurisdiction": {"code": "CA", "name": "Canada"}}
        for key, name in names.items()
    ]  # fmt: skip
    path.write_text(json.dumps(found), encoding="utf-8")
    return path


@pytest.fixture
def loaded(crosstie: Command) -> Command:
    names = {"a": "Kwizcom Corporation", "b": "Harbour Bridge Logistics Ltd"}
    done = crosstie("load", "bods", records(crosstie.folder / "one.json", names))
    assert done.returncode == 0, done.stderr
    return crosstie


def test_nothing_loaded_is_not_nothing_found(crosstie: Command) -> None:
    done = crosstie("lookup", "Kwizcom")
    assert done.returncode == 2
    assert "no organisation and no vendor is loaded" in done.stderr
    assert "Next: load a register first" in done.stderr


def test_a_name_is_found_with_its_source_row(loaded: Command) -> None:
    done = loaded("lookup", "KWIZ COM", "--json")
    assert done.returncode == 0, done.stderr
    (first,) = json.loads(done.stdout)["organisations"]
    assert first["organisation"] == "Kwizcom Corporation"
    assert (first["source"], first["file"], first["row"]) == ("bods", "one.json", 1)
    assert first["kind"] == "same"
    assert "Kwizcom Corporation" in loaded("lookup", "KWIZ COM").stdout


def test_what_is_not_there_is_said_with_a_next_step(loaded: Command) -> None:
    done = loaded("lookup", "Zzyzx")
    assert done.returncode == 0
    assert done.stdout.startswith("Nothing found for 'Zzyzx' among 2 names. That it is")
    assert "does not exist.\nNext: " in done.stdout
    assert "Looked through: bods, 2 organisations, retrieved on an" in done.stdout


def test_another_load_is_looked_up_too_and_an_unload_is_not(loaded: Command) -> None:
    assert "Nothing found" in loaded("lookup", "Tillsonburg").stdout
    more = records(loaded.folder / "two.json", {"c": "Tillsonburg Instruments Inc"})
    assert loaded("load", "bods", more).returncode == 0
    assert "Tillsonburg Instruments Inc" in loaded("lookup", "Tillsonburg").stdout
    assert loaded("unload", "two.json").returncode == 0
    assert "Nothing found" in loaded("lookup", "Tillsonburg").stdout


KILLED = """
import os, signal
from crosstie.matching import stored
def publish(*given):
    os.kill(os.getpid(), signal.SIGKILL)
stored.publish = publish
from crosstie.cli.main import run
run()
"""


def test_killed_while_it_is_made_ready_the_next_look_up_mends_it(
    loaded: Command,
) -> None:
    assert "Kwizcom" in loaded("lookup", "Kwizcom").stdout
    more = records(loaded.folder / "two.json", {"c": "Tillsonburg Instruments Inc"})
    assert loaded("load", "bods", more).returncode == 0
    done = loaded("lookup", "Tillsonburg", code=KILLED)
    assert done.returncode == -signal.SIGKILL
    left = list(loaded.home.glob("lookup/*/*.building"))
    assert left
    assert "Tillsonburg Instruments Inc" in loaded("lookup", "Tillsonburg").stdout
    assert not list(loaded.home.glob("lookup/*/*.building"))


def test_an_index_of_one_s_own_is_looked_up_without_a_workspace(
    crosstie: Command,
) -> None:
    register = crosstie.folder / "r.csv"
    register.write_text(
        "reg_id,name,country\nR1,Kwizcom Corporation,CA\nR2,Blue Door,US\n",
        encoding="utf-8",
    )
    assert crosstie("index", register).returncode == 0
    done = crosstie("lookup", "KWIZ COM", "--index", "r.index", "--json")
    (first,) = json.loads(done.stdout)["organisations"]
    assert (first["id"], first["file"], first["row"]) == ("R1", "r.csv", 1)
