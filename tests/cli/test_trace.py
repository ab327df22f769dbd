"""The whole way, on the sample that ships: what stands in the table, and how."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.command import Command, awards_file
from tests.cli.conftest import Output, traced

AGREED = (
    "tie_id,organisation,organisation_country,parent,route,supplier,buyer,component,"
    "scope,kind,probability,status,status_date,first_date,last_date,awards,obligated,"
    "ceiling,currency,matched_text,reason,evidence_record,evidence_url"
)

Sample = tuple[Output, Output]


def test_the_first_line_says_which_data_it_is(sample: Sample) -> None:
    for output in sample:
        assert output.stdout.startswith("Sample data: ")
    assert "retrieved 2026-11-22" in sample[0].stdout
    assert "date unknown" not in sample[0].stdout


def test_the_columns_agreed_come_first(sample: Sample) -> None:
    header = (sample[0].folder / "ties.csv").read_text("utf-8").splitlines()[0]
    assert header.split(",")[:23] == AGREED.split(",")
    assert len(AGREED.split(",")) == 23


def test_a_subsidiary_coded_to_another_country(sample: Sample) -> None:
    row = sample[0].one(supplier="ROSHEL LLC")
    assert row["route"] in ("direct", "subsidiary")
    assert (row["obligated"], row["kind"]) == ("7234926.20", "finding")
    assert (row["scope"], row["first_date"]) == ("buyer", "2025-11-28")


def test_a_product_at_a_reseller_of_a_sibling(sample: Sample) -> None:
    row = sample[0].one(supplier="SENECA STRATEGIC PARTNERS")
    assert row["organisation"].startswith("Hootsuite")
    assert (row["route"], row["scope"], row["component"]) == (
        "product",
        "sibling",
        "CBP",
    )
    assert row["first_date"] == "2024-07-30"


def test_a_property_deal_that_was_called_off(sample: Sample) -> None:
    row = sample[0].one(route="property")
    assert "Pattison" in row["organisation"]
    assert (row["status"], row["status_date"]) == ("cancelled", "2026-01-30")
    assert row["obligated"] == ""


def test_five_offices_one_row_each(sample: Sample) -> None:
    rows = [row for row in sample[0].rows if row["route"] == "presence"]
    cities = {row["organisation"].rsplit(", ", 1)[1] for row in rows}
    assert cities == {"Ottawa", "Toronto", "Montreal", "Calgary", "Vancouver"}
    assert [row["supplier"] for row in rows] == [""] * 5


def test_control_on_the_date_of_each_action(sample: Sample) -> None:
    """Its Canadian owner sold it in 2015."""
    document = sample[0].document
    days = {
        (action["day"], action["counts"])
        for part in ("ties", "leads", "not_counted")
        for tie in document[part]
        if (tie["supplier"] or "").startswith("SHRED-IT USA")
        for action in tie["transactions"]
    }
    assert days == {
        ("2013-12-19", True),
        ("2017-05-24", False),
        ("2018-04-25", False),
    }


def test_two_runs_give_the_same_bytes(sample: Sample) -> None:
    one, two = (output.folder for output in sample)
    for name in ("ties.csv", "hops.csv", "ties.json"):
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_the_report_needs_nothing_but_itself(sample: Sample) -> None:
    html = (sample[0].folder / "report.html").read_text("utf-8")
    assert "<script" not in html.lower()
    loading = r"<(?:img|link|iframe|object|embed|source|video|audio)\b[^>]*"
    assert re.findall(loading, html, re.I) == []
    assert re.findall(r"@import|url\((?!['\"]?(?:#|data:))", html) == []
    assert re.findall(r"\son\w+=", html) == []
    assert "2026-11-22" in html


def test_sample_and_loaded_never_mix(crosstie: Command) -> None:
    path = awards_file(crosstie.folder / "a.csv", 5, name="GAMMA MAPLE LTD")
    assert crosstie("load", "usaspending", path).returncode == 0
    found = traced(crosstie, "out")
    assert found.stdout.startswith("Loaded data: 5 actions, 5 awards")
    assert not [row for row in found.rows if row["supplier"]]
    again = traced(crosstie, "again", "--sample")
    assert again.stdout.startswith("Sample data: ")
    assert again.one(supplier="ROSHEL LLC")
    assert "a.csv" not in (again.folder / "run.json").read_text("utf-8")


def test_json_alone_on_the_output(crosstie: Command) -> None:
    done = crosstie("trace", "--json", "--out", "out")
    written = (crosstie.folder / "out" / "ties.json").read_text("utf-8")
    assert done.stdout == written
    assert json.loads(done.stdout)["data"] == "sample"
    assert done.stderr == ""


@pytest.mark.parametrize("country", ["no", "NO"])
def test_a_new_case_without_any_record(crosstie: Command, country: str) -> None:
    made = crosstie("new", "sea", "--buyer", "Sea Agency", "--country", country)
    assert made.returncode == 0
    for arguments in (["sea"], ["sea", "--sample"]):
        done = crosstie("trace", *arguments)
        assert done.returncode == 2
        assert "no awards are loaded, and the case sea ships no sample" in done.stderr
        assert "Next: load awards first: crosstie load" in done.stderr


def test_a_new_case_that_finds_nothing_says_so(crosstie: Command) -> None:
    crosstie("new", "sea", "--buyer", "Sea Agency", "--country", "NO")
    crosstie("load", "usaspending", awards_file(crosstie.folder / "a.csv"))
    found = traced(crosstie, "out", "sea")
    assert "0 findings, no money obligated in the records loaded" in found.stdout
    assert "looked at: No award of SA is loaded: that no award is tied" in found.stdout
    assert "searched, nothing found: property" in found.stdout
    assert found.rows == []
    refused = crosstie("trace", "sea", "--sample")
    assert refused.returncode == 2
    assert "the case sea ships no sample" in refused.stderr
    assert "Next: leave --sample out" in refused.stderr


def test_a_country_that_is_no_code(crosstie: Command) -> None:
    done = crosstie("new", "sea", "--buyer", "Sea Agency", "--country", "Norway")
    assert done.returncode == 3
    assert "--country: 'Norway': an ISO 3166-1 alpha-2 code is expected, here NO" in (
        done.stderr
    )
    assert not (crosstie.folder / "sea").exists()
