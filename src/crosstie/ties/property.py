"""Route property: land or buildings that the country's organisations sell or let."""

from __future__ import annotations

from collections.abc import Iterator

from crosstie.model.words import Route
from crosstie.ties.assemble import Tie
from crosstie.ties.documents import document_ties
from crosstie.ties.facts import Facts


def property_ties(facts: Facts) -> Iterator[Tie]:
    """Give a tie for every property deal in the case's documents."""
    return document_ties(facts, Route.PROPERTY)
