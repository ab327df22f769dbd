"""Chains: any length, cycles, shares, several owners, dates that are not known."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from crosstie.ownership import policy
from crosstie.ownership.chains import Chain, chains_from
from crosstie.ownership.links import Link


def link(child: str, parent: str, **more: object) -> Link:
    values: dict[str, object] = {
        "statement_id": f"{child}{parent}",
        "child_id": child,
        "parent_id": parent,
        "child_name": child,
        "parent_name": parent,
        "interest": "control",
        "ultimate": False,
        "why": "stated as control",
        "percent": None,
        "valid_from": None,
        "valid_to": None,
        "is_current": True,
        "dated_from": None,
        "dated_to": None,
        "probability": 0.9,
        "confirmed": True,
        "from_case": False,
        "source": "gleif",
    }
    return Link(**{**values, **more})  # type: ignore[arg-type]


def chains(*links: Link, child: str = "a") -> list[Chain]:
    above: dict[str, list[Link]] = defaultdict(list)
    for one in links:
        above[one.child_id].append(one)
    return list(chains_from(child, above))


def test_every_length_is_a_chain_of_its_own():
    found = chains(link("a", "b"), link("b", "c"), link("c", "d"))
    assert [chain.parent_id for chain in found] == ["b", "c", "d"]
    assert found[2].probability == pytest.approx(0.729)


def test_a_cycle_ends_and_an_organisation_stands_once():
    found = chains(link("a", "b"), link("b", "c"), link("c", "a"), link("c", "b"))
    assert [chain.parent_id for chain in found] == ["b", "c"]


def test_two_owners_are_two_chains():
    found = chains(link("a", "b"), link("a", "c"), link("b", "d"), link("c", "d"))
    paths = [[k.parent_id for k in chain.links] for chain in found]
    assert paths == [["b"], ["c"], ["b", "d"], ["c", "d"]]
    assert len({chain.control_id for chain in found}) == 4


def test_shares_multiply_only_where_every_link_states_one():
    half = link("a", "b", percent=Decimal(60))
    found = chains(half, link("b", "c", percent=Decimal(50)), link("c", "d"))
    assert [c.percent for c in found] == [Decimal("60"), Decimal("30"), None]


def test_the_weakest_link_decides_and_a_stake_of_a_stake_is_none():
    found = chains(
        link("a", "b", interest="stake"),
        link("b", "c"),
        link("c", "d", interest="stake"),
    )
    assert [chain.interest for chain in found] == ["stake", "stake"]


def test_dates_are_cut_to_what_all_links_share():
    found = chains(
        link("a", "b", valid_from=date(2010, 1, 1), valid_to=date(2015, 1, 1)),
        link("b", "c", valid_from=date(2012, 1, 1)),
        link("c", "d", valid_from=date(2015, 1, 1)),
    )
    assert [chain.parent_id for chain in found] == ["b", "c"]
    assert (found[1].valid_from, found[1].valid_to) == (
        date(2012, 1, 1),
        date(2015, 1, 1),
    )


def test_a_start_that_is_not_known_is_said():
    (chain,) = chains(link("a", "b", is_current=False))
    assert (chain.valid_from, chain.valid_to, chain.end_known) == (None, None, False)
    assert "the start of control is not stated" in chain.reason
    assert "whether control lasts is not stated" in chain.reason


def test_depth_is_bounded():
    links = [link(f"{n:03}", f"{n + 1:03}") for n in range(30)]
    assert len(chains(*links, child="000")) == policy.MAX_DEPTH


@pytest.mark.parametrize(
    ("interest", "least", "greatest", "kind"),
    [
        ("control", "10", "10", "control"),
        ("branch", None, None, "control"),
        ("stake", "50.0001", "100", "control"),
        ("stake", "50", "50", "joint_control"),
        ("stake", "25", "75", "stake"),
        ("stake", None, "90", "stake"),
        ("joint_control", None, None, "joint_control"),
    ],
)
def test_what_an_interest_amounts_to(interest, least, greatest, kind):
    low = Decimal(least) if least else None
    high = Decimal(greatest) if greatest else None
    found = policy.classify(interest, low, high)
    assert found is not None and found[0] == kind


def test_a_fund_s_manager_controls_nothing():
    assert policy.classify("fund", None, None) is None
