"""The head of a report: headline and lede, made from the data alone."""

from __future__ import annotations

from collections.abc import Sequence

from crosstie.model.words import Route, Status
from crosstie.pages.chosen import agency, of_routes, subjects_of, where
from crosstie.pages.contexts import Tie
from crosstie.pages.run_contexts import RunFacts
from crosstie.pages.subjects import subject
from crosstie.pages.words import (
    OBLIGATING,
    STATUSES,
    in_words,
    listed,
    long_date,
    sentence,
    spelled,
)
from crosstie.text.language import _


def headline(findings: Sequence[Tie], facts: RunFacts) -> str:
    """Write the sentence that an editor would print.

    Suppliers come first. The maker of a product that a reseller sold has no contract
    with the agency, nor has a subcontractor: each is said to be what it is.
    """
    said = _headline(findings, facts)
    return " ".join(sentence(text) for text in said)


def _headline(findings: Sequence[Tie], facts: RunFacts) -> list[str]:
    buyer, place = facts.buyer.abbreviation, where(facts)
    suppliers = subjects_of(of_routes(findings, *OBLIGATING), facts)
    makers = subjects_of(of_routes(findings, Route.PRODUCT), facts)
    below = subjects_of(of_routes(findings, Route.SUBAWARD), facts)
    others = [m for m in makers if m not in suppliers]
    if suppliers:
        said = [_suppliers_sentence(findings, suppliers, facts)]
        return [*said, _others_sentence(others)] if others else said
    if makers:
        return [
            in_words(
                "resellers’ {buyer} awards name products of {count} organisation "
                "{where}; none is named as a supplier",
                "resellers’ {buyer} awards name products of {count} organisations "
                "{where}; none is named as a supplier",
                len(makers),
                buyer=buyer,
                where=place,
            )
        ]
    if below:
        return [
            in_words(
                "subawards under {buyer} awards name {count} organisation {where}, or "
                "a company of its",
                "subawards under {buyer} awards name {count} organisations {where}, or "
                "a company of theirs",
                len(below),
                buyer=buyer,
                where=place,
            )
        ]
    if findings:
        return [
            _(
                "no award in the records loaded ties an organisation {where} to {buyer}"
            ).format(where=place, buyer=buyer),
            in_words(
                "{count} other tie stands on record",
                "{count} other ties stand on record",
                len(findings),
            ),
        ]
    if facts.awards_not_looked_at:
        return [
            _("no finding, because no {buyer} award was looked at").format(buyer=buyer)
        ]
    return [
        _(
            "no finding: nothing in the records loaded ties an organisation {where} to "
            "{buyer}"
        ).format(where=place, buyer=buyer)
    ]


def _others_sentence(others: Sequence[str]) -> str:
    return in_words(
        "resellers’ awards name products of {count} more",
        "resellers’ awards name products of {count} more",
        len(others),
    )


def _suppliers_sentence(
    findings: Sequence[Tie], suppliers: Sequence[str], facts: RunFacts
) -> str:
    number = len(suppliers)
    fields = {"buyer": facts.buyer.abbreviation, "where": where(facts)}
    direct = of_routes(findings, Route.DIRECT)
    owned = of_routes(findings, Route.SUBSIDIARY)
    shared = of_routes(findings, Route.JOINT_VENTURE)
    if not owned and not shared:
        return in_words(
            "{buyer} awards name {count} organisation {where} as a supplier",
            "{buyer} awards name {count} organisations {where} as suppliers",
            number,
            **fields,
        )
    if not direct and not shared:
        if len({tie.party_id or tie.supplier for tie in owned}) == 1:
            return in_words(
                "{buyer} awards name a supplier controlled by {count} organisation "
                "{where}",
                "{buyer} awards name a supplier controlled by {count} organisations "
                "{where}",
                number,
                **fields,
            )
        return in_words(
            "{buyer} awards name suppliers controlled by {count} organisation {where}",
            "{buyer} awards name suppliers controlled by {count} organisations {where}",
            number,
            **fields,
        )
    if not shared:
        return in_words(
            "{buyer} awards name {count} organisation {where}, or companies it "
            "controlled, as suppliers",
            "{buyer} awards name {count} organisations {where}, or companies they "
            "controlled, as suppliers",
            number,
            **fields,
        )
    if not owned:
        return in_words(
            "{buyer} awards name {count} organisation {where}, or joint ventures of "
            "its, as suppliers",
            "{buyer} awards name {count} organisations {where}, or joint ventures of "
            "theirs, as suppliers",
            number,
            **fields,
        )
    return in_words(
        "{buyer} awards name {count} organisation {where}, or companies it controlled "
        "or joint ventures of its, as suppliers",
        "{buyer} awards name {count} organisations {where}, or companies they "
        "controlled or joint ventures of theirs, as suppliers",
        number,
        **fields,
    )


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
        return _("the records code the supplier to another country")
    every = spelled(len(codes))
    if len(coded) == len(codes):
        return in_words(
            "the records code {count} of the {every} suppliers to another country",
            "the records code {count} of the {every} suppliers to another country",
            elsewhere,
            every=every,
        )
    if len(coded) == 1:
        return _(
            "the records state a country for one of the {every} suppliers, and it is "
            "another"
        ).format(every=every)
    if elsewhere == len(coded):
        return _(
            "the records state a country for {stated} of the {every} suppliers, and "
            "for all of them it is another"
        ).format(stated=spelled(len(coded)), every=every)
    return in_words(
        "the records state a country for {stated} of the {every} suppliers, and for "
        "{count} of these it is another",
        "the records state a country for {stated} of the {every} suppliers, and for "
        "{count} of these it is another",
        elsewhere,
        stated=spelled(len(coded)),
        every=every,
    )


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
        said.append(_siblings_sentence(siblings, facts))
    if not findings and leads:
        said.append(
            in_words(
                "{count} lead is not proven", "{count} leads are not proven", leads
            )
        )
    if findings or siblings or leads:
        said.append(_("each statement below leads to the record that carries it"))
    else:
        said.append(_("what was searched, and what was not loaded, is listed below"))
    return " ".join(sentence(text) for text in said if text)


