"""Exhibit 21: lists as filers write them, who states them when, and the fetch."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosstie.errors import PublisherChanged, UnknownLayout, UsageError
from crosstie.sources.exhibit21.lists import listed
from crosstie.sources.exhibit21.places import place_of
from crosstie.sources.fetching import Request, SourceFetched, fetch_source
from crosstie.store.engine import Database
from tests.replay.publishers_more import Edgar, submission
from tests.sources.bench import Bench
from tests.sources.conftest import Load
from tests.sources.more import serving

TABLE = """<html><body><p>Subsidiaries of the Registrant</p>
<table><tr><th>Name of Subsidiary</th><th>Jurisdiction of<br>Incorporation</th></tr>
<tr><td>Alpha Canada Ltd.&nbsp;(1)</td><td></td><td>Ontario, Canada</td></tr>
<tr><td>Beta&amp;Co LLC</td><td>Delaware</td></tr>
<tr><td>Gamma Venture</td><td>France</td><td>50.0%</td></tr>
<tr><td>Delta GmbH</td><td>Germany</td><td>75.5%</td></tr>
<tr><td>Beta&amp;Co LLC</td><td>Delaware</td></tr>
<tr><td>Mystery</td><td>Nowhere Land</td></tr>
<tr><td>(1) Held through another subsidiary of the company, which is not significant
and so on for a good many more words</td></tr></table></body></html>"""

COLUMNS = """
                          SUBSIDIARIES OF ALPHA HOLDINGS INC

<TABLE>
<S>                                        <C>
Name                                       State of Incorporation
----------------------------               ----------------------
Epsilon Corporation                        Delaware
Zeta S.A. de C.V. ........................ Mexico
     Eta Limited                           England and Wales
