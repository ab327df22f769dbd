"""Gives each claim its verdict; every claim is treated alike, whoever makes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crosstie.check.rates import Rate, shipped_rates
from crosstie.check.records import Records
from crosstie.check.verdicts.amount import check_amount
from crosstie.check.verdicts.contract import check_contract
from crosstie.check.verdicts.legal import check_legal
from crosstie.check.verdicts.ownership import check_ownership
from crosstie.check.verdicts.planned import check_planned
from crosstie.check.verdicts.presence import check_presence
from crosstie.check.verdicts.statistic import Figure, check_statistic
from crosstie.model.claims import Checked, Claim, ClaimType


def judge(
    claims: Iterable[Claim],
    records: Records,
    figures: Sequence[Figure] = (),
    rates: Sequence[Rate] | None = None,
) -> list[Checked]:
    """Judge claims by the records of a run and the recomputed figures, in their order.

    `rates` are the shipped ones unless a user brought others.
    """
    known = shipped_rates() if rates is None else tuple(rates)
    return [verdict_of(claim, records, figures, known) for claim in claims]


def verdict_of(
    claim: Claim, records: Records, figures: Sequence[Figure], rates: Sequence[Rate]
) -> Checked:
    """Judge one claim, by the rules of its type."""
    match claim.type:
        case ClaimType.CONTRACT_EXISTS:
            return check_contract(claim, records)
        case ClaimType.CONTRACT_AMOUNT:
            return check_amount(claim, records, rates)
        case ClaimType.PLANNED_DEAL:
            return check_planned(claim, records)
        case ClaimType.OWNERSHIP:
            return check_ownership(claim, records)
        case ClaimType.OFFICE_PRESENCE:
            return check_presence(claim, records)
        case ClaimType.STATISTIC:
            return check_statistic(claim, records, figures)
        case ClaimType.LEGAL_BASIS:
            return check_legal(claim, records)
