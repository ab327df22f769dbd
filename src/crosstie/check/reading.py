"""Reads an article clause by clause, and says of each who and what stands in it.

"it", "the company" and "the agency" are resolved within a paragraph, "the company" and
"the agency" also to who was last named before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from crosstie.check.article import Article
from crosstie.check.clause import SIGNS, Clause
from crosstie.check.laws import laws
from crosstie.check.names import Mention, Names, find_mentions
from crosstie.check.quantities import Quantity, quantities
from crosstie.check.sentences import Span, clauses, paragraphs, quoted_spans, sentences
from crosstie.check.shapes import Candidate, is_law
from crosstie.check.speech import stated
from crosstie.check.tokens import Token, is_plain_word, lemma, tokens
from crosstie.check.wordlists import words as listed
from crosstie.model.claims import Named

_FIRM_NOUNS = listed("reading_firm_nouns")
_STATE_NOUNS = listed("reading_state_nouns")
_ARTICLES = frozenset(
    ["the", "this", "that", "its", "le", "la", "l'", "les", "ce", "cette", "cet"]
)
_IT = listed("reading_it")
_POSSESSIVES = frozenset(
    ["its", "their", "son", "sa", "ses", "leur", "leurs", "whose", "dont"]
)
_WHICH = frozenset(["which", "who", "whose", "that", "qui", "dont"])
_HEADING = re.compile(r"[.!?:;,”\"»)\]]\s*$")


@dataclass
class _Memory:
    """Who was named so far."""

    topic: Mention | None = None
    firm: Mention | None = None
    agency: Mention | None = None
    nearest: Mention | None = None
    paragraph: list[Mention] = field(default_factory=list)

    def keep(self, mentions: tuple[Mention, ...]) -> None:
        """Remember a clause: its first mention is what the next "it" means."""
        for mention in mentions:
            if mention.named.is_buyer_side:
                self.agency = mention
            else:
                self.firm = mention
            self.nearest = mention
            self.paragraph.insert(0, mention)
        if mentions:
            firms = [m for m in mentions if not m.named.is_buyer_side]
            self.firm = firms[0] if firms else self.firm
            self.topic = mentions[0]


@dataclass(frozen=True)
class _Whole:
    """The article's words and names, found once."""

    article: Article
    words: list[Token]
    starts: list[int]
    mentions: list[Mention]
    mention_starts: list[int]
    unknown: dict[int, Candidate]


def read_clauses(article: Article, names: Names) -> Iterator[tuple[Span, list[Clause]]]:
    """Give each sentence with its clauses, in the order of the text."""
    words = tokens(article.text)
    mentions, unknown = find_mentions(article.text, words, names, article.language)
    whole = _Whole(
        article,
        words,
        [word.start for word in words],
        mentions,
        [mention.start for mention in mentions],
        {one.start: one for one in unknown},
    )
    memory = _Memory()
    is_first = True
    for paragraph in paragraphs(article.text):
        heading = _is_heading(paragraph.text, is_first)
        is_first = False
        memory = _Memory(firm=memory.firm, agency=memory.agency)
        quotes = [
            (begin + paragraph.start, end + paragraph.start)
            for begin, end in quoted_spans(paragraph.text)
        ]
        if heading:
            memory.keep(tuple(_between(whole, paragraph.start, paragraph.end)))
            continue
        for sentence in sentences(paragraph.text, paragraph.start):
            yield sentence, _sentence(whole, sentence, memory, quotes)


def _is_heading(text: str, is_first: bool) -> bool:
    """Tell whether a paragraph is a title, a greeting or a date line."""
    if text.startswith("#"):
        return True
    if _HEADING.search(text) or len(text) > 140:
        return False
    long_words = [word for word in text.split() if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long_words)
    return is_first or capitals * 3 >= len(long_words) * 2


def _sentence(
    whole: _Whole, sentence: Span, memory: _Memory, quotes: list[tuple[int, int]]
) -> list[Clause]:
    numbers = [
        replace(one, start=one.start + sentence.start, end=one.end + sentence.start)
        for one in quantities(sentence.text)
    ]
    named_laws = laws(sentence.text, sentence.start)
    pieces = [(piece, stated(piece.text)) for piece in clauses(sentence)]
    speaker = next((who for _, (_, _, who) in pieces if who), None)
    is_question = sentence.text.rstrip(' ”"»').endswith("?")
    found: list[Clause] = []
    for piece, (first, last, who) in pieces:
        start, end = piece.start + first, piece.start + last
        if end - start < 12:
            memory.keep(tuple(_between(whole, piece.start, piece.end)))
            continue
        memory.keep(tuple(_between(whole, piece.start, start)))
        clause = _clause(
            whole,
            Span(start, end, whole.article.text[start:end]),
            memory,
            [q for q in numbers if start <= q.start < end],
            [law for law in named_laws if start <= law.start < end],
        )
        quoted = any(begin <= start + 2 and end - 2 <= close for begin, close in quotes)
        after_law = bool(found and (found[-1].laws or found[-1].after_law))
        presupposed = is_question and first > 15
        found.append(
            replace(
                clause,
                attributed_to=who or speaker,
                quoted=quoted,
                question=is_question and not presupposed,
                speaker=_speaker(whole, sentence, who or speaker),
                after_law=after_law
                and clause.line.startswith((" which ", " that ", " qui ")),
            )
        )
        memory.keep(clause.mentions)
        if end < piece.end and not clause.mentions:
            memory.keep(tuple(_between(whole, end, piece.end)))
    return found


