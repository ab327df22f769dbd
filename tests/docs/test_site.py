"""The site of documents: whole, found in its navigation, and closed to the network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.contract.rooms import ROOT
from tests.contract.tracked import tracked_text

if find_spec("mkdocs") is None or find_spec("material") is None:
    pytest.skip("mkdocs-material is not installed", allow_module_level=True)

MOST_BYTES = {".html": 250_000, ".css": 250_000, ".js": 1_000_000, ".png": 300_000}
"""What one file may weigh; the index of the search is the largest script."""

LOADED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "object": "data",
    "embed": "src",
}
ELSEWHERE = re.compile(r"(?:https?:)?//")
FROM_CSS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


class Reader(HTMLParser):
    """Collects the ids of a page, where it leads, and what it loads."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.page = page
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and given.get("rel") not in ("canonical", "prev", "next"):
            self.loaded.append(given["href"])
        if tag in LOADED and LOADED[tag] in given:
            self.loaded.append(given[LOADED[tag]])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Reader]:
    """Build the site as `make docs` does; a warning stops it."""
    site = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return {page: Reader(page) for page in sorted(site.rglob("*.html"))}


def site_of(built: dict[Path, Reader]) -> Path:
    return min(built, key=lambda page: len(page.parts)).parent


def documents() -> list[str]:
    names = (name for name in tracked_text() if name.endswith(".md"))
    return [n.removeprefix("docs/") for n in names if n.startswith("docs/")]


def test_every_document_is_a_page_of_the_site(built: dict[Path, Reader]) -> None:
    site = site_of(built)
    wanted = {site / Path(name).with_suffix(".html") for name in documents()}
    assert len(wanted) > 30
    assert wanted - set(built) == set()


def test_every_document_is_reached_from_the_navigation(
    built: dict[Path, Reader],
) -> None:
    """Beginning at the first page, by links of pages alone."""
    site = site_of(built)
    seen = {site / "index.html"}
    waiting = list(seen)
    while waiting:
        page = waiting.pop()
        for link in built[page].links:
            target = led_to(page, link)
            if target in built and target not in seen:
                seen.add(target)
                waiting.append(target)
    assert set(built) - seen - {site / "404.html"} == set()


def led_to(page: Path, link: str) -> Path:
    """Resolve a link of a page to a file, without its heading."""
    path = unquote(link.partition("#")[0].partition("?")[0])
    target = Path(os.path.normpath(page.parent / path)) if path else page
    return target / "index.html" if target.is_dir() else target


def test_a_link_leads_to_a_page_and_a_heading(built: dict[Path, Reader]) -> None:
    wrong = []
    for page, read in built.items():
        if page.name == "404.html":  # its links begin at the root of a server
            continue
        for link in read.links:
            if ELSEWHERE.match(link) or link.startswith("mailto:"):
                continue
            target = led_to(page, link)
            heading = unquote(link.partition("#")[2])
            there = built.get(target)
            if not target.is_file() or (
                heading and there is not None and heading not in there.ids
            ):
                wrong.append(f"{page.name}: {link}")
    assert wrong == []


def test_a_page_loads_nothing_from_elsewhere(built: dict[Path, Reader]) -> None:
    loaded = [(p, s) for p, read in built.items() for s in read.loaded]
    assert len(loaded) > len(built)
    assert [(p.name, s) for p, s in loaded if ELSEWHERE.match(s)] == []
    missing = [
        (page.name, source)
        for page, source in loaded
        if page.name != "404.html"
        and not source.startswith("data:")
        and not led_to(page, source).is_file()
    ]
    assert missing == []


def test_a_style_loads_nothing_from_elsewhere(built: dict[Path, Reader]) -> None:
    styles = list(site_of(built).rglob("*.css"))
    assert {"tokens.css", "site.css"} <= {style.name for style in styles}
    sources = [
        found[0] or found[1]
        for style in styles
        for found in FROM_CSS.findall(style.read_text(encoding="utf-8"))
    ]
    assert [source for source in sources if ELSEWHERE.match(source)] == []


def test_colours_are_those_of_the_pages(built: dict[Path, Reader]) -> None:
    text = (site_of(built) / "assets" / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.index('="default"'), text.index('="slate"')
    assert light < text.index("--bg: #FBFAF7") < dark < text.index("--bg: #131519")


def test_no_file_is_heavy(built: dict[Path, Reader]) -> None:
    site = site_of(built)
    heavy = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.stat().st_size > MOST_BYTES.get(path.suffix, 2_000_000)
    ]
    assert heavy == []


def test_the_search_knows_what_the_documents_say(built: dict[Path, Reader]) -> None:
    index = site_of(built) / "search" / "search_index.js"
    text = index.read_text(encoding="utf-8")
    assert "publish_threshold" in text
    assert "guides/cite.html" in text
