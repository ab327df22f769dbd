"""The terminal's summary of a checked article."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from crosstie.pages.check import CheckContext, Judged
from crosstie.text.language import _

INDENT = "    "


def summary(context: CheckContext, *, plain: bool, width: int) -> Iterator[str]:
    """Say counts, then each claim with its verdict; plain is one claim a line."""
    yield context.heading
    if context.as_of:
        yield _("Records as of {day}.").format(day=context.as_of.isoformat())
    if context.is_sample:
        yield _("Sample data: no full search.")
    for _verdict, mark, word, number in context.counts:
        yield f"  {word}: {number}" if plain else f"  {mark} {word}: {number}"
    for one in context.judged:
        yield "" if not plain else _plain(one)
        if not plain:
            yield from _full(one, width)


def _plain(one: Judged) -> str:
    claim = one.checked.claim
    cells = (
        *(str(one.number), one.verdict, claim.type.value, _flat(claim.text)),
        *(_flat(one.checked.explanation), _flat(one.checked.best_value or "")),
    )
    return "\t".join(cells)


def _full(one: Judged, width: int) -> Iterator[str]:
    checked = one.checked
    room = max(40, min(width, 100) - len(INDENT))
    yield f"{one.number:>2}. {one.mark} {one.word}"
    parts = [f"“{_flat(checked.claim.text)}”", checked.explanation, checked.best_value]
    for text in parts:
        for line in textwrap.wrap(text or "", room):
            yield INDENT + line


def _flat(text: str) -> str:
    return " ".join(text.split())
