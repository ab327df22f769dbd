"""The end of a report in blocks: what was searched, the method, sources, records."""

from __future__ import annotations

from collections.abc import Iterator

from crosstie.pages.contexts import ReportContext
from crosstie.pages.money import probability
from crosstie.pages.run_contexts import File, Record
from crosstie.pages.words import ROUTES, listed, period
from crosstie.report import views
from crosstie.report.blocks import (
    Block,
    Bullets,
    Cited,
    CitedRecords,
    Heading,
    Line,
    Paragraph,
    Preformatted,
    Table,
    Text,
    dim,
    record,
    said,
    strong,
)
from crosstie.text.language import _, ngettext, stored
from crosstie.text.numerals import grouped


def searched(page: ReportContext) -> Iterator[Block]:
    """Say what was looked at, what was not, and what is known to be missing."""
    facts = page.facts
    yield Heading(2, said(_("Searched, and not searched")), "searched")
    if page.searched_empty:
        names = listed([ROUTES[name] for name in page.searched_empty])
        none = _("Searched, and nothing found, by these routes: {names}.")
        yield Paragraph(said(none.format(names=names)))
    says = _("Searched: {what}.").format(what=views.searched(facts))
    yield Paragraph(said(says))
    if facts.looked_at:
        yield Bullets(
            tuple(
                said(
                    stored(one.says)
                    if one.state == "searched"
                    else strong(stored(one.says))
                )
                for one in facts.looked_at
            )
        )
    yield Heading(3, said(_("Not loaded")))
    if facts.not_loaded:
        yield Paragraph(said(strong(_("Nothing is claimed of these:"))))
        yield Bullets(tuple(said(stored(one)) for one in facts.not_loaded))
    else:
        yield Paragraph(said(_("No gap is known in what was loaded.")))
    if facts.known_gaps:
        yield Heading(3, said(_("Known to be missing")))
        yield Bullets(
            tuple(
                said(strong(f"{title}:"), f" {stored(says)}")
                for title, says in facts.known_gaps
            )
        )
    yield Heading(3, said(_("Rejected")))
    yield Paragraph(said(_rejected(page)))


def _rejected(page: ReportContext) -> str:
    rejected = page.facts.counts.get("rejected", 0)
    if not rejected:
        return _("Every row of the files could be read.")
    return ngettext(
        "{count} row of {all} could not be read and is in no number; crosstie rejects "
        "shows it with its reason.",
        "{count} rows of {all} could not be read and are in no number; crosstie "
        "rejects shows each with its reason.",
        rejected,
    ).format(
        count=grouped(rejected), all=grouped(page.facts.counts.get("rows_read", 0))
    )


def method(page: ReportContext) -> Iterator[Block]:
    """Say what a tie means, and what it does not."""
    facts = page.facts
    yield Heading(2, said(_("What a tie means, and what it does not")), "method")
    yield Paragraph(
        said(
            _(
                "A tie is a documented connection between an organisation and the "
                "agency, step by step, each step with its record. It is no statement "
                "about conduct, knowledge or legality. Amounts are as the agencies "
                "recorded them and can be corrected by them later."
            )
        )
    )
    lead = _("<b>Lead.</b> Below that, undecided, disputed, or a shared name alone.")
    words = (
        _(
            "<b>Finding.</b> The product of all hops reaches {threshold}, or a person "
            "confirmed it, and nobody rejected it."
        ).format(threshold=probability(facts.threshold)),
        "" if page.edition.is_published else lead,
        _(
            "<b>Country.</b> From registers, listings, owners and the case’s own cited "
            "rows. Having sold to the government of {country} is no evidence of being "
            "from there."
        ).format(country=facts.country_name),
        _(
            "<b>Ownership.</b> Judged on the date of each action; actions outside the "
            "dates of control are counted apart."
        ),
        _(
            "<b>Amounts.</b> Obligated, outlaid, current and ceiling are different "
            "things and are never added; nor are currencies, nor the agency and its "
            "siblings. A sum counts each action once."
        ),
        _(
            "<b>Products.</b> A reseller’s award names a product or its maker. The "
            "money is the reseller’s; what reaches the maker is not in the records."
        ),
    )
    yield Bullets(tuple(_stressed(says) for says in words if says))