def _siblings_sentence(siblings: Sequence[Tie], facts: RunFacts) -> str:
    parts = sorted({tie.component for tie in siblings})
    named = [
        f"{facts.buyer.siblings[p]} ({p})" if p in facts.buyer.siblings else p
        for p in parts
    ]
    return in_words(
        "{count} tie at {agencies} is reported apart and never added in",
        "{count} ties at {agencies} are reported apart and never added in",
        len(siblings),
        agencies=listed(named),
    )


def _ways_sentence(findings: Sequence[Tie], facts: RunFacts) -> str:
    """Say how the suppliers are tied, where there is more than one way or one body."""
    ties = of_routes(findings, *OBLIGATING)
    number = len(subjects_of(ties, facts))
    direct, owned, shared = (
        len(subjects_of(of_routes(ties, route), facts)) for route in OBLIGATING
    )
    if number < 2 or sum(1 for those in (direct, owned, shared) if those) < 2:
        return ""
    if not direct:
        return listed(
            [
                in_words(
                    "{count} is tied through a company that it controlled",
                    "{count} are tied through companies that they controlled",
                    owned,
                ),
                _through_ventures(shared),
            ]
        )
    said = [in_words("{count} is named itself", "{count} are named themselves", direct)]
    if owned:
        said.append(
            in_words(
                "{count} through a company that it controlled",
                "{count} through companies that they controlled",
                owned,
            )
        )
    if shared:
        said.append(_through_ventures(shared))
    return listed(said)


def _through_ventures(number: int) -> str:
    return in_words(
        "{count} through a joint venture", "{count} through joint ventures", number
    )


def _subaward_sentence(findings: Sequence[Tie], facts: RunFacts) -> str:
    ties = of_routes(findings, Route.SUBAWARD)
    if not ties or not of_routes(findings, *OBLIGATING):
        return ""
    buyer = facts.buyer.abbreviation
    number = len(subjects_of(ties, facts))
    if number > 1:
        return _(
            "subawards under {buyer} awards name {number} organisations, or companies "
            "that they controlled"
        ).format(buyer=buyer, number=spelled(number))
    who = subject(ties[0], facts.country)
    if not who.through:
        return _("subawards under {buyer} awards name {name}").format(
            buyer=buyer, name=who.name
        )
    return _(
        "subawards under {buyer} awards name {name}, controlled by {owner}"
    ).format(buyer=buyer, name=who.through, owner=who.name)


def _products_sentence(findings: Sequence[Tie]) -> str:
    if not of_routes(findings, Route.PRODUCT):
        return ""
    return _(
        "how much of the resellers’ money reaches the makers is not in the records"
    )


def _offices_sentence(findings: Sequence[Tie], facts: RunFacts) -> str:
    offices = [
        tie
        for tie in findings
        if tie.is_presence and tie.status in (Status.ACTIVE, Status.UNKNOWN)
    ]
    if not offices:
        return ""
    return in_words(
        "{agency} has {count} office {where}",
        "{agency} has {count} offices {where}",
        len(offices),
        agency=agency(offices, facts),
        where=where(facts),
    )


def _document_sentence(tie: Tie) -> str:
    if tie.status == Status.UNKNOWN:
        return _(
            "a property deal of {organisation} is on record; its outcome is not known"
        ).format(organisation=tie.organisation)
    word = STATUSES[tie.status].lower()
    fields = {"organisation": tie.organisation, "status": word}
    is_over = tie.status in (Status.CANCELLED, Status.ENDED)
    if not tie.status_date:
        said = _("a property deal of {organisation} is {status}")
        if is_over:
            said = _("a property deal of {organisation} was {status}")
        return said.format(**fields)
    said = _("a property deal of {organisation} is {status} on {day}")
    if is_over:
        said = _("a property deal of {organisation} was {status} on {day}")
    return said.format(**fields, day=long_date(tie.status_date))


def _papers_sentence(ties: Sequence[Tie]) -> str:
    if not ties:
        return ""
    names = listed(list(dict.fromkeys(tie.organisation for tie in ties)))
    return in_words(
        "{count} tie, of {names}, rests on a document and no award",
        "{count} ties, of {names}, rest on documents and no award",
        len(ties),
        names=names,
    )
