"""The id of a tie stands on ids, so that a spelling never moves it."""

from __future__ import annotations

from crosstie.ties.identity import tie_id


def test_each_part_makes_another_tie():
    parts = {"party_id": "p", "component": "BO", "currency": "USD"}
    ids = {
        tie_id("BO", "o", "direct", **parts),
        tie_id("BO", "o", "subsidiary", **parts),
        tie_id("BO", "o2", "direct", **parts),
        tie_id("BO", "o", "direct", **{**parts, "party_id": "p2"}),
        tie_id("BO", "o", "direct", **{**parts, "component": "SO"}),
        tie_id("BO", "o", "direct", **{**parts, "currency": "CAD"}),
    }
    assert len(ids) == 6
    assert tie_id("BO", "o", "direct", **parts) in ids


def test_no_supplier_is_not_a_supplier_called_nothing():
    assert tie_id("BO", "o", "presence", component="BO") == tie_id(
        "BO", "o", "presence", component="BO", party_id=None
    )
