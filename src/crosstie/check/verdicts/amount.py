"""contract_amount: which amount on record it is, of what kind, in which currency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from crosstie.check.rates import Converted, Rate, convert
from crosstie.check.records import Award, Records, supports
from crosstie.check.verdicts import absent, contract, cues
from crosstie.check.verdicts.gathered import Case, awards_meant, gather
from crosstie.check.verdicts.published import published
from crosstie.check.verdicts.words import kind, money, named, sentence
from crosstie.model.claims import Checked, Claim, Qualifier, Verdict
from crosstie.text.language import _, ngettext
from crosstie.text.numerals import grouped

FAR_BELOW = Decimal("0.5")
"""An obligation under this share of a ceiling is said to be far below it."""
CONVERSION_SLACK = Decimal("0.03")
"""How far a converted amount may lie off: a month's average is not the day's rate."""
BARE = "$"
"""A currency that a text leaves open."""


@dataclass(frozen=True)
class Value:
    """One amount on record: of one award, or summed over several."""

    amount: Decimal
    currency: str
    kind: str
    awards: tuple[Award, ...]
    converted: Converted | None = None

    @property
    def day(self) -> date | None:
        """Give the day of its newest action."""
        return max((a.last_date for a in self.awards if a.last_date), default=None)

    @property
    def compared(self) -> Decimal:
        """Give the amount in the currency of the claim."""
        return self.converted.amount if self.converted else self.amount

    @property
    def said(self) -> str:
        """Say amount, kind and award."""
        what = money(self.amount, self.currency)
        if len(self.awards) == 1:
            return _("{amount} {kind}, {award}").format(
                amount=what, kind=kind(self.kind), award=named(self.awards[0])
            )
        return ngettext(
            "{amount} {kind} on {count} award",
            "{amount} {kind} on {count} awards",
            len(self.awards),
        ).format(amount=what, kind=kind(self.kind), count=grouped(len(self.awards)))


def check_amount(claim: Claim, records: Records, rates: Sequence[Rate]) -> Checked:
    """Judge an amount that is said to be of a contract."""
    case = gather(claim, records)
    if case.scope == "other":
        return absent.other_agency(claim, records)
    if claim.organisation is None and claim.buyer is None:
        return absent.nobody_named(claim, records)
    if claim.amount is None:
        return contract.check_contract(claim, records)
    found = _compared(case, claim.amount, rates)
    return contract.denied(claim, found) if claim.negated else found


def _compared(case: Case, claimed: Decimal, rates: Sequence[Rate]) -> Checked:
    awards = awards_meant(case)
    values = list(_values(awards, case.claim, rates))
    hit = _hit(claimed, values, case.claim)
    if hit is not None:
        return _borne_out(case, claimed, hit, values)
    reported = _reported(case, claimed)
    if reported is not None:
        return reported
    elsewhere = [a for tie in case.elsewhere for a in tie.awards]
    other = _hit(claimed, list(_values(elsewhere, case.claim, rates)), case.claim)
    if other is not None:
        return _of_another(case, other)
    if values:
        return _off(case, claimed, values)
    return contract.check_contract(case.claim, case.records)


def _values(
    awards: Sequence[Award], claim: Claim, rates: Sequence[Rate]
) -> Iterator[Value]:
    """List every amount on record: of each award by kind, and sums of obligations."""
    for award in awards:
        for name in ("obligated", "current", "ceiling", "outlaid"):
            amount = getattr(award, name)
            if amount is None or not award.currency or amount <= 0:
                continue
            shared = name == "ceiling" and award.ceiling_is_shared
            yield from _in_currency(
                Value(
                    amount,
                    award.currency,
                    "shared_ceiling" if shared else name,
                    (award,),
                ),
                claim,
                rates,
            )
    for group in _groups(awards, claim):
        total = sum((a.obligated or Decimal() for a in group), Decimal())
        if len(group) > 1 and total > 0 and group[0].currency:
            yield from _in_currency(
                Value(total, group[0].currency, "obligated", group), claim, rates
            )


def _groups(awards: Sequence[Award], claim: Claim) -> Iterator[tuple[Award, ...]]:
    """Group awards of one currency: all, and those of the year that is named."""
    year = cues.year_of(claim)
    for currency in dict.fromkeys(a.currency for a in awards):
        group = tuple(a for a in awards if a.currency == currency)
        yield group
        if year:
            yield tuple(a for a in group if a.first_date and a.first_date.year == year)


def _in_currency(value: Value, claim: Claim, rates: Sequence[Rate]) -> Iterator[Value]:
    wanted = claim.currency
    if wanted in (None, BARE, value.currency):
        yield value
        return
    when = value.awards[0].first_date or value.day
    found = convert(value.amount, value.currency, str(wanted), when, rates)
    yield replace(value, converted=found) if found else value


def _hit(claimed: Decimal, values: Sequence[Value], claim: Claim) -> Value | None:
    """Find the amount that bears it out; the nearest, obligated before others."""
    order = ["obligated", "current", "outlaid", "ceiling", "shared_ceiling"]
    found = [
        value
        for value in values
        if (value.converted or _same_currency(value, claim))
        and cues.agrees(
            claimed,
            value.compared,
            claim.qualifier,
            CONVERSION_SLACK if value.converted else Decimal(),
        )
    ]
    return min(found, key=lambda value: _nearness(claimed, value, order), default=None)


def _nearness(
    claimed: Decimal, value: Value, order: Sequence[str]
) -> tuple[bool, int, Decimal, int]:
    """Sort what agrees: the very number first, then by kind, then by distance."""
    slack = CONVERSION_SLACK if value.converted else Decimal()
    is_it = cues.agrees(claimed, value.compared, None, slack)
    off = abs(value.compared - claimed)
    return not is_it, order.index(value.kind), off, len(value.awards)


def _same_currency(value: Value, claim: Claim) -> bool:
    return claim.currency in (None, BARE, value.currency)


def _borne_out(
    case: Case, claimed: Decimal, hit: Value, values: Sequence[Value]
) -> Checked:
    """Say which amount it is; anything but one award's obligation needs a word."""
    claim = case.claim
    said, plain = [], True
    if hit.converted:
        plain = False
        said.append(_conversion(hit, claim))
    if hit.kind in ("ceiling", "shared_ceiling"):
        plain = False
        said.append(_ceiling(hit, values))
    elif len(hit.awards) > 1:
        plain = False
        said.append(
            ngettext(
                "It is the sum of what was obligated on {count} award, not one "
                "contract.",
                "It is the sum of what was obligated on {count} awards, not one "
                "contract.",
                len(hit.awards),
            ).format(count=grouped(len(hit.awards)))
        )
    if case.resold and not case.own:
        plain = False
        said.append(
            _(
                "It was obligated to {supplier}, a reseller, not to {organisation}."
            ).format(
                supplier=hit.awards[0].supplier,
                organisation=case.resold[0].organisation,
            )
        )
    if claim.qualifier is Qualifier.AT_MOST and hit.kind not in (
        "ceiling",
        "shared_ceiling",
    ):
        plain = False
        said.append(_("The record states an amount, not a bound."))
    if not said:
        said = [
            _("{award} to {supplier} shows {amount} {kind}.").format(
                award=sentence(named(hit.awards[0])),
                supplier=hit.awards[0].supplier,
                amount=money(hit.amount, hit.currency),
                kind=kind(hit.kind),
            )
        ]
    verdict = Verdict.SUPPORTED if plain else Verdict.SUPPORTED_WITH_CONTEXT
    return _checked(case, verdict, said, hit)


