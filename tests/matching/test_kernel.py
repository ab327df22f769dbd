"""Two tables of names in, scored pairs out."""

from __future__ import annotations

import random

import pytest

from crosstie.matching import kernel, policy
from crosstie.matching.records import Records

FAST = policy.QUALITIES["fast"]

REGISTER = {
    "R1": ("Kwizcom Corporation", "CA"),
    "R2": ("Harbour Bridge Logistics Ltd", "GB"),
    "R3": ("Harbour Bridge Catering Ltd", "GB"),
    "R4": ("7654321 Ontario Inc", "CA"),
    "R5": ("7654322 Ontario Inc", "CA"),
    "R6": ("Société Générale de Forage Ltée", "CA"),
    "R7": ("Tillsonburg Instruments Inc", "CA"),
    "R8": ("Tillsonburg Instruments GmbH", "DE"),
    "R9": ("Consolidated Marine Research Group", "US"),
}

FILLER = [
    f"{a}{b} {c}"
    for a in ("Bal", "Cor", "Dun", "Fer", "Gol", "Hest", "Jun", "Kal", "Lor")
    for b in ("mont", "wick", "dale", "ford", "stead", "gate")
    for c in ("Services", "Group", "Consulting", "Systems Inc")
]


def register() -> Records:
    rows = {**REGISTER, **{f"F{n}": (name, "US") for n, name in enumerate(FILLER)}}
    return Records(
        list(rows), [r[0] for r in rows.values()], [r[1] for r in rows.values()]
    )


def best(queries: Records, rows: Records | None = None) -> dict[str, tuple[str, float]]:
    ready = kernel.prepare(register() if rows is None else rows)
    return {
        queries.ids[q]: (ready.ids[r], float(s))
        for found in kernel.match(ready, queries, FAST)
        for q, r, s in zip(found.query, found.record, found.score, strict=True)
    }


@pytest.mark.parametrize(
    ("written", "country", "found"),
    [
        ("KWIZ COM CORP", "", "R1"),
        ("KWIZCOMM", "CA", "R1"),
        ("HARBOR BRIDGE LOGISTICS", "", "R2"),
        ("Logistics, Harbour Bridge", "", "R2"),
        ("7654322 ONTARIO", "", "R5"),
        ("SOC GENERALE DE FORAGE", "", "R6"),
        ("Tillsonburg Instruments", "DE", "R8"),
        ("TILLSONBURG INSTRMNTS INC", "CA", "R7"),
    ],
)
def test_a_dirty_name_is_found(written: str, country: str, found: str) -> None:
    assert best(Records(["q"], [written], [country]))["q"][0] == found


def test_an_equal_name_is_surer_than_a_near_one_and_an_absent_one_is_not_sure() -> None:
    asked = Records(
        ["equal", "near", "absent"],
        ["Kwizcom Corporation", "Kwizcom Holdings Europe", "Zanzibar Pelican Trust"],
    )
    found = best(asked)
    assert found["equal"][1] > 0.9
    assert found["equal"][1] > found["near"][1]
    assert found.get("absent", ("", 0.0))[1] < policy.THRESHOLD


def test_the_order_of_rows_changes_nothing() -> None:
    rows = register()
    order = list(range(len(rows)))
    random.Random(3).shuffle(order)  # noqa: S311
    shuffled = Records(
        [rows.ids[i] for i in order],
        [rows.names[i] for i in order],
        [rows.country[i] for i in order],
    )
    asked = Records([n for n in FILLER], [n.upper()[:-2] for n in FILLER])
    assert best(asked) == best(asked, shuffled)


def test_ranks_count_up_and_the_rest_share_what_the_best_leaves() -> None:
    asked = Records(["q"], ["Harbour Bridge Services"])
    (found,) = kernel.match(kernel.prepare(register()), asked, FAST, top=3)
    assert found.rank.tolist() == [1, 2, 3]
    assert sorted(found.score.tolist(), reverse=True) == found.score.tolist()


def test_another_name_finds_its_bearer_once() -> None:
    rows = Records(
        ["R1", "R2"],
        ["Blue Door Media Inc", "Quarry Lake Ltd"],
        other_names=["Porte Bleue|Kestrel Pictures", ""],
    )
    asked = Records(["q"], ["Kestrel Pictures"])
    (found,) = kernel.match(kernel.prepare(rows), asked, FAST, top=5)
    assert found.record.tolist() == [0]


def test_a_trading_name_is_looked_for_too() -> None:
    asked = Records(["q"], ["1234567 Alberta Ltd d/b/a Kwizcom"])
    assert best(asked)["q"][0] == "R1"


LEI = "001GPB6A9XPE8XJICC14"
OTHER_LEI = "5493001KJTIIGC8Y1R12"


def test_a_strong_identifier_settles_it_whatever_the_name() -> None:
    rows = Records(
        ["R1", "R2"],
        ["Blue Door Inc", "Quarry Lake Ltd"],
        identifiers=[f"lei:{LEI}", f"lei:{OTHER_LEI}"],
    )
    asked = Records(["q"], ["Quarry Lake Ltd"], identifiers=[f"LEI:{LEI.lower()}"])
    assert best(asked, rows)["q"] == ("R1", pytest.approx(policy.PROVEN))


def test_nothing_is_found_in_an_empty_register_and_for_an_empty_name() -> None:
    empty = Records([], [])
    assert best(Records(["q"], ["Blue Door"]), empty) == {}
    assert best(Records(["q"], [""])) == {}
    assert best(empty) == {}


def test_a_strong_identifier_that_differs_speaks_against_an_equal_name() -> None:
    rows = Records(["R1"], ["Blue Door Inc"], identifiers=[f"lei:{LEI}"])
    other = Records(["q"], ["Blue Door Inc"], identifiers=[f"lei:{OTHER_LEI}"])
    plain = Records(["q"], ["Blue Door Inc"])
    assert best(other, rows)["q"][1] < best(plain, rows)["q"][1]
