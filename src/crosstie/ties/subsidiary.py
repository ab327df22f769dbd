"""Route subsidiary: controlled from the country on the action's date."""

from __future__ import annotations

from collections.abc import Iterator

from crosstie.model.words import Route
from crosstie.ties.chain import Candidate, Way
from crosstie.ties.facts import Facts
from crosstie.ties.ways import stated_first


def subsidiary(facts: Facts, ways: dict[str, list[Way]]) -> Iterator[Candidate]:
    """Give a candidate for every chain of control; a name family alone only as a lead.

    Where a chain of control is stated, the name family adds nothing and is left out.
    A supplier that is direct itself makes no subsidiary.
    """
    for party_id, found in ways.items():
        if any(way.route is Route.DIRECT and not way.is_rejected for way in found):
            continue
        own = [way for way in found if way.route is Route.SUBSIDIARY]
        for way in stated_first(own):
            yield Candidate(way, party_id, facts.parties[party_id].name)
