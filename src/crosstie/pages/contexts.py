"""What a report shows, as documented frozen dataclasses; nothing here reads tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crosstie.model.words import Kind, Route, Scope
from crosstie.pages.edition import WHOLE, Edition
from crosstie.pages.head_contexts import Figure
from crosstie.pages.run_contexts import File, Record, RunFacts


@dataclass(frozen=True)
class Evidence:
    """One record that carries a hop, with its number among the records cited."""

    number: int
    position: int
    ordinal: int
    dataset: str
    publisher: str
    version: str
    record_id: str
    field: str
    value: str
    url: str
    retrieved: date | None
    sha256: str
    file_name: str
    row_number: int | None
    record_date: date | None
    from_case: bool


@dataclass(frozen=True)
class Hop:
    """One step of a chain, with what carries it."""

    position: int
    from_kind: str
    from_id: str
    from_label: str
    from_note: str
    predicate: str
    to_kind: str
    to_id: str
    to_label: str
    to_note: str
    probability: float
    confirmed_by: str
    from_case: bool
    reason: str
    records: int
    """Records that carry it, of which `evidence` holds some or all."""
    evidence: tuple[Evidence, ...]
    is_sure: bool = True
    """False below the threshold, and on the weakest hop of a lead that has none."""
    basis: str = ""
    """What a match rests on: identifier, name or decision; empty on other hops."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """Footnote numbers of its records, each once, in order."""
        return tuple(sorted({e.number for e in self.evidence}))


@dataclass(frozen=True)
class Action:
    """One action of a tie, whether it counts, and why not."""

    award_id: str
    file_id: str
    row_number: int
    record_type: str
    day: date | None
    obligated: Decimal | None
    currency: str
    counts: bool
    reason: str
    supplier_country: str

    @property
    def key(self) -> tuple[str, int]:
        """The row that it stands in: what makes it one action."""
        return (self.file_id, self.row_number)


@dataclass(frozen=True)
class Tie:
    """One organisation tied to the buyer or a sibling, by a route, in one currency."""

    tie_id: str
    organisation_id: str
    organisation: str
    organisation_country: str
    organisation_city: str
    parent_id: str
    parent: str
    parent_city: str
    owner: str
    route: str
    party_id: str
    supplier: str
    buyer: str
    component: str
    scope: str
    kind: str
    probability: float
    weakest_hop: str
    status: str
    status_date: date | None
    first_date: date | None
    last_date: date | None
    date_text: str
    awards: int | None
    actions: int | None
    actions_outside: int | None
    obligated: Decimal | None
    outlaid: Decimal | None
    current_value: Decimal | None
    ceiling: Decimal | None
    shared_ceiling: Decimal | None
    currency: str
    matched_text: str
    reason: str
    doubts: tuple[str, ...]
    decision: str
    decided_by: str
    without_case: bool
    not_counted_reason: str
    evidence_record: str
    evidence_url: str
    hops: tuple[Hop, ...]
    actions_of: tuple[Action, ...]
    anchor: str

    @property
    def is_finding(self) -> bool:
        """True where it may be relied on."""
        return self.kind == Kind.FINDING

    @property
    def is_lead(self) -> bool:
        """True where it is not proven."""
        return self.kind == Kind.LEAD

    @property
    def is_sibling(self) -> bool:
        """True where it is with a sibling of the buyer."""
        return self.scope == Scope.SIBLING

    @property
    def is_presence(self) -> bool:
        """True where the tie is an office of the agency."""
        return self.route == Route.PRESENCE

    @property
    def counted(self) -> tuple[Action, ...]:
        """Its actions that count."""
        return tuple(action for action in self.actions_of if action.counts)


@dataclass(frozen=True)
class Total:
    """Money of one currency and one meaning, each action once."""

    currency: str
    meaning: str
    """obligated, reseller, subaward, or stake."""
    value: Decimal
    actions: int
    component: str
    """Who obligated it: the buyer's abbreviation or a sibling's."""


@dataclass(frozen=True)
class Column:
    """One quarter or year of the timeline: money by route, given and taken back."""

    first_day: date
    given: dict[str, Decimal]
    taken: dict[str, Decimal]
    loaded: bool
    label: str
    """What a reader will ask about: the largest supplier, on few columns only."""


@dataclass(frozen=True)
class Timeline:
    """Obligations per quarter in one currency, the buyer's, each action once."""

    currency: str
    unit: str
    """quarter, or year where quarters would be too many to be read."""
    columns: tuple[Column, ...]
    routes: tuple[str, ...]
    undated: Decimal
    """Money of actions without a date, which no column shows."""


