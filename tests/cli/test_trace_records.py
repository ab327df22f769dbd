"""The whole way, on the real records: ties that must be there, each action once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.store.engine import Database
from tests.cli.command import Command
from tests.cli.conftest import Output, traced

SINCE = "2020-10-01"
REUTERS = "THOMSON REUTERS SPECIAL SERVICES"


@pytest.fixture(scope="module")
def found(loaded: Command) -> Output:
    return traced(loaded, "out", "--since", SINCE)


def test_loaded_records_are_said_to_be_loaded(found: Output) -> None:
    assert found.stdout.startswith("Loaded data: ")


def test_ties_that_must_be_there(found: Output) -> None:
    jsi = found.one(supplier="JSI TELECOM", component="ICE")
    assert (jsi["route"], jsi["kind"]) == ("direct", "finding")
    for component, scope in (("ICE", "buyer"), ("CBP", "sibling")):
        row = found.one(
            supplier=REUTERS, component=component, scope=scope, route="subsidiary"
        )
        assert row["kind"] == "finding"
        assert row["parent"] == "Thomson Reuters Corporation"
    kwizcom = [r for r in found.rows if r["organisation"].startswith("KWIZCOM")]
    routes = {(r["route"], r["supplier"].split(" ")[0], r["scope"]) for r in kwizcom}
    assert ("direct", "KWIZCOM", "buyer") in routes
    assert ("product", "C", "buyer") in routes
    assert ("product", "SHI", "buyer") in routes
    seneca = found.one(supplier="SENECA STRATEGIC", organisation="Hootsuite")
    assert (seneca["scope"], seneca["component"]) == ("sibling", "CBP")
    assert seneca["first_date"] == "2024-07-30"


def test_the_subaward(found: Output) -> None:
    row = found.one(route="subaward", supplier=REUTERS)
    assert (row["first_date"], row["obligated"]) == ("2020-10-21", "9205427.00")


def test_no_action_before_the_first_day(found: Output) -> None:
    for row in found.rows:
        if row["route"] in ("direct", "subsidiary", "product", "subaward"):
            assert row["first_date"] >= SINCE


def test_a_sum_is_that_of_the_files(found: Output, shared_data: Path) -> None:
    """The files of the publisher, summed without any table of ours."""
    files = [str(p) for p in sorted(shared_data.glob("usaspending/transactions/*.csv"))]
    with Database.memory() as db:
        for supplier, component in (
            ("JSI TELECOM", "ICE"),
            (REUTERS, "ICE"),
            (REUTERS, "CBP"),
        ):
            expected = db.value(
                "sum of the files",
                'select sum(cast("Federal Action Obligation" as decimal(18, 2)))\n'
                "from (select distinct * from read_csv($files, all_varchar = true))\n"
                'where starts_with("Recipient Name", $supplier)\n'
                '  and "Agency" = $component and "Action Date" >= $since',
                {
                    "files": files,
                    "supplier": supplier,
                    "component": component,
                    "since": SINCE,
                },
            )
            rows = [
                row
                for row in found.rows
                if row["supplier"].startswith(supplier)
                and row["component"] == component
                and row["route"] in ("direct", "subsidiary")
            ]
            assert sum(Decimal(row["obligated"]) for row in rows) == expected


def test_headline_sums_count_each_action_once(found: Output, loaded: Command) -> None:
    document = found.document
    own = ("direct", "subsidiary", "joint_venture")
    for part, scope in (("buyer", "buyer"), ("siblings", "sibling")):
        wanted: dict[str, set[tuple[str, int]]] = {
            "obligated": set(),
            "reseller": set(),
        }
        for tie in document["ties"]:
            if tie["scope"] != scope or tie["route"] not in (*own, "product"):
                continue
            meaning = "reseller" if tie["route"] == "product" else "obligated"
            wanted[meaning] |= {
                (t["file_id"], t["row_number"])
                for t in tie["transactions"]
                if t["counts"]
            }
        wanted["reseller"] -= wanted["obligated"]
        stated = {
            total["meaning"]: (total["actions"], Decimal(total["value"]))
            for total in document["totals"][part]
        }
        for meaning, keys in wanted.items():
            assert stated[meaning] == (len(keys), _sum(loaded, keys))


def _sum(loaded: Command, keys: set[tuple[str, int]]) -> Decimal:
    with Database.open(loaded.home / "crosstie.duckdb", read_only=True) as db:
        found = db.value(
            "sum of loaded rows",
            "select sum(l.obligated)\n"
            "from loaded_transaction l\n"
            "join (select unnest(cast($keys as struct(f varchar, r bigint)[]),\n"
            "  recursive := true)) k\n"
            "  on k.f = l.file_id and k.r = l.row_number",
            {"keys": [{"f": file, "r": row} for file, row in sorted(keys)]},
        )
    return Decimal(found)
