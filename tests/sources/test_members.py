"""Members: look-ups, lists, the House's CSV, and what a publisher is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crosstie.errors import IsOffline, PublisherChanged, UnknownLayout, UsageError
from crosstie.sources.fetching import Request, fetch_source
from crosstie.store.engine import Database
from tests.replay.publishers_more import Represent
from tests.sources.bench import Bench
from tests.sources.conftest import Load
from tests.sources.more import serving


def person(name: str, district: str = "North", office: str = "MP") -> dict[str, Any]:
    return {
        "name": name,
        "district_name": district,
        "elected_office": office,
        "party_name": "Green",
        "email": "office@house.example",
        "url": "https://house.example/" + name[-1],
        "offices": [
            {"type": "constituency", "tel": "1 555 0100", "postal": "Main Street"},
            {"type": "legislature", "tel": "1 555 0199", "postal": "The House"},
        ],
        "extra": {"preferred_languages": ["English  French"]},
    }


def write(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), "utf-8")
    return path


def test_a_look_up_gives_every_member_of_the_place(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    answer = {
        "code": "X1Y2Z3",
        "boundaries_centroid": [{"name": "Old North"}],
        "representatives_centroid": [
            person("Member A"),
            person("Mayor M", office="Mayor"),
        ],
        "representatives_concordance": [person("Member A"), person("Member B", "East")],
    }
    summary = load(write(tmp_path / "a.json", answer), "members")
    assert (summary.layout, summary.rows_read) == ("represent-postcode", 4)
    assert (summary.rows_loaded, summary.rows_rejected, summary.rows_repeated) == (
        *(2, 1, 1),
    )
    rows = workspace_db.rows("holders", "from office_holder order by row_number")
    assert [(r["name"], r["district"], r["asked_place"]) for r in rows] == [
        ("Member A", "North", "X1Y"),
        ("Member B", "East", "X1Y"),
    ]
    assert rows[0]["phone"] == "1 555 0199"
    assert rows[0]["address"] == "The House"
    assert rows[0]["preferred_languages"] == "English French"
    assert "X1Y2Z3" not in str(rows)
    reject = workspace_db.rows("reject", "select reason from reject")
    assert reject == [{"reason": "the office is Mayor, not MP"}]


HOUSE = (
    "Honorific Title,First Name,Last Name,Constituency,Province / Territory,"
    "Political Affiliation,Start Date,End Date\n"
)


def test_the_list_of_the_house(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    path = tmp_path / "house.csv"
    lines = (
        ",Alex,One,North—East,Quebec,Green,2025-04-28 12:00:00 AM,\n"
        "Hon.,Robin,Two,South,Ontario,Blue,2019-10-21 12:00:00 AM,"
        "2021-09-20 12:00:00 AM\n"
    )
    path.write_text(HOUSE + lines + ",Pat,,West,,,,\n", "utf-8")
    summary = load(path, "members")
    assert (summary.layout, summary.rows_loaded, summary.rows_rejected) == (
        *("house-8", 2, 1),
    )
    rows = workspace_db.rows(
        "holders", "select name, party, valid_to::varchar as until from office_holder"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("Alex One", "Green", None),
        ("Hon. Robin Two", "Blue", "2021-09-20"),
    ]
    path.write_text(HOUSE.replace("Start Date", "Since") + lines, "utf-8")
    with pytest.raises(UnknownLayout, match="not known: Since"):
        load(path, "members")


def test_other_json_is_refused(tmp_path: Path, load: Load) -> None:
    with pytest.raises(UnknownLayout, match="no object of the file is a member"):
        load(write(tmp_path / "a.json", [{"shoe": 1}, 2, None]), "members")


def test_the_whole_list_tells_nobody_a_place(bench: Bench) -> None:
    people = [person(f"Member {n}", f"District {n}") for n in range(343)]
    service = Represent(serving(bench, "members").replay, people)
    found = bench.fetch("members")
    assert (found.errors, [s.rows_loaded for s in found.loaded]) == ((), [343])
    assert len(bench.replay.asked(service.LIST)) == 2
    assert not bench.fetch("members").is_news
    service.people[0] = person("Member N", "District 0")
    bench.clock.sleep(8 * 86_400)
    newer = bench.fetch("members")
    assert newer.loaded[0].replaced == "house-of-commons.jsonl"
    names = bench.rows("select name from office_holder where district = 'District 0'")
    assert names == [{"name": "Member N"}]


def test_a_postal_code_is_told_only_where_the_user_agrees(bench: Bench) -> None:
    service = Represent(serving(bench, "members").replay, [])
    url = service.postcode("X1Y2Z3", person("Member A"))
    with pytest.raises(UsageError, match="would learn which names"):
        bench.fetch("members", postal="x1y 2z3")
    assert bench.replay.log == []
    request = Request("members", {"postal": "x1y 2z3"}, tell_publisher=lambda s: True)
    found = fetch_source(request, bench.world, bench.settings)
    assert [s.rows_loaded for s in found.loaded] == [1]
    assert len(bench.replay.asked(url)) == 1


def test_a_list_of_another_shape_stops(bench: Bench) -> None:
    service = Represent(serving(bench, "members").replay, [person("Member A")])
    assert not bench.fetch("members").errors
    bench.replay.answer(service.LIST, {"results": []})
    bench.clock.sleep(8 * 86_400)
    error = bench.fetch("members").errors[0][1]
    assert isinstance(error, PublisherChanged)
    assert "has no 'objects'" in str(error)
    bench.world = replace(bench.world, offline=True)
    with pytest.raises(IsOffline):
        bench.fetch("members", **{"from": "house"})


@pytest.mark.shared
def test_the_real_answers(shared_data: Path, load: Load, workspace_db: Any) -> None:
    folder = shared_data / "represent"
    for path in folder.glob("*TRANSCRIBED.json"):
        summary = load(path, "members")
        assert summary.rows_loaded and not summary.rows_rejected
    found = workspace_db.rows(
        "member", "select name, district from office_holder where asked_place = 'M5V'"
    )
    assert found == [{"name": "Chi Nguyen", "district": "Spadina—Harbourfront"}]
