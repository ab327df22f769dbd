"""What a run rests on: its files, the records that it cites, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crosstie.pages.addresses import evidence_page
from crosstie.pages.contexts import ReportContext
from crosstie.pages.overview import CoverageLine, coverage_lines
from crosstie.pages.paging import Paging, cut
from crosstie.pages.run_contexts import Asked, File, LookedAt, Record, SourceFacts


@dataclass(frozen=True)
class Gap:
    """What a source is known not to hold."""

    title: str
    says: str


@dataclass(frozen=True)
class CaseFile:
    """One file of the case, as a person wrote it."""

    name: str
    sha256: str


@dataclass(frozen=True)
class SourceList:
    """Every file that a run rests on, and what is known to be missing."""

    sources: tuple[SourceFacts, ...]
    files: tuple[File, ...]
    case_files: tuple[CaseFile, ...]
    gaps: tuple[Gap, ...]
    not_loaded: tuple[str, ...]
    looked_at: tuple[LookedAt, ...]
    asked: tuple[Asked, ...]
    coverage: tuple[CoverageLine, ...]
    rows_read: int
    rows_rejected: int
    command: str
    paging: Paging


@dataclass(frozen=True)
class CitedRecord:
    """One record that a tie cites, and the page of its row."""

    number: int
    address: str
    """The row as its publisher wrote it; empty where it is a row of the case."""
    record: Record


@dataclass(frozen=True)
class RecordList:
    """The records that the ties cite, by number."""

    records: tuple[CitedRecord, ...]
    all_records: int
    paging: Paging


def source_list(report: ReportContext, page: int, per_page: int) -> SourceList:
    """List the files of a run."""
    facts = report.facts
    files, place = cut(report.files, page, per_page)
    return SourceList(
        sources=facts.sources,
        files=files,
        case_files=tuple(CaseFile(name, sha) for name, sha in facts.case_files),
        gaps=tuple(Gap(title, says) for title, says in facts.known_gaps),
        not_loaded=facts.not_loaded,
        looked_at=facts.looked_at,
        asked=facts.asked,
        coverage=coverage_lines(facts.coverage),
        rows_read=sum(source.rows_read for source in facts.sources),
        rows_rejected=sum(source.rows_rejected for source in facts.sources),
        command=facts.command,
        paging=place,
    )


def record_list(
    report: ReportContext, text: str, page: int, per_page: int
) -> RecordList:
    """List the records cited, those that hold every word of a text."""
    words = text.casefold().split()
    found: Sequence[Record] = report.records
    if words:
        found = [r for r in found if all(w in _said(r) for w in words)]
    records, place = cut(found, page, per_page)
    return RecordList(
        records=tuple(CitedRecord(r.number, row_address(r), r) for r in records),
        all_records=len(report.records),
        paging=place,
    )


def row_address(record: Record) -> str:
    """Give the page of a record's row; a row of the case has none."""
    if record.from_case or record.row_number is None or not record.sha256:
        return ""
    return evidence_page(record.sha256, record.row_number)


def _said(record: Record) -> str:
    parts = (record.record_id, record.dataset, record.publisher, record.file_name)
    return " ".join(parts).casefold()
