"""Says in words why two names are, or may be, one organisation."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from crosstie.matching import beside, policy
from crosstie.matching.features import FEATURES
from crosstie.matching.meeting import Meeting
from crosstie.matching.net import Floats
from crosstie.text.legalforms import compare_forms

NEAR = 0.9
FEW = 0.35


def reasons(features: Floats, evidence: float = 0.0, marks: int = 0) -> str:
    """Name what speaks for and against a pair, the weightiest first.

    `marks` are those of `beside`: what the address and the dates of a name say.
    """
    known = dict(zip(FEATURES, np.asarray(features).tolist(), strict=True))
    found = [*_by_identifier(evidence), *_by_name(known), *_by_rest(known)]
    found += beside.said(marks)
    return "; ".join(found)


def _by_identifier(evidence: float) -> list[str]:
    if evidence >= policy.STRONG_EVIDENCE:
        return ["a strong identifier agrees"]
    if evidence > 0:
        return ["a weak identifier agrees"]
    return ["a strong identifier differs"] if evidence < 0 else []


def _by_name(known: Mapping[str, float]) -> list[str]:
    found = []
    if known["plain_equal"]:
        found.append("the names are equal")
    elif known["glued_equal"]:
        found.append("the names are equal but for legal form, blanks and short forms")
    elif known["left_met"] >= NEAR and known["right_met"] >= NEAR:
        found.append("all words agree or nearly agree")
    elif known["acronym"]:
        found.append("one is the initials of the other")
    else:
        shares = f"{known['left_met']:.0%} and {known['right_met']:.0%}"
        found.append(f"words that agree, by rarity: {shares} of the two names")
    if known["left_alone_most"] > FEW:
        found.append("the query has a rare word more")
    if known["right_alone_most"] > FEW:
        found.append("the register has a rare word more")
    if known["numbers_conflict"]:
        found.append("the numbers differ")
    return found


def _by_rest(known: Mapping[str, float]) -> list[str]:
    said = {
        "form_same": "the legal form agrees",
        "form_near": "the legal forms are near",
        "form_conflict": "the legal forms differ",
        "form_one_side": "only one has a legal form",
        "country_same": "the country agrees",
        "country_differs": "the country differs",
        "city_same": "the city agrees",
        "city_differs": "the city differs",
        "postal_same": "the postal code agrees",
        "postal_differs": "the postal code differs",
    }
    found = [text for name, text in said.items() if known[name]]
    if known["namesakes"] > 0:
        count = round(float(np.exp(known["namesakes"]))) - 1
        found.append(f"{count} more of this name in the register")
    return found


def told(met: Meeting) -> list[str]:
    """Say of two names that met without a register what agrees and what does not."""
    left, right = met.left, met.right
    if left.keys == right.keys or left.glued == right.glued:
        found = [
            "the names are equal but for legal form, order of marks and short forms"
        ]
        if left.words == right.words and left.form == right.form:
            found = ["the names are equal"]
    elif met.acronym:
        found = ["one is the initials of the other"]
    else:
        equal = [left.words[i] for i, _ in met.equal] + [
            left.words[i] for i, _ in met.glued
        ]
        found = [f"agree: {' '.join(equal)}"] if equal else ["no word agrees"]
    near = [(i, j) for i, j, _ in met.slips] + met.shorts
    found += [f"nearly agree: {left.words[i]}, {right.words[j]}" for i, j in near]
    for side, places, which in (
        (left, met.left_alone, "first"), (right, met.right_alone, "second")
    ):  # fmt: skip
        if places:
            found.append(f"only the {which}: {' '.join(side.words[p] for p in places)}")
    relation = compare_forms(left.form, right.form)
    if relation in _FORMS:
        found.append(_FORMS[relation])
    return found


_FORMS = {
    "same": "the legal form agrees",
    "near": "the legal forms are near",
    "conflict": "the legal forms differ",
}
