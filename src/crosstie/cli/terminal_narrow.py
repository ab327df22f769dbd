"""The summary of a trace on a terminal under 80 columns: two to three lines a tie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crosstie.cli import terminal_words as words
from crosstie.cli.terminal_chain import chain_lines, route_style
from crosstie.cli.terminal_full import LEADS, WARN, foot, track
from crosstie.cli.terminal_lines import Line, cut, safe, wrapped
from crosstie.pages.contexts import ReportContext, Tie
from crosstie.pages.money import amount, number, probability
from crosstie.pages.subjects import subject
from crosstie.pages.tokens import tokens
from crosstie.pages.words import ROUTES, status_line
from crosstie.text.language import _, counted


def narrow_lines(
    page: ReportContext, width: int, written: Sequence[Path]
) -> list[Line]:
    """Write the whole summary for a narrow terminal."""
    sample = WARN if page.facts.is_sample else ""
    lines = [Line().add(t, sample) for t in wrapped(words.data_line(page), width)]
    lines.append(Line())
    lines += [Line().add(t, "bold") for t in wrapped(safe(page.facts.title), width)]
    lines += [Line().add(track(width)), Line(), *_sums(page, width), Line()]
    lines += _ties(page.findings, page, width)
    if page.siblings:
        names = ", ".join(dict.fromkeys(t.component for t in page.siblings))
        lines += [Line(), Line().pad_to(4).add(words.at_a_sibling(names), "bold")]
        lines += _ties(page.siblings, page, width)
    if page.leads:
        lines += [Line(), Line().pad_to(4).add(_("Leads, not for publication"), "bold")]
        lines += _ties(page.leads[:LEADS], page, width)
        if len(page.leads) > LEADS:
            more = words.more_leads(len(page.leads) - LEADS, written)
            lines.append(Line().add(f"   {more}", "dim"))
    tie = words.newest_large(page)
    if tie:
        lines += [
            Line(),
            Line().add(" " + _("How the newest large tie stands"), "bold"),
        ]
        lines += chain_lines(tie, width)
    for label, text, warns in words.around(page):
        style = WARN if warns else ""
        lines += [Line(), Line().add(f" {label}", f"bold {style}".strip())]
        lines += [Line().add(f"   {t}", style) for t in wrapped(text, width - 3)]
    return [*lines, Line(), *foot(page, width, written)]


def _sums(page: ReportContext, width: int) -> list[Line]:
    sums = words.sums(page)
    digits = max(len(s.number) for s in sums)
    nouns = max(len(s.noun) for s in sums)
    lines = []
    for s in sums:
        line = Line().add(f" {s.number:>{digits}} {s.noun:<{nouns}} ")
        column = line.width
        if s.money:
            line.add(s.money, "bold").add(" ")
        rest = wrapped(s.says, max(width - line.width, 12))
        lines.append(line.add(rest[0] if rest else ""))
        for more in wrapped(" ".join(rest[1:]), width - column):
            lines.append(Line().pad_to(column).add(more))
    return lines


def _ties(ties: Sequence[Tie], page: ReportContext, width: int) -> list[Line]:
    lines = []
    main = words.main_currency(page)
    heading = ""
    for said, tie in ((s, t) for s, members in words.by_money(ties) for t in members):
        if said != heading:
            lines += [Line().add(f"   {t}", "dim") for t in wrapped(said, width - 3)]
            heading = said
        if tie.is_presence:
            continue
        name = subject(tie, page.facts.country).name
        lines.append(_first(tie, name, width, main))
        line = _route(tie).add(f" · {status_line(tie.status, tie.status_date)}", "dim")
        lines.append(line.add(f" · {probability(tie.probability)}", "dim"))
        if tie.supplier:
            lines.append(Line().add("   ").add(cut(tie.supplier, width - 3)))
    offices = [tie for tie in ties if tie.is_presence]
    if offices:
        what, cities = words.offices(offices)
        places = counted("{count} places", "{count} places", len(cities))
        lines.append(_first(offices[0], f"{what}, {places}", width, main))
        lines.append(_route(offices[0]))
    return lines


def _first(tie: Tie, name: str, width: int, main: str) -> Line:
    shown = words.NO_AMOUNT
    if tie.obligated is not None:
        shown = number(tie.obligated)
        if tie.currency != main:
            shown = amount(tie.obligated, tie.currency)
    line = Line().add(" □ " if tie.is_lead else " ■ ")
    line.add(cut(name, width - 6 - len(shown)))
    return line.pad_to(width - len(shown) - 1).add(shown, "bold")


def _route(tie: Tie) -> Line:
    glyph = tokens().route[tie.route].terminal
    line = Line().add("   ").add(glyph, route_style(tie.route))
    return line.add(f" {ROUTES[tie.route]}")
