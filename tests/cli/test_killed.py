"""A process that is killed at any moment: the next one finds all as it should be."""

from __future__ import annotations

import json
import random
import signal
import time
from pathlib import Path

import pytest

from crosstie.store.engine import Database
from crosstie.store.tables import WORKSPACE
from tests.cli.command import ENTRY, Command, awards_file

OUTPUTS = {
    *("report.html", "ties.csv", "hops.csv", "coverage.csv", "ties.json", "run.json"),
}

INTERRUPTED = (
    "import os, signal\n"
    "from crosstie.sources.reading.scan import Scanner\n"
    "read = Scanner.read\n"
    "opened = []\n"
    "def stopping(self):\n"
    "    opened.append(self)\n"
    "    for found in read(self):\n"
    "        if len(opened) == 2:\n"
    "            os.kill(os.getpid(), signal.SIGINT)\n"
    "        yield found\n"
    "Scanner.read = stopping\n" + ENTRY
)
"""Ctrl-C while the second file is read."""


def fingerprint(command: Command) -> dict[str, str]:
    """Sum up every row of every table of a workspace."""
    found = {}
    with Database.open(command.home / "crosstie.duckdb", read_only=True) as db:
        for table in WORKSPACE:
            found[table.name] = db.value(
                "fingerprint",
                "with texts as (\n"
                f'  select r::varchar as t from "{table.name}" as r\n'
                ")\n"
                "select concat(count(*), ' ',\n"
                "  md5(coalesce(string_agg(t, '|' order by t), '')))\n"
                "from texts",
            )
    return found


def kill_after(command: Command, seconds: float, *arguments: str | Path) -> None:
    process = command.start(*arguments)
    time.sleep(seconds)
    process.kill()
    process.communicate()


def test_a_load_that_is_killed_is_done_again(tmp_path: Path) -> None:
    """Six kills at seeded moments of the time that the load takes."""
    files = [
        awards_file(tmp_path / "one.csv", 6_000),
        awards_file(tmp_path / "two.csv", 6_000, start=3_000),
    ]
    arguments = ("load", "usaspending", *files)
    undisturbed = Command(tmp_path)
    began = time.monotonic()
    assert undisturbed(*arguments).returncode == 0
    lasts = time.monotonic() - began
    expected = fingerprint(undisturbed)
    assert expected["transaction"].startswith("9000 ")
    chosen = random.Random(2)  # noqa: S311
    for round_ in range(3):
        command = Command(tmp_path)
        command.home = tmp_path / f"home-{round_}"
        for _ in range(2):
            kill_after(command, lasts * chosen.uniform(0.3, 1.0), *arguments)
        assert command(*arguments).returncode == 0
        assert fingerprint(command) == expected
        found = {path.name for path in command.home.iterdir()}
        assert found == {"crosstie.duckdb", "originals.json"}


def test_a_trace_that_is_killed_leaves_whole_files(
    crosstie: Command, tmp_path: Path
) -> None:
    began = time.monotonic()
    assert crosstie("trace", "--out", "out").returncode == 0
    lasts = time.monotonic() - began
    out = tmp_path / "out"
    stable = {n: (out / n).read_bytes() for n in ("ties.csv", "hops.csv", "ties.json")}
    chosen = random.Random(4)  # noqa: S311
    for _ in range(3):
        moment = lasts * chosen.uniform(0.3, 1.0)
        kill_after(crosstie, moment, "trace", "--out", "out")
        for name, content in stable.items():
            assert (out / name).read_bytes() == content
        json.loads((out / "run.json").read_text(encoding="utf-8"))
        assert (out / "report.html").read_text("utf-8").rstrip().endswith("</html>")
    (out / f".ties.csv.{2**22 + 1}.part").write_text("half", encoding="utf-8")
    assert crosstie("trace", "--out", "out").returncode == 0
    assert {path.name for path in out.iterdir()} == OUTPUTS
    assert {path.suffix for path in crosstie.home.rglob("*.*")} == {".duckdb"}


def test_a_load_stopped_before_its_end_is_traced_all_the_same(
    crosstie: Command, tmp_path: Path
) -> None:
    """Ctrl-C in the second file: the first is loaded, and nothing is derived yet."""
    files = [
        awards_file(tmp_path / "one.csv", 20),
        awards_file(tmp_path / "two.csv", 20, start=20),
    ]
    stopped = crosstie("load", "usaspending", *files, code=INTERRUPTED)
    assert stopped.returncode == 128 + signal.SIGINT
    assert "Stopped. The last finished state is kept." in stopped.stderr
    assert fingerprint(crosstie)["award"].startswith("0 ")
    assert fingerprint(crosstie)["loaded_transaction"].startswith("20 ")
    traced = crosstie("trace", "--out", "out")
    assert traced.returncode == 0
    assert traced.stdout.startswith("Loaded data: 20 actions, 20 awards")
    assert fingerprint(crosstie)["award"].startswith("20 ")


@pytest.mark.parametrize("arguments", [["trace"], ["files"], ["unload", "a.csv"]])
def test_a_locked_workspace_says_so_after_waiting(
    crosstie: Command, arguments: list[str]
) -> None:
    with Database.open(crosstie.home / "crosstie.duckdb"):
        found = crosstie(*arguments, CROSSTIE_WAIT="0.3")
    assert found.returncode == 5
    assert "another process is using crosstie.duckdb (waited 0.3" in found.stderr
    assert "Next: wait until it has finished" in found.stderr


def test_a_trace_waits_for_a_load_to_end(crosstie: Command) -> None:
    with Database.open(crosstie.home / "crosstie.duckdb"):
        waiting = crosstie.start("trace", "--out", "out", CROSSTIE_WAIT="60")
        time.sleep(0.8)
        assert waiting.poll() is None
    out, _ = waiting.communicate(timeout=60)
    assert waiting.returncode == 0
    assert out.startswith("Sample data")
