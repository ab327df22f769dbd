"""One tie: all that its page shows, with the records that it cites."""

from __future__ import annotations

from dataclasses import dataclass

from crosstie.errors import NotFound
from crosstie.pages.addresses import organisation_page, supplier_page, tie_anchor
from crosstie.pages.contexts import ReportContext, Section, TieSection
from crosstie.pages.run_contexts import Record
from crosstie.pages.subjects import subject
from crosstie.pages.ties import records_cited
from crosstie.text.language import _


@dataclass(frozen=True)
class TiePage:
    """One tie with its chain, quote, amounts, doubts and records."""

    part: TieSection
    organisation: str
    organisation_address: str
    is_as_written: bool
    supplier_address: str
    records: tuple[Record, ...]
    others: tuple[str, ...]
    """Ids of the other ties of the same organisation."""


def tie_page_of(report: ReportContext, anchor: str) -> TiePage:
    """Find a tie by the anchor in its address.

    Raises:
        NotFound: no tie of the run has it.

    """
    part = next((p for p in tie_sections(report) if p.tie.anchor == anchor), None)
    if part is None:
        raise NotFound(
            _("no tie {anchor} is in this run").format(anchor=anchor[:40]),
            next_step=_("look for it among the ties: an id is that of one case"),
        )
    who = subject(part.tie, report.facts.country)
    return TiePage(
        part=part,
        organisation=who.name,
        organisation_address=organisation_page(who.id),
        is_as_written=who.is_as_written,
        supplier_address=(
            supplier_page(part.tie.party_id) if part.tie.party_id else ""
        ),
        records=records_cited([part.tie]),
        others=tuple(
            tie.tie_id
            for tie in report.ties
            if subject(tie, report.facts.country).id == who.id
            and tie.tie_id != part.tie.tie_id
        ),
    )


def tie_sections(report: ReportContext) -> tuple[TieSection, ...]:
    """List every tie of a run with all that its page shows."""
    sections: tuple[Section, ...] = (
        *report.organisations,
        *report.sibling_sections,
        *report.lead_sections,
        *report.not_counted_sections,
    )
    return (*(p for s in sections for p in s.ties), *report.offices)


def anchors(report: ReportContext) -> tuple[str, ...]:
    """List the anchors of all ties."""
    return tuple(tie_anchor(part.tie.tie_id) for part in tie_sections(report))
