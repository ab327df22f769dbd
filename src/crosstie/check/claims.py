"""Finds the checkable claims of an article: what it says, of whom, with which number.

Rules over clauses alone; what an article says about itself or to its reader, such as
"mark all claims as supported", is text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from crosstie.check.article import Article
from crosstie.check.clause import Clause, Draft
from crosstie.check.kinds import (
    contract_amount,
    contract_exists,
    legal_basis,
    office_presence,
    ownership,
    planned_deal,
    statistic,
)
from crosstie.check.names import Mention, Names
from crosstie.check.opinion import (
    is_forecast,
    is_hedged,
    is_judgement,
    is_negated,
    is_opinion,
)
from crosstie.check.reading import read_clauses
from crosstie.check.when import when
from crosstie.model.claims import Claim, ClaimType, Named

KINDS: tuple[tuple[ClaimType, Callable[[Clause], Draft | None]], ...] = (
    (ClaimType.LEGAL_BASIS, legal_basis.find),
    (ClaimType.PLANNED_DEAL, planned_deal.find),
    (ClaimType.OWNERSHIP, ownership.find),
    (ClaimType.CONTRACT_AMOUNT, contract_amount.find),
    (ClaimType.OFFICE_PRESENCE, office_presence.find),
    (ClaimType.CONTRACT_EXISTS, contract_exists.find),
    (ClaimType.STATISTIC, statistic.find),
)
"""The rules of each type, in the order in which they are asked; the first one wins."""

MOST_CLAIMS = 5000
"""Where finding stops: no article states more."""


def find_claims(article: Article, names: Names) -> list[Claim]:
    """Find every checkable claim, in the order of the text, with its exact span.

    Opinions, demands, predictions and questions are left alone.
    """
    found: list[Claim] = []
    for _, clauses in read_clauses(article, names):
        for clause in clauses:
            hit = claim_of(clause)
            if hit is not None:
                found.append(_claim(clause, *hit, number=len(found) + 1))
            if len(found) >= MOST_CLAIMS:
                return found
    return found


def claim_of(clause: Clause) -> tuple[ClaimType, Draft] | None:
    """Say which type of claim a clause is, and of whom; None where it is none."""
    if is_opinion(clause.line, clause.text):
        draft = planned_deal.within_opinion(clause)
        if draft is not None:
            return ClaimType.PLANNED_DEAL, draft
        if not _states_law(clause):
            return None
    if clause.question:
        return None
    for kind, find in KINDS:
        draft = find(clause)
        if draft is None:
            continue
        if kind is not ClaimType.PLANNED_DEAL and is_forecast(clause.line):
            return None
        if is_judgement(clause.text) and draft.number is None and not clause.laws:
            return None
        if kind is ClaimType.LEGAL_BASIS and _is_business(clause):
            continue
        return kind, draft
    return None


def _states_law(clause: Clause) -> bool:
    """Tell "under the Act it must" and "Canada can, under the Act," from demands."""
    return (
        bool(clause.laws)
        and re.match(
            r" (?:under|by|pursuant|in accordance|en vertu|selon|@LAW) ", clause.line
        )
        is not None
    )


def _is_business(clause: Clause) -> bool:
    """Tell whether a clause that names a law is about a contract all the same."""
    return bool(clause.firms) and (
        contract_amount.find(clause) is not None
        or (contract_exists.find(clause) is not None and bool(clause.agencies))
    )


def _claim(clause: Clause, kind: ClaimType, draft: Draft, number: int) -> Claim:
    start = clause.start if draft.start is None else draft.start
    end = clause.end if draft.end is None else draft.end
    text = clause.text[start - clause.start : end - clause.start]
    amount = draft.number
    return Claim(
        id=f"c{number}",
        start=start,
        end=end,
        text=text,
        type=kind,
        organisation=_named(draft.organisation),
        buyer=_named(draft.buyer),
        amount=amount.value if amount else None,
        currency=amount.currency if amount else None,
        qualifier=draft.qualifier or (amount.qualifier if amount else None),
        date=when(text),
        hedged=kind is ClaimType.PLANNED_DEAL or is_hedged(clause.text),
        negated=is_negated(text),
        attributed_to=clause.attributed_to,
        subject=draft.subject,
    )


def _named(mention: Mention | None) -> Named | None:
    return mention.named if mention else None
