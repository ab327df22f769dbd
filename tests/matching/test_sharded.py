"""A stored register in several parts answers as the same register in one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from crosstie.errors import UnknownLayout
from crosstie.matching import building, kernel, policy, stored
from crosstie.matching.records import Records
from crosstie.matching.sharded import Stored
from crosstie.matching.sides import taken

FAST = policy.QUALITIES["fast"]
LEI = "001GPB6A9XPE8XJICC14"
OTHER_LEI = "5493001KJTIIGC8Y1R12"
HEADS = ("Balmont", "Corwick", "Dundale", "Ferford", "Golstead", "Hestgate", "Junmont")
TRADES = ("Services", "Group", "Consulting Ltd", "Systems Inc", "Pumps", "Marine GmbH")
PLACES = ("", "Ontario", "Europe", "Bay", "Holdings")


def register(seed: int = 0) -> Records:
    names = [f"{h} {t} {p}".strip() for h in HEADS for t in TRADES for p in PLACES]
    order = list(range(len(names)))
    random.Random(seed).shuffle(order)  # noqa: S311
    return Records(
        [f"R{n // 2}" for n in order],
        [names[n] for n in order],
        [("CA", "US", "")[n % 3] for n in order],
        other_names=[f"Porte {names[n][::-1]}|" if n % 7 == 0 else "" for n in order],
        identifiers=[
            {3: f"lei:{LEI}", 8: f"lei:{OTHER_LEI}"}.get(n, "") for n in order
        ],
        notes=[f"row {n}" for n in order],
    )


def queries() -> Records:
    names = [f"{h.upper()[:-1]} {t.lower()}" for h in HEADS for t in TRADES]
    names += ["Zanzibar Pelican", "", "1234567 Ltd d/b/a Corwick Pumps"]
    return Records(
        [f"Q{n}" for n in range(len(names))],
        names,
        ["CA", ""] * (len(names) // 2) + [""] * (len(names) % 2),
        identifiers=[f"lei:{LEI}" if n == 40 else "" for n in range(len(names))],
    )


def blocks(rows: Records, size: int = 17) -> Iterator[Records]:
    for start in range(0, len(rows), size):
        yield taken(rows, start, start + size)


def made(
    folder: Path, rows: Records, part: int, monkeypatch: pytest.MonkeyPatch
) -> Stored:
    monkeypatch.setattr(policy, "PART", part)
    building.build(blocks(rows), folder, say=lambda _: None)
    return Stored(folder)


def answers(ready: Stored) -> list[tuple[int, str, int, float]]:
    ids = ready.texts("ids")
    return [
        (q, ids[r], k, round(float(s), 5))
        for found in ready.match(queries(), FAST, top=3)
        for q, r, k, s in zip(
            found.query.tolist(), found.record.tolist(), found.rank, found.score,
            strict=True,
        )
    ]  # fmt: skip


def test_one_part_answers_as_the_register_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = register()
    ready = kernel.prepare(rows)
    (found,) = kernel.match(ready, queries(), FAST, top=3)
    plain = [
        (q, ready.ids[r], k, round(float(s), 5))
        for q, r, k, s in zip(
            found.query.tolist(), found.record, found.rank, found.score, strict=True
        )
    ]
    assert len(plain) > 100
    assert answers(made(tmp_path, rows, 10_000, monkeypatch)) == plain


@pytest.mark.parametrize("part", [60, 97, 150])
def test_the_cut_changes_nothing_and_nor_does_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    one = answers(made(tmp_path / "one", register(), 255, monkeypatch))
    several = made(tmp_path / "several", register(5), part, monkeypatch)
    assert len(several.parts) > 1
    found = answers(several)
    assert [row[:3] for row in found] == [row[:3] for row in one]
    # Weights have more bits in smaller parts: scores differ far behind the point.
    assert [row[3] for row in found] == pytest.approx([row[3] for row in one], abs=1e-4)


def test_a_register_that_has_grown_is_as_if_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = register()
    made(tmp_path / "grown", taken(rows, 0, 130), 60, monkeypatch)
    built = building.build(blocks(rows), tmp_path / "grown", say=lambda _: None)
    assert (built.parts, built.kept) == (5, 2)
    grown = Stored(tmp_path / "grown")
    anew = made(tmp_path / "anew", rows, 60, monkeypatch)
    for name in ("index", "known", "table"):
        for one, other in zip(grown.parts, anew.parts, strict=True):
            a, b = vars(getattr(one, name)), vars(getattr(other, name))
            assert all(np.array_equal(a[key], b[key]) for key in a if key != "names")
    assert answers(grown) == answers(anew)


def test_an_index_of_the_very_same_records_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, register(), 60, monkeypatch)
    before = (tmp_path / stored.MANIFEST).stat().st_mtime_ns
    built = building.build(blocks(register(), 30), tmp_path, say=lambda _: None)
    assert built.kept == built.parts == 5
    assert (tmp_path / stored.MANIFEST).stat().st_mtime_ns == before
    assert not list(tmp_path.glob("*.building"))


def test_a_name_leads_to_its_own_record_and_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = made(tmp_path, register(), 60, monkeypatch)
    asked = Records(["q"], ["Corwick Pumps Ontario"])
    (found,) = ready.match(asked, FAST)
    record, _ = ready.bearer_of(int(found.row[0]))
    assert ready.texts("names")[record] == "Corwick Pumps Ontario"
    place = register().names.index("Corwick Pumps Ontario")
    assert ready.texts("notes")[record] == register().notes[place]


def test_what_was_there_stands_until_the_new_index_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = made(tmp_path, register(), 60, monkeypatch)
    before = answers(ready)

    def torn() -> Iterator[Records]:
        yield from blocks(taken(register(9), 0, 100))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        building.build(torn(), tmp_path, say=lambda _: None)
    assert answers(Stored(tmp_path)) == before


def test_several_parts_are_not_read_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, register(), 60, monkeypatch)
    with pytest.raises(UnknownLayout, match="5 parts"):
        stored.load(tmp_path)


def test_an_empty_register_finds_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answers(made(tmp_path, Records([], []), 60, monkeypatch)) == []
