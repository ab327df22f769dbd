"""The candidate step alone."""

from __future__ import annotations

import numpy as np
import pytest

from crosstie.errors import UsageError
from crosstie.matching import index, policy
from crosstie.matching.names import Names, parse_bytes
from crosstie.matching.records import lines, raw_codes

REGISTER = [
    "Kwizcom Corporation",
    "Harbour Bridge Logistics Ltd",
    "International Business Machines Corp",
    "Tillsonburg Instruments",
    "Pelican Quarry Holdings",
    "Quarry Pelican Trust",
]
FAST = policy.QUALITIES["fast"]


def parse(*names: str) -> Names:
    return parse_bytes(lines(names))


def found(query: str) -> list[str]:
    ready = index.build(parse(*REGISTER), raw_codes(REGISTER))
    rows = index.find(ready, parse(query), FAST).rows[0]
    return [REGISTER[row] for row in rows if row >= 0]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("KWIZ COM", "Kwizcom Corporation"),
        ("Harbor Bridge", "Harbour Bridge Logistics Ltd"),
        ("I.B.M.", "International Business Machines Corp"),
        ("Tilsonburg", "Tillsonburg Instruments"),
        ("TILLSNBURG INSTRMNTS", "Tillsonburg Instruments"),
        ("TLLSNBRG", "Tillsonburg Instruments"),
        ("Har Bridge", "Harbour Bridge Logistics Ltd"),
    ],
)
def test_a_key_of_some_kind_leads_to_the_row(query: str, first: str) -> None:
    assert found(query)[0] == first


def test_a_name_that_shares_nothing_finds_nobody() -> None:
    assert found("Zzyzx") == []


def test_scores_fall_and_missing_places_are_empty() -> None:
    ready = index.build(parse(*REGISTER), raw_codes(REGISTER))
    made = index.find(ready, parse("Pelican Quarry", ""), FAST)
    values = made.scores[0][made.rows[0] >= 0]
    assert len(values) == 2
    assert values[0] >= values[1] > 0
    assert (made.rows[1] == -1).all()


def test_the_work_is_bounded_by_the_budget() -> None:
    names = parse(*(f"Quarry {n}" for n in range(50)))
    ready = index.build(names, raw_codes([str(n) for n in range(50)]))
    small = policy.Quality(budget=1, found=5, compared=5)
    made = index.find(ready, parse("Quarry 7"), small)
    assert made.rows.shape == (1, 5)
    assert made.rows[0, 0] == 7


def test_more_names_than_an_index_holds_are_refused_with_the_next_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index, "MOST_ROWS", len(REGISTER))
    with pytest.raises(UsageError, match="6 names are too many"):
        index.build(parse(*REGISTER), raw_codes(REGISTER))


def test_a_word_that_the_register_lacks_is_rarest() -> None:
    names = parse(*REGISTER)
    ready = index.build(names, raw_codes(REGISTER))
    asked = parse("quarry zebra").word
    common, unknown = index.rarity_of(ready, asked, len(names))
    assert unknown > common > 0
    assert np.isfinite([common, unknown]).all()
