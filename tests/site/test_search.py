"""The page of a search as HTML, JSON and CSV, without JavaScript, and never static."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from crosstie.site import encode
from crosstie.site.page import Run
from crosstie.store.engine import Database
from crosstie.store.search import refresh
from tests.pages import searchable
from tests.pages.searchable import Silent
from tests.site.run import page_named, run_of, shown, small_run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    settings, path = searchable.home(tmp_path_factory.mktemp("search"))
    refresh(settings, path, Silent())
    return run_of(Database.open(path, read_only=True), settings.home)


def test_results_are_grouped_and_marked(run: Run) -> None:
    html = shown(run, "/search", q="jasper")
    assert '<h2 id="found-tie">Ties' in html
    assert "<mark>Jasper</mark> Telecom" in html
    assert 'href="/ties/t-' in html


def test_the_box_keeps_what_was_asked(run: Run) -> None:
    html = shown(run, "/search", q='"><script>alert(1)</script>')
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 2


def test_nothing_found_and_not_loaded_look_different(run: Run) -> None:
    assert '<div class="empty nf"><p><b>Nothing found.' in shown(
        run, "/search", q="zzyzx"
    )
    assert "<b>Not loaded.</b>" in shown(small_run(), "/search", q="roska")


@pytest.mark.parametrize("query", ["", "roska", "zzyzx", "x" * 10_000, '"', "70XP"])
def test_the_json_is_what_its_schema_says(run: Run, query: str) -> None:
    page = page_named("search")
    components: dict[str, Any] = {}
    top = encode.schema(page.context, components)
    document = json.loads(shown(run, "/search", "json", q=query))
    jsonschema.validate(document, {**top, "components": {"schemas": components}})


def test_the_csv_lists_every_result(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(shown(run, "/search", "csv", q="roska"))))
    assert {"tie", "organisation"} <= {row["kind"] for row in rows}
    assert all(row["section"] == "found" for row in rows)


def test_one_kind_and_more_of_it(run: Run) -> None:
    html = shown(run, "/search", q="inc", limit="1")
    assert 'href="/search?q=inc&amp;kind=tie&amp;limit=100"' in html
    alone = shown(run, "/search", q="inc", kind="tie")
    assert "Show all kinds" in alone
    assert 'id="found-organisation"' not in alone


def test_no_static_page_is_written() -> None:
    assert list(page_named("search").instances(small_run())) == []
    assert page_named("search").is_live


def test_the_script_is_a_file_and_does_without_markup() -> None:
    script = Path("src/crosstie/site/static/search.js").read_text(encoding="utf-8")
    assert "innerHTML" not in script
    assert "http" not in script
