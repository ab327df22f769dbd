"""What speaks against a maker: another's product named too, an owner elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crosstie.text.language import _
from crosstie.ties.facts import Facts
from crosstie.ties.hops import link_interval, organisation_station
from crosstie.ties.searched import Searched
from crosstie.ties.ways import ways_of_organisation


@dataclass(frozen=True)
class Owned:
    """Since when a maker has had an owner outside the country, and who it is."""

    since: date
    owner: str

    @property
    def reason(self) -> str:
        """Say why a brand proves no maker of the country any more."""
        return _(
            "its maker has had an owner elsewhere since {day}, {owner}, to which the "
            "brand may have moved"
        ).format(day=self.since, owner=self.owner)


def foreign_products(facts: Facts, names: Iterable[Searched]) -> frozenset[Searched]:
    """Choose the case's products whose maker has no way to the country."""
    makers: dict[str, bool] = {}
    foreign = []
    for name in names:
        if not name.is_product:
            continue
        maker = name.organisation_id
        if maker not in makers:
            start = organisation_station(facts.organisation(maker))
            makers[maker] = any(True for _ in ways_of_organisation(facts, maker, start))
        if not makers[maker]:
            foreign.append(name)
    return frozenset(foreign)


def owned_elsewhere(facts: Facts, organisation_id: str) -> Owned | None:
    """Tell since when a maker has been controlled from elsewhere, where dated."""
    found = []
    for chain in facts.controls.get(organisation_id, ()):
        owner = facts.organisation(chain.parent_id)
        at_home = facts.is_of_country(owner.id) or owner.country in (
            None,
            facts.case.country,
        )
        times = [link_interval(link) for link in chain.links]
        starts = [time.since for time in times if time.since]
        if chain.interest != "control" or at_home or len(starts) < len(times):
            continue
        if not any(time.until for time in times):
            found.append(Owned(max(starts), f"{owner.name} ({owner.country})"))
    return min(found, key=lambda owned: owned.since) if found else None
