"""Chooses ties and organisations for the head of a report, and names its agency."""

from __future__ import annotations

from collections.abc import Sequence

from crosstie.model.words import Route
from crosstie.pages.contexts import Tie
from crosstie.pages.run_contexts import RunFacts
from crosstie.pages.subjects import subject
from crosstie.pages.totals import meaning
from crosstie.pages.words import CONTRACT
from crosstie.text.language import _
from crosstie.text.territories import within


def contract_ties(findings: Sequence[Tie]) -> tuple[Tie, ...]:
    """Keep the findings that rest on an award or subaward, without mere stakes."""
    return tuple(tie for tie in findings if tie.route in CONTRACT)


def of_routes(findings: Sequence[Tie], *routes: Route) -> tuple[Tie, ...]:
    """Keep the findings of some routes."""
    return tuple(tie for tie in findings if tie.route in routes)


def subjects_of(ties: Sequence[Tie], facts: RunFacts) -> tuple[str, ...]:
    """List the organisations that ties are reported under, each once, in order."""
    return tuple(dict.fromkeys(subject(tie, facts.country).id for tie in ties))


def subjects_by_meaning(
    ties: Sequence[Tie], facts: RunFacts
) -> dict[tuple[str, str], int]:
    """Count the organisations behind each total, by component and meaning."""
    found: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        found.setdefault((tie.component, meaning(tie.route)), []).append(tie)
    return {key: len(subjects_of(members, facts)) for key, members in found.items()}


def where(facts: RunFacts) -> str:
    """Say that something is in the country of the case."""
    return within(facts.country, facts.country_name)


def agency(offices: Sequence[Tie], facts: RunFacts) -> str:
    """Name the part of the agency that has the offices, as its record names it."""
    names = {
        tie.organisation.removesuffix(f", {tie.organisation_city}") for tie in offices
    }
    parts = {tie.component for tie in offices}
    buyer = facts.buyer.abbreviation
    if len(names) != 1 or len(parts) != 1 or parts == {buyer}:
        return buyer
    return _("{name} ({part}), a part of {buyer},").format(
        name=names.pop(), part=parts.pop(), buyer=buyer
    )
