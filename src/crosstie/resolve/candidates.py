"""Finds the organisations' names that a party's name may stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from crosstie.resolve import policy
from crosstie.resolve.organisations import Organisation, OrganisationName
from crosstie.resolve.weights import Weights
from crosstie.text.names import Name


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one organisation, as the index holds it."""

    organisation: Organisation
    own: OrganisationName


class Index:
    """Names by glued core, by rare word, and by glued neighbours."""

    def __init__(self, organisations: Iterable[Organisation], weights: Weights) -> None:
        self._weights = weights
        self._entries: list[Entry] = []
        self._by_core: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for organisation in organisations:
            seen: set[tuple[str, str, str]] = set()
            for own in organisation.names:
                key = (own.name.plain, own.kind, own.source)
                if own.name.core and key not in seen:
                    seen.add(key)
                    self._add(Entry(organisation, own))

    def _add(self, entry: Entry) -> None:
        number = len(self._entries)
        self._entries.append(entry)
        self._by_core[entry.own.name.glued].append(number)
        for key in _keys(entry.own.name):
            self._by_word[key].append(number)

    def find(self, name: Name) -> Iterator[Entry]:
        """Yield the names that share the core, a rare word, or a glued pair.

        The rarest words come first, and the search stops at enough: what bounds the
        work is this limit, not the size of the register.
        """
        found = set(self._by_core.get(name.glued, ()))
        held = [(len(self._by_word.get(key, ())), key) for key in _keys(name)]
        for count, key in sorted(held):
            if count > policy.RARE_POSTINGS or len(found) >= policy.CANDIDATES:
                break
            if count and self._tells(key):
                found.update(self._by_word[key])
        for number in sorted(found):
            yield self._entries[number]

    def _tells(self, key: str) -> bool:
        """Tell whether a word is worth looking up: plain words find nothing."""
        return self._weights.bits(key) > policy.PLAIN_LIMIT


def _keys(name: Name) -> set[str]:
    """Return the words of a name and each two neighbours as one word."""
    core = name.core
    return {*core, *(a + b for a, b in pairwise(core))}
