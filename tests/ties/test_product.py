"""Route product: a thing that is bought; words that prove nothing; a maker sold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.model.case import CaseProduct
from crosstie.store.engine import Database
from tests.ties.factory import (
    CITED,
    action,
    case,
    hops,
    load,
    match,
    organisation,
    party,
    place,
    trace,
)

DAY = date(2021, 5, 1)
SHOP = "RESELLER PARTNERS, LLC"


def sell(
    db: Database, folder: Path, *descriptions: str, supplier: str = SHOP, **more: object
) -> None:
    party(db, "shop", supplier)
    load(
        db,
        folder,
        [
            action(supplier, DAY, "10", description=text, award_id=f"A-{n}", **more)
            for n, text in enumerate(descriptions)
        ],
    )


def product(name: str, maker: str, **more: object) -> CaseProduct:
    values = {"valid_from": None, "valid_to": None, "citation": CITED, "row": 1}
    return CaseProduct(name=name, maker=maker, **{**values, **more})  # type: ignore[arg-type]


def test_a_register_s_name_as_the_thing_bought_is_a_finding(
    run_db: Database, tmp_path: Path
):
    organisation(run_db, "lei:h", "Hootbird Inc.", "XX")
    text = "SOCIAL MEDIA MANAGEMENT PLATFORM HOOTBIRD AND SUPPORT SERVICES."
    sell(run_db, tmp_path, text)
    (tie,) = trace(run_db)
    assert (tie["route"], tie["kind"]) == ("product", "finding")
    assert (tie["supplier"], tie["organisation"]) == (SHOP, "Hootbird Inc.")
    assert tie["matched_text"] == "HOOTBIRD"
    assert tie["without_case"] is True
    assert "The amount is the reseller's" in tie["reason"]
    assert hops(run_db, tie["tie_id"]) == [
        ("A-0", "names in its description", "HOOTBIRD"),
        ("HOOTBIRD", "is made by", "Hootbird Inc."),
        ("Hootbird Inc.", "is registered in", "XX"),
    ]
    first = run_db.rows("e", "select * from evidence where position = 1")
    assert [(row["field"], row["value"]) for row in first] == [("description", text)]


@pytest.mark.parametrize(("probability", "kind"), [(0.99, "finding"), (0.9, "lead")])
def test_a_finding_teaches_its_name_and_a_lead_does_not(
    run_db: Database, tmp_path: Path, probability: float, kind: str
):
    """All words of the name are plain: its register's row alone makes a lead."""
    maker = "Amber Anchor Inc."
    organisation(run_db, "lei:m", maker, "XX", record_id="R-7")
    party(run_db, "shop", SHOP)
    party(run_db, "own", "AMBER ANCHOR INC.")
    match(run_db, "own", "lei:m", probability=probability)
    load(
        run_db,
        tmp_path,
        [
            action(SHOP, DAY, "10", description="AMBER ANCHOR LICENSES"),
            action("AMBER ANCHOR INC.", DAY, "5", award_id="A-2"),
        ],
    )
    ties = {tie["route"]: tie for tie in trace(run_db)}
    assert ties["product"]["kind"] == ties["direct"]["kind"] == kind
    (made,) = run_db.rows(
        "evidence",
        "select * from evidence where tie_id = $tie and position = 2",
        {"tie": ties["product"]["tie_id"]},
    )
    assert (made["record_id"], made["value"]) == ("R-7", maker)
    hop = run_db.rows(
        "hop",
        "select reason from hop where tie_id = $tie and position = 2",
        {"tie": ties["product"]["tie_id"]},
    )
    assert hop[0]["reason"].startswith('"Amber Anchor Inc." is the legal name of its')


@pytest.mark.parametrize(
    "text",
    [
        "CARRIER HOOTBIRD SERVICE",
        "HOOTBIRD MONTHLY SERVICE",
        "HOOTBIRD WIRELESS AND DATA CARD SERVICES",
        "MEETING WITH THE HOOTBIRD DELEGATION IN THE CAPITAL",
    ],
)
def test_a_service_for_it_or_a_mention_is_a_lead(
    run_db: Database, tmp_path: Path, text: str
):
    organisation(run_db, "lei:h", "Hootbird Inc.", "XX")
    sell(run_db, tmp_path, text)
    assert [tie["kind"] for tie in trace(run_db)] == ["lead"]


@pytest.mark.parametrize(
    "text",
    [
        "KEYBOARDS COMPATIBLE WITH HOOTBIRD",
        "PHONES, HOOTBIRD OR EQUAL",
        "LICENSES TO REPLACE HOOTBIRD",
        "SOFTWARE OF SPARROW, FORMERLY HOOTBIRD",
    ],
)
def test_a_comparison_is_a_near_miss(run_db: Database, tmp_path: Path, text: str):
    organisation(run_db, "lei:h", "Hootbird Inc.", "XX")
    sell(run_db, tmp_path, text)
    assert trace(run_db) == []
    (miss,) = run_db.rows("near", "select * from near_miss")
    assert miss["reason"].startswith("The description names HOOTBIRD, but ")
    assert miss["obligated"] == Decimal("10.00")


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("Metro Inc.", "METRO LICENSES", "plain word"),
        ("EQX Corp", "EQX LICENSES", "fewer than 4 letters"),
        ("Halifax Ltd", "HALIFAX LICENSES", "place"),
        ("Zorbly Inc", "ZORBLY LICENSES", "declares"),
        ("Plinth Inc", "PLINTH LICENSES", "plain word"),
        ("Plinth Stones Inc", "PLINTH STONES LICENSES", "plain phrase"),
    ],
)
def test_words_that_prove_nothing(
    run_db: Database, tmp_path: Path, name: str, text: str, reason: str
):
    organisation(run_db, "lei:m", name, "XX")
    for number in range(3):
        about = "It sells a plinth and other plinth stones."
        other = f"Other {number} Gmbh"
        organisation(run_db, f"lei:{number}", other, "YY", about=about, city="Halifax")
    sell(run_db, tmp_path, text)
    assert trace(run_db, case(common_words=("zorbly",))) == []
    (miss,) = run_db.rows("near", "select * from near_miss")
    assert reason in miss["reason"]


