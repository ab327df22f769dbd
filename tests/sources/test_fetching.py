"""A source from its publisher to its tables, at a publisher on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crosstie.errors import IsOffline, PublisherChanged, UsageError, WorkspaceLocked
from crosstie.fetch.locks import locked
from crosstie.fetch.plan import Download
from crosstie.settings import Settings
from crosstie.sources import fetching
from crosstie.sources.fetching import Request, SourceFetched, fetch_source, plan_source
from crosstie.sources.registry import SOURCES
from crosstie.sources.usaspending.asking import fiscal_years
from crosstie.store.unloading import unload
from crosstie.store.workspace import open_workspace, read_workspace
from tests.replay import server
from tests.replay.clock import Clock
from tests.replay.publishers import (
    API,
    Awards,
    GoldenCopy,
    action,
    columns,
    reply,
    zipped,
)
from tests.replay.server import Replay

CHILD, PARENT = "5493000000000000CH12", "5493000000000000PA34"


@pytest.fixture
def replay() -> Iterator[Replay]:
    found = Replay()
    yield found
    found.close()


class Bench:
    """A home, a clock, and publishers to ask."""

    def __init__(self, replay: Replay, home: Path) -> None:
        self.replay = replay
        self.clock = Clock()
        self.settings = Settings(home=home)
        self.awards = Awards(replay)
        self.golden = GoldenCopy(replay)
        bases = {"usaspending": replay.base, "gleif": replay.base}
        self.world = self.clock.world(bases=bases, lock_wait_seconds=1.0)

    def fetch(self, source: str, **options: str) -> SourceFetched:
        return fetch_source(Request(source, options), self.world, self.settings)

    def rows(self, sql: str) -> list[dict[str, object]]:
        db = read_workspace(self.settings)
        assert db is not None
        with db:
            return db.rows("rows", sql)


@pytest.fixture
def bench(replay: Replay, tmp_path: Path) -> Bench:
    return Bench(replay, tmp_path / "home")


def test_a_department_is_fetched_by_years_and_loaded(bench: Bench) -> None:
    bench.awards.publish(2025, "20261106", [action("A1", "ALPHA INC.", "100.00")])
    bench.awards.publish(2026, "20261106", [action("A2", "BETA INC.", "7.00")])
    found = bench.fetch("usaspending", agency="070", years="2024-2026", what="prime")
    assert found.errors == ()
    assert found.plan.notes == ("the publisher lists no archive of fiscal year 2024",)
    assert [f.pinned.name for f in found.fetched] == [
        "FY2025_070_Contracts_Full_20261106.zip",
        "FY2026_070_Contracts_Full_20261106.zip",
    ]
    assert [s.rows_loaded for s in found.loaded] == [1, 1]
    assert bench.rows(
        "select dataset_id, version, retrieved::varchar as day, url\n"
        "from file\norder by 1"
    ) == [
        {
            "dataset_id": f"USAspending/transactions-297/070/FY{year}",
            "version": "20261106",
            "day": "2026-11-20",
            "url": "https://files.usaspending.gov/award_data_archive/"
            f"FY{year}_070_Contracts_Full_20261106.zip",
        }
        for year in (2025, 2026)
    ]


def test_the_second_time_nothing_is_downloaded(bench: Bench) -> None:
    url = bench.awards.publish(2026, "20261106", [action("A1", "ALPHA INC.", "1.00")])
    options = {"agency": "070", "years": "2026", "what": "prime"}
    assert bench.fetch("usaspending", **options).is_news
    again = bench.fetch("usaspending", **options)
    assert not again.is_news
    assert again.plan.items == ()
    assert again.plan.current[0].endswith("fiscal year 2026: is here")
    assert len(bench.replay.asked(url)) == 1


def test_a_newer_archive_takes_the_older_ones_place(bench: Bench) -> None:
    options = {"agency": "070", "years": "2026", "what": "prime"}
    bench.awards.publish(2026, "20261106", [action("A1", "ALPHA INC.", "1.00")])
    bench.fetch("usaspending", **options)
    bench.awards.publish(2026, "20261206", [action("A1", "ALPHA INC.", "2.00")])
    found = bench.fetch("usaspending", **options)
    assert found.loaded[0].replaced == "FY2026_070_Contracts_Full_20261106.zip"
    assert bench.rows("select obligated::varchar as a from transaction") == [
        {"a": "2.00"}
    ]
    folder = bench.settings.raw / "usaspending" / "contracts-070-FY2026"
    assert [p.name for p in folder.glob("*.zip")] == [
        "FY2026_070_Contracts_Full_20261206.zip"
    ]


def test_subawards_are_asked_for_waited_for_and_loaded(bench: Bench) -> None:
    bench.awards.states_before_finished = 3
    found = bench.fetch("usaspending", agency="070", years="2026", what="subawards")
    assert found.errors == ()
    (asked,) = bench.replay.asked(API + "bulk_download/awards/")
    assert asked.json["filters"]["date_range"] == {
        "start_date": "2025-10-01",
        "end_date": "2026-09-30",
    }
    assert "prime_award_types" not in asked.json["filters"]
    assert len(bench.replay.asked(API + "download/status")) == 4
    assert bench.clock.slept.count(10.0) == 3
    assert found.loaded[0].dataset_id == "USAspending/subawards-asked/070/FY2026"
    again = bench.fetch("usaspending", agency="070", years="2026", what="subawards")
    assert again.plan.current[0].endswith("asked for not long ago")
    assert bench.awards.jobs == 1
    bench.clock.passed += 31 * 86_400
    later = bench.fetch("usaspending", agency="070", years="2026", what="subawards")
    assert bench.awards.jobs == 2
    assert later.fetched[0].state in ("new", "same")


def test_a_quick_look_reads_pages_of_the_search(bench: Bench) -> None:
    def page(asked: server.Asked) -> server.Reply:
        body = asked.json
        assert body["filters"]["agencies"][0]["toptier_name"]
        kind, number = body["filters"]["award_type_codes"][0], body["page"]
        found = [
            {
                "internal_id": 1,
                "generated_internal_id": f"CONT_AWD_{kind}{number}_7012_V9_4730",
                "Award ID": f"{kind}{number}",
                "Award Amount": 1234567.89,
                "Total Outlays": None,
                "Recipient Name": "ALPHA INC.",
                "Recipient Location": {"location_country_code": "USA"},
                "Base Obligation Date": "2025-12-01",
                "Awarding Sub Agency": "U.S. Immigration and Customs Enforcement",
                "Awarding Sub Agency Code": "7012",
                "def_codes": ["Q"],
            }
        ]
        more = kind == "A" and number < 3
        metadata = {"page": number, "hasNext": more}
        return reply({"results": found, "page_metadata": metadata})

    bench.replay.route(API + "search/spending_by_award/", page)
    found = bench.fetch(
        "usaspending",
        agency="070",
        years="2026",
        what="look",
        component="U.S. Immigration and Customs Enforcement",
    )
    assert found.errors == ()
    assert sorted((s.layout, s.rows_loaded) for s in found.loaded) == [
        ("search-21", 1),
        ("search-21", 3),
    ]
    assert bench.rows(
        "select piid, parent_piid, obligated::varchar as total, component_code\n"
        "from award\nwhere piid = 'A1'"
    ) == [
        {
            "piid": "A1",
            "parent_piid": "V9",
            "total": "1234567.89",
            "component_code": "7012",
        }
    ]


def test_a_file_being_made_is_asked_after_by_the_next_command(bench: Bench) -> None:
    """Ctrl-C while the publisher works: the second command starts no second job."""
    status = API + "download/status"
    bench.replay.fault(status, *[server.status(500)] * 6)
    first = bench.fetch("usaspending", agency="070", years="2026", what="subawards")
    assert "500" in str(first.errors[0][1])
    kept = bench.settings.raw / "usaspending" / "subawards-070-FY2026" / "job.json"
    assert not kept.exists()  # the publisher refused it for good

    def stop(seconds: float) -> None:
        if seconds == 10.0:
            raise KeyboardInterrupt

    bench.world = replace(bench.world, sleep=stop)
    with pytest.raises(KeyboardInterrupt):
        bench.fetch("usaspending", agency="070", years="2026", what="subawards")
    assert kept.exists()
    bench.world = replace(bench.world, sleep=bench.clock.sleep)
    found = bench.fetch("usaspending", agency="070", years="2026", what="subawards")
    assert found.errors == ()
    assert bench.awards.jobs == 2
    assert not kept.exists()


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


def test_one_file_that_fails_leaves_the_others(bench: Bench) -> None:
    url = bench.awards.publish(2025, "20261106", [action("A1", "ALPHA INC.", "1.00")])
    bench.awards.publish(2026, "20261106", [action("A2", "BETA INC.", "2.00")])
    bench.replay.fault(url, server.status(403))
    found = bench.fetch("usaspending", agency="070", years="2025-", what="prime")
    assert [what for what, _ in found.errors] == [
        "every contract action of Department of Homeland Security, fiscal year 2025"
    ]
    assert [s.rows_loaded for s in found.loaded] == [1]


def test_a_list_of_another_shape_stops_the_source(bench: Bench) -> None:
    bench.replay.answer(API + "bulk_download/list_monthly_files/", {"files": []})
    with pytest.raises(PublisherChanged, match="has no 'monthly_files'"):
        bench.fetch("usaspending", agency="070", years="2026")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "needs the option 'agency'"),
        ({"agency": "70"}, "not of the form"),
        ({"agency": "099"}, "no agency with the code 099"),
        ({"agency": "070", "years": "1999"}, "none between 2008 and 2027"),
        ({"agency": "070", "colour": "red"}, "no option 'colour'"),
    ],
)
def test_options_are_checked(
    options: dict[str, str], message: str, bench: Bench
) -> None:
    with pytest.raises(UsageError, match=message):
        bench.fetch("usaspending", **options)


def test_a_source_that_people_bring_is_not_fetched(bench: Bench) -> None:
    with pytest.raises(UsageError, match="cannot be fetched"):
        bench.fetch("listed")


def test_offline_ends_before_anything(bench: Bench) -> None:
    bench.world = replace(bench.world, offline=True)
    with pytest.raises(IsOffline):
        bench.fetch("gleif")
    assert bench.replay.log == []


def test_two_at_once_wait_and_say_so(bench: Bench) -> None:
    folder = bench.settings.raw / "gleif"
    with (
        locked(folder, "gleif", bench.world),
        pytest.raises(WorkspaceLocked, match="another process is fetching gleif"),
    ):
        bench.fetch("gleif")
    assert sum(bench.clock.slept) >= 1.0
    assert [t.note for t in bench.clock.told] == [
        "waiting for another process that fetches this source"
    ]


def test_a_name_is_told_to_a_publisher_only_where_the_user_agrees(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = SOURCES["gleif"].fetch
    assert rules is not None
    telling = replace(SOURCES["gleif"], fetch=replace(rules, per_name_query=True))
    monkeypatch.setattr(fetching, "SOURCES", {"gleif": telling})
    with pytest.raises(UsageError, match="would learn which names"):
        bench.fetch("gleif")
    assert bench.replay.log == []
    asked: list[str] = []

    def agree(sentence: str) -> bool:
        asked.append(sentence)
        return True

    bench.golden.publish("2026-11-20 08:00:00", {})
    request = Request("gleif", {}, tell_publisher=agree, load=False)
    assert fetch_source(request, bench.world, bench.settings).new_files == 3
    assert "its publisher learns which names" in asked[0]


def test_offline_loads_what_was_fetched(bench: Bench) -> None:
    bench.awards.publish(2026, "20261106", [action("A1", "ALPHA INC.", "1.00")])
    options = {"agency": "070", "years": "2026", "what": "prime"}
    request = Request("usaspending", options, load=False)
    fetch_source(request, bench.world, bench.settings)
    asked = len(bench.replay.log)
    bench.world = replace(bench.world, offline=True)
    found = bench.fetch("usaspending", **options)
    assert [s.rows_loaded for s in found.loaded] == [1]
    assert "the publisher was not asked for news" in found.plan.notes[0]
    assert len(bench.replay.log) == asked


def test_a_file_that_cannot_be_loaded_is_told_and_the_others_are(
    bench: Bench,
) -> None:
    """A layout that changed: the file is here, and the difference is named."""
    bench.awards.publish(2025, "20261106", [action("A1", "ALPHA INC.", "1.00")])
    url = bench.awards.publish(2026, "20261106", [])
    header = [*columns("usaspending", "transactions-297"), "shoe_size"]
    bench.replay.file(url, zipped("rows.csv", header, []))
    found = bench.fetch("usaspending", agency="070", years="2025-2026", what="prime")
    assert [s.rows_loaded for s in found.loaded] == [1]
    assert "not known: shoe_size" in str(found.errors[0][1])
    assert found.new_files == 2


def test_fiscal_years_begin_in_october() -> None:
    from datetime import date

    assert fiscal_years("2026-", date(2026, 9, 30)) == range(2026, 2027)
    assert fiscal_years("2026-", date(2026, 10, 1)) == range(2026, 2028)
    assert fiscal_years("2020", date(2026, 10, 1)) == range(2020, 2021)
