"""The context of a report: everything it shows, read from one run's database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crosstie.model.words import Kind
from crosstie.pages import lead
from crosstie.pages.addresses import public_url
from crosstie.pages.chosen import subjects_by_meaning
from crosstie.pages.contexts import ReportContext, Tie
from crosstie.pages.edition import Edition
from crosstie.pages.facts import RunDatabase, run_facts
from crosstie.pages.flow import flows
from crosstie.pages.head_figures import figures
from crosstie.pages.near import near_misses
from crosstie.pages.ownership import Ownership, dated
from crosstie.pages.publish import published
from crosstie.pages.quotes import quotes
from crosstie.pages.run_contexts import File, RunFacts
from crosstie.pages.sections import (
    DRAWN_LEADS,
    Parts,
    organisation_sections,
    read_answers,
    tie_section,
)
from crosstie.pages.ties import number_records, read_ties, records_cited
from crosstie.pages.timeline import timelines
from crosstie.pages.totals import add_up
from crosstie.pages.words import clauses, of_case

NEAR_MISSES = 10
"""Near misses that a report lists; ties.json holds all of them."""


def report_context(db: RunDatabase, *, is_published: bool = False) -> ReportContext:
    """Read what a report shows from a run's database, and from nothing else.

    A published one holds findings alone, and numbers the records that these cite.

    Raises:
        Undecided: it is to be published, and ties wait for a decision or are disputed.

    """
    facts = run_facts(db)
    every = ties = read_ties(db)
    if is_published:
        ties = number_records(published(every, facts.case))
    findings = tuple(t for t in ties if t.is_finding and not t.is_sibling)
    siblings = tuple(t for t in ties if t.is_finding and t.is_sibling)
    leads = tuple(t for t in ties if t.is_lead)
    not_counted = tuple(t for t in ties if t.kind == Kind.NOT_COUNTED)
    parts = Parts(
        facts=facts,
        quotes=quotes(db, ties),
        ownership=dated(ties, Ownership(db)),
        answers=read_answers(db),
    )
    totals = add_up(findings)
    misses = () if is_published else near_misses(db)
    offices = tuple(t for t in findings if t.is_presence)
    rest = tuple(t for t in findings if not t.is_presence)
    return ReportContext(
        facts=facts,
        headline=lead.headline(findings, facts),
        lede=lead.lede(findings, siblings, len(leads), facts),
        figures=figures(
            totals, findings, siblings, None if is_published else len(leads), facts
        ),
        totals=totals,
        sibling_totals=add_up(siblings),
        findings=findings,
        siblings=siblings,
        leads=leads,
        not_counted=not_counted,
        organisations=organisation_sections(rest, parts, prefix=""),
        offices=tuple(tie_section(t, parts, drawn=False) for t in offices),
        sibling_sections=organisation_sections(siblings, parts, prefix="s-"),
        lead_sections=organisation_sections(
            leads, parts, prefix="l-", drawn=DRAWN_LEADS
        ),
        not_counted_sections=organisation_sections(
            not_counted, parts, prefix="n-", drawn=0
        ),
        timelines=timelines(findings, facts),
        flows=flows((*findings, *siblings), facts),
        near_misses=misses[:NEAR_MISSES],
        near_miss_count=len(misses),
        records=records_cited(ties),
        files=_files(db, _asked(facts)),
        searched_empty=_searched_empty(facts, every),
        organisations_by_money=subjects_by_meaning(findings, facts),
        edition=Edition(is_published=is_published),
    )


def _searched_empty(facts: RunFacts, ties: Sequence[Tie]) -> tuple[str, ...]:
    found = {tie.route for tie in ties if tie.kind != Kind.NOT_COUNTED}
    return tuple(route for route in facts.searched if route not in found)


def _asked(facts: RunFacts) -> dict[str, str]:
    """Say by hash what was asked for each file."""
    found: dict[str, list[str]] = {}
    for one in facts.asked:
        found.setdefault(one.sha256, []).append(one.about)
    return {sha: clauses(said) for sha, said in found.items()}


def _files(db: RunDatabase, asked: Mapping[str, str]) -> tuple[File, ...]:
    rows = db.rows(
        "files",
        "select *\nfrom file\nwhere replaced_by is null\norder by source, load_number, "
        "name, member nulls first, file_id",
    )
    return tuple(_file(row, asked.get(row["sha256"], "")) for row in rows)


def _file(row: Mapping[str, Any], asked: str) -> File:
    return File(
        publisher=of_case(row["source"], row["publisher"]),
        title=of_case(row["source"], row["title"] or ""),
        name=row["name"],
        member=row["member"] or "",
        licence=row["licence"] or "",
        url=public_url(row["url"]),
        sha256=row["sha256"],
        retrieved=row["retrieved"],
        retrieved_basis=row["retrieved_basis"],
        first_date=row["first_date"],
        last_date=row["last_date"],
        rows_read=row["rows_read"],
        rows_rejected=row["rows_rejected"],
        source=row["source"],
        notes=tuple((row["notes"] or "").splitlines()),
        asked=asked,
    )
