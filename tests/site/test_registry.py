"""Every page of the registry, in every format, for everything that a run holds."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import jsonschema
import pytest

from crosstie.errors import NotFound
from crosstie.site import encode, registry
from crosstie.site.page import Page
from tests.pages.factory import HOSTILE
from tests.site.run import page_named, shown, small_run

NAMES = [page.name for page in registry.PAGES]
KEPT = [page.name for page in registry.PAGES if not page.is_live]


def addresses(page: Page[Any], run: Any) -> list[str]:
    return [page.address(**values) for values in page.instances(run)]


class Strict(HTMLParser):
    """Notes what a strict policy would block, and every id."""

    def __init__(self) -> None:
        super().__init__()
        self.blocked: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.blocked += [f"{tag} {name}" for name in given if name.startswith("on")]
        if "style" in given or tag == "style":
            self.blocked.append(f"style on {tag}")
        if tag == "script" and not given.get("src"):
            self.blocked.append("inline script")
        if (given.get("href") or "").startswith("javascript:"):
            self.blocked.append("javascript address")
        if given.get("id"):
            self.ids.append(str(given["id"]))


def test_names_and_addresses_are_unique() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert len({page.path for page in registry.PAGES}) == len(NAMES)


@pytest.mark.parametrize("name", KEPT)
def test_a_page_is_drawn_for_all_that_a_run_holds(name: str) -> None:
    run = small_run()
    for address in addresses(page_named(name), run):
        text = shown(run, address)
        assert text.rstrip().endswith("</html>"), address
        read = Strict()
        read.feed(text)
        assert read.blocked == [], address
        assert len(set(read.ids)) == len(read.ids), address
        assert read.tags.count("h1") == 1, address
        assert "\u202e" not in text and "<script>alert" not in text
        assert "%(" not in text and "{count}" not in text, address


@pytest.mark.parametrize("name", KEPT)
def test_the_json_of_a_page_is_what_its_schema_says(name: str) -> None:
    run, page = small_run(), page_named(name)
    components: dict[str, Any] = {}
    top = encode.schema(page.context, components)
    schema = {**top, "components": {"schemas": components}}
    for address in addresses(page, run):
        document = json.loads(shown(run, address, "json"))
        jsonschema.validate(document, schema)


@pytest.mark.parametrize("name", KEPT)
def test_the_csv_of_a_page_has_its_columns_and_no_formula(name: str) -> None:
    run, page = small_run(), page_named(name)
    for address in addresses(page, run):
        lines = list(csv.reader(io.StringIO(shown(run, address, "csv"))))
        assert lines and len(set(map(len, lines))) == 1, address
        cells = [cell for line in lines[1:] for cell in line]
        number = re.compile(r"-?[0-9.]*")
        assert not [
            c
            for c in cells
            if c.startswith(("=", "+", "-", "@")) and not number.fullmatch(c)
        ]


@pytest.mark.parametrize("path", ["/nothing", "/ties/", "/ties/a/b", "//", ""])
def test_no_page_stands_elsewhere(path: str) -> None:
    with pytest.raises(NotFound, match="there is no page"):
        registry.find(path)


def test_hostile_text_is_shown_and_never_runs() -> None:
    text = shown(small_run(), "/ties")
    assert "&lt;script&gt;" in text
    assert HOSTILE not in text
