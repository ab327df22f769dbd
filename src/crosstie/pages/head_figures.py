"""The four numbers under the track rule, each with the place that it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from crosstie.pages.addresses import money_anchor
from crosstie.pages.chosen import agency, contract_ties, of_routes, subjects_of, where
from crosstie.pages.contexts import Tie, Total
from crosstie.pages.head_contexts import Figure, FigurePart
from crosstie.pages.money import amount
from crosstie.pages.run_contexts import RunFacts
from crosstie.pages.words import OBLIGATING
from crosstie.text.language import _, counted, ngettext
from crosstie.text.numerals import grouped


def figures(
    totals: Sequence[Total],
    findings: Sequence[Tie],
    siblings: Sequence[Tie],
    leads: int | None,
    facts: RunFacts,
) -> tuple[Figure, ...]:
    """Choose the four numbers; where leads are left out, the last counts records."""
    return (
        _money(totals, facts),
        _organisations(findings, facts),
        _third(findings, siblings, facts),
        _cited((*findings, *siblings)) if leads is None else _leads(leads),
    )


def _leads(leads: int) -> Figure:
    return Figure(
        grouped(leads),
        ngettext(
            "lead, not proven, and kept out of every number here",
            "leads, not proven, and kept out of every number here",
            leads,
        ),
        "leads",
    )


def _cited(ties: Sequence[Tie]) -> Figure:
    records = {n for tie in ties for hop in tie.hops for n in hop.numbers}
    says = ngettext(
        "record cited, with its file and row",
        "records cited, each with its file and row",
        len(records),
    )
    return Figure(grouped(len(records)), says, "records")


def _organisations(findings: Sequence[Tie], facts: RunFacts) -> Figure:
    named = of_routes(findings, *OBLIGATING)
    suppliers = subjects_of(named, facts)
    others = [
        s for s in subjects_of(contract_ties(findings), facts) if s not in suppliers
    ]
    says = ngettext(
        "organisation with {ties} to a supplier",
        "organisations with {ties} to a supplier",
        len(suppliers),
    ).format(ties=counted("{count} tie", "{count} ties", len(named)))
    if not named:
        says = _("organisations tied to a supplier")
    if others:
        says = counted(
            "{says}; {count} more by products or subawards alone",
            "{says}; {count} more by products or subawards alone",
            len(others),
            says=says,
        )
    return Figure(grouped(len(suppliers)), says, "ties")


def _money(totals: Sequence[Total], facts: RunFacts) -> Figure:
    own = [t for t in totals if t.meaning == "obligated"]
    apart = _apart(totals, facts)
    if not own:
        says = _("obligated to a tied supplier in the records loaded.")
        return Figure(_("No money"), says, "ties", apart)
    main, others = own[0], own[1:]
    also = tuple(
        FigurePart(
            amount(t.value, t.currency), _("more, not added"), money_anchor(t.meaning)
        )
        for t in others
    )
    return Figure(
        amount(main.value, main.currency),
        _(
            "obligated by {buyer} to suppliers tied to {country}, in the records "
            "loaded. Ceilings are shown apart, never added."
        ).format(buyer=facts.buyer.abbreviation, country=facts.country_name),
        money_anchor(main.meaning),
        also + apart,
    )


def _apart(totals: Sequence[Total], facts: RunFacts) -> tuple[FigurePart, ...]:
    buyer = facts.buyer.abbreviation
    says = {
        "reseller": _("obligated to resellers whose awards name a product, apart"),
        "subaward": _("reported on subawards under {buyer} awards, apart").format(
            buyer=buyer
        ),
    }
    return tuple(
        FigurePart(
            amount(t.value, t.currency), says[t.meaning], money_anchor(t.meaning)
        )
        for t in totals
        if t.meaning in says and t.value != Decimal(0)
    )


def _third(findings: Sequence[Tie], siblings: Sequence[Tie], facts: RunFacts) -> Figure:
    offices = [tie for tie in findings if tie.is_presence]
    if offices:
        return Figure(
            grouped(len(offices)),
            ngettext(
                "office of {agency} {where}",
                "offices of {agency} {where}",
                len(offices),
            ).format(agency=agency(offices, facts), where=where(facts)),
            "presence",
        )
    return Figure(
        grouped(len(siblings)),
        ngettext(
            "tie with sibling agencies, reported apart",
            "ties with sibling agencies, reported apart",
            len(siblings),
        ),
        "siblings",
    )
