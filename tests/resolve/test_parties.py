"""Spellings grouped into parties; all persons are invented."""

from __future__ import annotations

from datetime import date

from crosstie.store.engine import Database
from tests.resolve.factory import Row, contents, resolved, transaction


def spelled(db: Database) -> list[set[str]]:
    """Return the names of each party, by what grouped them."""
    rows = db.rows(
        "spelled",
        "select party_id, list(name) as names from party_spelling group by party_id",
    )
    return sorted((set(row["names"]) for row in rows), key=sorted)


def test_one_identifier_is_one_party() -> None:
    with resolved(
        [
            transaction(1, "Vista Sales LLC", supplier_duns="1"),
            transaction(2, "VISTA SALES, L.L.C.", supplier_duns="1"),
            transaction(3, "VISTA SALES", supplier_duns="2"),
        ]
    ) as db:
        assert spelled(db) == [
            {"VISTA SALES"},
            {"Vista Sales LLC", "VISTA SALES, L.L.C."},
        ]


def test_a_duns_beside_a_uei_counts_as_it() -> None:
    with resolved(
        [
            transaction(1, "ACME INC", supplier_duns="1"),
            transaction(2, "ACME INC", supplier_duns="1", supplier_uei="U"),
            transaction(3, "ACME INC", supplier_uei="U"),
        ]
    ) as db:
        assert db.rows("p", "select basis, uei, duns from party") == [
            {"basis": "uei", "uei": "U", "duns": "1"}
        ]


def test_names_that_share_nothing_stay_apart_under_one_identifier() -> None:
    with resolved(
        [
            transaction(1, "INN ON BOURBON", supplier_duns="1"),
            transaction(2, "SPRINGFIELD, L.L.C.", supplier_duns="1"),
        ]
    ) as db:
        assert len(spelled(db)) == 2


def test_dates_show_a_rename() -> None:
    rows = [
        transaction(n, name, supplier_duns="1", action_date=date(2015 + n, 1, 1))
        for n, name in enumerate(["OLD ZEBU INC"] * 2 + ["QUOKKA INC"] * 2)
    ]
    with resolved(rows) as db:
        assert spelled(db) == [{"OLD ZEBU INC", "QUOKKA INC"}]
        assert db.value("name", "select name from party") == "QUOKKA INC"


def test_a_name_joins_the_one_identified_party_that_bears_it() -> None:
    with resolved(
        [
            transaction(1, "ZEBU INC", supplier_duns="1"),
            transaction(2, "Zebu, Incorporated"),
            transaction(3, "QUOKKA INC", supplier_duns="2"),
            transaction(4, "QUOKKA INC", supplier_duns="3"),
            transaction(5, "QUOKKA INC"),
        ]
    ) as db:
        assert spelled(db).count({"QUOKKA INC"}) == 3
        assert {"ZEBU INC", "Zebu, Incorporated"} in spelled(db)


def test_another_legal_form_is_another_party() -> None:
    with resolved(
        [transaction(1, "ZEBU INC"), transaction(2, "ZEBU LLC"), transaction(3, "ZEBU")]
    ) as db:
        assert len(spelled(db)) == 3


def test_a_person_is_masked_everywhere() -> None:
    rows = [
        transaction(1, "DOE, JANE Q", supplier_city="Tulsa", supplier_duns="9"),
        transaction(2, "QUENBY DOEBERT", supplier_is_person=True),
        transaction(3, "HURON GUNS LLC", supplier_is_person=True),
    ]
    with resolved(rows) as db:
        persons = db.rows("p", "select * from party where is_person")
        assert {row["name"] for row in persons} == {"a private person"}
        assert {(row["city"], row["duns"]) for row in persons} == {(None, None)}
        written = repr(contents(db, ["party", "party_spelling", "match"]))
        assert "DOE" not in written
        assert "HURON GUNS LLC" in written


def test_an_organisation_elsewhere_lifts_the_mask() -> None:
    rows = [
        transaction(1, "RAYMOND JAMES"),
        transaction(2, "RAYMOND JAMES INC", supplier_duns="4"),
    ]
    with resolved(rows) as db:
        assert db.value("n", "select count(*) from party where is_person") == 0


def test_a_parent_becomes_a_party_and_never_its_own() -> None:
    named: Row = {"supplier_duns": "1", "supplier_parent_duns": "5"}
    rows = [
        transaction(1, "ZEBU LLC", supplier_parent_name="QUOKKA CORP", **named),
        transaction(2, "ZEBU LLC", supplier_parent_name="QUOKKA CORP", **named),
        transaction(3, "OKAPI INC", supplier_parent_name="OKAPI INC"),
    ]
    with resolved(rows) as db:
        (row,) = db.rows(
            "parents",
            "select c.name, p.name as parent, p.is_supplier, p.is_parent, records, "
            "value "
            "from party_parent join party c using (party_id) "
            "join party p on p.party_id = parent_party_id",
        )
        assert row == {
            "name": "ZEBU LLC",
            "parent": "QUOKKA CORP",
            "is_supplier": False,
            "is_parent": True,
            "records": 2,
            "value": "QUOKKA CORP",
        }


def test_a_parent_under_the_suppliers_identifier_is_no_rename() -> None:
    rows = [
        transaction(
            n,
            name,
            supplier_duns="1",
            supplier_parent_name=parent,
            supplier_parent_duns="1",
            action_date=date(2015 + n, 1, 1),
        )
        for n, (name, parent) in enumerate(
            [("OKAPI INC", "ZEBU CORP")] * 2 + [("OKAPI INC", "OKAPI INC")] * 2
        )
    ]
    with resolved(rows) as db:
        assert spelled(db) == [{"OKAPI INC"}, {"ZEBU CORP"}]