Theta Holdings, Inc.
</TABLE>
"""


def write(path: Path, exhibit: str, **more: str) -> Path:
    path.write_text(submission(exhibit, **more), "utf-8")
    return path


def test_a_table_becomes_organisations_and_statements(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    summary = load(write(tmp_path / "a.txt", TABLE), "exhibit21")
    assert (summary.layout, summary.rows_read) == ("exhibit21", 6)
    assert (summary.rows_loaded, summary.rows_rejected, summary.rows_repeated) == (
        *(4, 1, 1),
    )
    rows = workspace_db.rows(
        "statements",
        "select child_name, parent_name, interest, percent_max::varchar as share,\n"
        "  stated_on, s.status, o.country, o.jurisdiction\n"
        "from ownership_statement s\n"
        "join organisation o on o.organisation_id = s.child_id\n"
        "order by s.row_number",
    )
    filer, day = "ALPHA HOLDINGS INC", date(2025, 3, 1)
    kind = "subsidiary listed in Exhibit 21"
    rest = (day, kind)
    assert [tuple(row.values()) for row in rows] == [
        ("Alpha Canada Ltd.", filer, "ultimate_control", None, *rest, "CA", "CA-ON"),
        ("Beta&Co LLC", filer, "ultimate_control", None, *rest, "US", "US-DE"),
        ("Gamma Venture", filer, "stake", "50.0000", *rest, "FR", "FR"),
        ("Delta GmbH", filer, "ultimate_control", "75.5000", *rest, "DE", "DE"),
    ]
    parent = workspace_db.rows(
        "parent", "select name, jurisdiction from organisation where row_number = 0"
    )
    assert parent == [{"name": filer, "jurisdiction": "US-DE"}]
    assert workspace_db.rows("file", "select title, url from file")[0] == {
        "title": f"10-K, Exhibit 21, of {filer}",
        "url": "https://www.sec.gov/Archives/edgar/data/12345/000001234525000001/",
    }


def test_columns_of_blanks_and_dots() -> None:
    found = listed(COLUMNS)
    assert [(row.name, row.place) for row in found] == [
        ("Epsilon Corporation", ("US", "US-DE")),
        ("Zeta S.A. de C.V.", ("MX", None)),
        ("Eta Limited", ("GB", "GB-ENG")),
        ("Theta Holdings, Inc.", None),
    ]
    assert {row.problem for row in found} == {None}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("United States, Delaware", ("US", "US-DE")),
        ("Georgia", ("US", "US-GA")),
        ("Tbilisi, Georgia (country)", ("US", "US-GA")),
        ("Peoples Republic of China", ("CN", None)),
        ("UK", ("GB", None)),
        ("OH", ("US", "US-OH")),
        ("DE", None),
        ("Hong Kong", ("HK", None)),
        ("100%", None),
        ("", None),
    ],
)
def test_jurisdictions(written: str, expected: object) -> None:
    assert place_of(written) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (submission(TABLE, kind="EX-23"), "no document of the type EX-21"),
        (submission(TABLE, filed="someday"), "no day"),
        ("Alpha Ltd.   Canada\n", "no line 'ACCESSION NUMBER'"),
    ],
)
def test_other_texts_are_refused(
    content: str, message: str, tmp_path: Path, load: Load
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(content, "utf-8")
    with pytest.raises(UnknownLayout, match=message):
        load(path, "exhibit21")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "<table>",
                    "</table>",
                    "<tr>",
                    "<td>",
                    "</td>",
                    "</tr>",
                    "<p>",
                    "<br",
                ),
                *("&amp", "&#0;", "Alpha Ltd.", "   ", "....", "Delaware", "\n", "50%"),
                *("<br", "<!--", "]]>", "<![CDATA[", "é", "\x00", "(1)", "<", ">", '"'),
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_text_is_read_to_its_end(text: str) -> None:
    for row in listed(text):
        assert row.name
        assert len(row.name) <= 250


def fetch(bench: Bench, **options: str) -> SourceFetched:
    request = Request("exhibit21", options, tell_publisher=lambda sentence: True)
    return fetch_source(request, bench.world, bench.settings)


def test_the_latest_report_is_fetched_with_the_declared_caller(bench: Bench) -> None:
    edgar = Edgar(serving(bench, "exhibit21").replay)
    edgar.file(12345, "0000012345-24-000001", "2024-03-01", submission(COLUMNS))
    url = edgar.file(12345, "0000012345-25-000001", "2025-03-01", submission(TABLE))
    asked = {"cik": "0000012345", "contact": "name@example.org"}
    found = fetch(bench, **asked)
    assert (found.errors, [s.rows_loaded for s in found.loaded]) == ((), [4])
    assert found.plan.items[0].dataset == "filing-12345-2025-03-01"
    agents = {one.headers["user-agent"] for one in bench.replay.log}
    assert agents == {f"{bench.world.agent} name@example.org"}
    assert not fetch(bench, **asked).is_news
    assert len(bench.replay.asked(url)) == 1
    both = fetch(bench, years="2024-", **asked)
    assert [s.rows_loaded for s in both.loaded] == [4]
    none = fetch(bench, years="2001", **asked)
    assert none.plan.notes == ("ALPHA HOLDINGS INC has no annual report filed in 2001",)


def test_the_caller_must_be_declared_and_the_publisher_learns_the_filer(
    bench: Bench,
) -> None:
    serving(bench, "exhibit21")
    with pytest.raises(UsageError, match="needs the option 'contact'"):
        bench.fetch("exhibit21", cik="1")
    with pytest.raises(UsageError, match="would learn which names"):
        bench.fetch("exhibit21", cik="1", contact="name@example.org")
    assert bench.replay.log == []


def test_a_list_of_another_shape_stops(bench: Bench) -> None:
    url = "https://data.sec.gov/submissions/CIK0000000001.json"
    serving(bench, "exhibit21").replay.answer(url, {"filings": {}})
    with pytest.raises(PublisherChanged, match="has no 'recent'"):
        fetch(bench, cik="1", contact="name@example.org")


@pytest.mark.shared
def test_the_labelled_exhibits(
    shared_data: Path, load: Load, workspace_db: Any
) -> None:
    summary = load(shared_data / "sec_exhibit21" / "ex21_labels.csv", "exhibit21")
    assert (summary.rows_read, summary.rows_loaded) == (2425, 2419)
    assert (summary.rows_rejected, summary.rows_repeated) == (1, 5)
    assert workspace_db.value("n", "select count(*) from ownership_statement") == 2419
