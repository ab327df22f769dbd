"""The head of a report in blocks: headline, numbers, what it rests on, what is new."""

from __future__ import annotations

from collections.abc import Iterator

from crosstie.pages.contexts import ReportContext
from crosstie.pages.edition import (
    GROUPS,
    ChangedTie,
    SinceLast,
    fact_name,
    group_means,
    group_name,
)
from crosstie.pages.run_contexts import RunFacts
from crosstie.pages.words import ROUTES, clauses, long_date
from crosstie.report.blocks import (
    Block,
    Bullets,
    Heading,
    Line,
    Paragraph,
    dim,
    record,
    said,
    strong,
)
from crosstie.text.language import _, stored
from crosstie.text.numerals import grouped


def head(page: ReportContext) -> Iterator[Block]:
    """Write headline, lede, the four numbers, freshness, and what is not loaded."""
    facts = page.facts
    yield Paragraph(said(_("Case report, {title}").format(title=facts.title)), "small")
    yield Heading(1, said(page.headline), "main")
    yield from notices(page)
    yield Paragraph(said(page.lede), "lede")
    yield Bullets(tuple(_figures(page)))
    yield Paragraph(said(strong(_("As of.")), " ", freshness(facts)))
    if facts.awards_not_looked_at:
        says = stored(facts.awards_not_looked_at)
        yield Paragraph(said(strong(_("Not looked at:")), " ", says), "warning")
    if facts.not_loaded:
        yield Paragraph(
            said(
                strong(_("Not loaded:")),
                f" {clauses([stored(one) for one in facts.not_loaded])}. ",
                _(
                    "Nothing shown for these means not looked at, and not that nothing "
                    "is there."
                ),
            ),
            "warning",
        )


def notices(page: ReportContext) -> Iterator[Block]:
    """Say what a reader must know of this edition before anything else."""
    if page.facts.is_sample:
        yield Paragraph(
            said(
                strong(_("Sample data.")),
                " ",
                _(
                    "This report rests on records that ship with the case: real public "
                    "records, chosen to show how the tool works. It is no full search."
                ),
            ),
            "warning",
        )
    if says := edition_says(page):
        yield Paragraph(said(says), "small")


def edition_says(page: ReportContext) -> str:
    """Say what an edition leaves out; nothing of the whole one."""
    said_ = []
    if page.edition.is_published:
        said_.append(
            _("This edition holds findings alone; what is not proven is not in it.")
        )
    if page.edition.is_redacted:
        said_.append(
            _(
                "Names of those who decided, their notes, and names of files of the "
                "machine that it was made on are left out."
            )
        )
    return " ".join(said_)


def _figures(page: ReportContext) -> Iterator[Line]:
    for figure in page.figures:
        line = said(strong(figure.text, f"#{figure.anchor}"), f" {figure.says}")
        for part in figure.apart:
            line = said(line, "; ", strong(part.text, f"#{part.anchor}"))
            line = said(line, f" {part.says}")
        yield line


def freshness(facts: RunFacts) -> str:
    """Say how new the records are: of which days, retrieved when, judged when."""
    parts = []
    spans = [
        (s.first_date, s.last_date)
        for s in facts.sources
        if s.first_date and s.last_date
    ]
    if spans:
        parts.append(
            _("Records of {first} to {last}.").format(
                first=long_date(min(first for first, _last in spans)),
                last=long_date(max(last for _first, last in spans)),
            )
        )
    days = [
        d for s in facts.sources for d in (s.first_retrieved, s.last_retrieved) if d
    ]
    if days and min(days) == max(days):
        parts.append(_("Retrieved on {day}.").format(day=long_date(min(days))))
    elif days:
        parts.append(
            _("Retrieved from {first} to {last}.").format(
                first=long_date(min(days)), last=long_date(max(days))
            )
        )
    unknown = sum(s.retrieval_unknown for s in facts.sources)
    if unknown:
        parts.append(
            _("Of {count} files the day of retrieval is not known.").format(
                count=grouped(unknown)
            )
        )
    if facts.as_of:
        parts.append(_("Statuses as of {day}.").format(day=long_date(facts.as_of)))
    return " ".join(parts)


def since_last(since: SinceLast | None) -> Iterator[Block]:
    """Tell what changed since the last report; nothing in a first one."""
    if since is None:
        return
    title = _("Since the last report of {day}").format(day=long_date(since.day))
    yield Heading(2, said(title), "since")
    if not since.ties:
        yield Paragraph(said(nothing_changed(since)))
        return
    for group in GROUPS:
        ties = since.of(group)
        if ties:
            yield Heading(3, said(group_name(group)))
            yield Paragraph(said(group_means(group)), "small")
            yield Bullets(tuple(_changed(tie) for tie in ties))


def nothing_changed(since: SinceLast) -> str:
    """Say that no tie changed, and against which run."""
    return _("No tie has changed since run {run}.").format(run=since.run_id)


def _changed(tie: ChangedTie) -> Line:
    where = f"#{tie.anchor}" if tie.anchor else ""
    line = said(strong(tie.organisation, where), f", {ROUTES[tie.route]}")
    line = said(line, f", {tie.component}")
    if tie.supplier:
        line = said(line, ", ", record(tie.supplier))
    for fact in tie.facts:
        change = _("{name}: {says}").format(
            name=fact_name(fact.name), says=f"{fact.before} → {fact.after}"
        )
        line = said(line, "; ", dim(change))
    return said(line, f". {tie.why}" if tie.why else ".")
