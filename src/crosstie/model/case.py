"""A case as a person wrote it: the buyer, the country, and the small tables."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from crosstie.model.words import Judgement, Status


@dataclass(frozen=True)
class Citation:
    """Where a person read what a row states."""

    publisher: str
    title: str
    url: str
    date: date | None = None
    date_text: str = ""
    """The date as written, where it is no full day ("January 2026")."""
    confirmed: bool = True
    """False where the row is marked unconfirmed: it can only make a lead."""


@dataclass(frozen=True)
class Component:
    """A public agency as records name it: the buyer, or one of its siblings."""

    name: str
    abbreviation: str
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """Publisher's codes, such as USAspending's sub-tier code 7012."""

    def is_named(self, code: str | None, name: str | None) -> bool:
        """Tell whether a record's agency is this component: by code, else by name."""
        if code and self.codes:
            return code in self.codes
        written = (name or "").strip().casefold()
        known = (self.name, self.abbreviation, *self.names)
        return bool(written) and written in {word.casefold() for word in known}


@dataclass(frozen=True)
class Buyer(Component):
    """The public agency that a case is about."""

    department: str = ""
    siblings: tuple[Component, ...] = ()
    country: str = ""
    """ISO 3166-1 alpha-2 code of the buyer's own country."""


@dataclass(frozen=True)
class CaseOrganisation:
    """One row of organisations.csv."""

    id: str
    name: str
    other_names: tuple[str, ...]
    country: str
    city: str
    identifiers: tuple[tuple[str, str], ...]
    valid_from: date | None
    valid_to: date | None
    citation: Citation
    row: int


@dataclass(frozen=True)
class CaseOwnership:
    """One row of ownership.csv: who controlled whom, from when to when."""

    child: str
    parent: str
    interest: str
    """control, joint_control, or stake (a share without control)."""
    percent: Decimal | None
    valid_from: date | None
    valid_to: date | None
    citation: Citation
    row: int


@dataclass(frozen=True)
class CaseProduct:
    """One row of products.csv: a product or brand name and its maker."""

    name: str
    maker: str
    valid_from: date | None
    valid_to: date | None
    citation: Citation
    row: int


@dataclass(frozen=True)
class CaseDocument:
    """One row of documents.csv: a tie that stands in a document, not in an award."""

    id: str
    organisation: str
    route: str
    """property or documented."""
    summary: str
    place: str
    status: Status
    status_date: date | None
    first_date: date | None
    first_date_text: str
    citation: Citation
    row: int


@dataclass(frozen=True)
class CasePresence:
    """One row of presence.csv: an office of the agency in the country."""

    id: str
    office: str
    component: str
    city: str
    site: str
    status: Status
    status_date: date | None
    citation: Citation
    row: int


@dataclass(frozen=True)
class CaseAppropriation:
    """One row of appropriations.csv: what a law gave the buyer."""

    id: str
    kind: str
    """annual (for one fiscal year) or multi_year (for several)."""
    fiscal_year: int
    """The year it is for; of a multi-year one the first in which it can be used."""
    last_fiscal_year: int
    """The last fiscal year in which it can be used."""
    amount: Decimal
    currency: str
    law: str
    what: str
    """For what, and how the amount is counted: gross, net, rounded."""
    enacted: date | None
    citation: Citation
    row: int


@dataclass(frozen=True)
class CaseLevel:
    """One row of levels.csv: how many people a country plans to take in a year."""

    id: str
    country: str
    year: int
    what: str
    low: Decimal
    target: Decimal
    high: Decimal
    citation: Citation
    row: int


@dataclass(frozen=True)
class CasePublished:
    """One row of published_figures.csv: a number that somebody published."""

    id: str
    figure: str
    """Id of the recipe that would recompute it."""
    value: Decimal
    unit: str
    population: str
    period_from: date | None
    period_to: date | None
    is_original: bool
    """False where it repeats another publication."""
    citation: Citation
    row: int


@dataclass(frozen=True)
class CaseAnswer:
    """One row of answers.csv: what an organisation said of a tie."""

    organisation: str
    text: str
    date: date | None
    citation: Citation
    row: int


@dataclass(frozen=True)
class Decision:
    """One row of decisions.csv; rows are appended and never overwritten.

    It decides either a match (supplier and organisation) or a tie (its id).
    """

    supplier: str
    """The supplier as a record writes it; any spelling of the same party counts."""
    organisation: str
    """An organisation id, or a name of the organisation."""
    tie: str
    """A tie id; empty where the row decides a match."""
    judgement: Judgement
    by: str
    at: str
    why: str
    row: int
    file: str = "decisions.csv"
    """The file it stands in: the case's own, or the user's beside a shipped case."""


@dataclass(frozen=True)
class SourceNeed:
    """One source that a case is refreshed from, with the options it is asked with."""

    source: str
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    """True where it is only fetched when it is asked for: the answer stands without."""
    quick: tuple[tuple[str, str], ...] | None = None
    """Options that a quick look asks with in place of these; None: not looked at."""

    def quickly(self) -> SourceNeed:
        """Give the need as a quick look asks for it."""
        return replace(
            self,
            options=tuple({**dict(self.options), **dict(self.quick or ())}.items()),
        )


@dataclass(frozen=True)
class Case:
    """A case folder, read and checked."""

    name: str
    title: str
    country: str
    buyer: Buyer
    folder: Path
    publish_threshold: float = 0.95
    organisations: tuple[CaseOrganisation, ...] = ()
    ownership: tuple[CaseOwnership, ...] = ()
    products: tuple[CaseProduct, ...] = ()
    documents: tuple[CaseDocument, ...] = ()
    presence: tuple[CasePresence, ...] = ()
    answers: tuple[CaseAnswer, ...] = ()
    appropriations: tuple[CaseAppropriation, ...] = ()
    levels: tuple[CaseLevel, ...] = ()
    published: tuple[CasePublished, ...] = ()
    decisions: tuple[Decision, ...] = ()
    common_words: tuple[str, ...] = ()
    """Names that the case declares to prove nothing in a description."""
    sources: tuple[SourceNeed, ...] = ()
    """What `crosstie refresh` fetches, in the order of case.toml."""
    texts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """Its own texts in other languages: (language, ((text, what is said), ...))."""
    files: tuple[tuple[str, str], ...] = field(default=())
    """(file name, SHA-256) of every file of the folder that was read."""
    own_decisions: Path | None = None
    """The user's decisions on a case that ships, where there are any."""

    def path(self, name: str) -> Path:
        """Find a file of `files` on disk."""
        if self.own_decisions and name == own_decisions_name(self.own_decisions):
            return self.own_decisions
        return self.folder / name


def without_decisions(case: Case) -> Case:
    """Give the case as it is without what anybody decided."""
    own = own_decisions_name(case.own_decisions) if case.own_decisions else ""
    files = tuple(f for f in case.files if f[0] not in ("decisions.csv", own))
    return replace(case, files=files, decisions=())


def own_decisions_name(path: Path) -> str:
    """Name the user's file of decisions as errors and runs show it.

    >>> own_decisions_name(Path("home", "decisions", "ca-ice.csv"))
    'decisions/ca-ice.csv'
    """
    return f"{path.parent.name}/{path.name}"
