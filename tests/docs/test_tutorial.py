"""The tutorial shows what the program says: its commands are run and compared."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from crosstie.pages import addresses
from tests.contract.rooms import ROOT

TEXT = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(console|text)\n(.*?)^```", re.M | re.S)
CALL = "from crosstie.cli.main import run; run()"
WAITS = ("serve",)
"""Commands that end only when somebody ends them."""


def steps() -> list[tuple[str, str]]:
    """List what the first eight sections show: (a command or "", what stands below it).

    A block of `text` is what the person's answers wrote into the file of decisions.
    """
    trial = TEXT[: TEXT.index("## 9. ")]
    found = []
    for kind, block in BLOCK.findall(trial):
        if kind == "text":
            found.append(("", block))
            continue
        for command, said in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.M):
            if command.startswith("crosstie "):
                found.append((command.removeprefix("crosstie "), said))
    return found


def run(home: Path, command: str) -> str:
    """Run a command as a person would, and return all that it said."""
    done = subprocess.run(
        [sys.executable, "-c", CALL, *command.split()],
        cwd=home,
        env={
            **os.environ,
            "CROSSTIE_HOME": str(home / "try"),
            "PYTHONPATH": str(ROOT / "src"),
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "200",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.stdout


def unsaid(shown: str, said: str) -> list[str]:
    """List the lines of the tutorial that the program did not say, in their order."""
    plain = said.replace("\u00a0", " ").replace("\u202f", " ")  # spaces of French
    lines = iter(line.rstrip() for line in plain.splitlines())
    wanted = [x.rstrip() for x in shown.splitlines() if x.strip() not in ("", "…")]
    return [line for line in wanted if line not in lines]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tutorial")


@pytest.fixture(scope="module")
def told(home: Path) -> list[tuple[str, str, str]]:
    """Walk the tutorial: each command, what it shows, what was said."""
    found = []
    for command, shown in steps():
        if not command:
            folder = home / "try" / "decisions"
            folder.mkdir(parents=True)
            (folder / "ca-ice.csv").write_text(shown, encoding="utf-8")
        elif shown and not command.startswith(WAITS):
            found.append((command, shown, run(home, command)))
    return found


def test_the_tutorial_has_commands_with_outputs(
    told: list[tuple[str, str, str]],
) -> None:
    verbs = [command.split()[0] for command, _, _ in told]
    assert set(verbs) == {"trace", "review", "search", "export", "report"}
    assert verbs.count("trace") == 3


def test_the_program_says_what_the_tutorial_shows(
    told: list[tuple[str, str, str]],
) -> None:
    wrong = {command: unsaid(shown, said) for command, shown, said in told}
    assert {command: lines for command, lines in wrong.items() if lines} == {}


def test_a_line_that_is_not_said_is_found() -> None:
    assert unsaid("…\nb\nc\n", "a\nb\nd\n") == ["c"]


def test_the_addresses_of_the_tutorial_are_those_of_the_run(
    told: list[tuple[str, str, str]], home: Path
) -> None:
    """The tie and the record that the fourth section follows."""
    with (home / "out" / "hops.csv").open(encoding="utf-8", newline="") as stream:
        hops = [row for row in csv.DictReader(stream) if row["position"] == "1"]
    hop = next(row for row in hops if row["to_label"] == "ROSHEL LLC")
    assert f"`{addresses.tie_page(hop['tie_id'])}`" in TEXT
    file, _, row = hop["evidence_files"].partition("#")
    assert file == "awards.csv"
    assert f"*row {row}*" in TEXT
