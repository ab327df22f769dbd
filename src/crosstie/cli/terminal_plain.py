"""The summary of a trace in ASCII: no colour, nothing cut, one record a line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crosstie.cli import terminal_words as words
from crosstie.cli.terminal_chain import plain_chain
from crosstie.cli.terminal_lines import safe
from crosstie.pages.contexts import ReportContext, Tie
from crosstie.pages.money import MINUS, plain, plain_probability
from crosstie.pages.subjects import subject
from crosstie.text.language import _

HEADS = ("KIND", "OBLIGATED", "ROUTE", "STATUS", "PROB", "ORGANISATION", "SUPPLIER")


def plain_lines(page: ReportContext, written: Sequence[Path]) -> list[str]:
    """Write the whole summary."""
    lines = [words.data_line(page), "", safe(page.facts.title), ""]
    for s in words.sums(page):
        start = f"{s.number} {s.noun}, " if s.number else "  "
        lines.append(
            f"{start}{s.money.replace(MINUS, '-')} {s.says}".replace(",  ", ", ")
        )
    if page.findings:
        routes = words.by_route(page.findings)
        lines.append(_("findings by route: {routes}").format(routes=routes))
    if page.leads:
        routes = words.by_route(page.leads)
        lines.append(_("leads by route: {routes}").format(routes=routes))
    if page.findings or page.siblings:
        lines.append(words.without_case(page))
    if page.ties:
        lines += ["", *_table(page)]
    tie = words.newest_large(page)
    if tie:
        lines += ["", words.labelled(_("chain"), plain_chain(tie))]
    nothing = _("Searched, nothing found")
    lines += ["", words.labelled(nothing.lower(), words.searched(page) or _("none"))]
    lines += [
        words.labelled(label.lower(), text.replace(" · ", "; "))
        for label, text, _warns in words.around(page)
        if label != nothing
    ]
    lines += [words.labelled(_("Wrote").lower(), str(path)) for path in written]
    step = words.next_step(page, written).replace(" · ", "; ")
    after = _("Next:").lower()
    return [*lines, f"{after} {step}"] if step else lines


def _table(page: ReportContext) -> list[str]:
    found = {t.currency for t in page.ties if t.obligated is not None}
    one = found.pop() if len(found) == 1 else None
    heads = list(HEADS)
    if one:
        heads[1] = f"OBLIGATED_{one}"
    rows = [_row(tie, page, one) for tie in page.ties]
    widths = [max(len(r[i]) for r in (heads, *rows)) for i in range(len(heads))]
    return [_line(heads, widths, is_head=True), *(_line(r, widths) for r in rows)]


def _row(tie: Tie, page: ReportContext, currency: str | None) -> list[str]:
    money = plain(tie.obligated) or "-"
    if tie.obligated is not None and not currency:
        money = f"{money} {tie.currency}"
    kind = tie.kind
    if tie.is_sibling:
        kind = "sibling" if tie.is_finding else "sibling-lead"
    return [
        kind,
        money,
        tie.route,
        tie.status,
        plain_probability(tie.probability),
        safe(subject(tie, page.facts.country).name),
        safe(tie.supplier) or "-",
    ]


def _line(cells: Sequence[str], widths: Sequence[int], is_head: bool = False) -> str:
    padded = [
        cell.rjust(width) if index == 1 and not is_head else cell.ljust(width)
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()
