"""A claim of a sale and of a use is two."""

from __future__ import annotations

import pytest

from crosstie.check.split import split_uses
from crosstie.model.claims import Claim, ClaimType


def made(text: str, kind: ClaimType = ClaimType.CONTRACT_EXISTS) -> Claim:
    return Claim("c7", 100, 100 + len(text), text, kind)


def test_the_parts_are_exact_slices() -> None:
    text = "Zed vans have been bought by the agency and deployed in the north"
    first, second = split_uses([made(text)])
    assert (first.id, second.id) == ("c7", "c7b")
    for one in (first, second):
        assert one.text == text[one.start - 100 : one.end - 100]


@pytest.mark.parametrize(
    "text", ["Zed sells vans and boats to it", "Zed vans were deployed in the north"]
)
def test_other_claims_stay_whole(text: str) -> None:
    assert split_uses([made(text)]) == [made(text)]
    both = "Zed vans were bought and deployed"
    assert split_uses([made(both, ClaimType.STATISTIC)]) == [
        made(both, ClaimType.STATISTIC)
    ]
