"""Puts a report's context into blocks, in the order in which the HTML report has it."""

from __future__ import annotations

from crosstie.pages.contexts import ReportContext
from crosstie.report import outline_apart, outline_end, outline_head, outline_ties
from crosstie.report.blocks import Document
from crosstie.text.language import _, current


def document(page: ReportContext) -> Document:
    """Write a report as blocks, in the language that is being spoken."""
    facts = page.facts
    return Document(
        title=_("{title}: case report").format(title=facts.title),
        subject=page.headline,
        language=current(),
        day=facts.traced_at[:10],
        blocks=(
            *outline_head.head(page),
            *outline_head.since_last(page.edition.since),
            *outline_ties.table(page),
            *outline_ties.drawings(page),
            *(b for s in page.organisations for b in outline_ties.section(s, page)),
            *outline_ties.offices(page),
            *outline_apart.not_counted(page),
            *outline_apart.siblings(page),
            *outline_apart.leads(page),
            *outline_apart.near_misses(page),
            *outline_end.searched(page),
            *outline_end.method(page),
            *outline_end.sources(page),
            *outline_end.records(page),
            *outline_end.again(page),
        ),
    )
