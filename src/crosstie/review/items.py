"""One question of the queue, as typed data: for the terminal, JSON and pages alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from crosstie.model.case import Decision

OPEN = "open"
DISPUTED = "disputed"
"""States of an item besides the words of a judgement."""

SAME, DIFFERENT, PLAIN = "same", "different", ""
"""What a piece of a name is to the other name."""

AGREES, IN_PART, DIFFERS, MISSING = "=", "≈", "≠", "·"
"""How two sides of a field stand to each other."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a text and its mark: a word of both sides, or of one alone."""

    text: str
    mark: str = PLAIN


@dataclass(frozen=True)
class Field:
    """One line of two records side by side."""

    name: str
    left: tuple[Piece, ...]
    sign: str
    right: tuple[Piece, ...]

    @property
    def left_text(self) -> str:
        """The left side without marks."""
        return "".join(piece.text for piece in self.left)

    @property
    def right_text(self) -> str:
        """The right side without marks."""
        return "".join(piece.text for piece in self.right)


@dataclass(frozen=True)
class Reason:
    """Why, in a sentence; `weight` in bits where the run states a probability."""

    text: str
    weight: float | None = None


@dataclass(frozen=True)
class Stake:
    """Money of one scope, component, route and currency; never added to another."""

    scope: str
    """buyer, sibling, or both where the run does not split it."""
    component: str
    route: str
    currency: str
    amount: Decimal | None
    """Obligated; on the route subaward as reported on subawards."""
    awards: int
    actions: int
    moves: bool
    """True where the decision by itself moves it into or out of the findings."""


@dataclass(frozen=True)
class Evidence:
    """One record behind the question."""

    dataset: str
    record_id: str
    field: str
    value: str
    url: str
    date: date | None


@dataclass(frozen=True)
class Candidate:
    """Another organisation that the supplier may be."""

    organisation_id: str
    organisation: str
    kind: str
    probability: float


@dataclass(frozen=True)
class Target:
    """What a row of decisions.csv decides: a pair, or a tie with its names."""

    supplier: str
    organisation: str
    tie: str = ""


@dataclass(frozen=True)
class Item:
    """One question, with all that is known of both sides."""

    id: str
    subject: str
    """match, or tie where the doubt lies in another hop."""
    question: str
    supplier: str
    """As written in the latest record; empty where a tie has no supplier."""
    organisation: str
    party_id: str
    organisation_id: str
    kind: str
    """same, family or words; of a tie its route."""
    probability: float
    threshold: float
    fields: tuple[Field, ...]
    reasons: tuple[Reason, ...]
    stakes: tuple[Stake, ...]
    targets: tuple[Target, ...]
    """What accept, reject and unsure write, one row each."""
    heads: tuple[str, str] = ("supplier, as written", "organisation")
    """What the two sides of `fields` are."""
    evidence: tuple[Evidence, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    pair: Target | None = None
    """On a family: what says that supplier and organisation are one and the same."""
    spellings: tuple[str, ...] = ()
    organisation_ids: tuple[str, ...] = ()
    """Every id of the organisation, the canonical one first."""
    organisation_names: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    """Ids of all that ownership statements put above the organisation."""
    said: tuple[Decision, ...] = field(default=())
    """Rows that stand, of every person."""
    state: str = OPEN

    @property
    def at_stake(self) -> tuple[Decimal, Decimal]:
        """What the queue is ordered by: what moves at the buyer, then elsewhere."""
        moving = [s for s in self.stakes if s.moves]
        return _most(moving, "sibling", False), _most(moving, "sibling", True)


def _most(stakes: list[Stake], scope: str, wanted: bool) -> Decimal:
    """Take the largest amount; those of several currencies are never added."""
    sums = (abs(s.amount or Decimal(0)) for s in stakes if (s.scope == scope) is wanted)
    return max(sums, default=Decimal(0))
