"""What holds for any names: no crash, no nonsense, no order that matters."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosstie.matching import kernel, policy
from crosstie.matching.pairwise import compare_names
from crosstie.matching.records import Records
from tests.matching.test_kernel import FAST, FILLER, register

READY = kernel.prepare(register())

HOSTILE = (
    "",
    " ",
    "\x00",
    "\x00Blue\x00Door\x00",
    "\n\r\t",
    "|",
    "///",
    "&&&",
    "Inc",
    "Ltd Ltd Ltd",
    "GmbH & Co. KG",
    "S. A. R. L.",
    "d/b/a",
    "a division of",
    "שלום עולם בע״מ",
    "\u202eInc desreveR",
    "شركة المثال",
    "株式会社トヨタ",
    "🏢🏢🏢 Inc 🚀",
    "e\u0301\u0301\u0301\u0301",
    "\ufeffBlue Door",
    "\U0010ffff",
    "1",
    "0000000000000000000000",
    "A" * 10_000,
    "a b " * 2_500,
    "Ω" * 10_000,
    "x/y " * 2_500,
)

PARTS = st.sampled_from(
    ["Harbour", "Bridge", "Kwizcom", "7654321", "Ontario", "Ltd", "Inc", "SERVICES",
     "d/b/a", "/", "&", "-", ".", "\x00", "é", "\u200f", "☃", "一", "of"]
)  # fmt: skip
NAMES = st.one_of(
    st.lists(PARTS, max_size=8).map(" ".join),
    st.text(st.characters(codec="utf-8"), max_size=40),
)
COUNTRIES = st.sampled_from(["", "CA", "US", "Atlantis", "\x00"])


def answers(
    queries: Records, ready: kernel.Register = READY
) -> dict[str, list[tuple[str, int, float]]]:
    found: dict[str, list[tuple[str, int, float]]] = {}
    for piece in kernel.match(ready, queries, FAST, top=3):
        assert np.isfinite(piece.score).all()
        assert ((piece.score >= 0) & (piece.score <= 1)).all()
        assert np.isfinite(piece.features).all()
        columns = (piece.query, piece.record, piece.rank, piece.score)
        for query, record, rank, score in zip(
            *(c.tolist() for c in columns), strict=True
        ):
            row = (ready.ids[record], rank, round(score, 5))
            found.setdefault(queries.ids[query], []).append(row)
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, COUNTRIES), max_size=12), st.randoms())
def test_the_order_of_queries_changes_nothing(
    rows: list[tuple[str, str]], chance: random.Random
) -> None:
    order = list(range(len(rows)))
    chance.shuffle(order)
    ids = [f"Q{n}" for n in range(len(rows))]

    def taken(order: list[int]) -> Records:
        return Records(
            [ids[n] for n in order],
            [rows[n][0] for n in order],
            [rows[n][1] for n in order],
        )

    assert answers(taken(order)) == answers(taken(list(range(len(rows)))))


@settings(max_examples=20, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=12), st.randoms())
def test_the_order_of_the_register_changes_nothing(
    names: list[str], chance: random.Random
) -> None:
    """Twins, too: of rows that are equal but for their ids, one stands first."""
    every = [*names, *names, "Harbour Bridge Ltd", "Harbour Bridge Ltd"]
    order = list(range(len(every)))
    chance.shuffle(order)
    plain = kernel.prepare(Records([f"R{n}" for n in range(len(every))], every))
    mixed = kernel.prepare(Records([f"R{n}" for n in order], [every[n] for n in order]))
    asked = Records([f"Q{n}" for n in range(len(names) + 1)], [*names, "HARBOR BRIDGE"])
    assert answers(asked, mixed) == answers(asked, plain)


@pytest.mark.parametrize("size", [1, 7, 64])
def test_the_size_of_pieces_changes_nothing(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [name.upper()[: 30 - n % 7] for n, name in enumerate(FILLER)]
    asked = Records([f"Q{n}" for n in range(len(names))], names)
    whole = answers(asked)
    monkeypatch.setattr(policy, "PIECE", size)
    assert answers(asked) == whole


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_matched_without_a_crash(name: str) -> None:
    answers(Records(["q"], [name], other_names=[f"{name}|{name}"]))
    ready = kernel.prepare(Records(["r", "s"], [name, "Blue Door Inc"]))
    answers(Records(["q", "p"], [name, "Blue Door"]), ready)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_compared_without_a_crash(name: str) -> None:
    for other in (name, "Blue Door Inc", ""):
        (found,) = compare_names([name], [other])
        assert 0 <= found.score <= 1


@settings(max_examples=80, deadline=None)
@given(NAMES, NAMES)
def test_any_two_names_are_compared(left: str, right: str) -> None:
    (found,) = compare_names([left], [right])
    assert 0 <= found.score <= 1
    assert found.kind in ("same", "family", "words")
