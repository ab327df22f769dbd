"""office_presence: how many offices, in which cities, of which part of the agency."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from crosstie.check.records import KnownTie, Records, supports
from crosstie.check.verdicts import absent, cues
from crosstie.check.verdicts.contract import check_contract, denied
from crosstie.check.verdicts.words import day, listed
from crosstie.model.claims import Checked, Claim, Named, Support, Verdict
from crosstie.text.language import _, ngettext
from crosstie.text.names import fold
from crosstie.text.numerals import grouped


def check_presence(claim: Claim, records: Records) -> Checked:
    """Judge where the agency has offices in the country."""
    side = claim.organisation
    if side and not side.is_buyer_side and cues.is_of_use(claim):
        return check_contract(claim, records)
    if side and not side.is_buyer_side and claim.buyer is None:
        return _of_company(claim, side, records)
    if records.scope_of_claim(claim) not in ("buyer", "department"):
        return absent.other_agency(claim, records)
    offices = [
        tie for tie in records.ties if tie.route == "presence" and tie.is_finding
    ]
    active = [tie for tie in offices if tie.status in ("active", "unknown")]
    if not offices:
        return Checked(
            claim,
            Verdict.NOT_FOUND,
            _("No office of {agency} stands in the records loaded.").format(
                agency=records.buyer.abbreviation
            ),
            searched=records.searched,
        )
    found = _judged(claim, offices, active, records)
    return denied(claim, found) if claim.negated else found


def _of_company(claim: Claim, side: Named, records: Records) -> Checked:
    """Judge where a firm has its offices: registers tell of its seat alone."""
    ids = records.ids_of(side)
    said = fold(claim.text)
    places = [one for one in records.places if one.organisation_id in ids and one.city]
    here = [one for one in places if fold(one.city) in said]
    if here:
        return Checked(
            claim,
            Verdict.SUPPORTED,
            _("The records place it in {where}.").format(where=here[0].city),
            here[0].city,
            evidence=tuple(one.support for one in here[:3]),
            searched=records.searched,
        )
    return Checked(
        claim,
        Verdict.NOT_CHECKABLE,
        _("Registers tell where a firm has its seat, and not its other offices."),
        evidence=tuple(one.support for one in places[:2]),
        searched=records.searched,
    )


def _judged(
    claim: Claim,
    offices: Sequence[KnownTie],
    active: Sequence[KnownTie],
    records: Records,
) -> Checked:
    said = fold(claim.text)
    cities = sorted({tie.city for tie in active if tie.city})
    named = [tie for tie in offices if tie.city and fold(tie.city) in said]
    closed = [tie for tie in named if tie not in active]
    count = len(active)
    verdict = Verdict.SUPPORTED
    words = [_list(active, cities)]
    if claim.amount is not None and not cues.agrees(
        claim.amount, Decimal(count), claim.qualifier
    ):
        verdict = Verdict.CONTRADICTED
    elif closed:
        verdict = Verdict.OUTDATED
        words = [
            _("The office in {city} was closed as of {day}.").format(
                city=closed[0].city,
                day=day(closed[0].status_date) if closed[0].status_date else "",
            )
        ]
    elif claim.amount is None and not named:
        verdict = Verdict.SUPPORTED_WITH_CONTEXT
    parts = sorted({tie.component for tie in active})
    if (
        verdict is not Verdict.CONTRADICTED
        and parts
        and parts != [records.buyer.abbreviation]
    ):
        verdict = (
            Verdict.SUPPORTED_WITH_CONTEXT if verdict is Verdict.SUPPORTED else verdict
        )
        words.append(_part(active, parts, records))
    newest = max((tie.status_date for tie in active if tie.status_date), default=None)
    return Checked(
        claim=claim,
        verdict=verdict,
        explanation=" ".join(words),
        best_value=ngettext(
            "{count} office: {cities}", "{count} offices: {cities}", count
        ).format(count=grouped(count), cities=listed(cities, 12))
        + (f", {newest.isoformat()}" if newest else ""),
        best_value_date=newest,
        evidence=_once(active),
        searched=records.searched,
    )


def _list(active: Sequence[KnownTie], cities: Sequence[str]) -> str:
    return ngettext(
        "The records list {count} office, in {cities}.",
        "The records list {count} offices, in {cities}.",
        len(active),
    ).format(count=grouped(len(active)), cities=listed(cities, 12))


def _part(active: Sequence[KnownTie], parts: Sequence[str], records: Records) -> str:
    """Say whose offices they are, where it is a part of the agency."""
    names = sorted(
        {tie.organisation.rpartition(",")[0] or tie.organisation for tie in active}
    )
    if len(parts) == 1:
        return _(
            "All are of {office}, a part of {agency}; no office of any other part of "
            "it is on record."
        ).format(office=listed(names, 3), agency=records.buyer.abbreviation)
    return _("They are of {offices}, parts of {agency}.").format(
        offices=listed(names, 4), agency=records.buyer.abbreviation
    )


def _once(active: Sequence[KnownTie]) -> tuple[Support, ...]:
    """Give each publication once: several offices may stand in one article."""
    found = {
        (one.url or one.record_id): one
        for one in supports(active, 40)
        if "presence" in one.record_id or one.url
    }
    return tuple(found.values())[:6]
