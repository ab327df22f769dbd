"""Scores one party against one organisation's name under the declared policy."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

from crosstie.model.words import MatchKind
from crosstie.resolve import policy
from crosstie.resolve.candidates import Candidate, Entry
from crosstie.resolve.compare import Alignment, align
from crosstie.resolve.parties import Party
from crosstie.resolve.policy import Policy
from crosstie.resolve.weights import Weights
from crosstie.text.language import later
from crosstie.text.legalforms import compare_forms
from crosstie.text.nameparts import (
    DIVISION,
    FORMER,
    LANGUAGE,
    TRADING,
    VENTURE,
    WHOLE,
)
from crosstie.text.names import Name, fold
from crosstie.text.places import country_tokens

POLICIES = {
    MatchKind.SAME: policy.SAME,
    MatchKind.FAMILY: policy.FAMILY,
    MatchKind.WORDS: policy.WORDS,
}

_ROLES = {
    TRADING: later("a trading name of the supplier"),
    DIVISION: later("that of the body of which the supplier is a division"),
    FORMER: later("a former name of the supplier"),
    LANGUAGE: later("the supplier's name in another language"),
}

MOST_BITS = 22.0
"""Bits of matched words that still count; more would drown every other feature."""


@dataclass(frozen=True)
class Query:
    """What a party brings to every comparison."""

    party: Party
    country: str
    """Country coded in the latest spelling's records, where all agree."""
    city: str
    state: str
    identifiers: frozenset[tuple[str, str]]
    parents: tuple[Name, ...]
    home: str = ""
    """The buyer's country."""

    @property
    def country_abroad(self) -> str:
        """Return the coded country where it tells: not the buyer's own."""
        return "" if self.country == self.home else self.country


@dataclass(slots=True)
class Scored:
    """One pair with its features; the probability comes after all rivals are known."""

    entry: Entry
    kind: MatchKind
    words: tuple[str, ...]
    party_name: Name
    features: dict[str, float] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    score: float = 0.0
    probability: float = 0.0

    @property
    def is_generic(self) -> bool:
        """Tell whether the name is of common words and nothing corroborates it."""
        if self.features.get("matched_bits", 0.0) >= policy.GENERIC_BITS:
            return False
        return not self.features.get("further_words") and not self.is_corroborated

    @property
    def is_corroborated(self) -> bool:
        """Tell whether a place, an identifier or an owner speaks for the pair."""
        return any(self.features.get(name) for name in policy.CORROBORATION)


def score_pair(
    query: Query, name: Name, role: str, candidate: Candidate, weights: Weights
) -> Scored | None:
    """Score one name of a party against a name that the matcher proposes for it."""
    other = candidate.entry.own.name
    if not candidate.is_near and not _shares_enough(name, other, weights):
        return None
    alignment = align(name, other)
    kind = _kind(name, role, candidate, alignment, weights)
    if kind is None:
        return None
    pair = Scored(candidate.entry, kind, alignment.matched or name.core, name)
    _compare_words(pair, name, role, alignment, weights)
    if kind is MatchKind.SAME:
        most = policy.MOST_LIKENESS
        pair.features["likeness"] = min(max(candidate.likeness, -most), most)
        if not alignment.is_whole:
            pair.features["near_spelling"] = 1.0
            pair.details["mended"] = "several letters"
    _compare_records(pair, query)
    pair.score = logit(POLICIES[kind], pair.features)
    return pair


def _shares_enough(name: Name, other: Name, weights: Weights) -> bool:
    """Tell whether two names share words that could make a family, or all words."""
    if name.glued == other.glued:
        return True
    one, two = set(name.core), set(other.core)
    shared = one & two
    if not one <= two and not two <= one:
        shared |= {a + b for a, b in pairwise(name.core)} & two
        shared |= {a + b for a, b in pairwise(other.core)} & one
    return bool(shared) and weights.total(shared) >= min(
        policy.LEADING_BITS, policy.SHARED_BITS
    )


def logit(chosen: Policy, features: dict[str, float]) -> float:
    """Add up the weights of what was found."""
    return chosen.intercept + sum(
        feature.weight * features.get(feature.name, 0.0) for feature in chosen.features
    )


def logistic(score: float) -> float:
    """Turn log-odds into a probability."""
    return 1.0 / (1.0 + math.exp(-score))


def _kind(
    name: Name,
    role: str,
    candidate: Candidate,
    alignment: Alignment,
    weights: Weights,
) -> MatchKind | None:
    """Say what the two names could mean; None where they share too little."""
    other = candidate.entry.own.name
    if name.numbers != other.numbers:
        return None
    forms = compare_forms(name.form, other.form)
    if alignment.is_whole and role != VENTURE and forms != "conflict":
        return MatchKind.SAME
    both = alignment.only_left and alignment.only_right
    if candidate.is_near and both and role != VENTURE and forms != "conflict":
        return MatchKind.SAME
    leading = [w for w in other.core[: alignment.leading] if w not in alignment.slips]
    if (alignment.is_whole and not alignment.slips) or (
        weights.total(leading) >= policy.LEADING_BITS
        and all(weights.bits(w) <= policy.LIGHT_BITS for w in alignment.only_right)
    ):
        return MatchKind.FAMILY
    if weights.total(alignment.exact) >= policy.SHARED_BITS:
        return MatchKind.WORDS
    return None


