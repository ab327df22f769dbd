"""Compares two names as organisations, without a register to weigh words by."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from crosstie.matching.explain import told
from crosstie.matching.kinds import ceiling, kind_of
from crosstie.matching.meeting import Meeting, meet
from crosstie.matching.net import Floats, Net, net_from, probability
from crosstie.matching.pairfacts import facts_of
from crosstie.matching.reading import read_names
from crosstie.model.words import MatchKind
from crosstie.text.nameparts import DIVISION, VENTURE, split_parts

WEIGHTS = Path(__file__).with_name("pairweights.json")

PART_OF = 0.4
"""Most likely, where one name is what the other calls its parent."""

_MAY_HOLD = re.compile(
    r"(?i)d\W{0,2}b\W{0,2}a|doing|trading|[to]/a|operating|a\W?k\W?a|faisant|div|unit|"
    r"branch|subsid|f\W?k\W?a|former|known|ancien|joint|j\.?v|[(/|]| [-–] "
)
"""A quick look for what `split_parts` parts."""

PIECE = 20_000


@dataclass(frozen=True)
class Compared:
    """What two names are to each other, how surely one organisation, and why."""

    score: float
    kind: MatchKind
    reason: str


@lru_cache(maxsize=1)
def shipped_nets() -> tuple[Net, ...]:
    """Read the weights of the pair model."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return tuple(net_from(net) for net in data["nets"])


def compare_names(left: Sequence[str], right: Sequence[str]) -> list[Compared]:
    """Compare names pair by pair; parts of a name ("d/b/a") count as names too."""
    found: list[Compared] = []
    pairs = list(zip(left, right, strict=True))
    for start in range(0, len(pairs), PIECE):
        found += _compare(pairs[start : start + PIECE])
    return found


@dataclass(frozen=True)
class _Part:
    """A name that a written name holds; a parent's is not the organisation's own."""

    text: str
    is_parent: bool = False


def parts(name: str) -> list[_Part]:
    """List the names that a written name holds, the whole first."""
    if not _MAY_HOLD.search(name):
        return [_Part(name)]
    found = split_parts(name)
    if len(found) == 1 or any(part.role == VENTURE for part in found):
        return [_Part(name)]
    return [_Part(p.text, p.role == DIVISION) for p in found if p.text]


def _compare(pairs: Sequence[tuple[str, str]]) -> list[Compared]:
    cells = [
        (number, a, b)
        for number, (one, other) in enumerate(pairs)
        for a in parts(one)
        for b in parts(other)
    ]
    lefts = read_names([a.text for _, a, _ in cells])
    rights = read_names([b.text for _, _, b in cells])
    met = [meet(a, b) for a, b in zip(lefts, rights, strict=True)]
    scores = model_scores(met)
    best: dict[int, Compared] = {}
    for (number, a, b), one, score in zip(cells, met, scores.tolist(), strict=True):
        judged = _judged(one, score, a.is_parent != b.is_parent)
        if number not in best or judged.score > best[number].score:
            best[number] = judged
    return [best[number] for number in range(len(pairs))]


def model_scores(met: Sequence[Meeting]) -> Floats:
    """Return the pair model's probabilities."""
    if not met:
        return np.zeros(0, np.float32)
    facts = np.array([facts_of(one) for one in met], np.float32)
    nets = shipped_nets()
    logits = np.mean([net.logits(facts) for net in nets], axis=0)
    return probability(logits)


def _judged(met: Meeting, score: float, of_parent: bool) -> Compared:
    if not met.left.glued or not met.right.glued:
        return Compared(0.0, MatchKind.WORDS, "one of the names is empty")
    at_most, why = ceiling(met)
    if of_parent and score > PART_OF:
        return Compared(
            PART_OF, MatchKind.FAMILY, "one says that it is part of the other"
        )
    score = min(score, at_most)
    kind = kind_of(met, score)
    return Compared(score, kind, "; ".join(filter(None, (why, *told(met)))))
