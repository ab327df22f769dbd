"""What a verdict may rest on: one run's ties, awards, owners and documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from crosstie.model.case import Buyer
from crosstie.model.claims import Claim, Named, Support
from crosstie.text.names import parse_name, words_of

SHORTEST = 5
"""Letters that a name must have before it may stand for a longer one."""
MOST_BEGINNING = 4
"""Organisations that may begin with one short name, before it says nothing."""


@dataclass(frozen=True)
class Award:
    """One award with its amounts by kind; None where no record states one."""

    award_id: str
    piid: str
    supplier: str
    component: str
    """Awarding agency: the case's abbreviation, else the name as written."""
    is_buyers: bool
    description: str
    currency: str | None
    first_date: date | None
    last_date: date | None
    obligated: Decimal | None = None
    outlaid: Decimal | None = None
    current: Decimal | None = None
    ceiling: Decimal | None = None
    ceiling_is_shared: bool = False
    period_end: date | None = None
    supplier_country: str = ""
    support: Support | None = None


@dataclass(frozen=True)
class KnownTie:
    """One tie of the run, with the organisations of its chain and its records."""

    tie_id: str
    organisation_id: str
    organisation: str
    parent: str
    chain_ids: frozenset[str]
    route: str
    supplier: str
    component: str
    scope: str
    kind: str
    status: str
    status_date: date | None
    first_date: date | None
    last_date: date | None
    date_text: str
    obligated: Decimal | None
    currency: str | None
    matched_text: str
    not_counted: str
    city: str
    evidence: tuple[Support, ...] = ()
    awards: tuple[Award, ...] = ()
    summary: str = ""
    """What the document says, on routes that rest on one."""

    @property
    def is_finding(self) -> bool:
        """Tell whether it may be relied on."""
        return self.kind == "finding"

    @property
    def is_document(self) -> bool:
        """Tell whether it rests on something published, and on no award."""
        return self.route in ("property", "documented")


@dataclass(frozen=True)
class Owned:
    """One statement of who controls or owns whom, from when to when."""

    child_id: str
    child: str
    parent_id: str
    parent: str
    interest: str
    percent: Decimal | None
    valid_from: date | None
    valid_to: date | None
    support: Support


@dataclass(frozen=True)
class Place:
    """One reason to place an organisation in a country or city."""

    organisation_id: str
    country: str
    city: str
    support: Support


@dataclass(frozen=True)
class Answered:
    """What an organisation said of its ties."""

    organisation_id: str
    text: str
    day: date | None
    support: Support


@dataclass(frozen=True)
class Records:
    """One run as verdicts read it; nothing here is written to."""

    case: str
    country: str
    buyer: Buyer
    as_of: date | None
    searched: tuple[str, ...]
    """What was looked at, a sentence each."""
    covered: tuple[tuple[str, date, date], ...] = ()
    """(agency, first day, last day) of the periods that are loaded whole."""
    ties: tuple[KnownTie, ...] = ()
    owned: tuple[Owned, ...] = ()
    places: tuple[Place, ...] = ()
    answers: tuple[Answered, ...] = ()
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of each organisation, by its id."""
    same: dict[str, str] = field(default_factory=dict)
    """The id that stands for an organisation, by every id it has."""
    near: tuple[tuple[str, str], ...] = ()
    """(organisation id, why it is no tie) of what looked like one."""
    awards_of: Callable[[str], tuple[Award, ...]] = lambda name: ()
    """Every loaded award whose supplier has that name, tied or not."""

    @cached_property
    def _by_name(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for id_, names in self.names.items():
            for name in names:
                found.setdefault(parse_name(name).core_text, set()).add(id_)
        return {name: frozenset(ids) for name, ids in found.items()}

    def ids_of(self, named: Named | None) -> frozenset[str]:
        """Give the ids of an organisation: the one found in the text, or by name."""
        if named is None:
            return frozenset()
        found = set()
        if named.organisation_id:
            found |= {named.organisation_id}
            found |= {self.same.get(named.organisation_id, named.organisation_id)}
        for name in (named.name, named.text):
            found |= self._by_name.get(parse_name(name).core_text, frozenset())
        if not found:
            found |= self._begins_with(named.name)
        return frozenset(found)

    def _begins_with(self, name: str) -> set[str]:
        """Find the few organisations whose names begin with a short name."""
        core = parse_name(name).core
        if len("".join(core)) < SHORTEST:
            return set()
        found = {
            self.same.get(id_, id_)
            for known, ids in self._by_name.items()
            if tuple(known.split())[: len(core)] == core
            for id_ in ids
        }
        return found if len(found) <= MOST_BEGINNING else set()

    def ties_of(self, named: Named | None) -> tuple[KnownTie, ...]:
        """List the ties whose chain passes through an organisation."""
        ids = self.ids_of(named)
        core = parse_name(named.name).core_text if named else ""
        return tuple(
            tie
            for tie in self.ties
            if (ids & tie.chain_ids)
            or (core and tie.supplier and parse_name(tie.supplier).core_text == core)
        )

    def scope_of_claim(self, claim: Claim) -> str:
        """Tell which agency a claim is about; where it names none, the case's."""
        side = claim.organisation
        about = claim.buyer or (side if side and side.is_buyer_side else None)
        return self.scope_of(about)

    def scope_of(self, named: Named | None) -> str:
        """Tell which agency is meant: buyer, department, other, or a sibling's name."""
        if named is None:
            return "buyer"
        if set(words_of(named.text)) & _ANY_AGENCY:
            return "department"
        for written in (named.name, named.text):
            plain = " ".join(w for w in words_of(written) if w not in _SMALL)
            if plain in _known(
                self.buyer.name, self.buyer.abbreviation, *self.buyer.names
            ):
                return "buyer"
            if self.buyer.department and plain in _known(self.buyer.department):
                return "department"
            for sibling in self.buyer.siblings:
                if plain in _known(sibling.name, sibling.abbreviation, *sibling.names):
                    return sibling.abbreviation
        initials = "".join(
            w[0] for w in words_of(self.buyer.department) if w not in _SMALL
        )
        if initials and named.text.casefold() == initials:
            return "department"
        return "other"

    def covers(self, year: int) -> bool:
        """Tell whether the buyer's awards of a whole year are loaded."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        return any(
            agency == self.buyer.abbreviation and begin <= first and last <= end
            for agency, begin, end in self.covered
        )


_ANY_AGENCY = frozenset(
    {
        "authorities",
        "government",
        "administration",
        "officials",
        "federal",
        "washington",
    }
    | {"gouvernement", "autorites", "federales"}
)
"""Words for a state as a whole: any agency of the department will do."""
_SMALL = frozenset({"u", "s", "us", "the", "of", "and", "for", "de", "la", "le"})


def _known(*names: str) -> set[str]:
    return {
        " ".join(w for w in words_of(name) if w not in _SMALL) for name in names if name
    }


def supports(ties: Iterable[KnownTie], limit: int = 6) -> tuple[Support, ...]:
    """List the records behind ties, each once, awards before documents."""
    found: dict[tuple[str, str, str], Support] = {}
    for tie in ties:
        listed = [award.support for award in tie.awards if award.support]
        for one in (*listed, *tie.evidence):
            found.setdefault((one.record_id, one.url, one.publisher), one)
    return tuple(found.values())[:limit]