def _compare_words(
    pair: Scored, name: Name, role: str, alignment: Alignment, weights: Weights
) -> None:
    other = pair.entry.own.name
    found, details = pair.features, pair.details
    whole = alignment.is_whole
    leading = alignment.matched if whole else other.core[: alignment.leading]
    found["matched_bits"] = min(weights.total(alignment.exact), MOST_BITS)
    found["leading_bits"] = min(weights.total(leading), MOST_BITS)
    telling = [w for w in alignment.exact if weights.bits(w) > policy.TELLING_BITS]
    found["further_words"] = min(max(len(telling) - 1, 0), 3)
    found["unmatched_party_bits"] = weights.total(alignment.only_left)
    found["unmatched_organisation_bits"] = weights.total(alignment.only_right)
    found["one_word"] = float(len(leading) == 1)
    found["only_country_added"] = float(
        bool(alignment.only_left)
        and not alignment.only_right
        and all(word in country_tokens() for word in alignment.only_left)
    )
    forms = compare_forms(name.form, other.form)
    found["same_form"] = float(forms == "same")
    found["near_form"] = float(forms == "near")
    found["other_form"] = float(forms == "conflict" and whole)
    found["same_as_written"] = float(name.plain == other.plain)
    found["mended"] = float(bool(alignment.mended))
    details["mended"] = alignment.mended
    found["trading_name"] = float(role not in (WHOLE, VENTURE))
    details["trading_name"] = _ROLES.get(role, role)
    found["venture_partner"] = float(role == VENTURE)
    found["former_name"] = float(pair.entry.own.kind == "former")
    details["former_name"] = str(pair.entry.organisation.rows[0]["name"])
    found["case_row"] = float(_counts_for_case(pair))


def _counts_for_case(pair: Scored) -> bool:
    """Tell whether a row of the case speaks for it; a register's row needs none."""
    if pair.kind is MatchKind.FAMILY:
        names = pair.entry.organisation.names
        return all(own.source == "case" for own in names)
    return pair.entry.own.source == "case"


def _compare_records(pair: Scored, query: Query) -> None:
    """Compare places, identifiers and the parents that records name."""
    organisation = pair.entry.organisation
    found, details = pair.features, pair.details
    found["abroad"] = float(
        bool(organisation.countries)
        and query.home not in organisation.countries
        and query.country_abroad not in organisation.countries
    )
    # Vancouver in Washington is not Vancouver in British Columbia.
    elsewhere = organisation.countries and query.country not in organisation.countries
    if query.country and elsewhere:
        details["elsewhere"] = query.country
    elif query.city and query.city in organisation.cities:
        found["same_city"] = 1.0
        details["same_city"] = organisation.as_written("city", query.city)
    elif query.state and query.state in organisation.regions:
        found["same_state"] = 1.0
        details["same_state"] = organisation.as_written("region", query.state)
    shared = query.identifiers & organisation.identifiers
    if shared:
        found["identifier_agrees"] = 1.0
        scheme, value = sorted(shared)[0]
        details["identifier_agrees"] = f"{scheme.upper()} {value}"
    elif {s for s, _ in query.identifiers} & {s for s, _ in organisation.identifiers}:
        found["identifier_differs"] = 1.0
    cores = {own.name.core for own in organisation.names}
    for parent in query.parents:
        if parent.core in organisation.parents:
            name = "parent_agrees"
        else:
            name = "parent_named" if parent.core in cores else "other_parent"
        found[name] = 1.0
        details[name] = parent.raw
    if found.get("parent_named") or found.get("parent_agrees"):
        found["other_parent"] = 0.0


def make_query(party: Party, parents: tuple[Name, ...], home: str) -> Query:
    """Gather what a party brings to every comparison."""
    row = party.shown.row
    identifiers = {
        (scheme, value)
        for scheme, column in (("uei", "uei"), ("duns", "duns"), ("cage", "cages"))
        for value in party.values(column)
    }
    for text in party.values("identifiers"):
        scheme, _, value = text.partition(":")
        identifiers.add((scheme.lower(), value))
    own = {spelling.name.core for spelling in party.spellings}
    countries = party.values("countries")
    return Query(
        party=party,
        country=countries[0] if len(countries) == 1 else "",
        city=fold(row["city"] or ""),
        state=fold(row["state"] or ""),
        identifiers=frozenset(identifiers),
        parents=tuple(parent for parent in parents if parent.core not in own),
        home=home,
    )
