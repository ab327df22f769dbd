"""Parts a text into paragraphs, sentences and clauses, with their offsets.

A clause is what states one thing: a sentence, or a part of it that has a verb of its
own, without the words that only join it to another or say who says it.

>>> [s.text for s in sentences("The U.S. paid Acme Inc. in May. It left.")]
['The U.S. paid Acme Inc. in May.', 'It left.']
"""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crosstie.check.wordlists import words as listed

LONGEST = 1500
"""Characters after which a sentence is cut at a blank, so that work stays bounded."""

_ABBREVIATIONS = listed("sentences_abbreviations")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*[ \t\u00a0\u202f]*[\"”»]?(?=\s|$)")
_BREAK = re.compile(r"\r?\n[ \t]*(?:\r?\n[ \t]*)+|\r(?!\n)|\u2029")
_BULLET = re.compile(r"\s*(?:[-*•–—#>|]+|\d{1,3}[.)/])\s+")
_QUOTES = re.compile(r"“[^”]{0,1200}”|«[^»]{0,1200}»|\"[^\"\n]{0,1200}\"")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text with its place: `text` is the slice from `start` to `end`."""

    start: int
    end: int
    text: str


def paragraphs(text: str) -> Iterator[Span]:
    """Part a text at empty lines, headings and points of lists."""
    at = 0
    for broken in _BREAK.finditer(text):
        yield from _lines(text, at, broken.start())
        at = broken.end()
    yield from _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Part a block at lines that stand alone; lines broken for width stay together."""
    begin = at = start
    lines = text[start:end].splitlines(keepends=True)
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        at += len(line)
        if following is None or _stands_alone(line, following):
            if text[begin:at].strip():
                yield _trimmed(text, begin, at)
            begin = at


def _stands_alone(line: str, following: str) -> bool:
    bare = line.rstrip()
    if _BULLET.match(following) or bare.startswith("#"):
        return True
    if len(bare) < 55:
        first = following.lstrip()[:1]
        return not first.islower() and (bare[-1:] not in ",;-–—")
    return False


def sentences(text: str, start: int = 0) -> list[Span]:
    """Part one paragraph into sentences; offsets begin at `start`."""
    found = []
    begin = 0
    for mark in _END.finditer(text):
        if _ends(text, mark):
            found.append((begin, mark.end()))
            begin = mark.end()
    found.append((begin, len(text)))
    return [
        Span(piece.start + start, piece.end + start, piece.text)
        for first, last in found
        for piece in _bounded(text, first, last)
    ]


def _ends(text: str, mark: re.Match[str]) -> bool:
    after = text[mark.end() : mark.end() + 3].lstrip()
    if after and (
        after[0].islower() or (after[0].isdigit() and text[mark.start()] != ".")
    ):
        return False
    if mark.group().strip() != "." or not after:
        return True
    word = re.search(r"[^\s(«“\"]*$", text[max(0, mark.start() - 25) : mark.start()])
    last = word.group().lower() if word else ""
    if last in _ABBREVIATIONS:
        # "Acme Inc. The agency": a new sentence where a small word begins it
        return last in ("inc", "ltd", "corp", "co", "llc", "etc", "u.s", "u.k", "e.u", "d.c", "b.c", "u.n") and bool(
            re.match(r"\s*(?:The|In|It|Its|This|That|But|And|He|She|They|We|A|On|For|If|When|Since|Le|La|Les|Elle|Il|Ce|En)\b", text[mark.end() : mark.end() + 12])
        )  # fmt: skip
    return not (len(last) == 1 and last.isalpha() and last not in "iy")


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        if text[start:cut].strip():
            yield _trimmed(text, start, cut)
        start = cut
    if text[start:end].strip():
        yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return Span(start, end, text[start:end])


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Give the places of what stands between quotation marks in one paragraph."""
    return [found.span() for found in _QUOTES.finditer(text)]


_SUBJECT = (
    r"(?:[A-Z0-9ÀÉ€£$«“\"]|the|a|an|it|its|they|their|he|she|we|this|that|these|those|no|only|about|nearly|over|some|"
    r"more|most|none|about|at least|fewer|less|all|another|both|each|"
    r"le|la|les|l['’]|un|une|elle|il|ils|elles|son|sa|ses|ce|cette|des|plus|près|environ|aucun)"
)
_SUPPOSED = re.compile(
    rf"(?:(?:and|but|so|et|mais)\s+)?(?:even if|if|unless|même si|si|s['’]il)\s[^,;]{{3,160}},\s+(?=(?:then\s+)?{_SUBJECT})",
    re.I,
)
"""A condition before the statement: "If it is so, the agency ..."."""
_INSERTED = re.compile(
    r",\s+(?:which|who|whose|qui|dont|soit)\s[^,;]{3,120},\s+"
    r"(?!(?:and|or|but|with|in|on|at|for|to|by|from|the|a|an|et|ou|mais|avec|dans|pour|par|la|le|les|un|une|which|who|as|up|down|according|selon)\b)(?=[a-zéêà])"
)
"""A relative clause after which the main one goes on: "Acme, which ..., was sold"."""
_SPLITS = re.compile(
    rf"\s*;\s+|:\s+(?!(?:in|at|on|with|from|of|for|à|en|au|aux|dans)\s)(?=\S+ \S+ \S+)|\s+[–—]\s+|\s*—\s*|\s+--\s+|\s+-\s+"
    rf"|,?\s+(?:while|whereas|although|though|because|but|tandis que|alors que|mais|car|bien que)\s+(?={_SUBJECT}\b)"
    rf"|,\s+(?:and|or|so|yet|et|or|donc)\s+(?!\S+(?:\s\S+)?(?:[,.]|$))(?={_SUBJECT})"
    rf"|,\s+(?=(?:which|who|whose|of whom|of which|qui|dont|soit|ce qui)\s)"
    r"|,\s+(?=(?:a|an|une?|the)\s+(?:\S+\s){0,5}?(?:rise|increase|drop|fall|decrease|decline|jump|hausse|baisse|augmentation|diminution|recul|bond)\b)"
    r"|,\s+(?=(?:(?:up|down)\s+(?:from|by|\S+\s?%|\S+ per ?cent)|(?:en\s+)?(?:hausse|baisse) de)\s)"
    r"|\s+(?=and\s+(?:about|only|at least|more than|nearly|over|some|fewer)\s+\S+\s)"
)  # fmt: skip


def clauses(sentence: Span) -> list[Span]:
    """Part a sentence where a new statement begins, outside of brackets."""
    if len(sentence.text) < 30:
        return [sentence]
    found: list[Span] = []
    begin = 0
    text = sentence.text
    supposed = _SUPPOSED.match(text)
    if supposed:
        found.append(_trimmed(text, 0, supposed.end()))
        begin = supposed.end()
    for split in _SPLITS.finditer(text):
        if text.count("(", 0, split.start()) > text.count(")", 0, split.start()):
            continue
        if _INSERTED.match(text, split.start()) or split.start() < begin:
            continue
        if split.start() > begin:
            found.append(_trimmed(text, begin, split.start()))
        begin = split.end()
    found.append(_trimmed(text, begin, len(text)))
    return [
        Span(piece.start + sentence.start, piece.end + sentence.start, piece.text)
        for piece in found
        if piece.text
    ]
