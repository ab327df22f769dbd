"""The ties of a report in blocks: the table, the drawings, one section each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from crosstie.charts import flow, timeline
from crosstie.model.words import Kind
from crosstie.pages.addresses import money_anchor
from crosstie.pages.contexts import Flow, ReportContext, Section, Tie, Timeline
from crosstie.pages.money import amount, number, probability, unit
from crosstie.pages.totals import add_up
from crosstie.pages.words import (
    ROUTES,
    long_date,
    sentence,
)
from crosstie.report import views
from crosstie.report.blocks import (
    RECORD,
    SAID,
    Block,
    Bullets,
    Heading,
    Line,
    Paragraph,
    Table,
    Text,
    dim,
    record,
    said,
    strong,
)
from crosstie.report.outline_tie import (
    money,
    numbers,
    picture,
    status,
    tie_blocks,
)
from crosstie.text.language import _, ngettext, stored
from crosstie.text.numerals import grouped

NOUGHT = Decimal(0)


def table(page: ReportContext) -> Iterator[Block]:
    """Write the table of the findings, grouped by what their money is."""
    yield Heading(2, said(_("The ties, by route and money")), "ties")
    if not page.findings:
        yield Paragraph(
            said(
                strong(_("No finding.")),
                " ",
                _(
                    "No tie in the records loaded reaches the publishing threshold, "
                    "{threshold}."
                ).format(threshold=probability(page.facts.threshold)),
            )
        )
        return
    for group in views.groups(page.findings):
        if group.rows:
            yield Heading(3, said(group.name), money_anchor(group.meaning))
            yield _ties(group.name, group.note, group.rows, page)
        if group.offices:
            yield Paragraph(said(_offices_line(group.offices, page)))
        if len(group.rows) > 1:
            yield from (
                Paragraph(
                    said(
                        _("Total, each action once:"),
                        " ",
                        strong(amount(total.value, total.currency)),
                        f" {views.total_says(total.meaning)}.",
                    )
                )
                for total in group.totals
            )


def _offices_line(offices: int, page: ReportContext) -> Text:
    says = ngettext(
        "{count} office in {country}", "{count} offices in {country}", offices
    ).format(count=grouped(offices), country=page.facts.country_name)
    return Text(f"{says}.", link="#presence")


def _ties(name: str, note: str, rows: Sequence[Tie], page: ReportContext) -> Table:
    return Table(
        _("{name}: {says}").format(name=name, says=note),
        (
            _("Organisation"),
            _("Amount"),
            _("Supplier, as written"),
            _("Route"),
            _("Status"),
            _("Probability"),
        ),
        tuple(_tie_row(tie, page) for tie in rows),
        frozenset({5}),
        (0.24, 0.22, 0.22, 0.11, 0.11, 0.1),
    )


def _tie_row(tie: Tie, page: ReportContext) -> tuple[Line, ...]:
    who = views.subject_of(tie, page)
    voice = record if who.is_as_written else strong
    name = said(voice(who.name, f"#{tie.anchor}"), numbers(tie))
    if who.through:
        name = said(name, " ", _("through {name}").format(name=who.through))
    if who.is_as_written:
        name = said(name, " ", dim(_("as the records write it")))
    if tie.owner:
        name = said(name, "; ", _("owner: {name}").format(name=tie.owner))
    return (
        name,
        said(money(tie)),
        said(record(tie.supplier)) if tie.supplier else (),
        said(ROUTES[tie.route]),
        said(status(tie)),
        said(probability(tie.probability)),
    )


def drawings(page: ReportContext) -> Iterator[Block]:
    """Draw obligations over time and their flow, each with its table."""
    for index, line in enumerate(page.timelines):
        if len(line.columns) > 1:
            drawn = timeline.timeline(line, timeline.WIDE, f"time-{index}")
            yield picture(drawn)
            yield _columns(line, page)
    for index, one in enumerate(page.flows):
        yield picture(flow.flow(one, flow.WIDE, f"flow-{index}"))
        yield _ribbons(one)


def _columns(chart: Timeline, page: ReportContext) -> Table:
    """Write the columns of a timeline; the product's money is the reseller's."""
    caption = _(
        "By date of the action, {unit} obligated by {buyer} alone, each action once. "
        "Product is the reseller’s money, and in no sum with the rest."
    )
    rows = []
    for column in chart.columns:
        row = [said(str(column.first_day))]
        for route in chart.routes:
            known = route in column.given or route in column.taken
            value = column.given.get(route, NOUGHT) + column.taken.get(route, NOUGHT)
            missing = "–" if column.loaded else _("not loaded in full")
            row.append(said(number(value)) if known else said(dim(missing)))
        rows.append(tuple(row))
    first = _("Year from") if chart.unit == "year" else _("Quarter from")
    heads = (ROUTES[route].capitalize() for route in chart.routes)
    return Table(
        caption.format(unit=unit(chart.currency), buyer=page.facts.buyer.abbreviation),
        (first, *heads),
        tuple(rows),
        frozenset(range(1, len(chart.routes) + 1)),
    )


def _ribbons(chart: Flow) -> Table:
    rows = [
        (
            said(
                f"{one.component}, {_('sibling')}" if one.is_sibling else one.component
            ),
            said(record(one.supplier)),
            said(
                Text(
                    one.organisation,
                    RECORD if one.is_as_written else SAID,
                    f"#{one.anchor}",
                )
            ),
            said(ROUTES[one.route]),
            said(number(one.value)),
        )
        for one in chart.streams
    ]
    caption = _("From agency to organisation, {unit} obligated, the largest.")
    heads = (_("Agency"), _("Supplier, as written"), _("Organisation"), _("Route"))
    return Table(
        caption.format(unit=unit(chart.currency)),
        (*heads, _("Obligated")),
        tuple(rows),
        frozenset({4}),
        (0.12, 0.3, 0.26, 0.14, 0.18),
    )


def section(part: Section, page: ReportContext, eyebrow: str = "") -> Iterator[Block]:
    """Write an organisation: its ties, doubts and answers."""
    name = record(part.name) if part.is_as_written else Text(part.name)
    before = f"{eyebrow}: " if eyebrow else ""
    yield Heading(2, said(before, name), part.anchor)
    about = [part.city] if part.city else []
    if part.is_as_written:
        about.append(_("known from award records alone, its name as they write it"))
    if about:
        yield Paragraph(said(", ".join(about)), "small")
    if part.ties[0].tie.kind == Kind.FINDING:
        yield from _totals(part)
    for one in part.ties:
        yield from tie_blocks(one)
    yield Paragraph(said(strong(_("Doubts"))))
    if part.doubts:
        yield Bullets(tuple(said(sentence(stored(d))) for d in part.doubts))
    else:
        none = _("None noted in this run beyond the probability of each hop.")
        yield Paragraph(said(none), "small")
    yield Paragraph(said(strong(_("The organisation’s answer"))))
    yield from _answers(part)


def _totals(part: Section) -> Iterator[Block]:
    for total in add_up([one.tie for one in part.ties]):
        yield Paragraph(
            said(
                strong(amount(total.value, total.currency)),
                f" {views.total_says(total.meaning)}, {total.component}, ",
                ngettext("{count} action", "{count} actions", total.actions).format(
                    count=grouped(total.actions)
                ),
            )
        )


def _answers(part: Section) -> Iterator[Block]:
    if not part.answers:
        yield Paragraph(
            said(
                strong(_("None in this case.")),
                " ",
                _(
                    "The organisation has not been asked, or its answer was not "
                    "entered."
                ),
            ),
            "small",
        )
    for one in part.answers:
        words = [one.publisher, one.title, long_date(one.day) if one.day else ""]
        source = ", ".join(word for word in words if word)
        yield Paragraph(
            said(record(one.text), " ", Text(source, link=one.url)), "quotation"
        )


def offices(page: ReportContext) -> Iterator[Block]:
    """Write the offices of the agency as one table, with their records."""
    if not page.offices:
        return
    count = _offices_line(len(page.offices), page).text.rstrip(".")
    yield Heading(2, said(count), "presence")
    rows = [
        (
            said(strong(one.tie.organisation), numbers(one.tie)),
            said(one.tie.organisation_city),
            said(views.seat(one.tie)),
            said(one.tie.component),
            said(status(one.tie)),
            said(probability(one.tie.probability)),
        )
        for one in page.offices
    ]
    head = (
        *(_("Office"), _("City"), _("Seat"), _("Part of"), _("Status")),
        _("Probability"),
    )
    yield Table(count, head, tuple(rows), frozenset({5}))
    yield Paragraph(
        said(
            _(
                "An office is a place where the agency works in the country. It says "
                "nothing of any company."
            )
        ),
        "small",
    )
