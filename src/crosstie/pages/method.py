"""What a tie means, on one page: rules, declared and measured numbers, and limits.

The sentences and numbers are those of docs/method.md, and a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass

from crosstie.pages.run_contexts import RunFacts
from crosstie.text.language import _, later


@dataclass(frozen=True)
class Declared:
    """A probability that is declared, and not measured."""

    says: str
    probability: str


@dataclass(frozen=True)
class Measured:
    """How often names in a band of probability are really the same."""

    band: str
    pairs: int
    mean: str
    same: str


@dataclass(frozen=True)
class RouteRule:
    """When a route counts, and what does not."""

    route: str
    counts: str
    not_counted: str


@dataclass(frozen=True)
class ErrorSource:
    """Where a wrong tie may come from, and what is done about it."""

    source: str
    done: str


@dataclass(frozen=True)
class MethodPage:
    """The method of a run, in the language of the page."""

    threshold: float
    country: str
    buyer: str
    version: str
    siblings: tuple[str, ...]
    declared: tuple[Declared, ...]
    measured: tuple[Measured, ...]
    pairs: int
    calibration_error: str
    routes: tuple[RouteRule, ...]
    not_proven: tuple[str, ...]
    not_seen: tuple[str, ...]
    errors: tuple[ErrorSource, ...]


DECLARED = (
    (later("the same strong identifier (LEI) on both sides"), "0.99"),
    (
        later("the same name: by the words' rarity, legal form, place, identifiers"),
        later("up to 0.99"),
    ),
    (
        later("the same name of common words, with nothing else that agrees"),
        later("up to 0.90"),
    ),
    (later("a name family"), later("up to 0.90")),
    (later("a weak identifier alone"), later("up to 0.50")),
    (
        later(
            "control, stated by GLEIF, by a row of the case, by a parent in award"
            " records, by BODS"
        ),
        "0.99, 0.985, 0.98, 0.97",
    ),
    (later("a statement of ownership that the case marks unconfirmed"), "0.80"),
    (
        later("a document or office that the case cites; marked unconfirmed"),
        "0.99; 0.80",
    ),
    (
        later(
            "a brand whose maker the case names; a thing that bears its maker's own"
            " name"
        ),
        "0.985; 0.99",
    ),
    (later("address in a register (GLEIF); country in a row of the case"), "0.99"),
    (later("country that a list of listed companies states"), "0.98"),
)
"""What is stated, and the probability that is declared for it."""

MEASURED = (
    (later("below 20 %"), 10, "13 %", "10 %"),
    (later("20 to 50 %"), 16, "38 %", "44 %"),
    (later("50 to 80 %"), 21, "69 %", "76 %"),
    (later("80 to 90 %"), 20, "85 %", "85 %"),
    (later("90 to 95 %"), 28, "92 %", "86 %"),
    (later("95 % and more"), 161, "98 %", "97 %"),
)
"""Labelled pairs of real names that are taken for the same, by probability."""

CALIBRATION_ERROR = "2.6 %"

ROUTE_RULES = (
    (
        "direct",
        later(
            "an organisation of the country is itself the supplier; an owner elsewhere"
            " stands beside it"
        ),
        later("a name that is only similar"),
    ),
    (
        "subsidiary",
        later(
            "a supplier registered elsewhere is controlled from the country on the"
            " date of the action"
        ),
        later("actions outside the dates of control"),
    ),
    (
        "joint_venture",
        later(
            "joint control is stated; or the supplier calls itself a joint venture and"
            " its name begins or ends with an organisation's whole name"
        ),
        later("a partner without control"),
    ),
    (
        "investor",
        later("an organisation of the country holds a stake without control"),
        later("never in a headline sum"),
    ),
    (
        "subaward",
        later(
            "a subcontract below an award names an organisation that is direct,"
            " subsidiary or joint venture"
        ),
        later("the prime award's own amount; a stake"),
    ),
    (
        "product",
        later("a reseller's award names a product or its maker as the thing bought"),
        later("what its description only mentions"),
    ),
    (
        "property",
        later("a document that the case cites records a deal over land or a building"),
        later("amounts that the document does not state"),
    ),
    (
        "presence",
        later(
            "a document that the case cites lists an office of the agency in the"
            " country"
        ),
        later("anything about money"),
    ),
    (
        "documented",
        later("a document that the case cites records a tie that no award shows"),
        later("a row that is marked unconfirmed, which is a lead"),
    ),
)
"""(route, counts when, does not count)."""

NOT_PROVEN = (
    later("That anybody did wrong, knew, or meant it."),
    later("That the money was paid, or that it reached the owner in the country."),
    later(
        "That the tie still holds today: it holds for the dates and the files named"
        " beside it."
    ),
    later(
        "That there are no others. What was searched, what was rejected and what is not"
        " loaded stands in every report."
    ),
    later(
        "On *direct*: that the owner is in the country. It may be elsewhere, and is"
        " then named."
    ),
    later("On *product*: that the maker sold to the agency, or knew of the sale."),
    later("On *subaward*: that the agency chose the subcontractor."),
    later("On *presence*: that the office does more than its source says."),
)

NOT_SEEN = (
    later(
        "grants, loans and other assistance: the USAspending layouts are those of"
        " contracts"
    ),
    later(
        "ties of persons, of directors and shareholders that no statement of ownership"
        " names, and of brands that nobody has listed"
    ),
    later(
        "words inside attached documents, and products that a description does not name"
    ),
    later(
        "subcontracts that were not reported: reports are due above a threshold only,"
        " and many are late or absent"
    ),
    later(
        "companies of the country that are in no loaded register, list or case row and"
        " whose award records say nothing of it"
    ),
)

ERRORS = (
    (
        later("two organisations share a name"),
        later(
            "identifiers, places, legal forms and owners are compared; a rival of the"
            " same name is named as a doubt; a name of common words reaches no finding"
            " without one of these; a near miss keeps its reason"
        ),
    ),
    (
        later("a subsidiary bears its owner's name"),
        later(
            "a stated owner of the same name is no rival; an LLC beside an Inc. is a"
            " family, so a lead"
        ),
    ),
    (
        later("a maker is sold, its brand is not"),
        later(
            "a product's row has dates; after a dated sale abroad a brand makes only a"
            " lead"
        ),
    ),
    (
        later("a word in a description is a plain word, a town or another firm's name"),
        later("common words prove nothing; the case can declare more"),
    ),
    (
        later("the supplier's name was changed after the action"),
        later("control is tested on the date of the action"),
    ),
    (
        later("an owner sold a company and no source says when"),
        later("the end is unknown and shown as unknown; the tie may be stale"),
    ),
    (
        later("a reporter restates a subaward's running total"),
        later(
            "reports that differ in date or amount are added; the sum can be too high"
        ),
    ),
    (
        later("a publisher's row is broken"),
        later(
            "it stands in the rejects, with its text and the reason; every summary"
            " counts them"
        ),
    ),
    (
        later("publishers correct their files"),
        later(
            "each file is kept by hash; a newer file of the same dataset replaces it"
            " and the difference is kept"
        ),
    ),
)
"""(where an error comes from, what is done about it)."""


def method_page(facts: RunFacts) -> MethodPage:
    """Say the method of a run in the language that is being spoken."""
    return MethodPage(
        threshold=facts.threshold,
        country=facts.country_name,
        buyer=facts.buyer.name,
        version=facts.version,
        siblings=tuple(facts.buyer.siblings.values()),
        declared=tuple(Declared(_(says), _(number)) for says, number in DECLARED),
        measured=tuple(
            Measured(_(band), pairs, mean, same) for band, pairs, mean, same in MEASURED
        ),
        pairs=sum(pairs for _band, pairs, _mean, _same in MEASURED),
        calibration_error=CALIBRATION_ERROR,
        routes=tuple(
            RouteRule(route, _(counts), _(other))
            for route, counts, other in ROUTE_RULES
        ),
        not_proven=tuple(_(says) for says in NOT_PROVEN),
        not_seen=tuple(_(says) for says in NOT_SEEN),
        errors=tuple(ErrorSource(_(source), _(done)) for source, done in ERRORS),
    )
