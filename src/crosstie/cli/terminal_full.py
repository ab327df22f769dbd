"""The summary of a trace on a terminal of 80 columns or more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from rich.cells import cell_len

from crosstie.cli import terminal_words as words
from crosstie.cli.terminal_chain import chain_lines, route_style
from crosstie.cli.terminal_lines import Line, cut, hanging, safe, wrapped
from crosstie.pages.contexts import ReportContext, Tie
from crosstie.pages.money import amount, number, probability, unit
from crosstie.pages.subjects import Subject, subject
from crosstie.pages.tokens import tokens
from crosstie.pages.words import ROUTES, status_line
from crosstie.text.language import _, counted

LEADS = 12
"""Leads that are listed; all of them stand in ties.csv and in the report."""

TRACK = "════╪═"
WARN = "yellow"


@dataclass(frozen=True)
class Columns:
    """Where the columns of the table begin."""

    amount: int
    route: int
    organisation: int
    supplier: int
    width: int
    currency: str | None


def full_lines(page: ReportContext, width: int, written: Sequence[Path]) -> list[Line]:
    """Write the whole summary."""
    width = min(width, 112)
    lines = [*head(page, width), Line(), *_sums(page, width), Line()]
    lines += _tables(page, width, written)
    tie = words.newest_large(page)
    if tie:
        lines.append(Line().add(" " + _("How the newest large tie stands"), "bold"))
        lines += [*chain_lines(tie, width), Line()]
    return [*lines, *_around(page, width), Line(), *foot(page, width, written)]


def head(page: ReportContext, width: int) -> list[Line]:
    """Write which data, title, version and the track."""
    sample = WARN if page.facts.is_sample else ""
    title, version = safe(page.facts.title), f"crosstie {page.facts.version}"
    first = Line().add(title, "bold")
    rule = min(width, max(82, cell_len(title) + len(version) + 4))
    first.pad_to(rule - len(version)).add(version, "dim")
    return [
        Line().add(words.data_line(page), sample),
        Line(),
        first,
        Line().add(track(rule)),
    ]


def track(width: int) -> str:
    """Draw the track rule: two rails and a tie every six columns."""
    return "".join("╪" if column % 6 == 4 else "═" for column in range(width))


def foot(page: ReportContext, width: int, written: Sequence[Path]) -> list[Line]:
    """Write the files and the next step."""
    lines = []
    if written:
        files = "  ".join(str(path) for path in written)
        wrote = _("Wrote")
        column = cell_len(wrote) + 3
        lines += hanging(wrote, files, column=column, width=width, style="")
        lines[0].pieces[0] = (f" {wrote}", "")
    step = words.next_step(page, written)
    if step:
        lines.append(Line().add(" " + _("Next:"), "bold").add(f" {step}"))
    return lines


def _sums(page: ReportContext, width: int) -> list[Line]:
    sums = words.sums(page)
    digits = max(len(s.number) for s in sums)
    nouns = max(len(s.noun) for s in sums)
    column = digits + nouns + 5
    lines = []
    for s in sums:
        line = Line().add(f" {s.number:>{digits}} {s.noun:<{nouns}}   ")
        if s.money:
            line.add(s.money, "bold").add(" ")
        rest = wrapped(s.says, max(width - line.width, 20))
        lines.append(line.add(rest[0]))
        lines += [Line().pad_to(column).add(part) for part in rest[1:]]
    for label, ties in (
        (_("findings by route: {routes}"), page.findings),
        (_("leads by route: {routes}"), page.leads),
    ):
        if ties:
            said = label.format(routes=words.by_route(ties))
            lines += [
                Line().pad_to(column).add(part, "dim")
                for part in wrapped(said, width - column)
            ]
    if page.findings or page.siblings:
        lines.append(Line().pad_to(column).add(words.without_case(page), "dim"))
    return lines


def _tables(page: ReportContext, width: int, written: Sequence[Path]) -> list[Line]:
    columns = _columns(page, width)
    lines = []
    if page.findings:
        header = Line().pad_to(3)
        name = _("Obligated")
        if columns.currency:
            name = _("Obligated, {currency}").format(currency=unit(columns.currency))
        header.add(f"{name:>{columns.amount - 3}}", "bold")
        header.pad_to(columns.route).add(_("Route"), "bold")
        header.pad_to(columns.organisation).add(_("Organisation"), "bold")
        header.pad_to(columns.supplier).add(_("Supplier, as written"), "bold")
        lines += [header, *_rows(page.findings, page, columns), Line()]
    if page.siblings:
        names = ", ".join(dict.fromkeys(t.component for t in page.siblings))
        lines.append(Line().pad_to(4).add(words.at_a_sibling(names), "bold"))
        lines += [*_rows(page.siblings, page, columns), Line()]
    if page.leads:
        lines.append(Line().pad_to(4).add(_("Leads, not for publication"), "bold"))
        lines += _rows(page.leads[:LEADS], page, columns)
        if len(page.leads) > LEADS:
            more = words.more_leads(len(page.leads) - LEADS, written)
            lines.append(Line().pad_to(columns.organisation).add(more, "dim"))
        lines.append(Line())
    return lines


def _columns(page: ReportContext, width: int) -> Columns:
    ties = page.ties
    found = {t.currency for t in ties if t.obligated is not None}
    currency = found.pop() if len(found) == 1 else None
    amounts = [cell_len(_amount(t, currency)) for t in ties] or [14]
    end = 3 + max(max(amounts), 14)
    organisation = end + 2 + 2 + max([len(ROUTES[t.route]) for t in ties] or [10]) + 2
    names = [cell_len(safe(subject(t, page.facts.country).name)) for t in ties] or [12]
    most = min(26 if width < 104 else 32, width - organisation - 24)
    supplier = organisation + max(min(max(names), most), 12) + 2
    return Columns(end, end + 2, organisation, supplier, width, currency)


def _amount(tie: Tie, currency: str | None) -> str:
    if tie.obligated is None:
        return words.NO_AMOUNT
    if currency:
        return number(tie.obligated)
    return amount(tie.obligated, tie.currency)


def _rows(ties: Sequence[Tie], page: ReportContext, columns: Columns) -> list[Line]:
    lines: list[Line] = []
    for heading, members in words.by_money(ties):
        if heading:
            lines.append(Line().pad_to(columns.route).add(heading, "dim"))
        for tie in members:
            if not tie.is_presence:
                lines += _row(tie, page, columns)
    offices = [tie for tie in ties if tie.is_presence]
    if offices:
        what, cities = words.offices(offices)
        line = _start(offices[0], columns)
        said = words.labelled(what, f"{', '.join(cities)} ({len(offices)})")
        lines.append(line.add(cut(said, columns.width - columns.organisation)))
    return lines


def _start(tie: Tie, columns: Columns) -> Line:
    line = Line().add(" □ " if tie.is_lead else " ■ ")
    shown = _amount(tie, columns.currency)
    line.add(" " * (columns.amount - 3 - cell_len(shown))).add(shown, "bold")
    line.pad_to(columns.route)
    line.add(tokens().route[tie.route].terminal, route_style(tie.route))
    return line.add(f" {ROUTES[tie.route]}").pad_to(columns.organisation)


def _row(tie: Tie, page: ReportContext, columns: Columns) -> list[Line]:
    """Write a tie; a name that does not fit goes on in the lines below, uncut."""
    who = subject(tie, page.facts.country)
    status = status_line(tie.status, tie.status_date)
    end = columns.width - (7 if tie.is_lead else 0)
    names = _broken(who.name, columns.supplier - columns.organisation - 2)
    suppliers = _broken(tie.supplier or status, end - columns.supplier)
    lines = []
    for index, (name, supplier) in enumerate(
        zip_longest(names, suppliers, fillvalue="")
    ):
        line = _start(tie, columns) if index == 0 else Line()
        line.pad_to(columns.organisation).add(name)
        lines.append(line.pad_to(columns.supplier).add(supplier))
    if tie.is_lead:
        lines[0].pad_to(end + 3).add(probability(tie.probability))
    elif tie.obligated:
        lines.append(_facts(tie, who, status, columns))
    return lines


def _facts(tie: Tie, who: Subject, status: str, columns: Columns) -> Line:
    facts = [safe(who.city)] if who.city else []
    if tie.awards:
        facts.append(counted("{count} award", "{count} awards", tie.awards))
    facts.append(status)
    chance = probability(tie.probability)
    room = columns.width - columns.organisation
    sure = _("probability {probability}").format(probability=chance)
    said = " · ".join([*facts, sure])
    if cell_len(said) > room:
        said = " · ".join([*facts, chance])
    if cell_len(said) > room and who.city:
        said = " · ".join([*facts[1:], chance])
    return Line().pad_to(columns.organisation).add(cut(said, room), "dim")


def _broken(text: str, width: int) -> list[str]:
    """Break a text into lines of a width; only a word that is wider is cut."""
    return [cut(line, width) for line in wrapped(safe(text), width)] or [""]


def _around(page: ReportContext, width: int) -> list[Line]:
    return [
        line
        for label, text, warns in words.around(page)
        for line in hanging(
            label, text, column=27, width=width, style=WARN if warns else ""
        )
    ]
