"""Near misses: weak matches with their reason, most valuable first, no tie."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from crosstie.store.engine import Database
from tests.ties.factory import action, load, match, organisation, party, trace

DAY = date(2021, 5, 1)


def test_weak_matches_are_kept_with_what_is_at_stake(run_db: Database, tmp_path: Path):
    organisation(run_db, "lei:1", "Centara Gold Inc.", "XX")
    organisation(run_db, "lei:2", "Elsewhere Inc.", "YY")
    for name, kind, probability in (
        ("CENTARA GROUP", "family", 0.3),
        ("CENTARA ROAD WORKS", "words", 0.9),
        ("CENTARA GOLD", "same", 0.99),
    ):
        party(run_db, name, name)
        match(
            run_db,
            name,
            "lei:1",
            kind=kind,
            probability=probability,
            matched_words="centara",
        )
        match(run_db, name, "lei:2", kind="words", probability=0.1)
    load(
        run_db,
        tmp_path,
        [
            action("CENTARA GROUP", DAY, "5"),
            action("CENTARA GROUP", DAY, "6", award_id="A-2"),
            action("CENTARA ROAD WORKS", DAY, "90"),
            action("CENTARA GOLD", DAY, "1000"),
        ],
    )
    assert [tie["supplier"] for tie in trace(run_db)] == ["CENTARA GOLD"]
    rows = run_db.rows("near", "select * from near_miss")
    assert [(row["supplier"], row["obligated"]) for row in rows] == [
        ("CENTARA ROAD WORKS", Decimal("90.00")),
        ("CENTARA GROUP", Decimal("11.00")),
    ]
    assert rows[0]["reason"].endswith("No record joins the two.")
    assert rows[1]["reason"].endswith("Its probability of 0.3 makes no tie.")
