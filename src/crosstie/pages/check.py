"""What a checked article shows: its text with marks, and a verdict for each claim."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from crosstie.model.claims import Checked, Verdict
from crosstie.pages.words import Said
from crosstie.text.language import _, later, ngettext

VERDICTS = Said(
    {
        Verdict.SUPPORTED.value: later("Supported"),
        Verdict.SUPPORTED_WITH_CONTEXT.value: later("Supported, with context"),
        Verdict.OUTDATED.value: later("Outdated"),
        Verdict.CONTRADICTED.value: later("Contradicted"),
        Verdict.REPORTED_ONLY.value: later("Reported only"),
        Verdict.NOT_FOUND.value: later("Not found"),
        Verdict.NOT_CHECKABLE.value: later("Not checkable"),
    }
)
MARKS = {
    Verdict.SUPPORTED.value: "✓",
    Verdict.SUPPORTED_WITH_CONTEXT.value: "✓*",
    Verdict.OUTDATED.value: "↺",
    Verdict.CONTRADICTED.value: "✕",
    Verdict.REPORTED_ONLY.value: "”",
    Verdict.NOT_FOUND.value: "∅",
    Verdict.NOT_CHECKABLE.value: "–",
}
"""The sign of each verdict; it never stands without the word."""

_PARAGRAPH = re.compile(r"[^\S\n]*\n\s*\n")


@dataclass(frozen=True)
class Article:
    """The article as it was read."""

    text: str
    title: str = ""
    language: str = "en"
    byline: str | None = None
    date: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Judged:
    """One claim with its number on the page."""

    number: int
    checked: Checked

    @property
    def verdict(self) -> str:
        """Give the verdict as the enumeration writes it."""
        return self.checked.verdict.value

    @property
    def word(self) -> str:
        """Say the verdict."""
        return VERDICTS[self.verdict]

    @property
    def mark(self) -> str:
        """Give the verdict's sign."""
        return MARKS[self.verdict]


@dataclass(frozen=True)
class Piece:
    """Some text of the article: plain, or of one or several claims."""

    text: str
    judged: Judged | None = None
    """The claim whose mark it bears."""
    begins: bool = False
    numbers: tuple[int, ...] = ()
    """Numbers of the claims that end with it."""


@dataclass(frozen=True)
class Row:
    """One paragraph with the verdicts on its claims beside it."""

    pieces: tuple[Piece, ...]
    judged: tuple[Judged, ...]


@dataclass(frozen=True)
class CheckContext:
    """A checked article, ready to be shown."""

    article: Article
    case: str
    title: str
    """Title of the case whose records were read."""
    as_of: date | None
    run_id: str
    is_sample: bool
    judged: tuple[Judged, ...]
    rows: tuple[Row, ...]
    searched: tuple[str, ...]

    @property
    def shown_title(self) -> str:
        """Give the article's title, unless it is only how its text begins."""
        title = self.article.title
        begins = self.article.text.lstrip().startswith(title.rstrip("…"))
        return "" if begins else title

    @property
    def counts(self) -> tuple[tuple[str, str, str, int], ...]:
        """Count the claims by verdict: (verdict, mark, word, number)."""
        found = Counter(one.verdict for one in self.judged)
        return tuple(
            (name, MARKS[name], VERDICTS[name], found[name])
            for name in MARKS
            if found[name]
        )

    @property
    def heading(self) -> str:
        """Say in a line how many claims there are, and how many stand as they are."""
        number = len(self.judged)
        if not number:
            return _("No checkable claim was found")
        plain = sum(one.verdict == Verdict.SUPPORTED for one in self.judged)
        claims = ngettext("{count} claim", "{count} claims", number).format(
            count=number
        )
        stand = ngettext(
            "{count} supported as it stands", "{count} supported as they stand", plain
        ).format(count=plain)
        return f"{claims}, {stand}"


@dataclass(frozen=True)
class CheckedBy:
    """The run that an article was checked against."""

    case: str
    title: str
    as_of: date | None = None
    run_id: str = ""
    is_sample: bool = False
    searched: tuple[str, ...] = ()


def check_context(
    article: Article, checked: Sequence[Checked], by: CheckedBy
) -> CheckContext:
    """Put an article and its verdicts together, numbered in the order of the text."""
    ordered = sorted(checked, key=lambda one: (one.claim.start, one.claim.end))
    judged = tuple(Judged(number, one) for number, one in enumerate(ordered, start=1))
    return CheckContext(
        article=article,
        case=by.case,
        title=by.title,
        as_of=by.as_of,
        run_id=by.run_id,
        is_sample=by.is_sample,
        judged=judged,
        rows=tuple(_rows(article.text, judged)),
        searched=by.searched,
    )


def _rows(text: str, judged: Sequence[Judged]) -> Iterator[Row]:
    """Part a text into paragraphs; a claim belongs where it begins."""
    bounds = [match.end() for match in _PARAGRAPH.finditer(text)]
    start = 0
    for end in (*bounds, len(text)):
        inside = [one for one in judged if start <= one.checked.claim.start < end]
        # A claim that runs over a blank line stays in one row.
        if text[start:end].strip():
            pieces = tuple(_pieces(text, start, end, judged))
            yield Row(pieces, tuple(inside))
        start = end


def _pieces(
    text: str, start: int, end: int, judged: Sequence[Judged]
) -> Iterator[Piece]:
    """Cut a paragraph where a claim begins or ends."""
    over = [
        one
        for one in judged
        if one.checked.claim.start < end and one.checked.claim.end > start
    ]
    ends = {p for one in over for p in (one.checked.claim.start, one.checked.claim.end)}
    cuts = sorted({start, end, *(point for point in ends if start < point < end)})
    begun: set[int] = set()
    for first, last in pairwise(cuts):
        here = [
            one
            for one in over
            if one.checked.claim.start <= first and last <= one.checked.claim.end
        ]
        top = min(here, key=lambda one: one.checked.claim.end, default=None)
        numbers = tuple(one.number for one in here if one.checked.claim.end == last)
        begins = top is not None and top.number not in begun
        if top is not None:
            begun.add(top.number)
        shown = text[first:last] if last != end else text[first:last].rstrip()
        if shown:
            yield Piece(shown, top, begins, numbers)
