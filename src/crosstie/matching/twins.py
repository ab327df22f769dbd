"""Rows of a register that no name can tell apart: shown as a group, not picked from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crosstie.matching.features import FEATURES
from crosstie.matching.kinds import RULES
from crosstie.matching.meeting import Meeting, meet
from crosstie.matching.net import Floats
from crosstie.matching.reading import read_names

SLIP_FROM = 0.55
"""How likely one misspelt word must be meant, for two rows to be near twins."""

_NAMESAKES = FEATURES.index("namesakes")


def are_twins(met: Meeting) -> bool:
    """Tell whether two rows have one core name, or one misspelt word and no more."""
    if met.left_alone or met.right_alone or met.shorts or met.acronym:
        return False
    if len(met.slips) > 1 or any(value < SLIP_FROM for *_, value in met.slips):
        return False
    return not any(rule.holds(met) for rule in RULES)


def first_twins(names: Sequence[str]) -> list[int]:
    """Return, for each of a query's rows, the first row of its group.

    >>> first_twins(["Acme Quarry Ltd", "Kwizcom Corp", "ACME QUARRY LIMITED"])
    [0, 1, 0]
    """
    read = read_names(names)
    firsts: list[int] = []
    for at, reading in enumerate(read):
        groups = [first for first in dict.fromkeys(firsts)]
        first = next((g for g in groups if are_twins(meet(read[g], reading))), at)
        firsts.append(first)
    return firsts


def same_names(features: Floats) -> list[int]:
    """Return how many names of the register have each row's core name, itself too."""
    logs = np.asarray(features)[:, _NAMESAKES]
    return [int(count) for count in np.rint(np.exp(logs)).tolist()]
