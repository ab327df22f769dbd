"""A checkable statement in a text, what records say of it, and a recomputed figure.

The shapes follow schema.org's ClaimReview: a claim is somebody's statement at a place
in a text; a review gives it a verdict with a rating and what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class ClaimType(StrEnum):
    """What a statement is about, and so which records can speak to it."""

    CONTRACT_EXISTS = "contract_exists"
    CONTRACT_AMOUNT = "contract_amount"
    PLANNED_DEAL = "planned_deal"
    OWNERSHIP = "ownership"
    OFFICE_PRESENCE = "office_presence"
    STATISTIC = "statistic"
    LEGAL_BASIS = "legal_basis"


class Verdict(StrEnum):
    """What the records say of a claim."""

    SUPPORTED = "supported"
    SUPPORTED_WITH_CONTEXT = "supported_with_context"
    OUTDATED = "outdated"
    CONTRADICTED = "contradicted"
    REPORTED_ONLY = "reported_only"
    """Published elsewhere, not in open records."""
    NOT_FOUND = "not_found"
    """Searched for and not there; the explanation says what was searched."""
    NOT_CHECKABLE = "not_checkable"
    """No open record could say."""


class Qualifier(StrEnum):
    """How an amount is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    """Also "up to": a bound, not a value."""
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    TIMES = "times"
    """A ratio: tenfold is 10."""
    SHARE = "share"
    """A part of a whole, in per cent: 73.6 per cent is 73.6."""
    RANK = "rank"
    """A place in an order: only 15 countries spend more is 15."""


@dataclass(frozen=True)
class Named:
    """An organisation or agency as a text names it, and who that is where known."""

    text: str
    """As written at its first full mention ("the company" is resolved to it)."""
    name: str
    """Its name in the register, case or list of agencies; else as written."""
    organisation_id: str | None = None
    """Canonical id of the organisation, where one was found."""
    probability: float | None = None
    """That the mention is this organisation."""
    is_buyer_side: bool = False
    """True for an agency or office of a government."""


@dataclass(frozen=True)
class Claim:
    """One checkable statement, at its place in a text.

    `text` is exactly the slice of code points from `start` to `end`.
    """

    id: str
    start: int
    end: int
    text: str
    type: ClaimType
    organisation: Named | None = None
    buyer: Named | None = None
    amount: Decimal | None = None
    """Money in units of `currency`, a count, a ratio, a share in per cent, a rank."""
    currency: str | None = None
    """ISO 4217; None where the number is no money, or "$" could be several."""
    qualifier: Qualifier | None = None
    date: str | None = None
    """ISO day, month or year that it is about, no more exact than written."""
    hedged: bool = False
    """Reported, alleged, potential, planned: the author does not vouch for it."""
    negated: bool = False
    attributed_to: str | None = None
    """Who says it, where the author quotes or cites somebody."""
    subject: str | None = None
    """What a statistic counts or an instrument is: its key words, as written."""
    found_by: str = "rules"
    """rules, or the name of the model that added it."""


@dataclass(frozen=True)
class Support:
    """One record or publication that a verdict rests on."""

    title: str
    publisher: str
    record_id: str = ""
    url: str = ""
    value: str = ""
    """What it says, as written."""
    day: date | None = None
    retrieved: date | None = None
    sha256: str = ""
    file_name: str = ""
    row_number: int | None = None
    sheet: str = ""
    """Sheet of a workbook, where the value stands in one."""
    address: str = ""
    """Cell of that sheet, as F20."""
    is_original: bool = True
    """False for what repeats another publication: several outlets may be one source."""


@dataclass(frozen=True)
class Checked:
    """A claim with its verdict, one or two sentences, and the best public value."""

    claim: Claim
    verdict: Verdict
    explanation: str
    best_value: str | None = None
    """The best public value with its kind, unit and date, as text to be printed."""
    best_value_date: date | None = None
    evidence: tuple[Support, ...] = ()
    searched: tuple[str, ...] = ()
    """What was searched: files, periods, counts."""


@dataclass(frozen=True)
class Reading:
    """A neighbouring reading of the same numbers that people confuse with a figure."""

    name: str
    value: Decimal
    says: str
    unit: str = ""
    """As of a figure; empty where it is the figure's own."""


@dataclass(frozen=True)
class Point:
    """One of several numbers that are drawn together: a day, a country, an age band."""

    label: str
    value: Decimal | None
    """None where it is withheld, or could not be read: `says` tells why."""
    day: date | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    says: str = ""
    is_figure: bool = False
    """True for the number that is the figure itself, or whose place is."""


@dataclass(frozen=True)
class Assumption:
    """A named parameter of a figure: what it is set to, and what it could be."""

    name: str
    """As `--set` takes it: the recipe's id, a full stop, the parameter."""
    title: str
    value: str
    low: str
    middle: str
    high: str
    basis: str
    """What low, middle and high rest on; it says so where it is a mere assumption."""


class Drawing(StrEnum):
    """How the points of a figure are drawn."""

    NONE = ""
    SERIES = "series"
    """Over time, each at its day."""
    RANK = "rank"
    """Bars, the largest first."""
    RANGE = "range"
    """Low, middle and high."""
    BANDS = "bands"
    """Bars in their own order."""


@dataclass(frozen=True)
class FigureValue:
    """A statistic recomputed from a published file by a recipe.

    `value` is `numerator / denominator` for shares and ratios, else the count itself.
    """

    recipe: str
    """Name of the recipe's folder."""
    title: str
    value: Decimal
    unit: str
    """share (1 is all), count, people, rank, ratio, or an ISO 4217 code."""
    as_of: date | None
    """The day that the numbers are of."""
    population: str
    """Whom or what it counts, in a sentence; and whom not."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    cells: tuple[Support, ...] = ()
    """The cells or rows that it was computed from."""
    readings: tuple[Reading, ...] = ()
    assumptions: tuple[tuple[str, str], ...] = ()
    """(parameter, value) that the number depends on."""
    keywords: tuple[str, ...] = ()
    """Words of a claim that this figure answers, in the languages that ship."""
    question: str = ""
    published: date | None = None
    """The day on which the file was published, where it is known."""
    parameters: tuple[Assumption, ...] = ()
    """The same parameters with what they could be, and what that rests on."""
    points: tuple[Point, ...] = ()
    draws: Drawing = Drawing.NONE
    points_unit: str = ""
    """Unit of the points; empty where it is the figure's own."""
    caveats: tuple[str, ...] = ()
    reported: tuple[Support, ...] = ()
    """Counts that others published of the same thing, cited in the case."""


class Missing(StrEnum):
    """Why a figure cannot be given."""

    NOT_LOADED = "not_loaded"
    """Its file is not loaded; `command` loads it."""
    NO_ROWS = "no_rows"
    """The case's tables or the file hold no row that answers, on that day."""
    WITHHELD = "withheld"
    """Fewer than ten people: no number is given."""


@dataclass(frozen=True)
class NotLoaded:
    """A figure that cannot be given: what is missing, and the next step."""

    recipe: str
    title: str
    missing: str
    """What is needed, in a sentence."""
    command: str = ""
    """The command that brings it, where one does."""
    why: Missing = Missing.NOT_LOADED
    keywords: tuple[str, ...] = ()
    question: str = ""
    reported: tuple[Support, ...] = ()
    """Counts that others published, cited in the case: reported, not recomputed."""
