"""USAspending: archives, files that it makes, and a quick look."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crosstie.errors import PublisherChanged
from crosstie.sources.usaspending.asking import fiscal_years
from tests.replay import server
from tests.replay.publishers import (
    API,
    action,
    reply,
)
from tests.sources.bench import Bench


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


def test_a_list_of_another_shape_stops_the_source(bench: Bench) -> None:
    bench.replay.answer(API + "bulk_download/list_monthly_files/", {"files": []})
    with pytest.raises(PublisherChanged, match="has no 'monthly_files'"):
        bench.fetch("usaspending", agency="070", years="2026")


def test_fiscal_years_begin_in_october() -> None:
    from datetime import date

    assert fiscal_years("2026-", date(2026, 9, 30)) == range(2026, 2027)
    assert fiscal_years("2026-", date(2026, 10, 1)) == range(2026, 2028)
    assert fiscal_years("2020", date(2026, 10, 1)) == range(2020, 2021)
