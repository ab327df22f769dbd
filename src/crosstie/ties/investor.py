"""Route investor: a stake without control, held from the country, shown apart."""

from __future__ import annotations

from collections.abc import Iterator

from crosstie.model.words import Route
from crosstie.ties.chain import Candidate, Way
from crosstie.ties.facts import Facts


def investor(facts: Facts, ways: dict[str, list[Way]]) -> Iterator[Candidate]:
    """Give a candidate for every stake; its amounts stand in no headline."""
    for party_id, found in ways.items():
        for way in found:
            if way.route is Route.INVESTOR:
                name = facts.parties[party_id].name
                yield Candidate(way, party_id, name)
