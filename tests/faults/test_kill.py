"""The short version of `benchmarks/killtest.py`: a kill of each kind of command."""

from __future__ import annotations

import pytest

from benchmarks.killtest import STAGES, killer


@pytest.mark.parametrize("seed", [4])
def test_what_is_killed_and_run_again_ends_as_if_nothing_had_been(seed: int) -> None:
    stages = [s for s in STAGES if s.name in ("archives", "awards", "first")]
    with killer(seed, rows=20) as running:
        running.prepare(stages, twice=False)
        for number in range(5):
            trial = running.trial(stages[number % 3], aimed=number % 2 == 1)
            assert not trial.wrong, trial
