"""The Offshore Leaks Database: organisations only, and the ICIJ's statement on each."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from crosstie.errors import TooFewRecords, UnknownLayout, UnreadableFile
from crosstie.sources import registry
from crosstie.sources.icij.fill import STATEMENT
from crosstie.sources.reading.expect import Expect
from crosstie.store.engine import Database
from tests.replay.publishers_more import OFFSHORE, offshore
from tests.sources.bench import Bench
from tests.sources.conftest import Load
from tests.sources.more import serving


def entity(node: str, name: str, **more: str) -> dict[str, str]:
    return {
        "node_id": node,
        "name": name,
        "jurisdiction": "BVI",
        "jurisdiction_description": "British Virgin Islands",
        "incorporation_date": "23-MAR-2006",
        "sourceID": "Panama Papers",
        "address": "Somebody's home",
        **more,
    }


def link(start: str, end: str, kind: str, text: str = "", **more: str) -> Any:
    given = {"node_id_start": start, "node_id_end": end, "rel_type": kind}
    return {**given, "link": text, "sourceID": "Panama Papers", **more}


ENTITIES = [
    entity("1", "ALPHA LIMITED", former_name="OLD ALPHA LIMITED", ibcRUC="12"),
    entity("2", "BETA HOLDINGS S.A.", struck_off_date="someday"),
    entity("3", "JANE DOE"),
]
OFFICERS = [
    {"node_id": "11", "name": "GAMMA NOMINEES LTD."},
    {"node_id": "12", "name": "DOE, JANE Q."},
    {"node_id": "13", "name": "The Bearer"},
]
LINKS = [
    link("11", "1", "officer_of", "shareholder of", start_date="2007-01-02"),
    link("11", "2", "officer_of", "director of"),
    link("12", "1", "officer_of", "shareholder of"),
    link("1", "2", "same_name_as", "same name as"),
    link("1", "2", "same_company_as", "same company as"),
    link("1", "99", "registered_address", "registered address"),
]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the least number of records away: the test's files are small."""
    source = registry.SOURCES["icij"]
    layouts = tuple(
        dataclasses.replace(
            one, expect=Expect(categories=source.expect[one.name].categories)
        )
        if one.name in source.expect
        else one
        for one in source.layouts
    )
    free = dataclasses.replace(source, expect={}, layouts=layouts)
    monkeypatch.setattr(registry, "SOURCES", {**registry.SOURCES, "icij": free})


def test_organisations_and_links_between_them_are_kept(
    tmp_path: Path, workspace_db: Database
) -> None:
    path = tmp_path / "part.zip"
    path.write_bytes(offshore(ENTITIES, OFFICERS, LINKS))
    nodes, officers, links = registry.load_files(workspace_db, "icij", [path])
    assert [s.layout for s in (nodes, officers, links)] == [
        *("icij-entities", "icij-officers", "icij-relationships")
    ]
    assert nodes.notes == (
        STATEMENT,
        "Entities whose name has the shape of a person's, left out: 1.",
        "Days in struck_off that are none, left empty: 1.",
    )
    assert "left out: 2." in officers.notes[1]
    assert links.notes[1:] == (
        "Links that the ICIJ made from names that are alike, left out: 1.",
        "Links to persons, addresses and intermediaries, left out: 2.",
    )
    rows = workspace_db.rows(
        "organisations",
        "select name, country, about, valid_from::varchar as since\n"
        "from organisation order by record_id::integer",
    )
    assert [(r["name"], r["country"], r["since"]) for r in rows] == [
        ("ALPHA LIMITED", "VG", "2006-03-23"),
        ("BETA HOLDINGS S.A.", "VG", "2006-03-23"),
        ("GAMMA NOMINEES LTD.", None, None),
    ]
    assert all(STATEMENT in str(row["about"]) for row in rows)
    found = workspace_db.rows(
        "links", "select from_id, to_id, relation from organisation_link order by 1, 2"
    )
    assert [tuple(row.values()) for row in found] == [
        ("icij:1", "icij:2", "same company as"),
        ("icij:11", "icij:1", "shareholder of"),
        ("icij:11", "icij:2", "director of"),
    ]
    (held,) = workspace_db.rows("statements", "from ownership_statement")
    assert (held["parent_id"], held["child_id"], held["interest"]) == (
        *("icij:11", "icij:1", "stake"),
    )
    assert STATEMENT in held["citation_title"]


def test_no_person_and_no_address_is_in_any_table(
    tmp_path: Path, workspace_db: Database
) -> None:
    torn = offshore(ENTITIES, [*OFFICERS, {"name": "DOE, JOHN Q."}], LINKS)
    path = tmp_path / "part.zip"
    path.write_bytes(torn)
    registry.load_files(workspace_db, "icij", [path])
    for table in ("organisation", "organisation_name", "reject", "ownership_statement"):
        text = str(workspace_db.rows("all", f"from {table}"))
        assert "DOE" not in text
        assert "home" not in text


def test_relationships_alone_and_other_columns_are_refused(
    tmp_path: Path, load: Load
) -> None:
    path = tmp_path / "relationships.csv"
    header = "node_id_start,node_id_end,rel_type,link,start_date,end_date,sourceID\n"
    path.write_text(header + "1,2,officer_of,director of,,,Panama Papers\n")
    with pytest.raises(UnreadableFile, match="entities stand in another file"):
        load(path, "icij")
    path.write_text(header.replace("link", "shoe"))
    with pytest.raises(UnknownLayout, match="not known: shoe"):
        load(path, "icij")


@pytest.mark.usefixtures("small")
def test_the_whole_is_fetched_and_a_newer_one_takes_its_place(bench: Bench) -> None:
    serving(bench, "icij").replay.file(OFFSHORE, offshore(ENTITIES, OFFICERS, LINKS))
    found = bench.fetch("icij")
    assert (found.errors, len(found.loaded)) == ((), 3)
    assert not bench.fetch("icij").is_news
    bench.replay.file(OFFSHORE, offshore(ENTITIES[:1], OFFICERS, LINKS))
    bench.clock.sleep(31 * 86_400)
    newer = bench.fetch("icij")
    assert newer.errors == ()
    assert newer.loaded[0].replaced == "full-oldb.LATEST.zip"
    names = bench.rows("select name from organisation order by name")
    assert [row["name"] for row in names] == ["ALPHA LIMITED", "GAMMA NOMINEES LTD."]


def test_a_whole_that_is_too_small_stops(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "full-oldb.LATEST.zip"
    path.write_bytes(offshore(ENTITIES, OFFICERS, LINKS))
    with pytest.raises(TooFewRecords, match="at least 700,000 are expected"):
        load(path, "icij")
