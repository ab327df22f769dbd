"""The command in an empty home; and one home that holds all the real records."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Command

Row = dict[str, str]


@dataclass(frozen=True)
class Output:
    """What one trace wrote."""

    folder: Path
    stdout: str

    @property
    def rows(self) -> list[Row]:
        with (self.folder / "ties.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def one(self, **cells: str) -> Row:
        """Find the only row whose cells begin like this."""
        found = [
            r for r in self.rows if all(r[k].startswith(v) for k, v in cells.items())
        ]
        assert len(found) == 1, (cells, found)
        return found[0]

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            (self.folder / "ties.json").read_text("utf-8")
        )
        return found


def traced(command: Command, name: str, *arguments: str) -> Output:
    """Run a trace that must succeed."""
    done = command("trace", *arguments, "--out", name)
    assert done.returncode == 0, done.stderr
    return Output(command.folder / name, done.stdout)


@pytest.fixture
def crosstie(tmp_path: Path) -> Command:
    return Command(tmp_path)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Output, Output]:
    """Trace the shipped sample twice, the second time in another home."""
    one = Command(tmp_path_factory.mktemp("one"))
    two = Command(tmp_path_factory.mktemp("two"))
    return traced(one, "out"), traced(two, "out", "--sample")


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Command:
    """Load all the real records once."""
    command = Command(tmp_path_factory.mktemp("loaded"))
    registers = shared_data / "registers"
    for source, files in (
        ("usaspending", sorted(shared_data.glob("usaspending/*/*.csv"))),
        ("listed", sorted(registers.glob("listed_companies/*.csv"))),
        ("vendors", sorted(registers.glob("canada_vendors/vendor*.csv"))),
    ):
        done = command("load", source, *files)
        assert done.returncode == 0, done.stderr
    return command
