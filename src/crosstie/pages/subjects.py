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
    city: str = ""

    @property
    def is_as_written(self) -> bool:
        """True where the name is the award records' own, and not a register's."""
        return is_as_written(self.id)


def is_as_written(organisation_id: str) -> bool:
    """Tell whether an organisation is known from award records alone.

    Then its name stands as those records write it, in their voice.
    """
    return organisation_id.startswith("record:")


def subject(tie: Tie, country: str) -> Subject:
    """Choose the organisation itself, or its controller where only that is national."""
    if tie.organisation_country == country or not tie.parent_id:
        city = tie.organisation_city
        return Subject(tie.organisation_id, tie.organisation, "", city)
    if tie.parent_id == tie.organisation_id:
        city = tie.organisation_city
        return Subject(tie.parent_id, tie.parent or tie.organisation, "", city)
    return Subject(tie.parent_id, tie.parent, tie.organisation, tie.parent_city)
