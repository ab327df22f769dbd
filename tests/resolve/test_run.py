"""The whole step: the same rows in any order give the same tables."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.resolve.factory import (
    case,
    contents,
    decision,
    identifier,
    organisation,
    resolved,
    transaction,
)

TABLES = [
    "party",
    "party_spelling",
    "party_parent",
    "same_organisation",
    "match",
    "country_evidence",
    "organisation",
    "organisation_name",
]

TRANSACTIONS = [
    transaction(1, "ZEBU INC", supplier_duns="1", supplier_city="Ottawa"),
    transaction(2, "Zebu, Inc.", supplier_country="CA"),
    transaction(3, "QUOKKA LLC", supplier_duns="1", supplier_parent_name="ZEBU INC"),
    transaction(4, "QUOKKA LLC", supplier_uei="U1"),
    transaction(5, "OKAPIX - ZEBU JV"),
    transaction(6, "1234567 CANADA INC"),
    transaction(7, "DOE, JANE Q"),
]
ORGANISATIONS = [
    organisation("lei:1", "Zebu Inc.", country="CA", city="Ottawa"),
    organisation("listed:T:Z", "ZEBU INC", country="CA", city="Ottawa"),
    organisation("lei:2", "Zebu Inc.", country="US", city="Reno"),
    organisation("case:q", "Quokka LLC", country="US"),
]
IDENTIFIERS = [identifier("case:q", "lei", "3"), identifier("lei:1", "duns", "1")]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(TRANSACTIONS), st.permutations(ORGANISATIONS))
def test_order_does_not_matter(transactions: list, organisations: list) -> None:
    of = case([decision("QUOKKA LLC", "case:q", "positive")])
    with resolved(transactions, organisations, identifiers=IDENTIFIERS, of=of) as db:
        found = contents(db, TABLES)
    with resolved(TRANSACTIONS, ORGANISATIONS, identifiers=IDENTIFIERS, of=of) as db:
        assert found == contents(db, TABLES)


def test_every_spelling_has_a_party_and_every_match_its_ends() -> None:
    with resolved(TRANSACTIONS, ORGANISATIONS, identifiers=IDENTIFIERS) as db:
        assert not db.rows(
            "lost",
            "select spelling_id from w.transaction "
            "where spelling_id not in (select spelling_id from party_spelling)",
        )
        assert not db.rows(
            "loose",
            "select match_id from match where organisation_id not in "
            "(select canonical_id from same_organisation) "
            "or party_id not in (select party_id from party where not is_person)",
        )


def test_nothing_loaded_gives_empty_tables() -> None:
    with resolved() as db:
        assert all(rows == [] for rows in contents(db, TABLES).values())
