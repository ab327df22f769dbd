"""Words written as one are parted where one of them is a plain word."""

from __future__ import annotations

import pytest

from crosstie.matching.respaced import respaced


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("WioSolutions", "Wio Solutions"),
        ("AMEGROUPE SNC", "AME GROUPE SNC"),
        ("MONCTONINDUSTRIES SERVICES INC.", "MONCTON INDUSTRIES SERVICES INC."),
        ("SERVICESROMA S.P.A.", "SERVICES ROMA S.P.A."),
        ("Kestrel Services Ltd", ""),
        ("Kestrel", ""),
        ("", ""),
    ],
)
def test_a_plain_word_is_parted_from_its_neighbour(written: str, found: str) -> None:
    assert respaced(written) == found
