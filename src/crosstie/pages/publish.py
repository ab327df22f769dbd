"""What may be published: the one check that report, exports and static pages share.

A finding is decided where a person confirmed it, or where nothing in its chain rests on
how a name is spelled alone. Only undecided and disputed ties stop a publication; leads
are left out of it and stop nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from crosstie.errors import Undecided
from crosstie.model.words import Judgement, Predicate
from crosstie.pages.contexts import Hop, Tie
from crosstie.text.language import _, ngettext
from crosstie.text.numerals import grouped

DISPUTED = "disputed"
"""The word of a run for a tie on which persons decided differently."""

READ_FROM_NAMES = frozenset(
    {
        Predicate.IS_SAME_AS.value,
        Predicate.BELONGS_TO_FAMILY.value,
        Predicate.NAMES_IN_DESCRIPTION.value,
        Predicate.IS_MADE_BY.value,
    }
)
"""What a program reads off a name; all other hops are what a record states."""

_SHOWN = 10


def undecided(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """List what a person has to decide before anything of it is published.

    These are the findings that rest on a name alone and that nobody confirmed, and the
    ties, whatever their kind, on which persons decided differently. The order is kept.
    """
    return tuple(tie for tie in ties if is_disputed(tie) or is_undecided(tie))


def is_disputed(tie: Tie) -> bool:
    """Tell whether persons decided differently on a tie."""
    return tie.decision == DISPUTED


def is_undecided(tie: Tie) -> bool:
    """Tell whether a finding waits for a person's decision."""
    if not tie.is_finding or tie.decision == Judgement.POSITIVE:
        return False
    return any(rests_on_a_name(hop) for hop in tie.hops)


def rests_on_a_name(hop: Hop) -> bool:
    """Tell whether a hop is read off a name, and nothing and nobody else carries it.

    Certainty, an identifier, a cited row of the case, or a person's confirmation does.
    """
    return (
        hop.predicate in READ_FROM_NAMES
        and hop.probability < 1
        and hop.basis != "identifier"
        and not hop.from_case
        and not hop.confirmed_by
    )


def published(ties: Iterable[Tie], case: str) -> tuple[Tie, ...]:
    """Give the findings of ties that may be published.

    Raises:
        Undecided: some wait for a decision, or are disputed; all of them are named.

    """
    ties = tuple(ties)
    waiting = undecided(ties)
    if not waiting:
        return tuple(tie for tie in ties if tie.is_finding)
    raise Undecided(
        ngettext(
            "{count} tie must be decided before this is published",
            "{count} ties must be decided before this is published",
            len(waiting),
        ).format(count=grouped(len(waiting)))
        + ": "
        + "; ".join(_named(tie) for tie in waiting[:_SHOWN])
        + (f"; +{len(waiting) - _SHOWN:,}" if len(waiting) > _SHOWN else ""),
        ties=tuple(tie.tie_id for tie in waiting),
        next_step=_(
            "decide them with: crosstie review {case}; or write their ids into "
            "decisions.csv; then trace the case again"
        ).format(case=case),
    )


def _named(tie: Tie) -> str:
    parts = (tie.organisation, tie.supplier, tie.route)
    state = _("disputed") if is_disputed(tie) else _("undecided")
    return f"{' / '.join(p for p in parts if p)} ({tie.tie_id}, {state})"
