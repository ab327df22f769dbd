"""Real spellings of vendors, where the shared records are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.spellings import is_spelling, run
from crosstie.matching.net import shipped


@pytest.mark.shared
def test_real_spellings_are_found_at_rank_one(shared_data: Path) -> None:
    found = run(shared_data, "fast", shipped())
    assert found["spellings"]["pairs"] > 6_000
    assert found["spellings"]["recall@1"] > 0.65


def test_a_spelling_is_told_from_a_take_over_by_letters_alone() -> None:
    assert is_spelling("CGI INFORMATION SYSTEMS MAN", "CGI")
    assert is_spelling("EKOS RESEARCH ASSOICATES", "EKOS RESEARCH ASSOCIATES")
    assert not is_spelling("PARSONS BRINCKEROFF HALSALL", "WSP")
