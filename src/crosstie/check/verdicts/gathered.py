"""What the records hold of one organisation and the agency that a claim names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crosstie.check.records import Award, KnownTie, Records
from crosstie.check.verdicts.words import kind, money, named, sentence
from crosstie.model.claims import Claim
from crosstie.text.language import _

AWARDED = ("direct", "subsidiary", "joint_venture")
"""Routes whose supplier is the organisation, or its own."""


@dataclass(frozen=True)
class Case:
    """What the records hold of one organisation and the agency that a claim names."""

    claim: Claim
    records: Records
    scope: str
    own: tuple[KnownTie, ...]
    """Findings with the agency that is meant, on an award of its own."""
    resold: tuple[KnownTie, ...]
    """Findings with that agency on a reseller's award, or of a mere stake."""
    elsewhere: tuple[KnownTie, ...]
    """Findings with other components of the same department."""
    published: tuple[KnownTie, ...]
    """What was published of it, and stands on no award."""
    unsure: tuple[KnownTie, ...]
    """Leads, and ties that are not counted."""
    others: tuple[Award, ...]
    """Awards to a supplier of that name, where there is no tie."""


def gather(claim: Claim, records: Records) -> Case:
    """Sort what the records hold by how far it speaks to a claim."""
    scope = records.scope_of_claim(claim)
    ties = records.ties_of(claim.organisation)
    found = [tie for tie in ties if tie.is_finding and tie.route != "presence"]
    awards = [tie for tie in found if not tie.is_document]
    meant = [
        tie for tie in awards if _is_meant(tie.scope, tie.component, scope, records)
    ]
    name = claim.organisation.name if claim.organisation else ""
    others = () if meant or not name else records.awards_of(name)
    return Case(
        claim=claim,
        records=records,
        scope=scope,
        own=tuple(tie for tie in meant if tie.route in AWARDED),
        resold=tuple(tie for tie in meant if tie.route not in AWARDED),
        elsewhere=tuple(tie for tie in awards if tie not in meant),
        published=tuple(tie for tie in found if tie.is_document),
        unsure=tuple(tie for tie in ties if not tie.is_finding),
        others=tuple(others),
    )


def _is_meant(tie_scope: str, component: str, scope: str, records: Records) -> bool:
    if scope == "buyer":
        return tie_scope == "buyer"
    if scope == "department":
        return True
    return component == scope


def awards_meant(case: Case) -> tuple[Award, ...]:
    """List the awards of the agency that is meant, tied or by the supplier's name."""
    ties = case.own or case.resold
    listed_ = [award for tie in ties for award in tie.awards]
    if not listed_:
        listed_ = [one for one in case.others if is_by(one, case)]
    return tuple({award.award_id: award for award in listed_}.values())


def is_by(award: Award, case: Case) -> bool:
    """Tell whether an award is of the agency that is meant."""
    if case.scope == "buyer":
        return award.is_buyers
    return case.scope == "department" or award.component == case.scope


def best_of(award: Award | None) -> tuple[str | None, date | None]:
    """Give an award's best amount with kind and day: obligated before a ceiling."""
    if award is None:
        return None, None
    for name in ("obligated", "current", "ceiling"):
        value = getattr(award, name)
        if value is not None:
            when = award.last_date or award.first_date
            said = _("{award}: {amount} {kind}").format(
                award=sentence(named(award)),
                amount=money(value, award.currency),
                kind=kind(name),
            )
            return (f"{said}, {when.isoformat()}" if when else said), when
    return sentence(named(award)), award.last_date
