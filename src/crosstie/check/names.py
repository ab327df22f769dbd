"""Finds organisations and agencies in a text, and says which of the known they are.

Four ways: the case's own names, the table of agencies, the register's names, and shape:
capitals with a legal form, a trade, or a word such as "company" beside them.
"""

# ruff: noqa: E501 - a pattern is read on one line
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from crosstie.check.agencies import agencies
from crosstie.check.register import NameIndex
from crosstie.check.shapes import Candidate, candidates, core_of
from crosstie.check.tokens import Token, is_plain_word
from crosstie.model.case import Buyer, CaseOrganisation, Component
from crosstie.model.claims import Named
from crosstie.text.names import fold


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text names somebody."""

    start: int
    end: int
    named: Named
    key: str
    """Equal for mentions of the same body."""
    country: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    id: str | None
    is_agency: bool
    country: str
    is_abbreviation: bool = False
    is_short: bool = False


class Names:
    """The names that a check knows: of a case, of agencies, of a register."""

    def __init__(
        self,
        organisations: Iterable[CaseOrganisation] = (),
        buyer: Buyer | None = None,
        register: NameIndex | None = None,
    ) -> None:
        self.register = register
        self._phrases: dict[str, list[tuple[tuple[str, ...], _Known]]] = {}
        for agency in agencies():
            known = _Known(agency.name, None, True, agency.country)
            self._add(known, agency.abbreviation, (agency.name, *agency.other_names))
        if buyer is not None:
            for body in (buyer, *buyer.siblings):
                self._add_component(body, buyer.country)
        for organisation in organisations:
            self._add_organisation(organisation)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda entry: -len(entry[0]))

    @classmethod
    def of_case(
        cls,
        organisations: Iterable[CaseOrganisation],
        buyer: Buyer | None,
        register: Path | None = None,
    ) -> Names:
        """Make the names of a case, with the folder of a register's index if any."""
        return cls(organisations, buyer, NameIndex.open(register) if register else None)

    def _add_component(self, body: Component, country: str) -> None:
        self._add(
            _Known(body.name, None, True, country),
            body.abbreviation,
            (body.name, *body.names),
        )

    def _add_organisation(self, one: CaseOrganisation) -> None:
        known = _Known(one.name, one.id, False, one.country)
        self._add(known, "", (one.name, *one.other_names))
        for written in (one.name, *one.other_names):
            short = core_of(written)
            if short and short != written:
                self._add(replace(known, is_short=True), "", (short,))

    def _add(self, known: _Known, abbreviation: str, names: Iterable[str]) -> None:
        entries = [(name, known) for name in names]
        if abbreviation:
            entries.append((abbreviation, replace(known, is_abbreviation=True)))
        for name, entry in entries:
            capital = name.isupper() and len(name) <= 6
            words = _words(name)
            if not words:
                continue
            held = self._phrases.setdefault(words[0], [])
            held[:] = [
                h for h in held if h[0] != words or h[1].id not in (None, entry.id)
            ]
            held.append((words, replace(entry, is_abbreviation=capital)))

    def known_at(self, words: list[Token], at: int) -> tuple[int, _Known] | None:
        """Give the longest known name that begins at a word: (words, who), if any."""
        for phrase, known in self._phrases.get(words[at].key, ()):
            size = len(phrase)
            if at + size > len(words):
                continue
            if any(words[at + n].key != phrase[n] for n in range(1, size)):
                continue
            if _is_written_so(words[at : at + size], known):
                return size, known
        return None


def _words(name: str) -> tuple[str, ...]:
    from crosstie.check.tokens import tokens

    return tuple(token.key for token in tokens(name))


def _is_written_so(words: list[Token], known: _Known) -> bool:
    """Tell whether a known name is written as a name, not as plain words."""
    if known.is_abbreviation:
        return words[0].raw.replace(".", "").isupper()
    capitals = sum(any(c.isupper() for c in word.raw) for word in words)
    return (
        capitals >= 1
        if len(words) <= 2
        else capitals >= 2 or (known.is_agency and capitals >= 1)
    )


