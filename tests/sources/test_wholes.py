"""Which whole files are due: by age, by the version of a catalogue, or on demand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crosstie.fetch.client import Client
from crosstie.fetch.manifest import Pinned, write_pins
from crosstie.fetch.plan import Download, State
from crosstie.fetch.rules import read_rules
from crosstie.sources.wholes import plan_files
from tests.replay.clock import Clock

FACTS = {
    "hosts": ["a.example.org"],
    "page": "https://www.example.org",
    "size": "small",
    "bytes": 1,
    "fresh_days": 7,
}
FILE = Download(dataset="whole", url="https://a.example.org/w.csv", about="all of it")


@pytest.fixture
def state(tmp_path: Path) -> State:
    """One file was fetched on the first day, of the version 2026-11-01."""
    clock = Clock("2026-11-20")
    folder = tmp_path / "whole"
    folder.mkdir()
    (folder / "w.csv").write_bytes(b"a\n")
    day = clock.now().isoformat()
    pin = Pinned("w.csv", FILE.url, "00", 2, day, checked=day, version="2026-11-01")
    write_pins(folder, [pin])
    client = Client(read_rules("example", FACTS), clock.world())
    return State(client, tmp_path, clock.now())


@pytest.mark.parametrize(
    ("days", "version", "force", "is_due"),
    [
        (1, None, False, False),
        (8, None, False, True),
        (1, None, True, True),
        (90, "2026-11-01", False, False),
        (1, "2026-11-15", False, True),
        (1, "2026-11-01", True, True),
    ],
)
def test_a_file_is_due(
    days: int, version: str | None, force: bool, is_due: bool, state: State
) -> None:
    now = replace(state, now=state.now + timedelta(days=days), force=force)
    plan = plan_files(now, [replace(FILE, version=version)], notes=["a note"])
    assert bool(plan.items) is is_due
    assert len(plan.items) + len(plan.current) == 1
    assert plan.notes == ("a note",)
    assert plan.source == "example"


def test_what_is_not_on_disk_is_due_whatever_is_pinned(state: State) -> None:
    (state.folder / "whole" / "w.csv").unlink()
    assert plan_files(state, [FILE]).items == (FILE,)
