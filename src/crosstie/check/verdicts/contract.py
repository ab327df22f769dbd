"""contract_exists: whether a record shows that the agency bought from somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from crosstie.check.records import Award, Records, supports
from crosstie.check.verdicts import absent, cues
from crosstie.check.verdicts.gathered import Case, awards_meant, best_of, gather, is_by
from crosstie.check.verdicts.published import elsewhere_said, published
from crosstie.check.verdicts.words import (
    country,
    day,
    listed,
    named,
    sentence,
    unpointed,
)
from crosstie.model.claims import Checked, Claim, Support, Verdict
from crosstie.text.language import _, ngettext
from crosstie.text.names import parse_name
from crosstie.text.numerals import grouped


def check_contract(claim: Claim, records: Records) -> Checked:
    """Judge whether a contract exists, between whom, and still."""
    case = gather(claim, records)
    if case.scope == "other":
        return absent.other_agency(claim, records)
    if claim.organisation is None:
        return absent.nobody_named(claim, records)
    if cues.is_of_use(claim):
        return _of_use(case)
    found = _found(case)
    return denied(claim, found) if claim.negated else found


def _found(case: Case) -> Checked:
    awards = awards_meant(case)
    if case.own or (awards and not case.resold):
        return _standing(case, awards)
    if case.resold:
        return _resold(case)
    if case.published:
        return published(case)
    return _none(case)


def _standing(case: Case, awards: Sequence[Award]) -> Checked:
    """Judge where the records hold awards of the agency to the organisation."""
    claim = case.claim
    newest = max(awards, key=lambda a: (a.last_date or date.min, a.piid), default=None)
    verdict = Verdict.SUPPORTED
    said = [_who(case, awards, newest)]
    if not _is_own_name(case):
        verdict = Verdict.SUPPORTED_WITH_CONTEXT
    first = min((a.first_date for a in awards if a.first_date), default=None)
    year = cues.year_of(claim)
    if cues.says_first(claim) and year and first and first.year < year:
        verdict = Verdict.CONTRADICTED
        said = [
            _(
                "An award of the agency to {supplier} shows an action of {day}, "
                "earlier than {year}."
            ).format(supplier=_supplier(case, awards), day=day(first), year=year)
        ]
    elif year and not cues.says_first(claim) and _misses(awards, year, case.records):
        verdict = Verdict.CONTRADICTED
        said.append(
            _(
                "No action of {year} is among them, though that year is loaded whole."
            ).format(year=year)
        )
    elif cues.says_now(claim) and (ended := _ended(awards, case.records)):
        verdict = Verdict.OUTDATED
        said.append(
            _("The last period of performance ended on {day}.").format(day=day(ended))
        )
    elif cues.adds_use(claim):
        verdict = Verdict.SUPPORTED_WITH_CONTEXT
        said.append(_("No award record says where what was bought is used."))
    value, value_day = best_of(newest)
    return Checked(
        claim=claim,
        verdict=verdict,
        explanation=" ".join(said[:2]),
        best_value=value,
        best_value_date=value_day,
        evidence=_records(case, awards, newest),
        searched=case.records.searched,
    )


def _who(case: Case, awards: Sequence[Award], newest: Award | None) -> str:
    """Say who the supplier on the record is, and what it is to the organisation."""
    supplier = _supplier(case, awards)
    countries = {award.supplier_country for award in awards} - {""}
    owner = next((unpointed(tie.parent) for tie in case.own if tie.parent), "")
    agency = _agency(awards, case)
    coded = ", ".join(country(code) for code in sorted(countries))
    count = len(awards)
    if count == 1 and newest is not None:
        base = _("{award} of {agency} names {supplier} as supplier").format(
            award=sentence(named(newest)), agency=agency, supplier=supplier
        )
    else:
        base = ngettext(
            "{count} award of {agency} names {supplier} as supplier",
            "{count} awards of {agency} name {supplier} as supplier",
            count,
        ).format(count=grouped(count), agency=agency, supplier=supplier)
    if coded and owner:
        return _("{base}, coded to {country}; its owner is {owner}.").format(
            base=base, country=coded, owner=owner
        )
    if owner:
        return _("{base}; its owner is {owner}.").format(base=base, owner=owner)
    if coded and countries != {case.records.country}:
        return _("{base}, coded to {country}.").format(base=base, country=coded)
    return f"{base}."


def _supplier(case: Case, awards: Sequence[Award]) -> str:
    names = dict.fromkeys(award.supplier for award in awards if award.supplier)
    return listed(list(names), 3) or next((t.supplier for t in case.own), "")


def _agency(awards: Sequence[Award], case: Case) -> str:
    names = dict.fromkeys(award.component for award in awards if award.component)
    return listed(list(names), 3) or case.records.buyer.abbreviation


def _is_own_name(case: Case) -> bool:
    """Tell whether a supplier bears the name that the claim uses, or begins with it."""
    if not case.own:
        return True
    named_ = case.claim.organisation
    said = parse_name(named_.name).core[:1] if named_ else ()
    return any(parse_name(tie.supplier).core[:1] == said for tie in case.own)


def _misses(awards: Sequence[Award], year: int, records: Records) -> bool:
    """Tell whether no award reaches into a year that is loaded whole."""
    spans = [
        (
            award.first_date.year,
            (award.period_end or award.last_date or award.first_date).year,
        )
        for award in awards
        if award.first_date
    ]
    reached = any(begin <= year <= end for begin, end in spans)
    return bool(spans) and not reached and records.covers(year)


def _ended(awards: Sequence[Award], records: Records) -> date | None:
    """Give the day on which the last of the awards ended, where all have."""
    ends = [award.period_end for award in awards]
    known = [end for end in ends if end]
    if not known or len(known) != len(ends) or records.as_of is None:
        return None
    return max(known) if max(known) < records.as_of else None


def _records(
    case: Case, awards: Sequence[Award], newest: Award | None
) -> tuple[Support, ...]:
    first = [newest.support] if newest and newest.support else []
    rest = [a.support for a in awards if a.support and a is not newest]
    chain = [s for s in supports(case.own) if s not in rest]
    unique = {(s.record_id, s.url): s for s in (*first, *rest[:4], *chain)}
    return tuple(unique.values())[:6]


def _resold(case: Case) -> Checked:
    """Judge where the agency bought a product of it from a reseller."""
    awards = awards_meant(case)
    newest = max(awards, key=lambda a: (a.last_date or date.min, a.piid), default=None)
    tie = case.resold[0]
    what = tie.matched_text or tie.organisation
    explanation = _(
        "The agency's awards that name {product} went to {supplier}, not to "
        "{organisation} itself."
    ).format(
        product=what,
        supplier=listed(list(dict.fromkeys(t.supplier for t in case.resold)), 3),
        organisation=tie.organisation,
    )
    if tie.route == "subaward":
        explanation = _(
            "{supplier} is named as a subcontractor, below {award}; the agency's "
            "contract is with another supplier."
        ).format(supplier=tie.supplier, award=named(newest) if newest else "")
    elif tie.route == "investor":
        explanation = _(
            "The supplier is {supplier}; {organisation} holds a stake in it without "
            "control."
        ).format(supplier=tie.supplier, organisation=tie.parent or tie.organisation)
    value, when = best_of(newest)
    return Checked(
        case.claim,
        Verdict.SUPPORTED_WITH_CONTEXT,
        explanation,
        value,
        when,
        supports(case.resold),
        case.records.searched,
    )


def _none(case: Case) -> Checked:
    """Judge where nothing bears it out: what is nearest is said."""
    found = absent.no_award(case.claim, case.records, _hint(case))
    if case.elsewhere:
        found = replace(found, evidence=supports(case.elsewhere, 4))
    other = [award for award in case.others if not is_by(award, case)]
    if other and not case.elsewhere:
        found = replace(
            found, evidence=tuple(a.support for a in other[:3] if a.support)
        )
    return found


def _hint(case: Case) -> str:
    if case.elsewhere:
        return elsewhere_said(case.elsewhere[0])
    other = [award for award in case.others if not is_by(award, case)]
    if other:
        agencies = listed(list(dict.fromkeys(a.component for a in other)), 2)
        return _("The awards on record to {supplier} are of {agencies}.").format(
            supplier=other[0].supplier, agencies=agencies
        )
    counted_out = [tie for tie in case.unsure if tie.not_counted]
    if counted_out:
        return _(
            "An award to {supplier} lies outside the dates on which it had that owner."
        ).format(supplier=counted_out[0].supplier)
    if case.unsure:
        return _(
            "A supplier, {supplier}, resembles it; nobody has confirmed that it is "
            "the same."
        ).format(supplier=case.unsure[0].supplier)
    return ""


def _of_use(case: Case) -> Checked:
    """Judge a claim of where goods are used: no award record says so."""
    claim = case.claim
    reported = claim.hedged or bool(claim.attributed_to)
    awards = awards_meant(case)
    newest = max(awards, key=lambda a: a.last_date or date.min, default=None)
    value, when = best_of(newest)
    said = [_("No award record says where what was bought is used.")]
    if newest:
        said.append(
            _("What the records show is {award} to {supplier}.").format(
                award=named(newest), supplier=newest.supplier
            )
        )
    return Checked(
        claim,
        Verdict.REPORTED_ONLY if reported else Verdict.NOT_CHECKABLE,
        " ".join(said),
        value,
        when,
        _records(case, awards, newest),
        case.records.searched,
    )


def denied(claim: Claim, found: Checked) -> Checked:
    """Turn a verdict round for a claim that says there is none."""
    if found.verdict in (Verdict.SUPPORTED, Verdict.SUPPORTED_WITH_CONTEXT):
        return replace(found, verdict=Verdict.CONTRADICTED)
    if found.verdict is Verdict.OUTDATED:
        return replace(found, verdict=Verdict.SUPPORTED_WITH_CONTEXT)
    if found.verdict is Verdict.NOT_FOUND:
        return replace(
            found,
            verdict=Verdict.SUPPORTED_WITH_CONTEXT,
            explanation=_("{none} That is no proof that there is none.").format(
                none=found.explanation
            ),
        )
    return found