def _speaker(whole: _Whole, sentence: Span, who: str | None) -> Mention | None:
    """Find the body among those named in a sentence that is said to speak."""
    named = _between(whole, sentence.start, sentence.end)
    return next((m for m in named if who and m.named.text in who), None)


def _between(whole: _Whole, start: int, end: int) -> list[Mention]:
    first = bisect_left(whole.mention_starts, start)
    last = bisect_left(whole.mention_starts, end)
    return whole.mentions[first:last]


def _clause(
    whole: _Whole,
    span: Span,
    memory: _Memory,
    numbers: list[Quantity],
    named_laws: list[Span],
) -> Clause:
    """Write the line of one clause, and list who is named in it."""
    signs: list[str] = []
    mentions: list[Mention] = []
    owners: list[Mention] = []
    capitals: list[Mention] = []
    placed: dict[int, tuple[int, str, Mention | None]] = {}
    for law in named_laws:
        placed[law.start] = (law.end, "@LAW", None)
    for mention in _between(whole, span.start, span.end):
        sign = "@GOV" if mention.named.is_buyer_side else "@ORG"
        placed.setdefault(mention.start, (mention.end, sign, mention))
    for number in numbers:
        placed[number.start] = (number.end, SIGNS[number.kind], None)
    at = bisect_left(whole.starts, span.start)
    done = span.start
    position = 0
    pending = sorted(placed)
    while at < len(whole.words) and whole.words[at].start < span.end:
        word = whole.words[at]
        while pending and pending[0] < word.end:
            begin = pending.pop(0)
            if begin < done:
                continue
            done, sign, named = placed[begin]
            signs.append(sign)
            if named is not None:
                mentions.append(named)
        if word.start >= done:
            sign, meant = _word(whole, at, position, memory, mentions)
            signs.append(sign)
            if meant is not None:
                (owners if word.key in _POSSESSIVES else mentions).append(meant)
            if sign == "@CAP":
                capitals.append(_capital(whole.unknown[word.start]))
                done = whole.unknown[word.start].end
        position += 1
        at += 1
    return Clause(
        span.start,
        span.end,
        span.text,
        f" {' '.join(signs)} ",
        tuple([*mentions, *owners]),
        tuple(numbers),
        tuple(named_laws),
        whole.article.language,
        near=tuple(memory.paragraph),
        before=tuple(_elsewhere(memory)),
        capitals=tuple(capitals),
    )


def _capital(candidate: Candidate) -> Mention:
    """Take a capitalised name for a firm, as far as the rules find it to be one."""
    named = Named(candidate.text, candidate.text, None, 0.5)
    return Mention(candidate.start, candidate.end, named, candidate.text.lower())


def _elsewhere(memory: _Memory) -> list[Mention]:
    return [m for m in (memory.firm, memory.agency) if m is not None]


def _word(
    whole: _Whole, at: int, position: int, memory: _Memory, mentions: list[Mention]
) -> tuple[str, Mention | None]:
    """Give the sign or dictionary form of one word, and whom it stands for."""
    word = whole.words[at]
    language = whole.article.language
    before = whole.words[at - 1].key if at else ""
    if (
        before in ("a", "an", "une")
        and at > 2
        and word.key in _STATE_NOUNS
        and whole.words[at - 3].key in ("this", "it", "that", "c'")
        and memory.agency
    ):
        return "@GOV", memory.agency
    if before in _ARTICLES and before != "its" and not _is_followed(whole, at):
        only_agencies = all(m.named.is_buyer_side for m in mentions)
        if word.key in _FIRM_NOUNS and memory.firm is not None and only_agencies:
            return "@ORG", memory.firm
        if word.key in _STATE_NOUNS and memory.agency is not None:
            return "@GOV", memory.agency
    if word.key in _IT and memory.topic is not None and not mentions:
        return ("@GOV" if memory.topic.named.is_buyer_side else "@ORG"), memory.topic
    if word.key in _WHICH and position == 0 and memory.nearest is not None:
        return word.key, memory.nearest
    candidate = whole.unknown.get(word.start)
    if candidate is not None and len(candidate.text) > 2:
        if candidate.is_person:
            return "@PERSON", None
        if candidate.is_place:
            return "@PLACE", None
        known = " " not in candidate.text and is_plain_word(word.raw, language)
        if not known and not is_law(candidate.text):
            return "@CAP", None
    return lemma(word.raw, language), None


def _is_followed(whole: _Whole, at: int) -> bool:
    """Tell whether the noun goes on: "the group of ...", "the company Acme"."""
    if at + 1 >= len(whole.words):
        return False
    word, after = whole.words[at], whole.words[at + 1]
    gap = whole.article.text[word.end : after.start]
    return gap == " " and (
        after.key in ("of", "for", "that")
        or (after.is_capital and after.start in whole.mention_starts)
    )
