"""What a run rests on: its files, and the records that it cites."""

from __future__ import annotations

from crosstie.pages.source_list import (
    RecordList,
    SourceList,
    record_list,
    source_list,
)
from crosstie.site.page import Page, Rows, Run
from crosstie.site.query import PAGES, Parameter, Query
from crosstie.text.language import _, later

FILE_COLUMNS = (
    *("source", "publisher", "title", "name", "member", "sha256", "retrieved"),
    *("retrieved_basis", "licence", "url", "first_date", "last_date", "rows_read"),
    *("rows_rejected", "asked"),
)
RECORD_COLUMNS = (
    *("number", "publisher", "dataset", "version", "record_id", "file_name"),
    *("row_number", "sha256", "retrieved", "url", "from_case"),
)


def _read_sources(run: Run, query: Query) -> SourceList:
    return source_list(run.context, query.whole("page"), query.whole("per_page"))


def _read_records(run: Run, query: Query) -> RecordList:
    return record_list(
        run.context, query.text("q"), query.whole("page"), query.whole("per_page")
    )


def _source_rows(context: SourceList) -> Rows:
    rows = [{n: getattr(f, n) for n in FILE_COLUMNS} for f in context.files]
    return Rows(FILE_COLUMNS, rows)


def _record_rows(context: RecordList) -> Rows:
    rows = [
        {n: getattr(one.record, n) for n in RECORD_COLUMNS}
        | {"carries": ", ".join(one.record.carries), "page": one.address}
        for one in context.records
    ]
    return Rows((*RECORD_COLUMNS, "carries", "page"), rows)


SOURCES = Page(
    name="sources",
    path="/sources",
    template="sources.html.j2",
    context=SourceList,
    title=lambda context: _("Sources"),
    description=later(
        "Every file behind the run: hash, retrieval, licence, rows, rejects"
    ),
    read=_read_sources,
    rows=_source_rows,
    nav=later("Sources"),
    parameters=PAGES,
)

RECORDS = Page(
    name="records",
    path="/records",
    template="records.html.j2",
    context=RecordList,
    title=lambda context: _("Records cited"),
    description=later("Every record that a tie cites, by the number of its footnote"),
    read=_read_records,
    rows=_record_rows,
    nav=later("Records"),
    parameters=(
        Parameter("q", later("Words of an identifier, a dataset or a file name")),
        *PAGES,
    ),
)
