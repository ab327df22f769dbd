"""One tie of a report in blocks: its chain, its record, its amounts, its owners."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from crosstie.charts import chain, ownership
from crosstie.charts.inlined import named
from crosstie.pages.addresses import site
from crosstie.pages.contexts import Hop, Quote, Tie, TieSection
from crosstie.pages.money import amount, probability
from crosstie.pages.subjects import is_as_written
from crosstie.pages.words import (
    KINDS,
    ROUTES,
    STATUSES,
    clause,
    decision,
    predicate,
    sentence,
)
from crosstie.report import views
from crosstie.report.blocks import (
    MARK,
    RECORD,
    Block,
    Bullets,
    Heading,
    Line,
    Paragraph,
    Picture,
    Run,
    Table,
    Text,
    dim,
    notes,
    record,
    said,
    strong,
)
from crosstie.text.language import _, ngettext, stored
from crosstie.text.numerals import grouped

FIRST_NOTES = 2
"""Records of each hop that are cited beside a tie's name."""


def money(tie: Tie) -> str:
    """Write the amount of a tie with what it is; one without says so."""
    if tie.obligated is None:
        return _("no money")
    return f"{amount(tie.obligated, tie.currency)} {views.amount_is(tie.route)}"


def status(tie: Tie) -> str:
    """Write a status with its date."""
    known = STATUSES[tie.status]
    return f"{known} {tie.status_date}" if tie.status_date else known


def numbers(tie: Tie) -> Line:
    """Write the footnotes of a tie: the first records of each hop, and how many more.

    The table of its chain has all of them.
    """
    every = {n for hop in tie.hops for n in hop.numbers}
    first = {n for hop in tie.hops for n in hop.numbers[:FIRST_NOTES]}
    more = len(every - first)
    return said(notes(first), dim(f" +{grouped(more)}") if more else ())


def picture(drawing: Markup, within: tuple[str, ...] = ()) -> Picture:
    """Put a drawing into a block, with its own title and description."""
    title, description = named(drawing)
    return Picture(drawing, title, description, within)


def tie_blocks(part: TieSection) -> Iterator[Block]:
    """Write one tie: what it is, its chain, its record, its amounts."""
    tie = part.tie
    name = record(tie.supplier) if tie.supplier else Text(tie.organisation)
    yield Heading(3, said(name, ", ", money(tie)), tie.anchor)
    yield Paragraph(said(" · ".join(_marks(tie))), "small")
    if part.why:
        yield Paragraph(said(stored(part.why)))
    summary = said(part.summary, numbers(tie))
    if tie.owner:
        owner = _("Its owner, by the records loaded: {name}").format(name=tie.owner)
        summary = said(summary, " ", sentence(owner))
    if tie.not_counted_reason:
        why = clause(stored(tie.not_counted_reason))
        summary = said(summary, " ", _("Not counted: {why}.").format(why=why))
    yield Paragraph(summary)
    if part.steps:
        steps = " → ".join(f"{s.label} {s.when}".strip() for s in part.steps)
        yield Paragraph(said(steps))
    if part.is_drawn:
        yield picture(chain.chain(tie, chain.MIDDLE), ("chain",))
    if tie.hops:
        yield hop_table(tie)
    if part.quote:
        yield from _quote(part.quote)
    yield from _ladder(part)
    yield from _control(part)
    yield from _public_record(tie)


def _marks(tie: Tie) -> list[str]:
    found = [ROUTES[tie.route].capitalize(), KINDS[tie.kind], status(tie)]
    found.append(_("probability {number}").format(number=probability(tie.probability)))
    if tie.is_sibling:
        found.append(_("at {component}, a sibling").format(component=tie.component))
    if tie.weakest_hop and tie.probability < 0.995:
        found.append(_("weakest hop: {hop}").format(hop=tie.weakest_hop))
    if tie.decision == "disputed":
        found.append(_("Two views"))
    elif tie.decision:
        by = f", {tie.decided_by}" if tie.decided_by else ""
        found.append(
            _("decision: {decision}").format(decision=decision(tie.decision)) + by
        )
    return found


