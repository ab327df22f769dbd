"""Compares two names as organisations, without a register to weigh words by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crosstie.matching import policy
from crosstie.matching.explain import reasons
from crosstie.matching.features import FEATURES, Known, Table, pair_features
from crosstie.matching.names import Names, parse_bytes
from crosstie.matching.net import Floats, Model, probability, shipped
from crosstie.matching.records import lines, parts_of
from crosstie.matching.wordtables import words
from crosstie.model.words import MatchKind


@dataclass(frozen=True)
class Compared:
    """What two names are to each other, how surely one organisation, and why."""

    score: float
    kind: MatchKind
    reason: str


def compare_names(
    left: Sequence[str], right: Sequence[str], model: Model | None = None
) -> list[Compared]:
    """Compare names pair by pair; parts of a name ("d/b/a") count as names too."""
    pairs = [
        (number, a, b)
        for number, (first, second) in enumerate(zip(left, right, strict=True))
        for a in (first, *parts_of(first))
        for b in (second, *parts_of(second))
    ]
    tables = _table([a for _, a, _ in pairs]), _table([b for _, _, b in pairs])
    rows = np.arange(len(pairs))
    nothing = np.zeros(len(pairs), np.float32)
    known = Known(_weights(tables[1].names), nothing, nothing)
    features = pair_features(
        tables[0], tables[1], (rows, rows), _weights(tables[0].names), known
    )
    logits = (model or shipped()).pair_logits(features) + policy.PAIR_PRIOR
    numbers = features[:, FEATURES.index("numbers_conflict")]
    scores = probability(logits + numbers * policy.NUMBERS_DIFFER)
    best: dict[int, int] = {}
    for at, (number, _, _) in enumerate(pairs):
        if number not in best or scores[at] > scores[best[number]]:
            best[number] = at
    return [
        Compared(
            float(scores[at]), kind_of(features[at], scores[at]), reasons(features[at])
        )
        for _, at in sorted(best.items())
    ]


def kind_of(features: Floats, score: float) -> MatchKind:
    """Tell the same organisation, the same family by name, and the same words apart.

    A family is one rare name with something added: a trade, a place, "Holdings". Where
    numbers differ, as in numbered companies, the number decides.
    """
    known = dict(zip(FEATURES, np.asarray(features).tolist(), strict=True))
    if score >= policy.THRESHOLD:
        return MatchKind.SAME
    heads = min(known["left_first_met"], known["right_first_met"]) >= 1
    rare = known["met_most"] * 10 > policy.PLAIN_WORD * 2
    inside = max(known["left_met"], known["right_met"]) >= 1
    if heads and rare and inside and not known["numbers_conflict"]:
        return MatchKind.FAMILY
    return MatchKind.WORDS


def _table(names: list[str]) -> Table:
    nothing = np.zeros(len(names), np.int64)
    return Table(parse_bytes(lines(names)), nothing, nothing, nothing)


def _weights(names: Names) -> Floats:
    """Weigh words without a register: a word of the plain lists says little."""
    plain = words().plain.has(names.word)
    return np.where(plain, policy.PLAIN_WORD, policy.RARE_WORD).astype(np.float32)
