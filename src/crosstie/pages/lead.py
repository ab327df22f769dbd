"""The head of a report: headline, lede and numbers, made from the data alone."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from crosstie.model.words import Route, Status
from crosstie.pages.contexts import Figure, Tie, Total
from crosstie.pages.money import amount
from crosstie.pages.run_contexts import RunFacts
from crosstie.pages.subjects import subject
from crosstie.pages.words import (
    CONTRACT,
    OBLIGATING,
    ROUTES,
    count,
    listed,
    long_date,
    sentence,
    spelled,
    spelled_count,
)

_VERBS = (
    ((Route.SUBSIDIARY,), "controls a supplier", "control a supplier"),
    (
        (Route.JOINT_VENTURE,),
        "is a partner in a joint venture that supplies",
        "are partners in a joint venture that supplies",
    ),
    (
        (Route.DIRECT,),
        "is named as supplier itself",
        "are named as suppliers themselves",
    ),
    ((Route.SUBAWARD,), "is named on a subaward", "are named on subawards"),
    (
        (Route.PRODUCT,),
        "makes what a reseller’s award names",
        "make what resellers’ awards name",
    ),
)


def contract_ties(findings: Sequence[Tie]) -> tuple[Tie, ...]:
    """Keep the findings that rest on an award or subaward, without mere stakes."""
    return tuple(tie for tie in findings if tie.route in CONTRACT)


def subjects_of(ties: Sequence[Tie], facts: RunFacts) -> tuple[str, ...]:
    """List the organisations that ties are reported under, each once, in order."""
    return tuple(dict.fromkeys(subject(tie, facts.country).id for tie in ties))


def headline(findings: Sequence[Tie], facts: RunFacts) -> str:
    """Write the sentence that an editor would print."""
    buyer, country = facts.buyer.abbreviation, facts.country_name
    contract = contract_ties(findings)
    number = len(subjects_of(contract, facts))
    if not number:
        other = len(findings)
        if other:
            return (
                f"No award in the records loaded ties an organisation in {country} to "
                f"{buyer}. {sentence(spelled_count(other, 'other tie'))[:-1]} "
                f"{'stands' if other == 1 else 'stand'} on record."
            )
        return (
            f"No finding: nothing in the records loaded ties an organisation in "
            f"{country} to {buyer}."
        )
    first = (
        f"{spelled_count(number, 'organisation')} in {country} "
        f"{'has' if number == 1 else 'have'} contract ties to {buyer}."
    )
    return f"{first[0].upper()}{first[1:]} {coded_elsewhere(contract, facts)}".strip()


def coded_elsewhere(contract: Sequence[Tie], facts: RunFacts) -> str:
    """Say how many suppliers the records code to another country."""
    codes: dict[str, set[str]] = {}
    for tie in contract:
        if tie.route in (*OBLIGATING, Route.SUBAWARD):
            found = codes.setdefault(tie.party_id or tie.supplier, set())
            found |= {a.supplier_country for a in tie.counted if a.supplier_country}
    elsewhere = sum(1 for c in codes.values() if c and facts.country not in c)
    if not elsewhere:
        return ""
    if len(codes) == 1:
        return "Its supplier is coded to another country in the records."
    if elsewhere == len(codes):
        return (
            f"All {spelled(elsewhere)} suppliers are coded to another country in the "
            "records."
        )
    return (
        f"{spelled(elsewhere).capitalize()} of the {spelled(len(codes))} suppliers "
        f"{'is' if elsewhere == 1 else 'are'} coded to another country in the records."
    )


def lede(
    findings: Sequence[Tie], siblings: Sequence[Tie], leads: int, facts: RunFacts
) -> str:
    """Write two to five sentences on how the ties run."""
    said = [_routes_sentence(findings, facts), _offices_sentence(findings, facts)]
    said += [_document_sentence(tie) for tie in findings if _is_document(tie)][:2]
    if siblings:
        where = listed(sorted({tie.component for tie in siblings}))
        said.append(
            f"{spelled_count(len(siblings), 'tie')} at {where} "
            f"{'is' if len(siblings) == 1 else 'are'} reported apart"
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
    leads: int,
    facts: RunFacts,
) -> tuple[Figure, ...]:
    """Choose the four numbers."""
    contract = contract_ties(findings)
    number = len(subjects_of(contract, facts))
    return (
        _money(totals, facts),
        Figure(
            f"{number:,}",
            f"{'organisation' if number == 1 else 'organisations'}, "
            f"{count(len(contract), 'contract tie')}"
            + (", all findings" if len(contract) > 1 else ""),
            "ties",
        ),
        _third(findings, siblings, facts),
        Figure(
            f"{leads:,}",
            f"{'lead' if leads == 1 else 'leads'}, not proven, and kept out of every "
            "number here",
            "leads",
        ),
    )


def _money(totals: Sequence[Total], facts: RunFacts) -> Figure:
    own = [t for t in totals if t.meaning == "obligated"]
    if not own:
        says = "obligated to a tied supplier in the records loaded."
        return Figure("No money", says + _resellers(totals), "ties")
    main, others = own[0], own[1:]
    also = "".join(f" Also {amount(t.value, t.currency)}, not added." for t in others)
    return Figure(
        amount(main.value, main.currency),
        f"obligated by {facts.buyer.abbreviation} to suppliers tied to "
        f"{facts.country_name}, in the records loaded.{also}{_resellers(totals)} "
        "Ceilings are shown apart, never added.",
        "ties",
    )


def _resellers(totals: Sequence[Total]) -> str:
    return "".join(
        f" {amount(t.value, t.currency)} went to resellers of named products, apart."
        for t in totals
        if t.meaning == "reseller" and t.value != Decimal(0)
    )


def _third(findings: Sequence[Tie], siblings: Sequence[Tie], facts: RunFacts) -> Figure:
    offices = [tie for tie in findings if tie.is_presence]
    if offices:
        many = "office" if len(offices) == 1 else "offices"
        parts = listed(sorted({tie.component for tie in offices}))
        return Figure(
            f"{len(offices):,}", f"{many} in {facts.country_name}, {parts}", "presence"
        )
    noun = "tie" if len(siblings) == 1 else "ties"
    return Figure(
        f"{len(siblings):,}",
        f"{noun} with sibling agencies, reported apart",
        "siblings",
    )


def _routes_sentence(findings: Sequence[Tie], facts: RunFacts) -> str:
    contract = contract_ties(findings)
    alone = len(subjects_of(contract, facts)) == 1
    parts = []
    for routes, one, many in _VERBS:
        number = len(subjects_of([t for t in contract if t.route in routes], facts))
        if number:
            who = "" if alone else f"{spelled(number)} "
            parts.append(f"{who}{one if number == 1 else many}")
    return (f"it {listed(parts)}" if alone else listed(parts)) if parts else ""


def _offices_sentence(findings: Sequence[Tie], facts: RunFacts) -> str:
    offices = [
        tie
        for tie in findings
        if tie.is_presence and tie.status in (Status.ACTIVE, Status.UNKNOWN)
    ]
    if not offices:
        return ""
    return (
        f"{facts.buyer.abbreviation} has {spelled_count(len(offices), 'office')} in "
        f"{facts.country_name}"
    )


def _is_document(tie: Tie) -> bool:
    return tie.route in (Route.PROPERTY, Route.DOCUMENTED)


def _document_sentence(tie: Tie) -> str:
    if tie.status == Status.UNKNOWN:
        return f"a {ROUTES[tie.route]} tie of {tie.organisation} is on record"
    when = f" on {long_date(tie.status_date)}" if tie.status_date else ""
    verb = "was" if tie.status in (Status.CANCELLED, Status.ENDED) else "is"
    return f"a {ROUTES[tie.route]} tie of {tie.organisation} {verb} {tie.status}{when}"