def hop_table(tie: Tie) -> Table:
    """Write a chain as a table: each hop with its reason, probability and records."""
    return Table(
        _("The chain as a table, with its records"),
        (_("Hop"), _("Statement"), _("Why"), _("Probability"), _("Records")),
        tuple(_hop_row(hop) for hop in tie.hops),
        frozenset({0, 3}),
        (0.06, 0.3, 0.26, 0.11, 0.27),
    )


def _hop_row(hop: Hop) -> tuple[Line, ...]:
    verb = predicate(hop.predicate, hop.is_sure, hop.from_label)
    why = sentence(stored(hop.reason))
    if hop.from_case:
        why = f"{why} {_('Rests on a row of the case.')}".strip()
    if hop.confirmed_by:
        confirmed = _("Confirmed by {name}.").format(name=hop.confirmed_by)
        why = f"{why} {confirmed}".strip()
    cited: list[Run] = []
    for one in views.said_by(hop):
        field = dim(f"{one.field}: ") if one.field else ""
        cited += said("; " if cited else "", field, record(one.value))
        cited += notes(one.numbers)
    if hop.records > len(hop.evidence):
        in_all = ngettext(
            "{count} record in all", "{count} records in all", hop.records
        )
        cited += said("; ", dim(in_all.format(count=grouped(hop.records))))
    return (
        said(str(hop.position)),
        said(
            _station(hop.from_kind, hop.from_id, hop.from_label),
            f" {verb} ",
            _station(hop.to_kind, hop.to_id, hop.to_label),
        ),
        said(why),
        said(probability(hop.probability)),
        tuple(cited),
    )


def _station(kind: str, id_: str, label: str) -> Text:
    is_written = views.is_record_voice(kind, id_) or is_as_written(id_)
    return record(label) if is_written else Text(label)


def _quote(quote: Quote) -> Iterator[Block]:
    rows = []
    for field in quote.lines:
        parts = [Text(text, MARK if is_hit else RECORD) for text, is_hit in field.parts]
        rows.append((said(field.label), said(parts)))
    heads = (_("Field"), _("What the record says"))
    yield Table(_("What the record says"), heads, tuple(rows), widths=(0.25, 0.75))
    retrieved = (
        _("retrieved {day}").format(day=quote.retrieved)
        if quote.retrieved
        else _("retrieval date unknown")
    )
    where = _("row {row} of").format(row=quote.row_number)
    line = said(
        _("Record") if quote.number else _("As loaded"),
        notes([quote.number]) if quote.number else "",
        f", {retrieved}, {where} ",
        record(quote.file_name),
        f", SHA-256 {views.short_hash(quote.sha256)}.",
    )
    if quote.url:
        opened = _("Open at {site}").format(site=site(quote.url))
        line = said(line, " ", Text(opened, link=quote.url))
    yield Paragraph(line, "small")


def _ladder(part: TieSection) -> Iterator[Block]:
    if not part.ladder:
        return
    rows = []
    for rung in part.ladder:
        label = f"{rung.label} ({rung.note})" if rung.note else rung.label
        value = _("not stated by every award")
        if rung.value is not None:
            value = amount(rung.value, part.tie.currency)
        rows.append((said(label), said(value)))
    yield Table(
        _("Amounts by kind"),
        (_("Kind of amount"), _("Amount")),
        tuple(rows),
        frozenset({1}),
        (0.6, 0.4),
    )


def _control(part: TieSection) -> Iterator[Block]:
    if part.ownership is None:
        return
    yield Paragraph(said(strong(_("Who controlled whom, and when the actions fall"))))
    drawn = ownership.ownership(
        part.ownership, part.tie.route, 720, f"{part.tie.anchor}-o"
    )
    yield picture(drawn)
    yield Bullets(
        tuple(said(sentence(ownership.bar_text(bar))) for bar in part.ownership.bars)
    )


def _public_record(tie: Tie) -> Iterator[Block]:
    line: Line = ()
    if not tie.without_case:
        line = said(_("Stands only with a row of the case."), " ")
    if tie.evidence_url:
        says = _("The public record, {site}").format(site=site(tie.evidence_url))
        line = said(line, Text(says, link=tie.evidence_url))
    elif tie.evidence_record:
        named_ = _("Record without a public page:")
        line = said(line, named_, " ", record(tie.evidence_record))
    if line:
        yield Paragraph(line, "small")
