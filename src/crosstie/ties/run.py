"""The ties step: from matches, countries and control to ties with their hops."""

from __future__ import annotations

from collections.abc import Iterable

from crosstie.model.case import Case
from crosstie.model.window import Window
from crosstie.store.engine import Database
from crosstie.ties.actions import actions_of, newest_date, prepare_actions
from crosstie.ties.amounts import read_awards
from crosstie.ties.assemble import Ground, assemble
from crosstie.ties.chain import Candidate, Way
from crosstie.ties.direct import direct
from crosstie.ties.documented import documented
from crosstie.ties.facts import Facts
from crosstie.ties.investor import investor
from crosstie.ties.presence import presence
from crosstie.ties.property import property_ties
from crosstie.ties.reading import read_facts
from crosstie.ties.subaward import subaward
from crosstie.ties.subsidiary import subsidiary
from crosstie.ties.ways import ways_of_party
from crosstie.ties.write import read_files, write_ties


def tie(db: Database, case: Case, window: Window) -> None:
    """Fill `tie`, `hop`, `evidence`, `tie_transaction` and `near_miss` for a case."""
    prepare_actions(db, case.buyer, window)
    facts = read_facts(db, case, window)
    ways = _ways(db, facts)
    candidates = [
        *direct(facts, ways),
        *subsidiary(facts, ways),
        *investor(facts, ways),
        *subaward(facts, ways),
    ]
    ties = [
        *assemble(_ground(db, facts, candidates), candidates),
        *property_ties(facts),
        *documented(facts),
        *presence(facts),
    ]
    write_ties(db, ties, read_files(db))


def _ways(db: Database, facts: Facts) -> dict[str, list[Way]]:
    """Find the ways of every party that has an action of the buyer or a sibling."""
    rows = db.rows(
        "parties with actions",
        """
        select distinct party_id
        from tie_action
        order by party_id
        """,
    )
    found = {row["party_id"]: ways_of_party(facts, row["party_id"]) for row in rows}
    return {party_id: ways for party_id, ways in found.items() if ways}


def _ground(db: Database, facts: Facts, candidates: Iterable[Candidate]) -> Ground:
    actions = actions_of(db, (candidate.party_id for candidate in candidates))
    awards = read_awards(db, {a.award_id for found in actions.values() for a in found})
    return Ground(facts, actions, awards, facts.window.as_of or newest_date(db))
