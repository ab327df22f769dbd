"""The ties step: from matches, countries and control to ties with their hops."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from crosstie.model.case import Case
from crosstie.model.window import Window
from crosstie.store.engine import Database
from crosstie.store.run_tables import NEAR_MISS
from crosstie.ties import policy
from crosstie.ties.actions import actions_of, prepare_actions
from crosstie.ties.amounts import read_awards
from crosstie.ties.assemble import Ground, Tie, assemble
from crosstie.ties.chain import Candidate, Way
from crosstie.ties.counts import write_counts
from crosstie.ties.direct import direct
from crosstie.ties.distinctive import learn
from crosstie.ties.documented import documented
from crosstie.ties.facts import Facts
from crosstie.ties.investor import investor
from crosstie.ties.joint_venture import joint_venture
from crosstie.ties.near import Miss, misses_of_matches, near_miss_rows, weak_matches
from crosstie.ties.presence import presence
from crosstie.ties.product import product_ties
from crosstie.ties.property import property_ties
from crosstie.ties.reading import read_facts
from crosstie.ties.searched import searched_names, taught_names
from crosstie.ties.subaward import subaward
from crosstie.ties.subsidiary import subsidiary
from crosstie.ties.ways import ways_of_party
from crosstie.ties.write import read_files, write_ties


def tie(db: Database, case: Case, window: Window) -> None:
    """Fill `tie`, `hop`, `evidence`, `tie_transaction` and `near_miss` for a case."""
    prepare_actions(db, case.buyer, window)
    facts = read_facts(db, case, window)
    parties = _parties(db)
    found = {party_id: ways_of_party(facts, party_id) for party_id in parties}
    ways = {party_id: ways for party_id, ways in found.items() if ways}
    own = list(direct(facts, ways))
    taught = taught_names(
        own,
        actions_of(db, (one.party_id for one in own)),
        case.publish_threshold,
    )
    names = searched_names(db, facts, taught)
    language = learn(db, case, names)
    sales, misses = product_ties(db, facts, names, language, _tied(facts, ways))
    ties = _from_awards(
        db,
        facts,
        [
            *own,
            *subsidiary(facts, ways),
            *joint_venture(facts, ways, parties, names, language),
            *investor(facts, ways),
            *subaward(facts, ways),
            *sales,
        ],
    )
    ties += [*property_ties(facts), *documented(facts), *presence(facts)]
    write_ties(db, ties, read_files(db))
    _write_near_misses(db, facts, parties, misses, ties)
    write_counts(db, as_of=window.as_of, names=len(names))


def _parties(db: Database) -> list[str]:
    rows = db.rows(
        "parties with actions",
        """
        select distinct party_id
        from tie_action
        order by party_id
        """,
    )
    return [row["party_id"] for row in rows]


def _tied(facts: Facts, ways: Mapping[str, list[Way]]) -> dict[str, frozenset[str]]:
    """Give for each party the organisations that it is, or belongs to."""
    found: dict[str, set[str]] = defaultdict(set)
    for party_id, own in ways.items():
        for way in own:
            found[party_id] |= {hop.end.id for hop in way.hops}
    for party_id, matches in facts.matches.items():
        for match in matches:
            if match.kind != "words" and match.probability >= policy.LEAST_MATCH:
                found[party_id].add(match.organisation_id)
    return {party_id: frozenset(ids) for party_id, ids in found.items()}


def _from_awards(db: Database, facts: Facts, candidates: list[Candidate]) -> list[Tie]:
    actions = actions_of(db, (candidate.party_id for candidate in candidates))
    awards = read_awards(db, {a.award_id for found in actions.values() for a in found})
    ground = Ground(facts, actions, awards, facts.window.as_of)
    return assemble(ground, candidates)


def _write_near_misses(
    db: Database,
    facts: Facts,
    parties: list[str],
    misses: list[Miss],
    ties: list[Tie],
) -> None:
    weak = weak_matches(facts, parties)
    actions = actions_of(db, (party_id for party_id, _ in weak))
    tied = {
        (str(tie.row.get("party_id")), str(tie.row[column]))
        for tie in ties
        for column in ("organisation_id", "parent_id")
        if tie.row.get(column)
    }
    every = [*misses, *misses_of_matches(facts, weak, actions)]
    db.append(NEAR_MISS, near_miss_rows(every, tied))
