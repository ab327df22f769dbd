"""Several chains in one tie: what adds, what is too weak, and what is said of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from crosstie.model.case import CaseProduct, Citation
from crosstie.store.engine import Database
from tests.ties.factory import (
    CITED,
    action,
    case,
    load,
    match,
    organisation,
    owns,
    party,
    trace,
)

DAY = date(2021, 5, 1)
SHOP = "RESELLER LLC"


def product(name: str, citation: Citation = CITED) -> CaseProduct:
    return CaseProduct(name, "maker", None, None, citation, 1)


def sold(db: Database, folder: Path, *descriptions: str) -> None:
    organisation(db, "case:maker", "Maker Works", "XX", source="case")
    party(db, "shop", SHOP)
    load(
        db,
        folder,
        [
            action(SHOP, DAY, "10", description=text, award_id=f"A-{n}")
            for n, text in enumerate(descriptions)
        ],
    )


def test_two_products_of_one_maker_are_one_tie_that_names_both(
    run_db: Database, tmp_path: Path
):
    sold(run_db, tmp_path, "ZORBLY LICENSES", "RENEWAL OF QUANDEX")
    of = case(products=(product("Zorbly"), product("Quandex")))
    (tie,) = trace(run_db, of)
    assert tie["obligated"] == Decimal("20.00")
    assert sorted(tie["matched_text"].split(", ")) == ["QUANDEX", "ZORBLY"]
    hop = run_db.rows("h", "select * from hop where position = 1")[0]
    assert hop["to_label"] == tie["matched_text"]
    values = run_db.rows("e", "select value from evidence where position = 1")
    assert [row["value"] for row in values] == ["ZORBLY LICENSES", "RENEWAL OF QUANDEX"]
    assert run_db.value("m", "select count(*) from evidence where position = 2") == 2


def test_a_weaker_chain_adds_nothing_to_a_finding(run_db: Database, tmp_path: Path):
    sold(run_db, tmp_path, "ZORBLY LICENSES", "RENEWAL OF QUANDEX")
    unsure = Citation("A Newspaper", "A rumour", "", confirmed=False)
    of = case(products=(product("Zorbly"), product("Quandex", unsure)))
    (tie,) = trace(run_db, of)
    assert (tie["kind"], tie["obligated"]) == ("finding", Decimal("10.00"))
    assert tie["matched_text"] == "ZORBLY"
    assert "only a chain too weak for a finding leads there" in tie["doubt"]


def test_a_sure_chain_that_has_ended_does_not_hide_a_lead(
    run_db: Database, tmp_path: Path
):
    party(run_db, "p1", "GAMMA LLC")
    organisation(run_db, "c", "Gamma", "US")
    organisation(run_db, "a", "Owner a", "XX")
    owns(run_db, "c", "a", date(2010, 1, 1), date(2015, 1, 1))
    owns(
        run_db,
        "c",
        "a",
        date(2018, 1, 1),
        statement_id="again",
        confirmed=False,
    )
    match(run_db, "p1", "c")
    load(run_db, tmp_path, [action("GAMMA LLC", DAY, "5")])
    kinds = [(tie["kind"], tie["actions"]) for tie in trace(run_db)]
    assert kinds == [("lead", 1)]


def test_the_record_shown_is_the_one_that_names_it(run_db: Database, tmp_path: Path):
    organisation(run_db, "lei:h", "Hootbird Inc.", "XX")
    party(run_db, "shop", SHOP)
    base = "HOOTBIRD LICENSES"
    load(
        run_db,
        tmp_path,
        [
            action(SHOP, date(2021, 1, 1), "5", description=base),
            action(SHOP, date(2022, 1, 1), "2", description="EXERCISE OPTION 1"),
            action(SHOP, date(2022, 1, 1), "2", description="PAY", award_id="A-2"),
        ],
        awards={"A-1": {"description": base}, "A-2": {"description": base}},
    )
    trace(run_db)
    rows = run_db.rows("e", "select * from evidence where position = 1")
    assert [(row["field"], row["value"]) for row in rows] == [
        ("description", base),
        ("award_description", base),
    ]
