"""Country evidence: what counts, what it is worth, and what is none."""

from __future__ import annotations

from crosstie.store.engine import Database
from tests.resolve.factory import (
    Row,
    case,
    case_row,
    matches,
    name_row,
    organisation,
    resolved,
    transaction,
)


def evidence(db: Database) -> set[tuple[str, str, str, float, bool]]:
    return {
        (r["subject_id"], r["country"], r["basis"], r["probability"], r["from_case"])
        for r in db.rows("evidence", "select * from country_evidence")
    }


def test_sources_weigh_as_declared_and_contradictions_stay() -> None:
    place: Row = {"city": "Waterloo"}
    rows = [
        organisation("lei:1", "Zebu Ltd", country="CA", **place),
        organisation("listed:T:Z", "Zebu Ltd", country="CA", **place),
        organisation("case:z", "Zebu Ltd", country="CA", **place),
        organisation("case:o", "Okapi", country="CA"),
        organisation("lei:9", "Elsewhere SA", country="FR"),
    ]
    of = case(organisations=[case_row("o", "Okapi", confirmed=False)])
    with resolved([], rows, of=of) as db:
        assert evidence(db) == {
            ("lei:1", "CA", "register address", 0.99, False),
            ("lei:1", "CA", "listing", 0.98, False),
            ("lei:1", "CA", "case row", 0.99, True),
            ("case:o", "CA", "case row, unconfirmed", 0.6, True),
        }


def test_a_listing_without_country_is_no_evidence() -> None:
    with resolved([], [organisation("listed:TOR:Z", "Zebu Ltd")]) as db:
        assert evidence(db) == set()


def test_a_coded_supplier_becomes_an_organisation_of_its_own() -> None:
    rows = [
        transaction(1, "KWIZCOM CORP", supplier_country="CA", supplier_city="Toronto"),
        transaction(2, "KwizCom Corporation", supplier_country="US"),
    ]
    with resolved(rows) as db:
        ((supplier, key),) = matches(db)
        assert supplier in ("KWIZCOM CORP", "KwizCom Corporation")
        assert key.startswith("record:")
        assert {(e[1], e[3]) for e in evidence(db)} == {("CA", 0.97), ("US", 0.97)}
        assert {e[0] for e in evidence(db)} == {key}
        (made,) = db.rows("made", "select * from organisation")
        assert (made["source"], made["country"]) == ("record", "CA")
        assert made["record_id"] == "T1"
        assert db.value("name", "select name from organisation_name") == supplier


def test_a_city_and_a_stated_ownership_raise_a_coded_country() -> None:
    rows = [
        transaction(
            1,
            "KWIZCOM CORP",
            supplier_country="CA",
            supplier_city="TORONTO",
            supplier_ownership="FOREIGN-OWNED BUSINESS NOT INCORPORATED IN THE U.S.",
        ),
        transaction(2, "ZEBU CORP", supplier_country="CA", supplier_city="NOWHERE"),
        transaction(3, "OKAPI CORP", supplier_country="FR", supplier_city="TORONTO"),
    ]
    known = organisation("lei:1", "Elsewhere Ltd", country="CA", city="Toronto")
    with resolved(rows, [known]) as db:
        found = {
            row["name"]: (row["probability"], row["reason"])
            for row in db.rows(
                "coded",
                """
                select o.name, e.probability, e.reason
                from country_evidence e
                join organisation o on o.organisation_id = e.subject_id
                """,
            )
        }
    assert found["KWIZCOM CORP"] == (
        0.98,
        "One award record codes the supplier to Canada. The address given is in a city "
        "of Canada (TORONTO). It is recorded as foreign-owned and not incorporated in "
        "the U.S.",
    )
    assert found["ZEBU CORP"][0] == 0.97
    assert "OKAPI CORP" not in found


def test_a_register_that_knows_the_party_makes_none_needed() -> None:
    rows = [transaction(1, "KWIZCOM CORP", supplier_country="CA")]
    known = organisation("lei:1", "KwizCom Corp.", country="CA")
    with resolved(rows, [known]) as db:
        assert set(matches(db)) == {("KWIZCOM CORP", "lei:1")}
        assert {e[2] for e in evidence(db)} == {
            "register address",
            "award's supplier country",
        }


def test_a_numbered_company_is_strong_and_a_word_is_weak() -> None:
    rows = [
        transaction(1, "1234567 ONTARIO INC", supplier_country="US"),
        transaction(2, "ZEBU CANADA LTD"),
        transaction(3, "CANADIAN FIRE SUPPLY INC"),
        transaction(4, "CANADA DRY BOTTLING CO OF NEW YORK"),
        transaction(5, "CANADIAN SOLAR (USA) INC"),
        transaction(6, "DOE, JANE", supplier_country="CA"),
    ]
    with resolved(rows) as db:
        found = {
            row["name"]: row["probability"]
            for row in db.rows(
                "named",
                "select name, probability from country_evidence "
                "join organisation on organisation_id = subject_id",
            )
        }
        assert found == {
            "1234567 ONTARIO INC": 0.97,
            "ZEBU CANADA LTD": 0.85,
            "CANADIAN FIRE SUPPLY INC": 0.5,
        }


def test_a_registers_own_legal_name_counts_too() -> None:
    with resolved(
        [],
        [organisation("lei:1", "1234567 Canada Inc.", country="US")],
        names=[name_row("lei:1", "1234567 Canada Inc.", "legal")],
    ) as db:
        assert ("lei:1", "CA", "legal name: numbered company", 0.97, False) in evidence(
            db
        )
