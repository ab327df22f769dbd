"""A brand whose maker was bought, and a description that names another's product."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from crosstie.store.engine import Database
from tests.ties.factory import action, case, load, organisation, owns, party, trace
from tests.ties.test_product import product

SHOP = "RESELLER PARTNERS, LLC"


def resell(db: Database, folder: Path, *sales: tuple[date, str]) -> None:
    party(db, "shop", SHOP)
    rows = [
        action(SHOP, day, "10", description=text, award_id=f"A-{n}")
        for n, (day, text) in enumerate(sales)
    ]
    load(db, folder, rows)


def bought_maker(db: Database) -> None:
    organisation(db, "lei:h", "Hootbird Inc.", "XX")
    organisation(db, "lei:o", "Faraway Holdings", "YY")
    owns(db, "lei:h", "lei:o", valid_from=date(2022, 1, 10))


def test_a_brand_sold_abroad_is_a_lead_from_that_day(run_db: Database, tmp_path: Path):
    bought_maker(run_db)
    resell(run_db, tmp_path, (date(2023, 5, 1), "HOOTBIRD LICENSES"))
    (tie,) = trace(run_db)
    assert tie["kind"] == "lead"
    assert "Faraway Holdings (YY)" in tie["reason"]
    assert "since 2022-01-10" in tie["reason"]


def test_what_was_sold_before_the_purchase_counts_alone(
    run_db: Database, tmp_path: Path
):
    bought_maker(run_db)
    resell(
        run_db,
        tmp_path,
        (date(2021, 5, 1), "HOOTBIRD LICENSES"),
        (date(2023, 5, 1), "RENEWAL OF HOOTBIRD"),
    )
    (tie,) = trace(run_db)
    assert (tie["kind"], tie["actions"]) == ("finding", 1)
    assert tie["last_date"] == date(2021, 5, 1)


def test_another_maker_s_product_in_the_same_words_is_a_doubt(
    run_db: Database, tmp_path: Path
):
    organisation(run_db, "lei:h", "Hootbird Inc.", "XX")
    organisation(run_db, "case:maker", "Elsewhere Works", "YY", source="case")
    resell(run_db, tmp_path, (date(2023, 5, 1), "HOOTBIRD ZORBLY LICENSES"))
    zorbly = product("Zorbly", "maker")
    (tie,) = trace(run_db, case(products=(zorbly,)))
    assert tie["kind"] == "lead"
    assert "it names ZORBLY too, which another makes" in tie["reason"]


def test_without_the_other_product_the_same_words_are_a_finding(
    run_db: Database, tmp_path: Path
):
    organisation(run_db, "lei:h", "Hootbird Inc.", "XX")
    resell(run_db, tmp_path, (date(2023, 5, 1), "HOOTBIRD ZORBLY LICENSES"))
    (tie,) = trace(run_db)
    assert tie["kind"] == "finding"
