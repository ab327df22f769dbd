"""Route direct: the supplier is of the case's country itself, whoever owns it."""

from __future__ import annotations

from collections.abc import Iterator

from crosstie.model.words import Route
from crosstie.ties.chain import Candidate, Way
from crosstie.ties.facts import Facts


def direct(facts: Facts, ways: dict[str, list[Way]]) -> Iterator[Candidate]:
    """Give a candidate for every supplier that is itself of the country.

    Its best match stands for it; a second organisation of the same name makes no
    second tie, and a rejected one is kept.
    """
    for party_id, found in ways.items():
        own = [way for way in found if way.route is Route.DIRECT]
        rejected = [way for way in own if way.is_rejected]
        for way in [way for way in own if not way.is_rejected][:1] + rejected:
            yield Candidate(way, party_id, facts.parties[party_id].name)
