"""Which edition of a report it is: for whom, and what is new since the last one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crosstie.text.language import _


@dataclass(frozen=True)
class ChangedFact:
    """One fact of a tie that is not what the last report said."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedTie:
    """One tie of which this report says something else than the last one did."""

    group: str
    """new, changed, cancelled, ended, not_counted, or corrected."""
    organisation: str
    supplier: str
    route: str
    component: str
    facts: tuple[ChangedFact, ...]
    why: str
    """Why it counts no longer; empty for the others."""
    anchor: str
    """Where it stands in this report; empty where it does not."""


@dataclass(frozen=True)
class SinceLast:
    """What changed since the last report of the case to the same place."""

    day: date
    """Day on which the run of the last report was traced."""
    run_id: str
    ties: tuple[ChangedTie, ...]

    def of(self, group: str) -> tuple[ChangedTie, ...]:
        """Give the changes of one group, in order."""
        return tuple(tie for tie in self.ties if tie.group == group)


@dataclass(frozen=True)
class Edition:
    """How a report differs from the whole one that `crosstie trace` writes."""

    is_published: bool = False
    """Findings alone: no lead, no near miss, nothing that does not count."""
    is_redacted: bool = False
    """Nothing of the machine, the case folder, or the persons who decided."""
    since: SinceLast | None = None
    """None in a first report."""


WHOLE = Edition()
"""The edition that holds everything, leads too."""

GROUPS = ("new", "changed", "cancelled", "ended", "not_counted", "corrected")
"""The groups of changes, in the order in which a report tells them."""


def group_name(group: str) -> str:
    """Name a group of changes."""
    return {
        "new": _("New"),
        "changed": _("Changed"),
        "cancelled": _("Cancelled"),
        "ended": _("Ended"),
        "not_counted": _("No longer counted"),
        "corrected": _("Corrected"),
    }[group]


def group_means(group: str) -> str:
    """Say what a group of changes holds."""
    return {
        "new": _("The last report did not have it."),
        "changed": _("New actions, or another kind, owner or parent."),
        "cancelled": _("Recorded as cancelled since."),
        "ended": _("Recorded as ended since."),
        "not_counted": _("The last report counted it; this one does not."),
        "corrected": _("The same actions, with other amounts or dates in the records."),
    }[group]


def fact_name(name: str) -> str:
    """Name a fact of a tie that a report compares."""
    return {
        "kind": _("kind"),
        "status": _("status"),
        "obligated": _("obligated"),
        "outlaid": _("outlaid"),
        "current_value": _("current (base and exercised options)"),
        "ceiling": _("ceiling (base and all options)"),
        "awards": _("awards"),
        "actions": _("actions"),
        "first_date": _("first action"),
        "last_date": _("last action"),
        "owner": _("owner"),
        "parent": _("parent"),
    }.get(name, name)
