"""Letters of other scripts written in plain ones."""

from __future__ import annotations

import pytest

from crosstie.text.scripts import latin


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("トヨタ", "toyota"),
        ("ニッサン", "nissan"),
        ("リョービ", "ryobi"),
        ("현대", "hyeondae"),
        ("Société", "Société"),
        ("Acme Ltd", "Acme Ltd"),
        ("豊田", "豊田"),
    ],
)
def test_letters_are_written_by_their_sound(written: str, plain: str) -> None:
    assert latin(written) == plain
