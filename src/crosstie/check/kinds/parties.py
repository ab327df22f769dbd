"""Who sells and who buys in a clause."""

from __future__ import annotations

from crosstie.check.clause import Clause
from crosstie.check.names import Mention


def parties(clause: Clause) -> tuple[Mention | None, Mention | None]:
    """Give the firm and the agency of a clause on business between them.

    An agency that the clause leaves out is taken from its paragraph, or from the one
    before where the firm was already spoken of.
    """
    named = (*clause.firms, *clause.capitals)
    firm = named[0] if named else None
    if clause.agencies:
        return firm, clause.agencies[0]
    nearby = _agency(clause.near)
    if nearby is None and (firm is None or _is_known(firm, clause)):
        nearby = _agency(clause.before)
    return firm, nearby


def nearest_firm(clause: Clause) -> Mention | None:
    """Give the firm of a clause, else the one last named before it."""
    named = (*clause.firms, *clause.capitals, *clause.near, *clause.before)
    return next((m for m in named if not m.named.is_buyer_side), None)


def _agency(mentions: tuple[Mention, ...]) -> Mention | None:
    return next((m for m in mentions if m.named.is_buyer_side), None)


def _is_known(firm: Mention, clause: Clause) -> bool:
    return any(m.key == firm.key for m in (*clause.near, *clause.before))
