"""Whom a tie is reported under: the organisation of the case's country."""

from __future__ import annotations

from dataclasses import dataclass

from crosstie.pages.contexts import Tie


@dataclass(frozen=True)
class Subject:
    """The organisation that a section is about."""

    id: str
    name: str
    through: str
    """The organisation of another country through which the tie runs."""


def subject(tie: Tie, country: str) -> Subject:
    """Choose the organisation itself, or its controller where only that is national."""
    if tie.organisation_country == country or not tie.parent_id:
        return Subject(tie.organisation_id, tie.organisation, "")
    if tie.parent_id == tie.organisation_id:
        return Subject(tie.parent_id, tie.parent or tie.organisation, "")
    return Subject(tie.parent_id, tie.parent, tie.organisation)
