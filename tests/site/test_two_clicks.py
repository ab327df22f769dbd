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
from crosstie.site.page import Run
from tests.report.test_amounts_lead_somewhere import Node, Tree, amounts, links
from tests.site.sample import addresses_of, html_at, html_of, sample_run

RECORD = re.compile(r"(?:https?://|/evidence/[0-9a-f]{16}/\d+)")
"""The publisher's own page, or the row as the publisher wrote it."""

QUOTED = {"rec"}
"""Where a record's own words stand: the amount is the record's."""


class Pages:
    """Every page of a run as a tree; one with a query is read when a link asks."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.trees = {
            path: Tree(html_of(run, page, path, values)).root
            for page, path, values in addresses_of(run)
        }

    def find(self, address: str) -> Node | None:
        """Find what stands at an address, with its query; None where nothing does."""
        if address not in self.trees and "?" in address:
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
        root = self.find(address or here)
        if root is None or not fragment:
            return root
        return next(
            (n for n in root.below() if n.attributes.get("id") == fragment), None
        )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    home: Path = tmp_path_factory.mktemp("home")
    run = sample_run(home)
    yield Pages(run)
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
    target = pages.scope(here, href) if href else None
    return target is not None and any(RECORD.match(link) for link in links(target))


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
    broken: dict[str, str] = {}
    for here, root in list(pages.trees.items()):
        for href in links(root):
            is_page = not re.match(r"https?://|/static/|[^?#]*\.[a-z]+(\?|$)", href)
            if is_page and href not in broken and pages.scope(here, href) is None:
                broken[href] = here
    assert "\n".join(f"{href} on {here}" for href, here in broken.items()) == ""


def test_an_amount_that_leads_nowhere_is_found_out() -> None:
    root = Tree('<p>US$5.00</p><p><a href="/x">US$6.00</a></p>').root
    there = Tree('<a href="https://example.org/1">record</a>').root
    pages = Pages.__new__(Pages)
    pages.trees = {"/": root, "/x": there}
    found = [is_reached(pages, "/", a) for a in amounts(root)]
    assert found == [False, True]