@dataclass(frozen=True)
class Stream:
    """One ribbon of the flow: component, supplier as written, organisation."""

    component: str
    is_sibling: bool
    supplier: str
    organisation: str
    route: str
    value: Decimal
    anchor: str
    is_as_written: bool = False
    """True where the organisation's name is the award records' own."""


@dataclass(frozen=True)
class Flow:
    """The ribbons of one currency, largest first, and how many are left out."""

    currency: str
    streams: tuple[Stream, ...]
    left_out: int


@dataclass(frozen=True)
class QuoteLine:
    """One field of a record, cut into parts that matched and parts that did not."""

    label: str
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Quote:
    """What one record says, in its own words."""

    lines: tuple[QuoteLine, ...]
    file_name: str
    row_number: int
    retrieved: date | None
    sha256: str
    url: str
    number: int | None
    """Footnote number of the record, where it is cited."""


@dataclass(frozen=True)
class Rung:
    """One kind of amount; without a value it still keeps its row."""

    kind: str
    label: str
    note: str
    value: Decimal | None


@dataclass(frozen=True)
class Bar:
    """Who controlled an organisation, from when to when; an empty end is not known."""

    child: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    end_known: bool
    interest: str


@dataclass(frozen=True)
class Mark:
    """Actions of one day, and whether they tie."""

    day: date
    ties: bool
    actions: int


@dataclass(frozen=True)
class OwnershipTime:
    """Control over time, with the actions that fall inside and outside it."""

    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Step:
    """One dated state of a deal: planned, begun, ended or cancelled."""

    status: str
    label: str
    when: str


@dataclass(frozen=True)
class TieSection:
    """One tie with all that its part of a section shows."""

    tie: Tie
    quote: Quote | None
    ladder: tuple[Rung, ...]
    ownership: OwnershipTime | None
    summary: str
    """One to three sentences made from the tie's facts."""
    is_drawn: bool
    """False on long pages: then the hops stand in the table alone."""
    why: str = ""
    """Why it is a lead, in a sentence; empty for what is none."""
    steps: tuple[Step, ...] = ()
    """How a property deal went on, by its dates."""


@dataclass(frozen=True)
class Answer:
    """What an organisation said, from the case."""

    text: str
    day: date | None
    publisher: str
    title: str
    url: str


@dataclass(frozen=True)
class Section:
    """One organisation and its ties of one kind and scope."""

    anchor: str
    name: str
    city: str
    ties: tuple[TieSection, ...]
    totals: tuple[Total, ...]
    answers: tuple[Answer, ...]
    doubts: tuple[str, ...]
    is_as_written: bool = False
    """True where the name is the award records' own, and no register's."""


@dataclass(frozen=True)
class Miss:
    """A pair or phrase that looked like a tie and is none."""

    supplier: str
    organisation: str
    route: str
    matched_text: str
    probability: float
    reason: str
    obligated: Decimal | None
    currency: str
    award_id: str


@dataclass(frozen=True)
class ReportContext:
    """Everything that the report and the terminal show of one run."""

    facts: RunFacts
    headline: str
    lede: str
    figures: tuple[Figure, ...]
    totals: tuple[Total, ...]
    sibling_totals: tuple[Total, ...]
    findings: tuple[Tie, ...]
    siblings: tuple[Tie, ...]
    leads: tuple[Tie, ...]
    not_counted: tuple[Tie, ...]
    organisations: tuple[Section, ...]
    """Findings at the buyer by organisation, without offices."""
    offices: tuple[TieSection, ...]
    sibling_sections: tuple[Section, ...]
    lead_sections: tuple[Section, ...]
    not_counted_sections: tuple[Section, ...]
    timelines: tuple[Timeline, ...]
    flows: tuple[Flow, ...]
    near_misses: tuple[Miss, ...]
    near_miss_count: int
    records: tuple[Record, ...]
    files: tuple[File, ...]
    searched_empty: tuple[str, ...]
    """Routes that were searched and gave neither finding nor lead."""
    organisations_by_money: dict[tuple[str, str], int]
    """Organisations behind each total of the findings, by component and meaning."""
    edition: Edition = WHOLE

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Every tie that is a finding or a lead."""
        return (*self.findings, *self.siblings, *self.leads)
