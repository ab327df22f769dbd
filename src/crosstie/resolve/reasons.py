"""Says in plain words why a pair was matched."""

from __future__ import annotations

from crosstie.model.words import MatchKind
from crosstie.resolve.score import POLICIES, Scored


def reason_of(pair: Scored) -> str:
    """Write the reason of one match in a sentence or more."""
    sentences = [_opening(pair)]
    for feature in POLICIES[pair.kind].features:
        if feature.says and pair.features.get(feature.name):
            sentences.append(feature.says.format(pair.details.get(feature.name, "")))
    if pair.features.get("generic"):
        sentences.append("It is made of common words, so it proves little by itself.")
    rivals = int(pair.features.get("rivals", 0))
    if rivals:
        also = "organisation bears" if rivals == 1 else "organisations bear"
        sentences.append(f"{rivals} other {also} the same name.")
    return " ".join(sentences)


def _opening(pair: Scored) -> str:
    words = " ".join(pair.words)
    if pair.features.get("strong"):
        return "The record carries the organisation's own identifier."
    if not pair.words:
        return "Only a weak identifier agrees; the names share nothing."
    if pair.kind == MatchKind.SAME:
        return f'Both names read "{words}" without their legal form.'
    if pair.kind == MatchKind.FAMILY:
        return f'Both names begin with "{words}"; that makes a family, not one body.'
    return f'The names share "{words}" and differ in other words.'
