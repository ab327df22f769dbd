"""What goes out to other programs: every tie's chain, its records, and no person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crosstie.errors import Undecided
from crosstie.model.words import Kind
from crosstie.pages.exchange import chosen, first_evidence, read_exchange, with_kinds
from crosstie.pages.exchange_contexts import Exchange
from crosstie.pages.ties import WITHHELD
from crosstie.store.run_tables import SAME_ORGANISATION
from crosstie.store.tables import ORGANISATION, ORGANISATION_IDENTIFIER
from tests.pages.factory import run_database
from tests.pages.rows import FILE_ID, SHA


@pytest.fixture
def exchange() -> Iterator[Exchange]:
    with run_database() as db:
        yield read_exchange(db)


def test_every_tie_is_read_with_its_awards_and_actions(exchange: Exchange) -> None:
    kinds = {tie.kind for tie in exchange.ties}
    assert kinds == {kind.value for kind in Kind}
    ties = {tie.tie_id for tie in exchange.ties}
    assert {row.tie_id for row in exchange.actions} <= ties
    assert {row.award_id for row in exchange.actions} >= set(exchange.awards)
    for row in exchange.actions:
        assert row.origin.sha256 == SHA
        assert row.origin.record_id


def test_what_is_chosen_takes_along_only_what_it_uses(exchange: Exchange) -> None:
    findings = with_kinds(exchange, (Kind.FINDING,))
    assert {tie.kind for tie in findings.ties} == {"finding"}
    assert 0 < len(findings.actions) < len(exchange.actions)
    nothing = chosen(exchange, ())
    assert not (nothing.ties or nothing.awards or nothing.parties or nothing.actions)
    assert nothing.files == exchange.files


def test_a_private_person_is_masked_with_what_was_bought(exchange: Exchange) -> None:
    people = {one.id for one in exchange.parties.values() if one.is_person}
    assert people
    for one in exchange.parties.values():
        if one.is_person:
            assert (one.identifiers, one.city) == ((), "")
    theirs = {tie.tie_id for tie in exchange.ties if tie.party_id in people}
    rows = [row for row in exchange.actions if row.tie_id in theirs]
    assert rows
    assert {row.description for row in rows} == {WITHHELD}


def test_the_record_to_open_first_is_one_of_the_chain(exchange: Exchange) -> None:
    for tie in exchange.ties:
        first = first_evidence(tie)
        assert first is None or any(first in hop.evidence for hop in tie.hops)


def test_rows_of_one_organisation_are_one(exchange: Exchange) -> None:
    with run_database() as db:
        tie = read_exchange(db).ties[0]
        place = {"file_id": FILE_ID, "row_number": 1}
        rows = [
            {**place, "organisation_id": id, "source": "x", "name": name}
            | {"kind": "company", "record_id": id}
            for id, name in ((tie.organisation_id, "Own"), ("lei:OTHER", "Other"))
        ]
        db.append(ORGANISATION, rows)
        number = {**place, "organisation_id": "lei:OTHER"}
        number |= {"scheme": "lei", "value": "OTHER"}
        db.append(ORGANISATION_IDENTIFIER, [number])
        same = {"organisation_id": "lei:OTHER", "canonical_id": tie.organisation_id}
        db.append(SAME_ORGANISATION, [{**same, "reason": "shared identifier"}])
        found = read_exchange(db).organisations[tie.organisation_id]
    assert found.name == "Own"
    assert [(i.scheme, i.value) for i in found.identifiers] == [("lei", "OTHER")]
    assert found.origin.sha256 == SHA


def test_what_is_to_be_published_is_refused_or_holds_findings() -> None:
    with run_database() as db, pytest.raises(Undecided):
        read_exchange(db, publish=True)