def test_a_name_in_the_descriptions_of_many_suppliers_is_common(
    run_db: Database, tmp_path: Path
):
    organisation(run_db, "lei:h", "Hootbird Inc.", "XX")
    names = [f"SHOP {number} LLC" for number in range(30)]
    for name in names:
        party(run_db, name, name)
    load(
        run_db,
        tmp_path,
        [action(n, DAY, "1", description="HOOTBIRD LICENSES") for n in names],
    )
    assert trace(run_db) == []


def test_only_whole_words_in_order_match(run_db: Database, tmp_path: Path):
    organisation(run_db, "lei:h", "Hoot Birdhouse Inc.", "XX")
    sell(run_db, tmp_path, "HOOTS BIRDHOUSE LICENSES", "BIRDHOUSE HOOT LICENSES")
    assert trace(run_db) == []


def test_the_maker_s_own_sale_is_no_resale(run_db: Database, tmp_path: Path):
    organisation(run_db, "lei:h", "Hootbird Inc.", "XX")
    sell(run_db, tmp_path, "HOOTBIRD LICENSES", supplier="HOOTBIRD USA LLC")
    assert trace(run_db) == []


def test_a_case_s_product_ties_until_its_maker_sold_it(
    run_db: Database, tmp_path: Path
):
    organisation(run_db, "case:maker", "Maker Works", "XX", source="case")
    sell(run_db, tmp_path, "RENEWAL OF ZORBLY")
    until = product("Zorbly", "maker", valid_to=DAY)
    (tie,) = trace(run_db, case(products=(until,)))
    assert tie["kind"] == "not_counted"
    assert "only until 2021-05-01" in tie["not_counted_reason"]


def test_deleting_a_product_removes_only_its_ties(run_db: Database, tmp_path: Path):
    organisation(run_db, "case:maker", "Maker Works", "XX", source="case")
    organisation(run_db, "lei:h", "Hootbird Inc.", "XX")
    sell(run_db, tmp_path, "RENEWAL OF ZORBLY", "HOOTBIRD LICENSES")
    found = trace(run_db, case(products=(product("Zorbly", "maker"),)))
    kinds = {(t["matched_text"], t["kind"], t["without_case"]) for t in found}
    assert kinds == {("ZORBLY", "finding", False), ("HOOTBIRD", "finding", True)}


def test_a_direct_tie_teaches_its_supplier_s_name(run_db: Database, tmp_path: Path):
    party(run_db, "own", "KWIKFORM CORPORATION")
    place(run_db, "own", basis="award's supplier country", file_id="awards")
    party(run_db, "shop", SHOP)
    load(
        run_db,
        tmp_path,
        [
            action("KWIKFORM CORPORATION", DAY, "1", description="LICENSES"),
            action(SHOP, DAY, "5", description="KWIKFORM FORMS", award_id="A-2"),
        ],
    )
    found = {(t["route"], t["kind"], t["supplier"]) for t in trace(run_db)}
    assert found == {
        ("direct", "finding", "KWIKFORM CORPORATION"),
        ("product", "finding", SHOP),
    }


def test_a_maker_elsewhere_makes_no_tie(run_db: Database, tmp_path: Path):
    organisation(run_db, "case:maker", "Maker Works", "YY", source="case")
    sell(run_db, tmp_path, "RENEWAL OF ZORBLY")
    assert trace(run_db, case(products=(product("Zorbly", "maker"),))) == []


def test_the_award_s_description_covers_its_later_actions(
    run_db: Database, tmp_path: Path
):
    organisation(run_db, "lei:h", "Hootbird Inc.", "XX")
    party(run_db, "shop", SHOP)
    base = "HOOTBIRD LICENSES"
    load(
        run_db,
        tmp_path,
        [
            action(SHOP, DAY, "5", description=base),
            action(SHOP, DAY, "2", description="EXERCISE OPTION 1"),
            action(SHOP, DAY, "9", description="PAPER", award_id="A-2"),
        ],
        awards={"A-1": {"description": base}},
    )
    (tie,) = trace(run_db)
    assert (tie["obligated"], tie["actions"]) == (Decimal("7.00"), 2)


def test_a_match_to_the_maker_is_no_resale(run_db: Database, tmp_path: Path):
    organisation(run_db, "lei:h", "Hootbird Inc.", "XX")
    sell(run_db, tmp_path, "HOOTBIRD LICENSES", supplier="OWLET LLC")
    match(run_db, "shop", "lei:h")
    assert [tie["route"] for tie in trace(run_db)] == ["direct"]
