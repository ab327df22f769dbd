"""Prints what a search found: by kind, the words that were met in bold."""

from __future__ import annotations

from typing import TextIO

from crosstie.cli.terminal_lines import Line, safe
from crosstie.pages.money import amount
from crosstie.pages.search_contexts import (
    Marked,
    SearchContext,
    SearchGroup,
    SearchHit,
    SimilarName,
)
from crosstie.text.language import _, later
from crosstie.text.numerals import grouped

__all__ = ["print_search", "search_lines"]

MET = "bold"
QUIET = "dim"
STATES = {"lead": later("lead"), "not_counted": later("not counted")}


def print_search(
    page: SearchContext, case: str, *, plain: bool, stream: TextIO
) -> None:
    """Print the page of a search."""
    from rich.console import Console

    lines = search_lines(page, case)
    if plain:
        encoding = stream.encoding or "utf-8"
        for line in lines:
            text = line.text.encode(encoding, "replace").decode(encoding)
            stream.write(text + "\n")
        return
    console = Console(file=stream, highlight=False, soft_wrap=True)
    for line in lines:
        console.print(line.rich())


def search_lines(page: SearchContext, case: str) -> list[Line]:
    """Draw the page of a search as lines."""
    lines = [_said(page.says)]
    if page.identified:
        lines += [Line(), Line().add(_("By its identifier"), MET)]
        lines += [line for hit in page.identified for line in _hit(hit)]
    for group in page.groups:
        lines += _group(group)
    if page.spelled:
        words = "; ".join(
            f"{safe(one.word)}: {', '.join(one.like)}" for one in page.respelled
        )
        lines += [
            Line(),
            Line().add(_("Other spellings"), MET).add(f"  {words}", QUIET),
        ]
        for group in page.spelled:
            lines += _group(group)
    if page.similar:
        lines += [Line(), Line().add(_("Similar names in registers"), MET)]
        lines += [line for one in page.similar for line in _similar(one)]
    return [*lines, Line(), *_behind(page, case)]


def _group(group: SearchGroup) -> list[Line]:
    head = Line().add(safe(group.name), MET).add(f"  {group.counted}", QUIET)
    if group.note:
        head.add(f"  {safe(group.note)}", QUIET)
    return [Line(), head, *(line for hit in group.hits for line in _hit(hit))]


def _hit(hit: SearchHit) -> list[Line]:
    head = _marked(Line().add("  "), hit.title)
    if hit.state in STATES:
        head.add(f"  [{_(STATES[hit.state])}]")
    if hit.amount is not None:
        money = amount(hit.amount, hit.currency or None)
        head.add(f"  {money} {safe(hit.amount_kind)}".rstrip())
    if hit.facts:
        head.add("  " + safe("; ".join(hit.facts)), QUIET)
    lines = [head]
    for one in hit.lines:
        line = Line().add(
            "      " + _("{title}:").format(title=safe(one.label)) + " ", QUIET
        )
        lines.append(_marked(line, one.text))
    if hit.record and hit.kind in ("register", "vendor"):
        row = hit.record.row_number
        place = _("{file}, row {row}") if row else "{file}"
        said = place.format(file=hit.record.file_name, row=row)
        lines.append(Line().add(f"      {safe(said)}", QUIET))
    return lines


def _similar(one: SimilarName) -> list[Line]:
    head = Line().add(f"  {one.probability:.2f}  {safe(one.organisation)}")
    if one.country:
        head.add(f" ({safe(one.country)})")
    if one.register == "vendors":
        head.add("  " + _("a vendor's name, no evidence of more"), QUIET)
    return [head, Line().add(f"        {safe(one.reason)}", QUIET)]


def _behind(page: SearchContext, case: str) -> list[Line]:
    """Say what was searched, and what is not loaded."""
    lines = []
    if page.searched:
        counts = ", ".join(f"{name} {grouped(count)}" for name, count in page.searched)
        where = _("Searched, in the run of {case}").format(case=case) if case else ""
        said = _("{name}: {says}").format(name=where or _("Searched"), says=counts)
        lines.append(_said(said))
    for note in (*page.notes, *page.not_loaded[:3]):
        lines.append(Line().add(_("Not searched:") + " ", "yellow").add(safe(note)))
    if len(page.not_loaded) > 3:
        more = _("and {count} more gaps: crosstie sources")
        lines.append(_said(more.format(count=len(page.not_loaded) - 3)))
    if page.next_step:
        lines.append(_said(_("Next: {step}").format(step=page.next_step)))
    return lines


def _said(text: str) -> Line:
    return Line().add(safe(text))


def _marked(line: Line, parts: Marked) -> Line:
    """Add a text, with the words that were met in bold."""
    from crosstie.pages.words import visible

    for text, is_met in parts:
        line.add(
            visible(text).replace("\n", " ").replace("\t", " "), MET if is_met else ""
        )
    return line
