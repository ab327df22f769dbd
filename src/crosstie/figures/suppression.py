"""Counts of fewer than ten people are given nowhere, also not by subtraction."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["FEWEST", "banded", "is_small", "told"]

FEWEST = 10
"""People below which a group is not told apart."""


def is_small(count: int) -> bool:
    """Tell whether a count is of some people, but too few.

    >>> is_small(9), is_small(10), is_small(0)
    (True, False, False)
    """
    return 0 < count < FEWEST


def told(count: int, *beside: int) -> int | None:
    """Give a count; None where it, or its difference to a given count, is small.

    `beside` are counts of the same people that are printed next to it.

    >>> told(12, 40), told(35, 40), told(40, 40), told(3)
    (12, None, 40, None)
    """
    if is_small(count) or any(is_small(abs(other - count)) for other in beside):
        return None
    return count


def banded(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Give the parts of a printed total; where one is small, others go with it.

    What is withheld is at least two parts and ten people together, so that the total
    less the parts that are given says nothing of any one of them.

    >>> banded({"a": 4, "b": 30, "c": 12})
    {'a': None, 'b': 30, 'c': None}
    """
    hidden = {name for name, count in counts.items() if is_small(count)}
    rest = sorted(
        (name for name in counts if name not in hidden and counts[name]),
        key=lambda name: (counts[name], name),
    )
    while hidden and rest and not _is_enough(counts, hidden):
        hidden.add(rest.pop(0))
    if hidden and not _is_enough(counts, hidden):
        hidden = set(counts)
    return {name: None if name in hidden else count for name, count in counts.items()}


def _is_enough(counts: Mapping[str, int], hidden: set[str]) -> bool:
    return len(hidden) > 1 and sum(counts[name] for name in hidden) >= FEWEST
