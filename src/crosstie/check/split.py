"""Parts a claim of a sale and of where goods are used into two: records differ on them.

>>> from crosstie.model.claims import Claim, ClaimType
>>> text = "Its vans were bought by the agency and deployed in the north"
>>> found = split_uses([Claim("c1", 0, len(text), text, ClaimType.CONTRACT_EXISTS)])
>>> [(one.start, one.text) for one in found]
[(0, 'Its vans were bought by the agency'), (39, 'deployed in the north')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from crosstie.check.verdicts import cues
from crosstie.model.claims import Claim, ClaimType

_JOINT = re.compile(r"\s*,?\s+(?:and|et)\s+")


def split_uses(claims: Iterable[Claim]) -> list[Claim]:
    """Part each contract claim whose last part says only where goods are used."""
    found: list[Claim] = []
    for claim in claims:
        found += _parted(claim)
    return found


def _parted(claim: Claim) -> list[Claim]:
    if claim.type is not ClaimType.CONTRACT_EXISTS or not cues.adds_use(claim):
        return [claim]
    for joint in _JOINT.finditer(claim.text):
        sale = _part(claim, 0, joint.start(), claim.id)
        use = _part(claim, joint.end(), len(claim.text), f"{claim.id}b")
        if cues.is_of_use(use) and not cues.is_of_use(sale) and not cues.adds_use(sale):
            return [sale, use]
    return [claim]


def _part(claim: Claim, start: int, end: int, id_: str) -> Claim:
    return replace(
        claim,
        id=id_,
        start=claim.start + start,
        end=claim.start + end,
        text=claim.text[start:end],
    )
