"""GLEIF: whole golden copies, and changes that stand for single records."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crosstie.errors import UsageError
from crosstie.fetch.plan import Download
from crosstie.sources.fetching import Request, fetch_source, plan_source
from crosstie.store.unloading import unload
from crosstie.store.workspace import open_workspace
from tests.sources.bench import Bench

CHILD, PARENT = "5493000000000000CH12", "5493000000000000PA34"


def test_golden_copies_are_fetched_in_their_roles(bench: Bench) -> None:
    bench.golden.publish(
        "2026-11-20 08:00:00",
        {
            "lei2": [
                {
                    "LEI": CHILD,
                    "Entity.LegalName": "Alpha Inc.",
                    "Entity.LegalAddress.Country": "CA",
                    "Entity.EntityStatus": "ACTIVE",
                    "Entity.EntityCategory": "GENERAL",
                }
            ],
            "rr": [
                {
                    "Relationship.StartNode.NodeID": CHILD,
                    "Relationship.EndNode.NodeID": PARENT,
                    "Relationship.RelationshipType": "IS_DIRECTLY_CONSOLIDATED_BY",
                    "Relationship.RelationshipStatus": "ACTIVE",
                    "Registration.RegistrationStatus": "PUBLISHED",
                }
            ],
            "repex": [
                {
                    "LEI": CHILD,
                    "Exception.Category": "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT",
                    "Exception.Reason.1": "NON_CONSOLIDATING",
                }
            ],
        },
    )
    plan = plan_source(Request("gleif", {}), bench.world, bench.settings)
    assert [item.dataset for item in plan.items] == [
        "golden-copy-lei",
        "golden-copy-rr",
        "golden-copy-repex",
    ]
    assert plan.bytes > 1000
    found = bench.fetch("gleif")
    assert found.errors == ()
    assert sorted(str(s.dataset_id) for s in found.loaded) == [
        "GLEIF/golden-copy/lei2",
        "GLEIF/golden-copy/repex",
        "GLEIF/golden-copy/rr",
    ]
    assert bench.rows("select name from organisation") == [{"name": "Alpha Inc."}]
    asked = len(bench.replay.log)
    again = bench.fetch("gleif")
    assert not again.is_news
    assert again.plan.current[0] == "entities with an LEI: is here as of 2026-11-20"
    assert len(bench.replay.log) == asked + 1


OTHER, THIRD = "5493000000000000OT56", "5493000000000000TH78"


def entity(lei: str, name: str) -> dict[str, str]:
    return {
        "LEI": lei,
        "Entity.LegalName": name,
        "Entity.LegalAddress.Country": "CA",
        "Entity.EntityStatus": "ACTIVE",
        "Entity.EntityCategory": "GENERAL",
    }


def exception(lei: str) -> dict[str, str]:
    return {
        "LEI": lei,
        "Exception.Category": "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT",
        "Exception.Reason.1": "NON_CONSOLIDATING",
    }


CHANGED = {
    "lei2": {
        "records": [
            {
                "LEI": CHILD,
                "Entity": {
                    "LegalName": "Alpha Renamed Inc.",
                    "LegalAddress": {"Country": "CA"},
                    "EntityStatus": "ACTIVE",
                },
            },
            {
                "LEI": THIRD,
                "Entity": {
                    "LegalName": "Third Inc.",
                    "LegalAddress": {"Country": "FR"},
                    "EntityStatus": "ACTIVE",
                },
            },
        ]
    },
    "repex": {
        "exceptions": [
            {
                "LEI": CHILD,
                "ExceptionCategory": "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT",
                "ExceptionReason": "NON_CONSOLIDATING",
                "Extension": {"Deletion": {"DeletedAt": "2026-11-20T12:00:00Z"}},
            }
        ]
    },
}


def test_changes_stand_for_the_records_that_they_state(bench: Bench) -> None:
    whole = {
        "lei2": [entity(CHILD, "Alpha Inc."), entity(OTHER, "Other Inc.")],
        "repex": [exception(CHILD), exception(OTHER)],
    }
    bench.golden.publish("2026-11-20 00:00:00", whole)
    assert bench.fetch("gleif", files="lei,repex").errors == ()
    before = bench.rows("select * from organisation_name order by all")
    bench.golden.publish("2026-11-20 16:00:00", whole, CHANGED)
    found = bench.fetch("gleif", files="lei,repex")
    assert found.errors == ()
    assert [f.pinned.asked["delta"] for f in found.fetched] == ["LastDay", "LastDay"]
    assert bench.rows("select name from organisation_name order by name") == [
        {"name": "Alpha Renamed Inc."},
        {"name": "Other Inc."},
        {"name": "Third Inc."},
    ]
    assert bench.rows("select organisation_id from ownership_exception") == [
        {"organisation_id": f"lei:{OTHER}"}
    ]
    assert not bench.fetch("gleif", files="lei,repex").is_news
    with open_workspace(bench.settings) as db:
        with pytest.raises(UsageError, match="has been replaced by a newer file"):
            unload(db, "20261120-0000-gleif-goldencopy-lei2-golden-copy.csv.zip")
        unload(db, "20261120-1600-gleif-goldencopy-lei2-lastday.json.zip")
        unload(db, "20261120-1600-gleif-goldencopy-repex-lastday.json.zip")
    assert bench.rows("select * from organisation_name order by all") == before
    assert len(bench.rows("select * from ownership_exception")) == 2


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-21 00:00:00", "LastDay"),
        ("2026-11-25 00:00:00", "LastWeek"),
        ("2026-12-10 00:00:00", "LastMonth"),
        ("2027-01-10 00:00:00", None),
    ],
)
def test_the_smallest_file_that_reaches_back_is_taken(
    moment: str, expected: str | None, bench: Bench
) -> None:
    bench.golden.publish("2026-11-20 00:00:00", {"lei2": [entity(CHILD, "Alpha")]})
    bench.fetch("gleif", files="lei")
    bench.golden.publish(moment, {"lei2": [entity(CHILD, "Alpha")]}, CHANGED)
    (item,) = plan_source(
        Request("gleif", {"files": "lei"}), bench.world, bench.settings
    ).items
    assert isinstance(item, Download)
    assert item.asked.get("delta") == expected


def test_changes_without_what_they_change_are_refused(bench: Bench) -> None:
    """The whole was taken out of the workspace, and its file is still on disk."""
    whole = {"lei2": [entity(CHILD, "Alpha Inc.")]}
    bench.golden.publish("2026-11-20 00:00:00", whole)
    bench.fetch("gleif", files="lei")
    manifest = bench.settings.raw / "gleif" / "golden-copy-lei" / "manifest.json"
    with open_workspace(bench.settings) as db:
        unload(db, "20261120-0000-gleif-goldencopy-lei2-golden-copy.csv.zip")
    bench.golden.publish("2026-11-20 16:00:00", whole, CHANGED)
    request = Request("gleif", {"files": "lei"}, load=False)
    fetch_source(request, bench.world, bench.settings)
    manifest.unlink()
    bench.world = replace(bench.world, offline=True)
    found = bench.fetch("gleif", files="lei")
    assert "and nothing of it is loaded" in str(found.errors[0][1])