def find_mentions(
    text: str, words: list[Token], names: Names, language: str
) -> tuple[list[Mention], list[Candidate]]:
    """Find who is named; and capitals that may be a name, for the rules to decide.

    A name that was once found in full is also found by its first word or initials.
    """
    known = _known_mentions(text, words, names, language)
    rest = candidates(text, words, known, language)
    found = list(known)
    aliases = _Aliases(language)
    for mention in known:
        aliases.learn(mention)
    by_length = sorted(rest, key=lambda c: (-c.text.count(" "), c.start))
    for candidate in by_length:
        if " " not in candidate.text and aliases.find(candidate.text):
            continue
        if candidate.kind:
            one: Mention | None = _resolved(candidate, names)
        else:
            one = _registered(candidate, names, language)
        if one is not None:
            found.append(one)
            aliases.learn(one)
    aliases.learn_initials(text, found)
    taken = {mention.start for mention in found}
    unknown = []
    for candidate in rest:
        if candidate.start in taken:
            continue
        alias = aliases.find(candidate.text)
        if alias is not None:
            found.append(
                Mention(candidate.start, candidate.end, alias.named, alias.key)
            )
        else:
            unknown.append(candidate)
    found.sort(key=lambda mention: mention.start)
    return found, unknown


def _known_mentions(
    text: str, words: list[Token], names: Names, language: str
) -> list[Mention]:
    found = []
    at = 0
    while at < len(words):
        hit = names.known_at(words, at)
        if hit is None:
            at += 1
            continue
        size, known = hit
        start, end = words[at].start, words[at + size - 1].end
        if (
            size == 1
            and not known.is_agency
            and not _is_certain(text, words, at, language)
        ):
            at += 1
            continue
        named = Named(
            text[start:end],
            known.name,
            known.id,
            0.9 if known.is_short else 0.98,
            known.is_agency,
        )
        found.append(
            Mention(start, end, named, known.id or fold(known.name), known.country)
        )
        at += size
    return found


def _is_certain(text: str, words: list[Token], at: int, language: str) -> bool:
    """Tell whether one capital word that is a firm's name is no plain word here."""
    word = words[at]
    if not word.is_capital:
        return False
    around = [w for w in words[max(0, at - 1) : at + 2] if w is not word]
    beside = any(
        w.is_capital and text[min(w.end, word.end) : max(w.start, word.start)] == " "
        for w in around
    )
    if not is_plain_word(word.raw, language):
        return not beside or not is_plain_word(word.raw, "en")
    before = text[max(0, word.start - 2) : word.start]
    return before[-1:] == " " and before[:1] not in ".!?:\n" and not beside


def _resolved(candidate: Candidate, names: Names) -> Mention:
    """Give a candidate that is an organisation by shape its place in the register."""
    is_agency = candidate.kind == "agency"
    named = Named(
        candidate.text, candidate.text, None, candidate.probability, is_agency
    )
    if names.register is not None and not is_agency:
        bearers = names.register.find(candidate.text)
        if len(bearers) == 1:
            one = bearers[0]
            named = replace(named, name=one.name, organisation_id=one.id)
        elif bearers:
            share = round(candidate.probability / len(bearers), 3)
            named = replace(named, name=bearers[0].name, probability=share)
    return Mention(candidate.start, candidate.end, named, fold(core_of(candidate.text)))


def _registered(candidate: Candidate, names: Names, language: str) -> Mention | None:
    """Find a name that has no shape of a firm in the register, if it is no plain word."""
    if names.register is None or candidate.is_place or candidate.is_person:
        return None
    words = candidate.text.split()
    if len(words) == 1 and (is_plain_word(words[0], language) or len(words[0]) < 5):
        return None
    if all(is_plain_word(word, language) for word in words):
        return None
    bearers = names.register.find(candidate.text)
    if len(bearers) != 1:
        return None
    return _resolved(replace(candidate, probability=0.75), names)


class _Aliases:
    """Short forms under which a text goes on to speak of a body."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._known: dict[str, Mention] = {}

    def learn(self, mention: Mention) -> None:
        written = mention.named.text
        self._known.setdefault(fold(written), mention)
        if mention.named.is_buyer_side:
            return
        core = core_of(written)
        self._known.setdefault(fold(core), mention)
        first = core.split()[0] if core else ""
        if len(first) >= 4 and not is_plain_word(first, self._language):
            self._known.setdefault(fold(first), mention)

    def learn_initials(self, text: str, mentions: list[Mention]) -> None:
        for mention in mentions:
            said = re.match(r"\s?\((?:the )?[\"“«]?\s?([A-Z][\w&.-]{1,14})\s?[\"”»]?\)",
                            text[mention.end : mention.end + 24])  # fmt: skip
            if said:
                self._known.setdefault(fold(said[1]), mention)

    def find(self, written: str) -> Mention | None:
        return self._known.get(fold(written))
