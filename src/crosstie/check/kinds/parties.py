"""Who sells and who buys in a clause."""

from __future__ import annotations

from crosstie.check.clause import Clause
from crosstie.check.names import Mention


def parties(clause: Clause) -> tuple[Mention | None, Mention | None]:
    """Give the firm and the agency of a clause on business between them.

    An agency that the clause leaves out is taken from its paragraph.
    """
    firm = clause.firms[0] if clause.firms else None
    if clause.agencies:
        return firm, clause.agencies[0]
    return firm, next((m for m in clause.near if m.named.is_buyer_side), None)


def nearest_firm(clause: Clause) -> Mention | None:
    """Give the firm of a clause, or the one last named in its paragraph."""
    if clause.firms:
        return clause.firms[0]
    return next((m for m in clause.near if not m.named.is_buyer_side), None)
