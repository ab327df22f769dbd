"""Every amount of the report leads to a record, or to a table that lists records."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from crosstie.pages.report import report_context
from crosstie.report.html import render_report
from tests.pages.factory import run_database
from tests.report.test_html import VOID

AMOUNT = re.compile(r"[$€£¥]\s?[\d,]+\.\d\d|(?<![\d.,])\d[\d,]*\.\d\d(?![\d.])")
"""An amount with its cents, as text; probabilities are left out by their place."""

NO_MONEY = {"style", "title", "desc", "pre", "script", "text"}
"""Not text of the page, or words of a drawing whose table stands below it."""


@dataclass
class Node:
    """An element with what it holds."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None
    children: list[Node] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def above(self) -> list[Node]:
        """List it and all that it stands in."""
        return [self, *(self.parent.above() if self.parent else [])]

    def below(self) -> list[Node]:
        """List it and all that stands in it."""
        return [self, *(n for child in self.children for n in child.below())]

    def text(self) -> str:
        """Give its whole text."""
        return "".join(t for n in self.below() for t in n.texts)


class Tree(HTMLParser):
    """Reads a page as a tree."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.root = self.here = Node("", {}, None)
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {k: v or "" for k, v in attrs}, self.here)
        self.here.children.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {k: v or "" for k, v in attrs}, self.here)
        self.here.children.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.texts.append(data)


def links(node: Node) -> list[str]:
    return [n.attributes["href"] for n in node.below() if n.attributes.get("href")]


def amounts(root: Node) -> list[Node]:
    """Find the elements that hold an amount: those with cents, or with it as text."""
    found = []
    for node in root.below():
        if NO_MONEY & {n.tag for n in node.above()}:
            continue
        marked = "cents" in node.attributes.get("class", "").split()
        if marked or any("$" in t and AMOUNT.search(t) for t in node.texts):
            found.append(node)
    return found


def leads_somewhere(node: Node, ids: set[str]) -> bool:
    """Tell whether an amount is a link, or shares its row or tie with one."""

    def is_known(address: str) -> bool:
        return address.startswith("https://") or address[1:] in ids

    for place in node.above():
        style = place.attributes.get("class", "").split()
        is_tie = "tie" in style or "rec" in style
        if place.tag in ("a", "tr") or is_tie:
            own = [place.attributes.get("href", "")] if place.tag == "a" else []
            if any(is_known(href) for href in [*own, *links(place)] if href):
                return True
        if place.tag == "tr" and "Award" in place.text():
            return True
    return False


@pytest.fixture(scope="module")
def root() -> Node:
    return Tree(render_report(report_context(run_database()))).root


def test_every_amount_leads_somewhere(root: Node) -> None:
    ids = {n.attributes["id"] for n in root.below() if "id" in n.attributes}
    found = amounts(root)
    lost = [n for n in found if not leads_somewhere(n, ids)]
    assert [n.above()[1].text()[:60] for n in lost] == []
    assert len(found) > 50


def test_an_amount_without_a_link_is_found_out() -> None:
    page = '<p>US$5.00</p><p><a href="#x" id="x">US$6.00</a></p>'
    root = Tree(page).root
    assert [leads_somewhere(n, {"x"}) for n in amounts(root)] == [False, True]
