"""Chains of control, made by pure functions from links: any length, no loops, dated."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crosstie.ownership import policy
from crosstie.ownership.links import Link
from crosstie.text.language import _


@dataclass(frozen=True)
class Chain:
    """Links from an organisation up to one owner."""

    links: tuple[Link, ...]

    @property
    def child_id(self) -> str:
        """The organisation at the bottom."""
        return self.links[0].child_id

    @property
    def parent_id(self) -> str:
        """The owner at the top."""
        return self.links[-1].parent_id

    @property
    def control_id(self) -> str:
        """A stable hash of the statements and their ends."""
        text = "|".join(
            f"{k.statement_id}>{k.child_id}>{k.parent_id}" for k in self.links
        )
        return hashlib.sha256(text.encode()).hexdigest()[:24]

    @property
    def interest(self) -> str:
        """The weakest link's interest."""
        return min((k.interest for k in self.links), key=policy.STRENGTH.__getitem__)

    @property
    def percent(self) -> Decimal | None:
        """The product of the shares, where every link states one."""
        product = Decimal(100)
        for link in self.links:
            if link.percent is None:
                return None
            product = product * link.percent / 100
        return product.quantize(Decimal("0.0001"))

    @property
    def valid_from(self) -> date | None:
        """The latest stated start; None where no link states one."""
        return max((k.valid_from for k in self.links if k.valid_from), default=None)

    @property
    def valid_to(self) -> date | None:
        """The earliest stated end: the first day without control."""
        return min((k.valid_to for k in self.links if k.valid_to), default=None)

    @property
    def end_known(self) -> bool:
        """Whether an end is stated, or every link was stated as current."""
        return self.valid_to is not None or all(k.is_current for k in self.links)

    @property
    def probability(self) -> float:
        """The product of the links."""
        product = 1.0
        for link in self.links:
            product *= link.probability
        return product

    @property
    def is_possible(self) -> bool:
        """Whether some day lies in every link's time."""
        since, until = self.valid_from, self.valid_to
        return since is None or until is None or since < until

    @property
    def reason(self) -> str:
        """The chain in sentences, with what is not known of its dates."""
        steps = "; ".join(_step(link) for link in self.links)
        gaps = []
        if any(link.valid_from is None for link in self.links):
            gaps.append(_("the start of control is not stated for every link"))
        if not self.end_known:
            gaps.append(_("whether control lasts is not stated"))
        return ". ".join([steps, *gaps]) + "."


def chains_from(child_id: str, above: Mapping[str, Sequence[Link]]) -> Iterator[Chain]:
    """Give every chain that starts at an organisation, shortest first.

    An organisation stands once in a chain, so a cycle ends; at most one link is no
    control, since a stake in a holder of a stake says nothing; a chain whose links
    never held on one day is left out.
    """
    front = [Chain((link,)) for link in above.get(child_id, ())]
    given = 0
    for _step_up in range(policy.MAX_DEPTH):
        longer: list[Chain] = []
        for chain in front:
            if not chain.is_possible:
                continue
            yield chain
            given += 1
            if given >= policy.MAX_CHAINS:
                return
            longer.extend(_extended(chain, above))
        front = longer


def _extended(chain: Chain, above: Mapping[str, Sequence[Link]]) -> Iterator[Chain]:
    known = {chain.child_id, *(link.parent_id for link in chain.links)}
    weak = chain.interest != policy.CONTROL
    for link in above.get(chain.parent_id, ()):
        if link.parent_id in known or (weak and link.interest != policy.CONTROL):
            continue
        yield Chain((*chain.links, link))


def _step(link: Link) -> str:
    verb = {
        policy.CONTROL: "is controlled by",
        policy.JOINT: "is jointly controlled by",
        policy.STAKE: "is part-owned by",
    }[link.interest]
    words = f"{link.child_name} {verb} {link.parent_name}{_dates(link)}: {link.why}"
    return words if link.confirmed else f"{words}, not confirmed"


def _dates(link: Link) -> str:
    parts = []
    if link.valid_from:
        parts.append(f"from {link.valid_from.isoformat()}")
    if link.valid_to:
        parts.append(f"until {link.valid_to.isoformat()}")
    return f" ({' '.join(parts)})" if parts else ""
