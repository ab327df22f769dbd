"""From any amount on any page to the publisher's record in at most two clicks.

Every page of the sample case is rendered and every link of every amount is followed:
one click may lead to the record itself (its page here, or the publisher's), else what
it leads to must hold a link that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from crosstie.errors import NotFound
from crosstie.site import registry
from crosstie.site.page import Run
from tests.report.test_amounts_lead_somewhere import Node, Tree, amounts, links
from tests.site.sample import addresses_of, html_at, html_of, sample_run

RECORD = re.compile(r"(?:https?://|/evidence/[0-9a-f]{16}/\d+)")
"""The publisher's own page, or the row as the publisher wrote it."""

QUOTED = {"rec"}
"""Where a record's own words stand: the amount is the record's."""


class Pages:
    """Every page of a run as a tree; one with a query is read when a link asks."""

    def __init__(self, run: Run | None, trees: dict[str, Node]) -> None:
        self._run = run
        self.trees = trees
        self._ids: dict[str, dict[str, Node]] = {}
        self._reached: dict[str, bool] = {}

    def find(self, address: str) -> Node | None:
        """Find what stands at an address, with its query; None where nothing does."""
        if address not in self.trees and "?" in address and self._run:
            parts = urlsplit(address)
            try:
                text = html_at(self._run, parts.path, parse_qsl(parts.query))
            except NotFound:
                return None
            self.trees[address] = Tree(text).root
        return self.trees.get(address)

    def scope(self, here: str, href: str) -> Node | None:
        """Find what a link shows: a page, or the part that the fragment names."""
        address, _mark, fragment = href.partition("#")
        address = address or here
        root = self.find(address)
        if root is None or not fragment:
            return root
        if address not in self._ids:
            nodes = root.below()
            self._ids[address] = {n.attributes.get("id", ""): n for n in nodes}
        return self._ids[address].get(fragment)

    def has_record(self, here: str, href: str) -> bool:
        """Tell whether what a link shows holds a link to a record."""
        key = href if not href.startswith("#") else here + href
        if key not in self._reached:
            target = self.scope(here, href) if href else None
            found = links(target) if target is not None else []
            self._reached[key] = any(RECORD.match(link) for link in found)
        return self._reached[key]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    home: Path = tmp_path_factory.mktemp("home")
    run = sample_run(home)
    trees = {
        path: Tree(html_of(run, page, path, values)).root
        for page, path, values in addresses_of(run)
    }
    yield Pages(run, trees)
    run.close()


def first_click(amount: Node) -> str:
    """Give where an amount leads: it is a link, or stands in a record's own words."""
    for place in amount.above():
        if place.tag == "a":
            return place.attributes.get("href", "")
        if QUOTED & set(place.attributes.get("class", "").split()):
            return next((href for href in links(place) if RECORD.match(href)), "#here")
    return ""


def folded(amount: Node) -> Node | None:
    """Give what a click unfolds where the amount stands in its heading."""
    above = amount.above()
    if any(n.tag == "summary" for n in above):
        return next(n for n in above if n.tag == "details")
    return None


def is_reached(pages: Pages, here: str, amount: Node) -> bool:
    href = first_click(amount)
    opened = None if href else folded(amount)
    if opened is not None:
        return any(RECORD.match(link) for link in links(opened))
    if RECORD.match(href) or (href == "#here" and here.startswith("/evidence/")):
        return True
    return pages.has_record(here, href)


def test_every_amount_leads_to_a_record_in_two_clicks(pages: Pages) -> None:
    lost: list[str] = []
    found = 0
    for here, root in list(pages.trees.items()):
        for amount in amounts(root):
            found += 1
            if not is_reached(pages, here, amount):
                lost.append(f"{here}: {amount.text()} leads to {first_click(amount)!r}")
    assert "\n".join(lost) == ""
    assert found > 1000


def test_every_link_inside_the_site_leads_to_a_page_and_a_place(pages: Pages) -> None:
    live = {page.path for page in registry.PAGES if page.is_live}
    broken: list[str] = []
    known: set[str] = set()
    for here, root in list(pages.trees.items()):
        for href in dict.fromkeys(links(root)):
            path = href.partition("#")[0].partition("?")[0]
            is_file = re.match(r"https?://|/static/|[^?#]*\.[a-z]+(\?|$)", href)
            if is_file or href in known or path in live:
                continue
            if not href.startswith("#"):
                known.add(href)
            if pages.scope(here, href) is None:
                broken.append(f"{href} on {here}")
    assert "\n".join(broken) == ""


def test_an_amount_that_leads_nowhere_is_found_out() -> None:
    root = Tree('<p>US$5.00</p><p><a href="/x">US$6.00</a></p>').root
    there = Tree('<a href="https://example.org/1">record</a>').root
    pages = Pages(None, {"/": root, "/x": there})
    found = [is_reached(pages, "/", a) for a in amounts(root)]
    assert found == [False, True]
