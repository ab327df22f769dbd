"""The head of a report: headline, lede and numbers, made from the data alone."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from crosstie.model.words import Route, Status
from crosstie.pages.addresses import money_anchor
from crosstie.pages.contexts import Tie, Total
from crosstie.pages.head_contexts import Figure, FigurePart
from crosstie.pages.money import amount
from crosstie.pages.run_contexts import RunFacts
from crosstie.pages.subjects import subject
from crosstie.pages.totals import meaning
from crosstie.pages.words import (
    CONTRACT,
    OBLIGATING,
    count,
    listed,
    long_date,
    sentence,
    spelled,
    spelled_count,
)
from crosstie.text.language import ngettext

_WAYS = (
    ((Route.DIRECT,), "is named itself", "are named themselves"),
    (
        (Route.SUBSIDIARY,),
        "through a company that it controlled",
        "through companies that they controlled",
    ),
    (
        (Route.JOINT_VENTURE,),
        "through a joint venture",
        "through joint ventures",
    ),
)


def contract_ties(findings: Sequence[Tie]) -> tuple[Tie, ...]:
    """Keep the findings that rest on an award or subaward, without mere stakes."""
    return tuple(tie for tie in findings if tie.route in CONTRACT)


def of_routes(findings: Sequence[Tie], *routes: Route) -> tuple[Tie, ...]:
    """Keep the findings of some routes."""
    return tuple(tie for tie in findings if tie.route in routes)


def subjects_of(ties: Sequence[Tie], facts: RunFacts) -> tuple[str, ...]:
    """List the organisations that ties are reported under, each once, in order."""
    return tuple(dict.fromkeys(subject(tie, facts.country).id for tie in ties))


def subjects_by_meaning(
    ties: Sequence[Tie], facts: RunFacts
) -> dict[tuple[str, str], int]:
    """Count the organisations behind each total, by component and meaning."""
    found: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        found.setdefault((tie.component, meaning(tie.route)), []).append(tie)
    return {key: len(subjects_of(members, facts)) for key, members in found.items()}


def headline(findings: Sequence[Tie], facts: RunFacts) -> str:
    """Write the sentence that an editor would print.

    Suppliers come first. The maker of a product that a reseller sold has no contract
    with the agency, nor has a subcontractor: each is said to be what it is.
    """
    buyer = facts.buyer.abbreviation
    where = f"in {facts.country_name}"
    suppliers = subjects_of(of_routes(findings, *OBLIGATING), facts)
    makers = subjects_of(of_routes(findings, Route.PRODUCT), facts)
    below = subjects_of(of_routes(findings, Route.SUBAWARD), facts)
    others = [m for m in makers if m not in suppliers]
    said = []
    if suppliers:
        said.append(_suppliers_sentence(findings, suppliers, facts))
        if others:
            said.append(
                f"resellers’ awards name products of {spelled(len(others))} more"
            )
    elif makers:
        number = spelled_count(len(makers), "organisation")
        said.append(
            f"resellers’ {buyer} awards name products of {number} {where}; none is "
            "named as a supplier"
        )
    elif below:
        number = spelled_count(len(below), "organisation")
        said.append(
            f"subawards under {buyer} awards name {number} {where}, or a company of "
            f"{'its' if len(below) == 1 else 'theirs'}"
        )
    elif findings:
        said.append(
            f"no award in the records loaded ties an organisation {where} to {buyer}"
        )
        said.append(
            f"{spelled_count(len(findings), 'other tie')} "
            f"{'stands' if len(findings) == 1 else 'stand'} on record"
        )
    elif facts.awards_not_looked_at:
        said.append(f"no finding, because no {buyer} award was looked at")
    else:
        said.append(
            f"no finding: nothing in the records loaded ties an organisation {where} "
            f"to {buyer}"
        )
    return " ".join(sentence(text) for text in said)


def _suppliers_sentence(
    findings: Sequence[Tie], suppliers: Sequence[str], facts: RunFacts
) -> str:
    buyer, number = facts.buyer.abbreviation, len(suppliers)
    who = f"{spelled_count(number, 'organisation')} in {facts.country_name}"
    direct = of_routes(findings, Route.DIRECT)
    owned = of_routes(findings, Route.SUBSIDIARY)
    shared = of_routes(findings, Route.JOINT_VENTURE)
    as_what = "a supplier" if number == 1 else "suppliers"
    if not owned and not shared:
        return f"{buyer} awards name {who} as {as_what}"
    if not direct and not shared:
        one = len({tie.party_id or tie.supplier for tie in owned}) == 1
        named = "a supplier" if one else "suppliers"
        return f"{buyer} awards name {named} controlled by {who}"
    its = "it" if number == 1 else "they"
    bodies = [f"companies {its} controlled"] if owned else []
    bodies += (
        [f"joint ventures of {'its' if number == 1 else 'theirs'}"] if shared else []
    )
    return f"{buyer} awards name {who}, or {' or '.join(bodies)}, as suppliers"


def coded_elsewhere(findings: Sequence[Tie], facts: RunFacts) -> str:
    """Say for how many suppliers the records state a country, and another one.

    Many layouts state none, and a supplier without a code is not coded elsewhere.
    """
    codes: dict[str, set[str]] = {}
    for tie in of_routes(findings, *OBLIGATING):
        found = codes.setdefault(tie.party_id or tie.supplier, set())
        found |= {a.supplier_country for a in tie.counted if a.supplier_country}
    coded = [c for c in codes.values() if c]
    elsewhere = sum(1 for c in coded if facts.country not in c)
    if not elsewhere:
        return ""
    if len(codes) == 1:
        return "the records code the supplier to another country"
    of = f"the {spelled(len(codes))} suppliers"
    if len(coded) == len(codes):
        return f"the records code {spelled(elsewhere)} of {of} to another country"
    states = f"the records state a country for {spelled(len(coded))} of {of}"
    if len(coded) == 1:
        return f"{states}, and it is another"
    many = (
        "all of them" if elsewhere == len(coded) else f"{spelled(elsewhere)} of these"
    )
    return f"{states}, and for {many} it is another"


def lede(
    findings: Sequence[Tie], siblings: Sequence[Tie], leads: int, facts: RunFacts
) -> str:
    """Write some sentences on how the ties run."""
    said = [
        _ways_sentence(findings, facts),
        coded_elsewhere(findings, facts),
        _subaward_sentence(findings, facts),
        _products_sentence(findings),
        _offices_sentence(findings, facts),
    ]
    said += [_document_sentence(t) for t in findings if t.route == Route.PROPERTY][:2]
    said.append(_papers_sentence(of_routes(findings, Route.DOCUMENTED)))
    if siblings:
        parts = sorted({tie.component for tie in siblings})
        named = [
            f"{facts.buyer.siblings[p]} ({p})" if p in facts.buyer.siblings else p
            for p in parts
        ]
        said.append(
            f"{spelled_count(len(siblings), 'tie')} at {listed(named)} "
            f"{'is' if len(siblings) == 1 else 'are'} reported apart and never added in"
        )
    if not findings and leads:
        said.append(
            f"{spelled_count(leads, 'lead')} {'is' if leads == 1 else 'are'} not proven"
        )
    if findings or siblings or leads:
        said.append("each statement below leads to the record that carries it")
    else:
        said.append("what was searched, and what was not loaded, is listed below")
    return " ".join(sentence(text) for text in said if text)


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
        f"{leads:,}",
        f"{'lead' if leads == 1 else 'leads'}, not proven, and kept out of every "
        "number here",
        "leads",
    )


def _cited(ties: Sequence[Tie]) -> Figure:
    records = {n for tie in ties for hop in tie.hops for n in hop.numbers}
    says = ngettext(
        "record cited, with its file and row",
        "records cited, each with its file and row",
        len(records),
    )
    return Figure(f"{len(records):,}", says, "records")


def _organisations(findings: Sequence[Tie], facts: RunFacts) -> Figure:
    named = of_routes(findings, *OBLIGATING)
    suppliers = subjects_of(named, facts)
    others = [
        s for s in subjects_of(contract_ties(findings), facts) if s not in suppliers
    ]
    noun = "organisation" if len(suppliers) == 1 else "organisations"
    says = f"{noun} with {count(len(named), 'tie')} to a supplier"
    if not named:
        says = "organisations tied to a supplier"
    if others:
        says += f"; {len(others):,} more by products or subawards alone"
    return Figure(f"{len(suppliers):,}", says, "ties")


def _money(totals: Sequence[Total], facts: RunFacts) -> Figure:
    own = [t for t in totals if t.meaning == "obligated"]
    apart = _apart(totals, facts)
    if not own:
        says = "obligated to a tied supplier in the records loaded."
        return Figure("No money", says, "ties", apart)
    main, others = own[0], own[1:]
    also = tuple(
        FigurePart(
            amount(t.value, t.currency), "more, not added", money_anchor(t.meaning)
        )
        for t in others
    )
    return Figure(
        amount(main.value, main.currency),
        f"obligated by {facts.buyer.abbreviation} to suppliers tied to "
        f"{facts.country_name}, in the records loaded. Ceilings are shown apart, never "
        "added.",
        money_anchor(main.meaning),
        also + apart,
    )


def _apart(totals: Sequence[Total], facts: RunFacts) -> tuple[FigurePart, ...]:
    buyer = facts.buyer.abbreviation
    says = {
        "reseller": "obligated to resellers whose awards name a product, apart",
        "subaward": f"reported on subawards under {buyer} awards, apart",
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
        many = "office" if len(offices) == 1 else "offices"
        name = _agency(offices, facts)
        return Figure(
            f"{len(offices):,}", f"{many} of {name} in {facts.country_name}", "presence"
        )
    noun = "tie" if len(siblings) == 1 else "ties"
    return Figure(
        f"{len(siblings):,}",
        f"{noun} with sibling agencies, reported apart",
        "siblings",
    )


def _ways_sentence(findings: Sequence[Tie], facts: RunFacts) -> str:
    """Say how the suppliers are tied, where there is more than one way or one body."""
    ties = of_routes(findings, *OBLIGATING)
    number = len(subjects_of(ties, facts))
    parts = []
    for routes, one, many in _WAYS:
        those = len(subjects_of(of_routes(ties, *routes), facts))
        if those:
            parts.append((those, one if those == 1 else many))
    if number < 2 or len(parts) < 2:
        return ""
    said = [f"{spelled(n)} {what}" for n, what in parts]
    if not of_routes(ties, Route.DIRECT):
        first, how = parts[0]
        said[0] = f"{spelled(first)} {'is' if first == 1 else 'are'} tied {how}"
    return listed(said)


def _subaward_sentence(findings: Sequence[Tie], facts: RunFacts) -> str:
    ties = of_routes(findings, Route.SUBAWARD)
    if not ties or not of_routes(findings, *OBLIGATING):
        return ""
    buyer = facts.buyer.abbreviation
    number = len(subjects_of(ties, facts))
    if number > 1:
        return (
            f"subawards under {buyer} awards name {spelled(number)} organisations, or "
            "companies that they controlled"
        )
    who = subject(ties[0], facts.country)
    named = f"{who.through}, controlled by {who.name}" if who.through else who.name
    return f"subawards under {buyer} awards name {named}"


def _products_sentence(findings: Sequence[Tie]) -> str:
    if not of_routes(findings, Route.PRODUCT):
        return ""
    return "how much of the resellers’ money reaches the makers is not in the records"


def _agency(offices: Sequence[Tie], facts: RunFacts) -> str:
    """Name the part of the agency that has the offices, as its record names it."""
    names = {
        tie.organisation.removesuffix(f", {tie.organisation_city}") for tie in offices
    }
    parts = {tie.component for tie in offices}
    buyer = facts.buyer.abbreviation
    if len(names) != 1 or len(parts) != 1 or parts == {buyer}:
        return buyer
    return f"{names.pop()} ({parts.pop()}), a part of {buyer},"


def _offices_sentence(findings: Sequence[Tie], facts: RunFacts) -> str:
    offices = [
        tie
        for tie in findings
        if tie.is_presence and tie.status in (Status.ACTIVE, Status.UNKNOWN)
    ]
    if not offices:
        return ""
    return (
        f"{_agency(offices, facts)} has {spelled_count(len(offices), 'office')} in "
        f"{facts.country_name}"
    )


def _document_sentence(tie: Tie) -> str:
    deal = f"a property deal of {tie.organisation}"
    if tie.status == Status.UNKNOWN:
        return f"{deal} is on record; its outcome is not known"
    when = f" on {long_date(tie.status_date)}" if tie.status_date else ""
    verb = "was" if tie.status in (Status.CANCELLED, Status.ENDED) else "is"
    return f"{deal} {verb} {tie.status}{when}"


def _papers_sentence(ties: Sequence[Tie]) -> str:
    if not ties:
        return ""
    names = listed(list(dict.fromkeys(tie.organisation for tie in ties)))
    many = "tie" if len(ties) == 1 else "ties"
    rest = "rests on a document" if len(ties) == 1 else "rest on documents"
    return f"{spelled_count(len(ties), many, many)}, of {names}, {rest} and no award"
