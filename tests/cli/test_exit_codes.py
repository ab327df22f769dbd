"""Each exit code, by the mishap that leads to it, through the entry point."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from crosstie.store.casefolder_new import NewCase, write_new
from tests.cli.command import ENTRY, Command, awards_file

FAULT = (
    "from crosstie.store import casefolder\n"
    "def read_case(folder, *more): raise ValueError('a surprise')\n"
    "casefolder.read_case = read_case\n" + ENTRY
)
STOPPED = (
    "import os, signal\n"
    "from crosstie.store import casefolder\n"
    "def read_case(folder, *more): os.kill(os.getpid(), signal.SIGINT)\n"
    "casefolder.read_case = read_case\n" + ENTRY
)


def test_0_done_and_little_said_on_the_error_stream(
    crosstie: Command, tmp_path: Path
) -> None:
    found = crosstie("load", "usaspending", awards_file(tmp_path / "a.csv"))
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("a.csv (transactions-10): 3 of 3 rows loaded")


def test_1_a_fault_says_so_without_a_traceback(crosstie: Command) -> None:
    found = crosstie("trace", "ca-ice", code=FAULT)
    assert found.returncode == 1
    assert "This is a fault in Crosstie (ValueError: a surprise)" in found.stderr
    assert "open an issue where the project is hosted" in found.stderr
    assert "Traceback" not in found.stderr


def test_1_a_fault_shows_its_traceback_on_demand(crosstie: Command) -> None:
    found = crosstie("trace", "ca-ice", code=FAULT, CROSSTIE_DEBUG="1")
    assert found.returncode == 1
    assert "Traceback" in found.stderr
    assert "This is a fault in Crosstie" in found.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["trace", "--nonsense"], "No such option: --nonsense"),
        (["nonsense"], "No such command 'nonsense'"),
        (["trace", "--since", "31-12-2020"], "'31-12-2020' is no day"),
        (
            ["trace", "--since", "2021-01-02", "--until", "2021-01-01"],
            "--since 2021-01-02 is after --until 2021-01-01",
        ),
        (["load", "usaspending"], "no file is given"),
        (
            ["load", "nonsense", "a.csv"],
            "Next: one of: bods, ",
        ),
        (["unload", "a.csv"], "no loaded file is called 'a.csv'"),
    ],
)
def test_2_wrong_use(crosstie: Command, arguments: list[str], said: str) -> None:
    found = crosstie(*arguments)
    assert found.returncode == 2
    assert said in found.stderr
    assert found.stdout == ""


@pytest.mark.parametrize(
    ("variable", "value"), [("CROSSTIE_MEMORY", "lots"), ("CROSSTIE_WAIT", "long")]
)
def test_2_a_variable_that_cannot_be_read(
    crosstie: Command, variable: str, value: str
) -> None:
    found = crosstie("files", **{variable: value})
    assert found.returncode == 2
    assert f"{variable} is '{value}'" in found.stderr


def test_3_an_unknown_case_names_those_that_are_known(crosstie: Command) -> None:
    found = crosstie("trace", "nonsense")
    assert found.returncode == 3
    assert "no such case; known cases: ca-ice" in found.stderr


def test_3_a_broken_case_lists_every_problem(crosstie: Command, tmp_path: Path) -> None:
    folder = write_new(tmp_path / "sea", NewCase("Sea Agency", "NO"))
    (folder / "products.csv").write_text("name,colour\n", encoding="utf-8")
    answers = folder / "answers.csv"
    columns = len(answers.read_text(encoding="utf-8").split(","))
    with answers.open("a", encoding="utf-8") as stream:
        stream.write("nobody,soon" + "," * (columns - 2) + "\n")
    found = crosstie("trace", "sea")
    assert found.returncode == 3
    for problem in (
        "products.csv, header, column maker: the column is missing",
        "products.csv, header, column colour: the column is unknown",
        "answers.csv, row 1, column organisation: 'nobody'",
        "answers.csv, row 1, column date: 'soon'",
    ):
        assert problem in found.stderr


def test_4_a_missing_file(crosstie: Command) -> None:
    found = crosstie("load", "usaspending", "nowhere.csv")
    assert found.returncode == 4
    assert "nowhere.csv: the file cannot be read (No such file" in found.stderr
    assert "Next: check the name" in found.stderr


def test_4_one_bad_file_of_three(crosstie: Command, tmp_path: Path) -> None:
    """A file without a header holds records where names of columns should stand."""
    bad = tmp_path / "bad.csv"
    bad.write_text('ICE,P1,"DOE, JANE Q.",1.00\n', encoding="utf-8")
    empty = tmp_path / "empty.csv"
    empty.touch()
    found = crosstie(
        "load", "usaspending", bad, awards_file(tmp_path / "good.csv"), empty
    )
    assert found.returncode == 4
    assert found.stdout.startswith("good.csv (transactions-10): 3 of 3 rows loaded")
    assert "2 files could not be loaded; the others are loaded." in found.stderr
    assert "bad.csv, header: the columns are none of the known" in found.stderr
    assert "a private person" in found.stderr
    assert "DOE" not in found.stderr
    assert "    Next: known layouts: " in found.stderr
    assert "empty.csv: the file is empty" in found.stderr
    assert "good.csv" in crosstie("files").stdout


def test_5_a_file_in_place_of_the_folder(crosstie: Command, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    for out in ("out", "out/deep"):
        found = crosstie("trace", "--out", out)
        assert found.returncode == 5
        assert f"the folder {out} cannot be made: a file stands in" in found.stderr
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_5_a_home_that_is_a_file(crosstie: Command, tmp_path: Path) -> None:
    crosstie.home.write_text("mine", encoding="utf-8")
    found = crosstie("load", "usaspending", awards_file(tmp_path / "a.csv"))
    assert found.returncode == 5
    assert "home" in found.stderr
    assert "Next: check that the folder exists" in found.stderr


def test_5_a_workspace_that_is_no_database(crosstie: Command) -> None:
    crosstie.home.mkdir()
    (crosstie.home / "crosstie.duckdb").write_text("x" * 9999, encoding="utf-8")
    found = crosstie("files")
    assert found.returncode == 5
    assert "crosstie.duckdb cannot be opened" in found.stderr


def test_130_ctrl_c(crosstie: Command) -> None:
    found = crosstie("trace", "ca-ice", code=STOPPED)
    assert found.returncode == 128 + signal.SIGINT
    assert "Stopped. The last finished state is kept." in found.stderr
    assert "Traceback" not in found.stderr


def test_a_name_that_is_no_text_and_a_header_that_steers(
    crosstie: Command, tmp_path: Path
) -> None:
    """Bytes that are no UTF-8 in a file's name; escape codes in a header."""
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff[bold].csv"))
    try:
        awards_file(odd)
    except OSError:
        pytest.skip("this file system takes no such name")
    found = crosstie("load", "usaspending", odd, PYTHONIOENCODING="ascii")
    assert (found.returncode, found.stderr) == (0, "")
    assert "[bold].csv (transactions-10): 3 of 3 rows loaded" in found.stdout
    bad = tmp_path / "bad.csv"
    bad.write_text("\x1b[2Jname,\x07other\n1,2\n", encoding="utf-8")
    refused = crosstie("load", "usaspending", bad)
    assert refused.returncode == 4
    assert "\x1b" not in refused.stderr
    assert "\x07" not in refused.stderr
