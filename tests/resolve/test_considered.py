"""Of large registers a run reads what it points to, and finds the same."""

from __future__ import annotations

import pytest

from crosstie.resolve import considered
from crosstie.store.engine import Database
from tests.resolve.factory import (
    contents,
    identifier,
    organisation,
    resolved,
    statement,
    transaction,
)
from tests.resolve.test_run import IDENTIFIERS, ORGANISATIONS, TRANSACTIONS

CROWD = [
    organisation(f"lei:9{number}", f"Walrus {word} AG", country="DE", city="Bonn")
    for number, word in enumerate(("Tusk", "Whisker", "Flipper", "Iceberg"))
]
"""Organisations that nothing points to."""


def _considered(db: Database) -> set[str]:
    rows = db.rows("considered", "select organisation_id from considered")
    assert len(rows) == len({row["organisation_id"] for row in rows})
    return {str(row["organisation_id"]) for row in rows}


def test_a_large_register_gives_the_same_matches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tables = ["party", "party_spelling", "match", "country_evidence"]
    organisations = [*ORGANISATIONS, *CROWD]
    with resolved(TRANSACTIONS, organisations, identifiers=IDENTIFIERS) as db:
        whole = contents(db, tables)
        assert _considered(db) == {row["organisation_id"] for row in organisations}
    monkeypatch.setattr(considered, "WHOLE", 1)
    with resolved(TRANSACTIONS, organisations, identifiers=IDENTIFIERS) as db:
        assert contents(db, tables) == whole
        assert whole["match"]
        assert _considered(db) == {row["organisation_id"] for row in ORGANISATIONS}


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ("Blackberry Ltd", True),
        ("Blackbery Limited", True),
        ("Blackberry Hill Farms Inc.", True),
        ("Dark Mountain Inc.", False),
    ],
)
def test_names_that_are_written_otherwise_are_kept(
    held: str, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(considered, "WHOLE", 0)
    with resolved(
        [transaction(1, "BLACK BERRY LTD"), transaction(2, "BLACKBERRY LTD")],
        [organisation("lei:1", held, country="US")],
    ) as db:
        assert ("lei:1" in _considered(db)) is wanted


def test_owners_at_any_distance_and_bearers_of_identifiers_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(considered, "WHOLE", 0)
    with resolved(
        [transaction(1, "ZEBU INC", supplier_uei="UEI7")],
        [
            organisation("lei:1", "Zebu Inc."),
            organisation("lei:2", "Middle Holding"),
            organisation("lei:3", "Far Above plc", country="CA"),
            organisation("lei:4", "Quite Another", country="US"),
            *CROWD,
        ],
        statements=[statement("lei:1", "lei:2"), statement("lei:2", "lei:3")],
        identifiers=[identifier("lei:4", "UEI", "UEI7")],
    ) as db:
        assert _considered(db) == {"lei:1", "lei:2", "lei:3", "lei:4"}


def test_makers_of_the_country_that_a_description_names_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(considered, "WHOLE", 0)
    with resolved(
        [transaction(1, "RESELLER LLC", description="ORYX SENSORS LICENCES, 5")],
        [
            organisation("lei:1", "Oryx Sensors Inc.", country="CA"),
            organisation("lei:2", "Oryx Sensors GmbH", country="DE"),
            organisation("lei:3", "Oryx Mining Inc.", country="CA"),
        ],
    ) as db:
        assert _considered(db) == {"lei:1"}
