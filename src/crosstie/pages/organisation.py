"""One organisation: its ties by kind, its ownership, awards, names and answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from crosstie.pages.award_rows import AwardRow, award_rows
from crosstie.pages.bodies import Body, read_body
from crosstie.pages.contexts import (
    Answer,
    Evidence,
    Flow,
    Mark,
    OwnershipTime,
    ReportContext,
    Tie,
    TieSection,
    Timeline,
    Total,
)
from crosstie.pages.control import ControlTree, read_tree
from crosstie.pages.facts import RunDatabase
from crosstie.pages.flow import flows
from crosstie.pages.home_money import HomeMoney, read_home_money
from crosstie.pages.near_names import NearName, near_names
from crosstie.pages.sections import read_answers
from crosstie.pages.timeline import timelines
from crosstie.pages.totals import add_up

DRAWN = 3
"""Findings that the page shows in full; each further one has its own page."""


@dataclass(frozen=True)
class Paper:
    """One document that ties of the organisation rest on."""

    tie_id: str
    title: str
    publisher: str
    day: date | None
    url: str
    field: str
    value: str
    file_id: str
    row_number: int | None


@dataclass(frozen=True)
class OrganisationContext:
    """One organisation with all that the run holds of it."""

    body: Body
    findings: tuple[TieSection, ...]
    siblings: tuple[TieSection, ...]
    leads: tuple[TieSection, ...]
    not_counted: tuple[TieSection, ...]
    totals: tuple[Total, ...]
    """Of the findings at the buyer, each action once."""
    sibling_totals: tuple[Total, ...]
    awards: tuple[AwardRow, ...]
    tree: ControlTree | None
    control: OwnershipTime | None
    timelines: tuple[Timeline, ...]
    flows: tuple[Flow, ...]
    home_money: HomeMoney
    papers: tuple[Paper, ...]
    answers: tuple[Answer, ...]
    doubts: tuple[str, ...]
    near: tuple[NearName, ...]

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Every tie of the page, findings first."""
        parts = (*self.findings, *self.siblings, *self.leads, *self.not_counted)
        return tuple(part.tie for part in parts)


def read_organisation(
    db: RunDatabase, report: ReportContext, canonical: str, *, on: date | None = None
) -> OrganisationContext:
    """Read one organisation; `on` is the day on which its ownership is shown."""
    body = read_body(db, canonical)
    parts = tuple(p for p in _sections(report) if _is_of(p.tie, body.ids))
    findings = _drawn(p for p in parts if p.tie.is_finding and not p.tie.is_sibling)
    siblings = _drawn(p for p in parts if p.tie.is_finding and p.tie.is_sibling)
    leads = _drawn(p for p in parts if p.tie.is_lead)
    rest = tuple(p for p in parts if not p.tie.is_finding and not p.tie.is_lead)
    ties = [p.tie for p in (*findings, *siblings, *leads, *rest)]
    proven = [p.tie for p in findings]
    answers = read_answers(db)
    about = dict.fromkeys([*body.ids, *(t.organisation_id for t in ties)])
    return OrganisationContext(
        body=body,
        findings=findings,
        siblings=siblings,
        leads=leads,
        not_counted=rest,
        totals=add_up(proven),
        sibling_totals=add_up(p.tie for p in siblings),
        awards=award_rows(db, ties),
        tree=read_tree(db, body.ids, on=on, until=_newest(report, ties)),
        control=_control(parts),
        timelines=timelines(proven, report.facts),
        flows=flows([*proven, *(p.tie for p in siblings)], report.facts),
        home_money=read_home_money(db, body, report.facts),
        papers=_papers(ties),
        answers=tuple(a for id_ in about for a in answers.get(id_, ())),
        doubts=tuple(dict.fromkeys(d for t in ties for d in t.doubts)),
        near=near_names(db, body.ids, ties),
    )


def _sections(report: ReportContext) -> Sequence[TieSection]:
    grouped = (
        *report.organisations,
        *report.sibling_sections,
        *report.lead_sections,
        *report.not_counted_sections,
    )
    return (*(part for one in grouped for part in one.ties), *report.offices)


def _is_of(tie: Tie, ids: Sequence[str]) -> bool:
    named = {tie.organisation_id, tie.parent_id}
    for hop in tie.hops:
        for kind, id_ in ((hop.from_kind, hop.from_id), (hop.to_kind, hop.to_id)):
            if kind == "organisation":
                named.add(id_)
    return not named.isdisjoint(ids)


def _drawn(parts: Sequence[TieSection] | object) -> tuple[TieSection, ...]:
    """Draw the first chains; the page would be too heavy with all of them."""
    found: Sequence[TieSection] = tuple(parts)  # type: ignore[arg-type]
    return tuple(
        replace(
            part,
            is_drawn=index < DRAWN and bool(part.tie.hops),
            # The page draws the control of all ties at once.
            ownership=None,
        )
        for index, part in enumerate(found)
    )


def _newest(report: ReportContext, ties: Sequence[Tie]) -> date | None:
    days = [a.day for t in ties for a in t.actions_of if a.day]
    days += [report.facts.as_of] if report.facts.as_of else []
    return max(days, default=None)


def _control(parts: Sequence[TieSection]) -> OwnershipTime | None:
    """Put the dated control of all ties into one drawing, each day and bar once."""
    times = [part.ownership for part in parts if part.ownership]
    if not times:
        return None
    marks: dict[tuple[date, bool], Mark] = {}
    for time in times:
        for mark in time.marks:
            known = marks.get((mark.day, mark.ties))
            if known is None or known.actions < mark.actions:
                marks[(mark.day, mark.ties)] = mark
    bars = dict.fromkeys(bar for time in times for bar in time.bars)
    return OwnershipTime(tuple(bars), tuple(marks[key] for key in sorted(marks)))


def _papers(ties: Sequence[Tie]) -> tuple[Paper, ...]:
    """List the documents that ties rest on instead of an award, each once."""
    found: dict[tuple[object, ...], Paper] = {}
    for tie in ties:
        for hop in tie.hops:
            if hop.from_kind != "document":
                continue
            for e in hop.evidence:
                found.setdefault((e.sha256, e.row_number, e.field), _paper(tie, e))
    return tuple(found.values())


def _paper(tie: Tie, e: Evidence) -> Paper:
    return Paper(
        tie_id=tie.tie_id,
        title=e.dataset,
        publisher=e.publisher,
        day=e.record_date,
        url=e.url,
        field=e.field,
        value=e.value,
        file_id=e.sha256[:16],
        row_number=e.row_number,
    )
