"""Saved answers of OrgBook: names, numbers, home; sole proprietorships left out."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosstie.errors import UnknownLayout
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary
from crosstie.store.tables import WORKSPACE

Load = Callable[..., LoadSummary]


def topic(number: str, name: str, **attributes: str) -> dict[str, Any]:
    return {
        "id": 1,
        "source_id": number,
        "names": [
            {"text": "Alpha (trans.)", "type": "entity_name_trans"},
            {"text": name, "type": "entity_name"},
            {"text": "123026635", "type": "business_number"},
        ],
        "addresses": [],
        "attributes": [
            {"type": "entity_status", "value": "ACT"},
            {"type": "registration_date", "value": "2017-03-13T21:04:26+00:00"},
            *({"type": kind, "value": value} for kind, value in attributes.items()),
        ],
        "inactive": False,
    }


def page(path: Path, *results: Any) -> Path:
    path.write_text(json.dumps({"total": len(results), "results": results}))
    return path


def test_a_topic_becomes_an_organisation(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    found = topic("BC1", "ALPHA LTD.", entity_type="BC", home_jurisdiction="BC")
    summary = load(page(tmp_path / "a.json", found), "orgbook")
    assert (summary.layout, summary.rows_loaded) == ("orgbook-topics", 1)
    row = workspace_db.rows(
        "organisation",
        "select organisation_id, name, country, jurisdiction, status, valid_from, url\n"
        "from organisation",
    )[0]
    assert tuple(row.values()) == (
        *("orgbook:BC1", "ALPHA LTD.", "CA", "CA-BC", "active", date(2017, 3, 13)),
        "https://orgbook.gov.bc.ca/entity/BC1",
    )
    names = workspace_db.rows("names", "select name, kind from organisation_name")
    assert {tuple(n.values()) for n in names} == {
        ("ALPHA LTD.", "legal"),
        ("Alpha (trans.)", "other"),
    }
    numbers = workspace_db.rows(
        "numbers", "select scheme, value from organisation_identifier"
    )
    assert {tuple(n.values()) for n in numbers} == {
        ("ca-bn", "123026635"),
        ("ca-bc-reg", "BC1"),
    }


def test_a_company_from_elsewhere_has_no_country_here(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    found = topic("A2", "BETA LLC", entity_type="A", home_jurisdiction="DELAWARE")
    load(page(tmp_path / "a.json", found), "orgbook")
    row = workspace_db.rows("o", "select country, jurisdiction from organisation")[0]
    assert row == {"country": None, "jurisdiction": None}


def test_a_sole_proprietorship_is_counted_and_left_out(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    sole = topic("FM3", "JANE DOE REPAIRS", entity_type="SP")
    twice = topic("BC1", "ALPHA LTD.", entity_type="BC")
    nameless = {"source_id": "BC9", "names": [{"text": "Q", "type": "other"}]}
    path = page(tmp_path / "a.json", sole, twice, twice, nameless)
    summary = load(path, "orgbook")
    assert (summary.rows_read, summary.rows_loaded) == (4, 2)
    assert (summary.rows_rejected, summary.rows_repeated) == (1, 1)
    assert summary.notes == ("Sole proprietorships, left out: 1.",)
    for table in ("organisation", "organisation_name", "reject"):
        assert "JANE" not in str(workspace_db.rows("all", f"from {table}"))


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=6),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        *("source_id", "names", "attributes", "addresses", "text"),
                        *("type", "value", "city", "results", "inactive"),
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_is_loaded_rejected_or_refused(value: object) -> None:
    with tempfile.TemporaryDirectory() as folder, Database.memory() as db:
        db.create(WORKSPACE)
        path = Path(folder) / "a.json"
        path.write_text(json.dumps([topic("BC1", "ALPHA"), value]))
        summary = load_files(db, "orgbook", [path])[0]
        counted = summary.rows_loaded + summary.rows_rejected + summary.rows_repeated
        assert counted == summary.rows_read


def test_other_json_is_no_layout_of_this_source(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"a": 1}]')
    with pytest.raises(UnknownLayout):
        load(path, "orgbook")
