"""Route joint venture: a name that joins two companies, or a shared control."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from crosstie.model.words import Predicate, Route
from crosstie.text.language import _
from crosstie.text.nameparts import before_venture
from crosstie.ties import policy
from crosstie.ties.chain import Candidate, Hop, Way
from crosstie.ties.distinctive import Language
from crosstie.ties.facts import Facts
from crosstie.ties.hops import organisation_station, supplier_station
from crosstie.ties.searched import Searched
from crosstie.ties.ways import ways_of_organisation
from crosstie.ties.words import find_all, words_of

ARTICLES = ("A", "THE")


def joint_venture(
    facts: Facts,
    ways: Mapping[str, Sequence[Way]],
    parties: Sequence[str],
    names: Sequence[Searched],
    language: Language,
) -> Iterator[Candidate]:
    """Give stated joint control, and names that join an organisation's whole name."""
    for party_id, found in ways.items():
        for way in found:
            if way.route is Route.JOINT_VENTURE:
                yield Candidate(way, party_id, facts.parties[party_id].name)
    unstated = (
        party_id
        for party_id in parties
        if not facts.parties[party_id].is_person
        and all(way.route is Route.INVESTOR for way in ways.get(party_id, ()))
    )
    yield from _by_name(facts, unstated, names, language)


def members(name: str) -> tuple[str, ...] | None:
    """Give the words of a joint venture's name without the sign, or None if it is none.

    >>> members("ALPHA-BETA JV, LLC")
    ('ALPHA', 'BETA')
    """
    joined = before_venture(name)
    if not joined:
        return None
    words = words_of(joined)
    while words and words[0] in ARTICLES:
        words.pop(0)
    while words and words[-1] in ARTICLES:
        words.pop()
    return tuple(words)


def _by_name(
    facts: Facts,
    parties: Iterable[str],
    names: Sequence[Searched],
    language: Language,
) -> Iterator[Candidate]:
    ventures: dict[str, list[str]] = {}
    for party_id in parties:
        joined = members(facts.parties[party_id].name)
        if joined:
            ventures.setdefault(" ".join(joined), []).append(party_id)
    by_words: dict[tuple[str, ...], list[Searched]] = {}
    for name in names:
        if not name.is_product:
            by_words.setdefault(name.words, []).append(name)
    for text, words, found, start in find_all(list(ventures), by_words):
        whole = len(found) == len(words)
        if whole or start not in (0, len(words) - len(found)):
            continue
        for name in by_words[found]:
            if language.refusal(name) is None:
                for party_id in ventures[text]:
                    yield from _candidates(facts, party_id, name, language)


def _candidates(
    facts: Facts, party_id: str, name: Searched, language: Language
) -> Iterator[Candidate]:
    member = organisation_station(facts.organisation(name.organisation_id))
    factor, why = language.factor(name)
    reason = _("The joint venture's name holds its whole name.")
    hop = Hop(
        start=supplier_station(facts, party_id),
        predicate=Predicate.IS_VENTURE_OF,
        end=member,
        probability=policy.VENTURE_NAME * factor,
        reason=f"{reason} {why}" if why else reason,
        records=(name.record,),
        from_case=name.record.from_case,
    )
    for way in ways_of_organisation(facts, name.organisation_id, member):
        if way.route is not Route.INVESTOR:
            yield Candidate(
                way.on(
                    Route.JOINT_VENTURE,
                    hops=(hop, *way.hops),
                    matched_text=facts.parties[party_id].name,
                    reason=f"{reason} {way.reason}",
                ),
                party_id,
                facts.parties[party_id].name,
            )
