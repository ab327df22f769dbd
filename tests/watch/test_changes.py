"""Changes of records and of ties: exactly those, with before and after."""

from __future__ import annotations

from pathlib import Path

from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from crosstie.store.loading import LoadOptions
from crosstie.store.run_tables import TIE
from crosstie.store.tables import WORKSPACE
from crosstie.watch.changes import record_changes, tie_changes
from tests.sources.conftest import line

HEADER = (
    "Agency,Award ID,Recipient Name,Federal Action Obligation,Action Date,"
    "Modification,Product/Service Description,NAICS Description,"
    "Transaction Description,Generated Award ID"
)
TIED = {
    "tie_id": "t1",
    "organisation_id": "o1",
    "organisation": "Alpha Inc.",
    "route": "direct",
    "buyer": "ICE",
    "component": "ICE",
    "scope": "buyer",
    "kind": "finding",
    "probability": 0.97,
    "status": "active",
    "reason": "it stands in the record",
    "without_case": True,
    "obligated": 100,
}


def test_records_that_a_newer_file_corrected(tmp_path: Path) -> None:
    with Database.memory() as db:
        db.create(WORKSPACE)
        for name, rows in (
            ("one.csv", [line("P1"), line("P2"), line("P3")]),
            ("two.csv", [line("P1"), line("P2", "250.00"), line("P4")]),
        ):
            path = tmp_path / name
            path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
            found = load_files(db, "usaspending", [path], LoadOptions(dataset_id="one"))
        changes = record_changes(db, [found[0].file_id])
        assert sorted(c.change for c in changes) == ["added", "changed", "removed"]
        (changed,) = [c for c in changes if c.change == "changed"]
        assert changed.facts["obligated"] == ("100.00", "250.00")
        assert record_changes(db, ["another"]) == []


def run(path: Path, *ties: dict[str, object]) -> Path:
    with Database.open(path) as db:
        db.create([TIE])
        db.append(TIE, list(ties))
    return path


def test_ties_that_are_new_gone_or_changed(tmp_path: Path) -> None:
    old = run(tmp_path / "old.duckdb", TIED, {**TIED, "tie_id": "t2"})
    new = run(
        tmp_path / "new.duckdb",
        {**TIED, "obligated": 250, "reason": "in other words"},
        {**TIED, "tie_id": "t3"},
    )
    found = {c.tie_id: c for c in tie_changes(old, new)}
    assert {name: c.change for name, c in found.items()} == {
        "t1": "changed",
        "t2": "gone",
        "t3": "new",
    }
    assert [str(v) for v in found["t1"].facts["obligated"]] == ["100.00", "250.00"]
    assert list(found["t1"].facts) == ["obligated"]
    assert tie_changes(old, old) == []