def _conversion(hit: Value, claim: Claim) -> str:
    found = hit.converted
    if found is None:
        return ""
    return _(
        "The record holds {amount} {kind}; at {rate} {quote} to one {base}, the "
        "average of {period}, that is {converted}."
    ).format(
        amount=money(hit.amount, hit.currency),
        kind=kind(hit.kind),
        rate=found.rate.value,
        quote=found.rate.quote,
        base=found.rate.base,
        period=found.rate.period,
        converted=money(found.amount, claim.currency),
    )


def _ceiling(hit: Value, values: Sequence[Value]) -> str:
    """Say that an amount is a ceiling, and what was obligated below it."""
    award = hit.awards[0]
    name = kind(hit.kind)
    if award.obligated is None:
        return _("That is the {kind} of the award, not what was obligated.").format(
            kind=name
        )
    below = award.obligated < hit.amount * FAR_BELOW
    text = (
        _(
            "That is the {kind} of the award, not its value: {amount} was obligated, "
            "far below it."
        )
        if below
        else _("That is the {kind} of the award; {amount} was obligated.")
    )
    return text.format(kind=name, amount=money(award.obligated, award.currency))


def _reported(case: Case, claimed: Decimal) -> Checked | None:
    """Judge an amount that something published states, and no award of the agency."""
    for tie in case.published:
        if _stated(tie.summary, claimed):
            return published(replace(case, published=(tie,)))
    return None