def _stressed(says: str) -> Line:
    """Write a sentence of the method, whose first word is stressed."""
    name, _end, rest = says.removeprefix("<b>").partition("</b>")
    return said(strong(name), rest)


def sources(page: ReportContext) -> Iterator[Block]:
    """List the files that the run rests on."""
    yield Heading(2, said(_("Sources")), "sources")
    if not page.files:
        yield Paragraph(said(_("This run names no file.")))
        return
    yield Table(
        _("Files that this run rests on"),
        (
            _("Publisher and dataset"),
            _("File"),
            _("Records of"),
            _("Rows read"),
            _("Rejected"),
            _("Retrieved"),
            "SHA-256",
        ),
        tuple(_file(file) for file in page.files),
        frozenset({3, 4}),
        (0.26, 0.2, 0.14, 0.09, 0.08, 0.1, 0.13),
    )


def _file(file: File) -> tuple[Line, ...]:
    name: Line = said(file.publisher)
    if file.title and file.title != file.name:
        name = said(name, ", ", Text(file.title, link=file.url))
    if file.asked:
        name = said(name, "; ", _("asked: {what}").format(what=file.asked))
    if file.licence:
        name = said(name, "; ", file.licence)
    member = f" / {file.member}" if file.member else ""
    return (
        name,
        said(record(file.name + member)),
        said(period(file.first_date, file.last_date)),
        said(grouped(file.rows_read)),
        said(grouped(file.rows_rejected)),
        said(str(file.retrieved or _("unknown"))),
        said(record(views.short_hash(file.sha256))),
    )


def records(page: ReportContext) -> Iterator[Block]:
    """List the records cited, each with the number of its footnotes."""
    yield Heading(2, said(_("Records cited")), "records")
    number = len(page.records)
    if not number:
        yield Paragraph(said(_("No tie stands, so no record is cited.")))
        return
    says = ngettext(
        "{count} record, numbered as this report meets it.",
        "{count} records, numbered in the order in which this report meets them.",
        number,
    )
    yield Paragraph(said(says.format(count=grouped(number))), "small")
    for group in views.record_groups(page.records):
        title = said(strong(group.title))
        if group.file_name:
            hash_ = views.short_hash(group.sha256)
            title = said(title, ", ", record(group.file_name), f", SHA-256 {hash_}")
        if not group.is_case:
            title = said(title, f", {_retrieved(group)}")
        lines = (Cited(r.number, cited(r, group)) for r in group.records)
        yield CitedRecords(title, tuple(lines))


def _retrieved(group: views.RecordGroup) -> str:
    if group.retrieved is None:
        return _("retrieval date unknown")
    return _("retrieved {day}").format(day=group.retrieved)


def cited(one: Record, group: views.RecordGroup) -> Line:
    """Write a record cited: what it is, where it stands, what it carries."""
    if group.is_case:
        line = said(Text(one.dataset, link=one.url))
        if one.publisher != group.title:
            line = said(line, f", {one.publisher}")
        place = _("row {row}").format(row=one.row_number)
        line = said(line, ". ", record(one.file_name), f" {place}")
    else:
        line = said(record(one.record_id, one.url))
        if one.row_number is not None and " row " not in one.record_id:
            line = said(line, f" {_('row {row}').format(row=one.row_number)}")
    if one.carries:
        line = said(line, ", ", dim(", ".join(one.carries)))
    return line


def again(page: ReportContext) -> Iterator[Block]:
    """Say how the same report comes about again, and who made it."""
    facts = page.facts
    yield Heading(2, said(_("To do it again")), "reproduce")
    yield Paragraph(said(_("The same files, case and version give the same ties.")))
    if facts.command:
        yield Preformatted(facts.command)
    if facts.case_files:
        yield Table(
            _("The case’s files"),
            (_("File"), "SHA-256"),
            tuple((said(record(n)), said(record(h))) for n, h in facts.case_files),
            widths=(0.3, 0.7),
        )
    made = _("Crosstie {version}, run {run}, traced {when}.")
    masked = _("Organisations and office-holders only: private persons are masked.")
    when = facts.traced_at or _("on an unknown day")
    made = made.format(version=facts.version, run=facts.run_id, when=when)
    yield Paragraph(said(f"{made} {masked}"), "small")
