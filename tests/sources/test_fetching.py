"""A source from its publisher to its tables, at a publisher on loopback."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crosstie.errors import IsOffline, UsageError, WorkspaceLocked
from crosstie.fetch.locks import locked
from crosstie.sources import fetching
from crosstie.sources.fetching import Request, fetch_source
from crosstie.sources.registry import SOURCES
from tests.replay import server
from tests.replay.publishers import (
    action,
    columns,
    zipped,
)
from tests.sources.bench import Bench


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


def test_one_file_that_fails_leaves_the_others(bench: Bench) -> None:
    url = bench.awards.publish(2025, "20261106", [action("A1", "ALPHA INC.", "1.00")])
    bench.awards.publish(2026, "20261106", [action("A2", "BETA INC.", "2.00")])
    bench.replay.fault(url, server.status(403))
    found = bench.fetch("usaspending", agency="070", years="2025-", what="prime")
    assert [what for what, _ in found.errors] == [
        "every contract action of Department of Homeland Security, fiscal year 2025"
    ]
    assert [s.rows_loaded for s in found.loaded] == [1]


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
