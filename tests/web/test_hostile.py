"""Hostile text in every field of a run: shown, never run, never a formula."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from crosstie.site import registry
from crosstie.store.engine import Database
from tests.site.run import run_of
from tests.site.test_registry import Strict
from tests.web.served import client, put_run

TEXTS = {
    "script": '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "direction": "\u202egnp.exe\u2066\u200b\u0007",
    "long": "W" * 10_000,
    "formula": '=HYPERLINK("http://evil.example","open")',
    "template": "{{ 7*7 }}{% raw %}</main></body>",
    "address": "javascript:alert(1)",
}
KEPT = (
    *("route", "kind", "scope", "status", "currency", "from_kind", "to_kind", "path"),
    *("record_type", "source", "decision", "name_kind", "predicate"),
    *("organisation_country", "country", "retrieved_basis", "name_key", "norm"),
    *("sha256", "file_sha256"),
)
"""Columns that hold codes, which no publisher writes; keys end in _id."""


def spoil(path: Path, text: str) -> None:
    """Put a text into every column that holds words, of every table of a run."""
    with Database.open(path) as db:
        columns = db.rows(
            "columns",
            "select table_name, column_name\nfrom information_schema.columns\n"
            "where data_type = 'VARCHAR' and table_name <> 'run'",
        )
        for row in columns:
            name = row["column_name"]
            is_key = name.endswith("_id") and name != "record_id"
            if name not in KEPT and not is_key:
                db.run(
                    "spoil",
                    f'update "{row["table_name"]}" set "{name}" = $text'
                    f' where "{name}" is not null',
                    {"text": text},
                )


@pytest.fixture(scope="module", params=list(TEXTS))
def spoilt(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, TestClient, Path]:
    home = tmp_path_factory.mktemp("home")
    path = put_run(home)
    text = TEXTS[request.param]
    spoil(path, text)
    return text, client(home), path


def some_addresses(path: Path) -> list[str]:
    with Database.open(path, read_only=True) as db:
        run = run_of(db)
        return [
            page.address(**values)
            for page in registry.PAGES
            if not page.is_live
            for values in islice(page.instances(run), 3)
        ]


def test_it_is_shown_as_text_on_every_page(
    spoilt: tuple[str, TestClient, Path],
) -> None:
    _text, web, path = spoilt
    for address in some_addresses(path):
        answer = web.get(address)
        assert answer.status_code == 200, address
        read = Strict()
        read.feed(answer.text)
        assert read.blocked == [], address
        assert "<script>" not in answer.text
        assert not re.search("[\u202e\u2066\u200b\u0007]", answer.text)
        assert ">49<" not in answer.text
        assert read.tags.count("h1") == 1 and answer.text.count("</main>") == 1
    assert 'href="javascript:' not in web.get("/records").text


def test_no_cell_of_a_table_is_a_formula(
    spoilt: tuple[str, TestClient, Path],
) -> None:
    _text, web, _path = spoilt
    for name in ("/ties", "/records", "/sources"):
        table: list[list[str]] = list(
            csv.reader(io.StringIO(web.get(f"{name}.csv").text))
        )
        assert len(table) > 1
        assert not [
            cell
            for row in table
            for cell in row
            if cell.startswith(("=", "+", "@", "\t"))
        ]


def test_json_keeps_what_the_publisher_wrote(
    spoilt: tuple[str, TestClient, Path],
) -> None:
    text, web, _path = spoilt
    document: dict[str, Any] = web.get("/ties.json").json()
    rows = [row for group in document["groups"] for row in group["rows"]]
    assert any(row["supplier"] == text for row in rows)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_it_may_stand_in_a_query(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    home = tmp_path_factory.mktemp("home")
    put_run(home)
    web = client(home)
    for path in ("/ties", "/records"):
        answer = web.get(path, params={"q": text})
        assert answer.status_code in (200, 400, 414)
        assert "<script>" not in answer.text
        assert "\u202e" not in answer.text
