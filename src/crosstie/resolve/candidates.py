"""Finds the organisations' names that a party's name may stand for, by the matcher.

The matcher proposes, and says how like two names are; `resolve.score` says what it
means. Words weigh as in the run's own names, against a least number of them, so that a
small register does not make a rare word common.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from crosstie.matching import index as search
from crosstie.matching import kernel
from crosstie.matching.features import FEATURES, Table, pair_features
from crosstie.matching.names import Ints, Names, parse_bytes
from crosstie.matching.net import Floats, shipped
from crosstie.matching.policy import Quality
from crosstie.matching.records import Records, country_codes, lines
from crosstie.resolve import policy
from crosstie.resolve.organisations import Organisation, OrganisationName
from crosstie.resolve.weights import Weights

QUALITY = Quality(policy.BUDGET, policy.FOUND, policy.COMPARED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one organisation, as the index holds it."""

    organisation: Organisation
    own: OrganisationName


@dataclass(frozen=True, slots=True)
class Asked:
    """One name of a party, normalised, and the country coded for it, where it tells."""

    name: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One name that the matcher proposes."""

    entry: Entry
    likeness: float
    """The matcher's log-odds that both name one organisation, rivals left out."""
    is_near: bool
    """Every word has a partner that is it or nearly it."""


class Index:
    """All names of all organisations, ready for the matcher."""

    def __init__(self, organisations: Iterable[Organisation], weights: Weights) -> None:
        self._weights = weights
        self._entries = [
            Entry(organisation, own)
            for organisation in organisations
            for own in _distinct(organisation.names)
        ]
        held = Records(
            ids=[entry.organisation.organisation_id for entry in self._entries],
            names=[entry.own.name.bare for entry in self._entries],
            country=[_country(entry.organisation) for entry in self._entries],
        )
        self._register = kernel.prepare(held)
        weight = self._rarity(self._register.table.names)
        self._known = replace(self._register.known, weight=weight)

    def find(self, asked: Sequence[Asked]) -> list[list[Candidate]]:
        """Find the candidates of each name, those that share anything telling."""
        found: list[list[Candidate]] = [[] for _ in asked]
        if not self._entries or not asked:
            return found
        for start in range(0, len(asked), policy.PIECE):
            piece = asked[start : start + policy.PIECE]
            for query, candidate in self._find_piece(piece):
                found[start + query].append(candidate)
        return found

    def _find_piece(self, asked: Sequence[Asked]) -> Iterable[tuple[int, Candidate]]:
        left = _table(asked)
        query, row = self._proposed(left.names)
        features = pair_features(
            left,
            self._register.table,
            (query, row),
            self._rarity(left.names),
            self._known,
        )
        telling = _is_telling(features)
        query, row, features = query[telling], row[telling], features[telling]
        likeness, near = _likeness(self._register, row, features), _is_near(features)
        columns = query.tolist(), row.tolist(), likeness.tolist(), near.tolist()
        for number, at, like, is_near in zip(*columns, strict=True):
            yield number, Candidate(self._entries[at], like, is_near)

    def _proposed(self, names: Names) -> tuple[Ints, Ints]:
        """List the pairs worth comparing: the first of each name's candidates."""
        found = search.find(self._register.index, names, QUALITY)
        rows = found.rows[:, : QUALITY.compared]
        query, place = np.nonzero(rows >= 0)
        return query, rows[query, place].astype(np.int64)

    def _rarity(self, names: Names) -> Floats:
        """Weigh words as all names of the run hold them."""
        unique, first, where = np.unique(
            names.word, return_index=True, return_inverse=True
        )
        words = names.word_strings(first)
        rarity = [self._weights.rarity(word) for word in words]
        return np.array(rarity, np.float32)[where] if len(unique) else _nothing()


def _distinct(names: Iterable[OrganisationName]) -> Iterable[OrganisationName]:
    """Leave out names that differ in nothing that is compared."""
    seen: set[tuple[str, str, str]] = set()
    for own in names:
        key = (own.name.plain, own.kind, own.source)
        if own.name.core and key not in seen:
            seen.add(key)
            yield own


def _country(organisation: Organisation) -> str:
    found = organisation.countries
    return next(iter(found)) if len(found) == 1 else ""


def _table(asked: Sequence[Asked]) -> Table:
    unknown = np.zeros(len(asked), np.int64)
    return Table(
        parse_bytes(lines([one.name for one in asked])),
        country_codes([one.country for one in asked], len(asked)),
        *(unknown for _ in ("city", "postal", "address", "since", "until")),
    )


def _column(features: Floats, name: str) -> Floats:
    return np.asarray(features[:, FEATURES.index(name)], np.float32)


def _is_telling(features: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell which pairs share a whole core, or words that are not all common."""
    shared = _column(features, "met_total") >= policy.SHARED_RARITY
    return np.asarray(shared | (_column(features, "glued_equal") > 0))


def _is_near(features: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell which pairs leave no word without a partner."""
    least = np.minimum(_column(features, "left_met"), _column(features, "right_met"))
    glued = _column(features, "glued_ratio")
    near = (least >= policy.NEAR_WORDS) | (glued >= policy.NEAR_LETTERS)
    return np.asarray(near & (_column(features, "numbers_conflict") == 0))


def _likeness(register: kernel.Register, row: Ints, features: Floats) -> Floats:
    """Ask the matcher of each pair by itself, as if it had no rival."""
    model = shipped()
    alone = np.arange(len(row))
    share, nothing = np.ones(len(row), np.float32), np.zeros(len(row), np.float32)
    pairs = kernel.Pairs(alone, row, share, features, nothing, alone)
    logits = model.pair_logits(features)
    order, ranked, first = kernel.ranked(register, pairs, logits)
    best = model.best_logits(kernel.best_features(pairs, order, ranked, first))
    found = np.empty(len(row), np.float32)
    found[order] = best
    return found


def _nothing() -> Floats:
    return np.zeros(0, np.float32)
