"""Route documented: a tie that stands in a document of another sort."""

from __future__ import annotations

from collections.abc import Iterator

from crosstie.model.words import Route
from crosstie.ties.assemble import Tie
from crosstie.ties.documents import document_ties
from crosstie.ties.facts import Facts


def documented(facts: Facts) -> Iterator[Tie]:
    """Give a tie for every other document of the case."""
    return document_ties(facts, Route.DOCUMENTED)
