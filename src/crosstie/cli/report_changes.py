"""What changed since the last report, from two sets of ties to a report's words."""

from __future__ import annotations

from decimal import Decimal

from crosstie.model.words import Kind
from crosstie.pages.contexts import ReportContext, Tie
from crosstie.pages.edition import ChangedFact, ChangedTie, SinceLast
from crosstie.pages.money import amount
from crosstie.pages.words import KINDS, STATUSES
from crosstie.text.language import _
from crosstie.watch.changes import TieChange
from crosstie.watch.reported import Reported, Said, changes

AMOUNTS = ("obligated", "outlaid", "current_value", "ceiling")


def since_last(last: Reported, now: Said, context: ReportContext) -> SinceLast:
    """Tell what a report says otherwise than the last one to the same place."""
    ties = {tie.tie_id: tie for tie in (*context.ties, *context.not_counted)}
    found = [
        _changed(group, change, ties.get(change.tie_id), context)
        for group, change in changes(last.ties, now)
    ]
    found.sort(key=lambda tie: (tie.organisation, tie.supplier, tie.route))
    return SinceLast(last.day, last.run_id, tuple(found))


def _changed(
    group: str, change: TieChange, tie: Tie | None, context: ReportContext
) -> ChangedTie:
    currency = tie.currency if tie else None
    return ChangedTie(
        group=group,
        organisation=change.organisation,
        supplier=change.supplier or "",
        route=change.route,
        component=change.component,
        facts=tuple(
            ChangedFact(
                name, _said(name, before, currency), _said(name, after, currency)
            )
            for name, (before, after) in change.facts.items()
        ),
        why=_why(tie, context) if group == "not_counted" else "",
        anchor=tie.anchor if tie else "",
    )


def _said(name: str, value: str | None, currency: str | None) -> str:
    """Write one value of a fact; none is said to be none, and never 0."""
    if value is None or value == "":
        return _("none")
    if name in AMOUNTS:
        return amount(Decimal(value), currency)
    if name == "kind":
        return KINDS[value]
    return STATUSES[value] if name == "status" else value


def _why(tie: Tie | None, context: ReportContext) -> str:
    """Say why a tie counts no longer; a published report says no more than that."""
    if context.edition.is_published:
        return _("It is no finding of this run.")
    if tie is None:
        return _("It does not stand in this run.")
    if tie.kind == Kind.NOT_COUNTED:
        return tie.not_counted_reason
    return _("It is a lead now.")
