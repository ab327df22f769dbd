"""Two names compared as organisations."""

from __future__ import annotations

import pytest

from crosstie.matching.pairwise import compare_names
from crosstie.model.words import MatchKind


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Kwizcom Corporation", "KWIZ COM CORP.", MatchKind.SAME),
        ("Tillsonburg Instruments Inc", "TILLSONBURG INSTRMNTS", MatchKind.SAME),
        ("Acme Quarry Ltd d/b/a Kestrel Media", "Kestrel Media", MatchKind.SAME),
        ("7654321 Ontario Inc", "7654322 Ontario Inc", MatchKind.WORDS),
        ("Bombardier Inc", "Bombardier Aerospace", MatchKind.FAMILY),
        (
            "Thomson Reuters Corp",
            "Thomson Reuters Special Services LLC",
            MatchKind.FAMILY,
        ),
        ("Seneca Strategic Partners", "Seneca College", MatchKind.WORDS),
        ("Constellation Software", "Constellation Brands", MatchKind.WORDS),
        ("Summit Roofing Ltd", "Summit Pharmaceuticals Inc", MatchKind.WORDS),
        ("Global Services Group", "Pelican Services Group", MatchKind.WORDS),
    ],
)
def test_kinds_are_told_apart(left: str, right: str, kind: MatchKind) -> None:
    (found,) = compare_names([left], [right])
    assert found.kind == kind
    assert found.reason


def test_every_pair_is_answered_in_order() -> None:
    found = compare_names(["A", "Blue Door", ""], ["B", "Blue Door", "C"])
    assert len(found) == 3
    assert found[1].score > max(found[0].score, found[2].score)