def _stated(summary: str, claimed: Decimal) -> bool:
    """Tell whether a text states a number, with or without its thousands apart."""
    digits = f"{int(claimed)}"
    plain = "".join(c for c in summary if c not in ",.\u202f\u00a0'")
    return (
        digits in plain.replace(" ", "") if claimed >= 100 else f" {digits} " in summary
    )


def _of_another(case: Case, other: Value) -> Checked:
    """Judge an amount that stands on a sibling's award."""
    award = other.awards[0]
    said = [
        _("The amount stands on an award of {component}, not of {agency}.").format(
            component=award.component, agency=case.records.buyer.abbreviation
        )
    ]
    return _checked(case, Verdict.CONTRADICTED, said, other)


def _off(case: Case, claimed: Decimal, values: Sequence[Value]) -> Checked:
    """Judge an amount that no record bears out: the nearest one is said."""
    claim = case.claim
    comparable = [v for v in values if v.converted or _same_currency(v, claim)]
    if not comparable:
        return _no_rate(case, values)
    obligated = [v for v in comparable if v.kind == "obligated"] or comparable
    near = min(obligated, key=lambda v: (abs(v.compared - claimed), len(v.awards)))
    bound = claim.qualifier
    if bound in (Qualifier.AT_MOST, Qualifier.LESS_THAN) and near.compared <= claimed:
        said = [
            _("What is on record lies below that bound: {value}.").format(
                value=near.said
            )
        ]
        return _checked(case, Verdict.SUPPORTED_WITH_CONTEXT, said, near)
    largest = max(obligated, key=lambda v: v.compared)
    if (
        bound in (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
        and largest.compared >= claimed
    ):
        said = [_("More than that is on record: {value}.").format(value=largest.said)]
        return _checked(case, Verdict.SUPPORTED, said, largest)
    said = [_("The records show another amount: {value}.").format(value=near.said)]
    if near.converted:
        said.append(_conversion(near, claim))
    if case.resold and not case.own:
        said.append(
            _("It was obligated to {supplier}, a reseller.").format(
                supplier=near.awards[0].supplier
            )
        )
    return _checked(case, Verdict.CONTRADICTED, said, near)


def _no_rate(case: Case, values: Sequence[Value]) -> Checked:
    near = values[0]
    said = [
        _(
            "The record holds {value}; no rate to {currency} of that day is at hand."
        ).format(value=near.said, currency=case.claim.currency)
    ]
    return _checked(case, Verdict.NOT_CHECKABLE, said, near)


def _checked(
    case: Case, verdict: Verdict, said: Sequence[str], value: Value
) -> Checked:
    when = value.day
    best = sentence(value.said)
    own = [a.support for a in value.awards[:4] if a.support]
    rate = [value.converted.rate.support] if value.converted else []
    chain = [s for s in supports(case.own, 3) if s not in own]
    return Checked(
        claim=case.claim,
        verdict=verdict,
        explanation=" ".join(s for s in said[:2] if s),
        best_value=f"{best}, {when.isoformat()}" if when else best,
        best_value_date=when,
        evidence=(*own, *rate, *chain),
        searched=case.records.searched,
    )
