"""What a statement of ownership is worth, declared: interests and probabilities."""

from __future__ import annotations

from decimal import Decimal

from crosstie.text.language import _, later

CONTROL = "control"
JOINT = "joint_control"
STAKE = "stake"

STRENGTH = {CONTROL: 3, JOINT: 2, STAKE: 1}
"""A chain is as strong as its weakest link."""

STATED_AS_CONTROL = {
    "control": later("stated as control"),
    "ultimate_control": later("stated as ultimate control, links between not stated"),
    "branch": later("a branch of the same legal entity"),
}
"""Interests that are control in themselves, with the words for it."""

NOT_CONTROL = frozenset({"fund"})
"""A fund's manager does not control what the fund is; such statements make no chain."""

HALF = Decimal(50)

PROBABILITY = {
    "gleif": 0.99,
    "bods": 0.97,
    "case": 0.985,
    "named parent": 0.98,
}
"""Probability of one link by who states it."""

OTHER_SOURCE = 0.95
ULTIMATE_FACTOR = 0.99
UNCONFIRMED = 0.8
"""Probability of a link that a person marked unconfirmed: it can only make a lead."""

INACTIVE = 0.8
"""Factor where a source says that a relation no longer holds, and not since when."""

MAX_DEPTH = 12
"""Links in a chain at most; longer chains are not followed."""

MAX_CHAINS = 400
"""Chains kept for one organisation at most, shortest first."""


def classify(
    interest: str, least: Decimal | None, greatest: Decimal | None
) -> tuple[str, str] | None:
    """Say what an interest amounts to, and why; None where it is no ownership.

    A stated control stands whatever the share; a share alone is control above one
    half, joint control at one half, and a stake below or where only its upper bound
    is known.
    """
    if interest in NOT_CONTROL:
        return None
    if interest in STATED_AS_CONTROL:
        return CONTROL, STATED_AS_CONTROL[interest]
    if interest == JOINT:
        return JOINT, _("stated as joint control")
    if least is None:
        return STAKE, _("a share, its least size not stated")
    if least > HALF:
        said = _("a share of at least {percent} per cent")
        return CONTROL, said.format(percent=share(least))
    if least == HALF:
        return JOINT, _("a share of one half")
    said = _("a share of {percent} per cent, no control stated")
    return STAKE, said.format(percent=share(least))


def probability(source: str, interest: str, confirmed: bool) -> float:
    """Give the probability of one link."""
    if not confirmed:
        return UNCONFIRMED
    value = PROBABILITY.get(source, OTHER_SOURCE)
    return value * ULTIMATE_FACTOR if interest == "ultimate_control" else value


def share(percent: Decimal) -> str:
    """Write a share without idle zeros."""
    text = f"{percent:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
