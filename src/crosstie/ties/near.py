"""Near misses: what looked like a tie and is none, with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crosstie.model.words import Route
from crosstie.store.engine import Row
from crosstie.text.language import _
from crosstie.ties import policy
from crosstie.ties.actions import Action
from crosstie.ties.facts import Facts, Match
from crosstie.ties.kinds import sentences


@dataclass(frozen=True)
class Miss:
    """One pair or phrase, and what is at stake in each currency."""

    party_id: str
    supplier: str
    organisation_id: str
    organisation: str
    route: Route
    matched_text: str | None
    probability: float
    reason: str
    amounts: tuple[tuple[str, Decimal | None], ...]
    award_id: str | None


def weak_matches(facts: Facts, party_ids: Iterable[str]) -> list[tuple[str, Match]]:
    """Find matches to organisations of the country that are too weak for a tie."""
    return [
        (party_id, match)
        for party_id in party_ids
        if not facts.parties[party_id].is_person
        for match in facts.matches.get(party_id, ())
        if match.decision is None
        and facts.is_of_country(match.organisation_id)
        and (match.kind == "words" or match.probability < policy.LEAST_MATCH)
    ]


def misses_of_matches(
    facts: Facts,
    found: Sequence[tuple[str, Match]],
    actions: Mapping[str, Sequence[Action]],
) -> list[Miss]:
    """Say of each weak match why it is no tie."""
    return [
        Miss(
            party_id=party_id,
            supplier=facts.parties[party_id].name,
            organisation_id=match.organisation_id,
            organisation=facts.organisation(match.organisation_id).name,
            route=Route.DIRECT,
            matched_text=match.matched_words,
            probability=match.probability,
            reason=_why(match),
            amounts=tuple((a.currency, a.obligated) for a in actions[party_id]),
            award_id=actions[party_id][0].award_id,
        )
        for party_id, match in found
        if actions.get(party_id)
    ]


def near_miss_rows(misses: Iterable[Miss], tied: set[tuple[str, str]]) -> list[Row]:
    """Make rows, one a supplier, organisation and currency."""
    rows: dict[tuple[str, str, str], Row] = {}
    for miss in misses:
        if (miss.party_id, miss.organisation_id) in tied:
            continue
        for currency, obligated in _sums(miss).items():
            key = (miss.supplier.casefold(), miss.organisation_id, currency)
            row = _row(miss, currency, obligated)
            known = rows.get(key)
            if known is None or row["probability"] > known["probability"]:
                rows[key] = row
    ordered = sorted(
        rows.items(), key=lambda item: (-(item[1]["obligated"] or 0), item[0])
    )
    return [row for _, row in ordered[: policy.NEAR_MISSES]]


def _sums(miss: Miss) -> dict[str, Decimal | None]:
    sums: dict[str, Decimal | None] = defaultdict(lambda: None)
    for currency, amount in miss.amounts:
        known = sums[currency]
        if amount is not None:
            sums[currency] = amount if known is None else known + amount
    return sums


def _row(miss: Miss, currency: str, obligated: Decimal | None) -> Row:
    return {
        "party_id": miss.party_id,
        "supplier": miss.supplier,
        "organisation_id": miss.organisation_id,
        "organisation": miss.organisation,
        "route": miss.route,
        "matched_text": miss.matched_text,
        "probability": miss.probability,
        "reason": miss.reason,
        "obligated": obligated,
        "currency": currency,
        "award_id": miss.award_id,
    }


def _why(match: Match) -> str:
    if match.kind == "words":
        return sentences(match.reason, _("No record joins the two."))
    weak = _("Its probability of {probability} makes no tie.").format(
        probability=f"{match.probability:.3g}"
    )
    return sentences(match.reason, weak)
