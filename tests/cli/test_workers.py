"""Pieces of queries in several processes: the same answers, and nobody left behind."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from crosstie.cli import workers
from crosstie.matching import building, policy
from crosstie.matching.records import Records
from crosstie.matching.sharded import Stored
from tests.cli.command import Command

WORDS = ("Balmont", "Corwick", "Dundale", "Ferford", "Golstead", "Hestgate", "Junmont")
NAMES = [f"{a} {b} Ltd" for a in WORDS for b in WORDS]
FAST = policy.QUALITIES["fast"]


@pytest.fixture
def ready(tmp_path: Path) -> Stored:
    rows = Records([f"R{n}" for n in range(len(NAMES))], NAMES)
    building.build([rows], tmp_path, say=lambda _: None)
    return Stored(tmp_path)


def test_two_processes_answer_as_one(
    ready: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Records([f"Q{n}" for n in range(len(NAMES))], [n.upper() for n in NAMES])
    monkeypatch.setattr(policy, "PIECE", 10)
    monkeypatch.setattr(workers, "WORTHWHILE", 1)
    one = list(ready.match(asked, FAST, top=2))
    two = list(workers.match(ready, asked, FAST, 2, 2))
    assert len(one) == len(two) == 5
    for a, b in zip(one, two, strict=True):
        assert all(np.array_equal(vars(a)[name], vars(b)[name]) for name in vars(a))


WAITING = """
import os, sys, time
from crosstie.cli import workers
from crosstie.matching import building, policy
from crosstie.matching.records import Records
from pathlib import Path
from crosstie.matching.sharded import Stored
names = [f"Quarry {n} Ltd" for n in range(200)]
building.build([Records(names, names)], Path("idx"), say=lambda _: None)
policy.PIECE, workers.WORTHWHILE = 10, 1
found = workers.match(Stored(Path("idx")), Records(names, names), FAST, 1, 2)
next(found)
import multiprocessing
print(*[child.pid for child in multiprocessing.active_children()], flush=True)
time.sleep(60)
""".replace("FAST", 'policy.QUALITIES["fast"]')


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"


def test_no_process_outlives_the_command_that_was_killed(crosstie: Command) -> None:
    crosstie.folder.mkdir(exist_ok=True)
    with crosstie.start(code=WAITING) as process:
        assert process.stdout is not None
        children = [int(pid) for pid in process.stdout.readline().split()]
        process.send_signal(signal.SIGKILL)
    assert len(children) == 2
    limit = time.monotonic() + 30
    while any(map(is_running, children)) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not any(map(is_running, children))
