"""Rows of registers, lists and case that are one organisation."""

from __future__ import annotations

from tests.resolve.factory import Row, identifier, organisation, resolved


def canonical(rows: list[Row], identifiers: list[Row] | None = None) -> dict[str, str]:
    with resolved([], rows, identifiers=identifiers or []) as db:
        found = db.rows("same", "select * from same_organisation")
        return {row["organisation_id"]: row["canonical_id"] for row in found}


def test_an_identifier_of_the_case_names_the_register_row() -> None:
    same = canonical(
        [
            organisation("case:tri", "Thomson Reuters", country="CA"),
            organisation("listed:TOR:TRI.TO", "Thomson Reuters Corporation"),
        ],
        [identifier("case:tri", "listed", "TOR:TRI.TO")],
    )
    assert same["case:tri"] == "listed:TOR:TRI.TO"


def test_lei_goes_before_listing_before_case() -> None:
    place = {"country": "CA", "city": "Waterloo"}
    same = canonical(
        [
            organisation("case:bb", "BlackBerry Limited", **place),
            organisation("listed:TOR:BB", "BlackBerry Limited", **place),
            organisation("listed:NEO:BB", "BLACKBERRY LTD", **place),
            organisation("lei:5", "BlackBerry Limited", **place),
        ]
    )
    assert set(same.values()) == {"lei:5"}


def test_shared_isin_joins_and_name_alone_does_not() -> None:
    rows = [
        organisation("listed:A:1", "Zebu Inc.", country="CA", city="Ottawa"),
        organisation("listed:B:1", "Zebu Holdings", country="CA"),
        organisation("listed:C:1", "Zebu Inc.", country="US", city="Ottawa"),
        organisation("listed:D:1", "Zebu Inc.", country="CA", city="Calgary"),
    ]
    isin = [identifier(key, "isin", "CA1") for key in ("listed:A:1", "listed:B:1")]
    same = canonical(rows, isin)
    assert same == {
        "listed:A:1": "listed:A:1",
        "listed:B:1": "listed:A:1",
        "listed:C:1": "listed:C:1",
        "listed:D:1": "listed:D:1",
    }


def test_two_leis_kinds_and_forms_stay_apart() -> None:
    place = {"country": "CA", "city": "Ottawa"}
    same = canonical(
        [
            organisation("lei:1", "Zebu Inc.", **place),
            organisation("lei:2", "Zebu Inc.", **place),
            organisation("listed:A:1", "Okapi Inc.", **place),
            organisation("listed:A:2", "Okapi LLC", **place),
            organisation("listed:A:3", "Okapi Inc.", **{**place, "kind": "fund"}),
        ]
    )
    assert all(key == value for key, value in same.items())


def test_one_exchange_lists_no_two_companies_of_one_name() -> None:
    same = canonical(
        [
            organisation("listed:ASE:ZB^A", "Zebu & Company"),
            organisation("listed:ASE:ZB^B", "Zebu & Company"),
            organisation("listed:TOR:ZB", "Zebu & Company"),
        ]
    )
    assert same["listed:ASE:ZB^B"] == "listed:ASE:ZB^A"
    assert same["listed:TOR:ZB"] == "listed:TOR:ZB"
