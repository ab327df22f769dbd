"""Route subaward: a subcontractor is of the country, or controlled from it."""

from __future__ import annotations

from collections.abc import Iterator

from crosstie.model.words import Predicate, Route
from crosstie.text.language import later
from crosstie.ties.chain import Candidate, Naming, Way
from crosstie.ties.facts import Facts
from crosstie.ties.ways import stated_first

NAMED = Naming(
    predicate=Predicate.NAMES_AS_SUBCONTRACTOR,
    reason=later("It is the subcontractor's name as the prime contractor reported it."),
)

TIES = (Route.DIRECT, Route.SUBSIDIARY, Route.JOINT_VENTURE)
"""Ways that tie a subcontractor; a stake in one is too far from the buyer."""


def subaward(facts: Facts, ways: dict[str, list[Way]]) -> Iterator[Candidate]:
    """Give a candidate for every subcontractor, as for a supplier."""
    for party_id, found in ways.items():
        own = [way for way in found if way.route in TIES]
        if any(way.route is Route.DIRECT and not way.is_rejected for way in own):
            own = [w for w in own if w.route is Route.DIRECT and not w.is_rejected][:1]
        for way in stated_first(own):
            yield Candidate(
                way.on(Route.SUBAWARD),
                party_id,
                facts.parties[party_id].name,
                naming=NAMED,
                of_subawards=True,
            )
