"""Every page of the sample: no text outside messages, and French whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files as files_of
from typing import Any
from urllib.parse import urlencode

import pytest

from crosstie.site import registry
from crosstie.site.page import Page, Run
from crosstie.site.query import Query, read_query
from crosstie.site.render import render
from crosstie.text.catalogues import originals
from crosstie.text.language import speaking
from crosstie.text.stored import FIELD
from tests.pseudo import data_of, speaking_pseudo, texts_of, unwrapped
from tests.site.run import SITE
from tests.site.sample import addresses_of, html_at, html_of, sample_run

ALLOWED = (
    "Crosstie",
    "English",
    "Français",
    "JSON",
    "CSV",
    "SHA-256",
    "UEI",
    "DUNS",
    "crosstie refresh ca-ice",
)
"""Names of the program, of languages, of formats and of commands."""

EACH = 4
"""Pages of a kind that are read: the first, the last and some between."""

NAMES = [page.name for page in registry.PAGES if not page.is_live]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    opened = sample_run(tmp_path_factory.mktemp("home"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def data(run: Run) -> str:
    return data_of_run(run)


def data_of_run(run: Run) -> str:
    """Gather what a run holds of others: tables, facts, the texts of its case."""
    facts = run.db.rows("facts", "select value from run")
    told = " ".join(row["value"] or "" for row in facts)
    names = re.sub(r'["{}\[\]]', " ", told)
    shipped = files_of("crosstie.shipped") / "ca-ice"
    folders = (shipped, shipped / "sample")
    found = [f for folder in folders for f in folder.iterdir()]
    tables = [f.read_text("utf-8") for f in found if f.name.endswith("csv")]
    tables = [text.replace(",", " \n ") for text in tables] + tables
    named = run.db.rows(
        "columns", "select distinct column_name, table_name from duckdb_columns()"
    )
    own = [text for row in named for text in row.values()]
    return " \n ".join([data_of(run.db), told, names, *own, *tables])


def some(run: Run, name: str) -> list[tuple[str, dict[str, str]]]:
    """Choose pages of one kind, spread over all that there are."""
    found = [(p, v) for page, p, v in addresses_of(run) if page.name == name]
    step = max(1, (len(found) - 1) // (EACH - 1))
    return [*found[::step], found[-1]]


def outside(html: str, data: str, path: str) -> list[str]:
    """List what stands on a page outside messages."""
    address = path.partition("?")[0]
    return unwrapped(html, data, (*ALLOWED, path, address))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "api"])
def test_a_page_holds_no_text_outside_messages(run: Run, data: str, name: str) -> None:
    page = next(page for page in registry.PAGES if page.name == name)
    found: dict[str, str] = {}
    for path, values in some(run, name):
        with speaking_pseudo():
            html = html_of(run, page, path, values)
        for text in outside(html, data, path):
            found.setdefault(text, path)
    assert found == {}


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/ties", {"kind": "not_counted", "route": "subsidiary"}),
        ("/ties", {"q": "nothing is called so"}),
        ("/search", {"q": "pattison"}),
        ("/search", {"q": "tasers", "kind": "award"}),
        ("/search", {"q": "gardda wrld"}),
        ("/search", {"q": "nothing is called so"}),
    ],
)
def test_an_answer_holds_no_text_outside_messages(
    run: Run, data: str, path: str, asked: dict[str, str]
) -> None:
    with speaking_pseudo():
        html = html_at(run, path, asked.items())
    told = " \n ".join([data, *asked.values()])
    assert outside(html, told, f"{path}?{urlencode(asked)}") == []


def test_the_page_of_addresses_holds_no_text_outside_messages(run: Run) -> None:
    names = [
        text
        for page in registry.PAGES
        for text in (
            page.path,
            *(one.name for one in page.parameters),
            *(", ".join(one.choices) for one in page.parameters),
            *(one.default for one in page.parameters),
        )
    ]
    with speaking_pseudo():
        html = html_at(run, "/api", [])
    assert unwrapped(html, data_of_run(run), (*ALLOWED, "OpenAPI 3.1", *names)) == []


def test_a_drawing_as_a_file_holds_no_text_outside_messages(
    run: Run, data: str
) -> None:
    page = next(page for page in registry.PAGES if page.name == "picture")
    found: dict[str, str] = {}
    kinds: set[str] = set()
    for path, values in [(p, v) for q, p, v in addresses_of(run) if q is page]:
        kind = values["picture"].partition("-")[0]
        if kind in kinds:
            continue
        kinds.add(kind)
        with speaking_pseudo():
            svg = render(page, run, _asked(page, path, values), "svg", SITE)
        for text in outside(str(svg), data, path):
            found.setdefault(text, path)
    assert found == {}
    assert kinds == {"chain", "ownership", "control", "timeline", "flow"}


def _asked(page: Page[Any], path: str, values: dict[str, str]) -> Query:
    return read_query(page.parameters, path, values, ())


def test_csv_and_json_are_english_but_for_their_texts(run: Run) -> None:
    page = next(page for page in registry.PAGES if page.name == "ties")
    query = read_query(page.parameters, "/ties", {}, ())
    with speaking("fr"):
        head = str(render(page, run, query, "csv", SITE)).splitlines()[0]
    assert head.startswith("tie_id,") or "organisation" in head


@pytest.mark.parametrize("name", NAMES)
def test_a_french_page_holds_no_english_message(run: Run, data: str, name: str) -> None:
    page = next(page for page in registry.PAGES if page.name == name)
    known = plain(data)
    english = [
        plain(text)
        for message in originals("fr")
        for text in message
        if text.count(" ") > 1 and not FIELD.search(text) and plain(text) not in known
    ]
    found: dict[str, str] = {}
    for path, values in some(run, name):
        with speaking("fr"):
            html = html_of(run, page, path, values)
        assert '<html lang="fr">' in html
        shown = plain(" \n ".join(texts_of(html)))
        for text in english:
            if text in shown:
                found.setdefault(text, path)
    assert len(english) > 500
    assert found == {}


def plain(text: str) -> str:
    """Write a text in small letters with single spaces."""
    return " ".join(text.casefold().split())
