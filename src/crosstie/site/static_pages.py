"""Writes every page of a case as files: HTML with relative links, JSON, CSV and SVG.

It begins with every page that the registry lists and follows the links that the pages
make: a filtered list, a further part of a long list, a tree on another day are files
of their own where a page leads to them.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crosstie.errors import BadQuery, NotFound
from crosstie.model.words import Kind
from crosstie.pages.addresses import SEARCH, organisation_page
from crosstie.pages.bodies import find_body
from crosstie.site import registry
from crosstie.site.encode import csv_table, plain
from crosstie.site.links import Links
from crosstie.site.page import Page, Rows
from crosstie.site.query import Query, read_query
from crosstie.site.render import Site, render_html, write
from crosstie.site.static_links import (
    NOWHERE,
    SEARCH_FILE,
    StaticLinks,
    file_of,
    in_ending,
    without_dead_links,
)
from crosstie.site.static_run import StaticRun
from crosstie.site.static_search import Index
from crosstie.text.language import _, speaking

Prefixes = tuple[tuple[str, str], ...]
"""Every language that is written, with the folder of its pages."""

LEFT_OUT = frozenset({"api", "search"})
"""Pages that need a server; the search has a page of its own kind here."""

DATA = "/data"
DATA_FILE = "data.html"
NOT_FOUND_FILE = "404.html"

ROWS = "1000"
"""Ties on a page: what a reader narrows on it is then all of them, or nearly."""

_KEPT = {
    "ties": (("kind", "route"), ("kind", "city"), ("component",), ("status",)),
    "organisation": (("on",),),
    "picture": (),
}
"""What of a query has a file of its own; the rest of it is left off a link."""

_UNPROVEN = frozenset({"leads", "not_counted", "near"})
"""Fields and columns that tell how much is left out, so they are left out too."""

_LINKED = frozenset({"page", "tie"})
"""Columns of a table that hold addresses of pages."""


@dataclass(frozen=True)
class Downloads:
    """A file beside the pages, as the page of the data lists it."""

    name: str
    says: str
    size: int
    sha256: str


class StaticPages:
    """The pages of one run in one language."""

    def __init__(
        self,
        run: StaticRun,
        language: str,
        prefixes: Prefixes,
        downloads: tuple[Downloads, ...] = (),
    ) -> None:
        self._run = run
        self._language = language
        self._prefixes = prefixes
        self._prefix = dict(prefixes)[language]
        self._downloads = downloads
        self._pages = tuple(
            p for p in registry.PAGES if p.name not in LEFT_OUT and not p.is_live
        )
        self._names = {DATA: DATA_FILE}
        self._waiting: deque[tuple[Page[Any], Query, str]] = deque()
        self._known: set[str] = set()
        self._index = Index()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give every file with its path below the folder of the site."""
        with speaking(self._language):
            for page in self._pages:
                for values in page.instances(self._run):
                    self._known.add(page.address(**values))
            for path in sorted(self._known):
                self._find(path)
            while self._waiting:
                page, query, name = self._waiting.popleft()
                yield from self._written(page, query, name)
            yield from self._special()

    @property
    def pages(self) -> tuple[str, ...]:
        """The HTML files that were written, in order, for a map of the site."""
        return tuple(sorted({*self._names.values(), SEARCH_FILE, DATA_FILE}))

    def _site(self, name: str) -> Site:
        links = StaticLinks(name, self._prefix, self._prefixes, self._find)
        return Site(
            links,
            (*self._pages, *(p for p in registry.PAGES if p.name == "search")),
            holds_leads=self._run.with_leads,
        )

    def _written(
        self, page: Page[Any], query: Query, name: str
    ) -> Iterator[tuple[str, bytes]]:
        run, site = self._run, self._site(name)
        context = run.cleaned(page.read(run, query))
        self._index.add(context, name)
        html = str(write(page, context, run, query, "html", site))
        yield self._prefix + name, without_dead_links(html).encode()
        found = _relinked(plain(context), site.links, drop=not run.with_leads)
        text = json.dumps(found, ensure_ascii=False, allow_nan=False) + "\n"
        yield self._prefix + in_ending(name, "json"), text.encode()
        rows = _rows(page.rows(context), site.links, drop=not run.with_leads)
        yield self._prefix + in_ending(name, "csv"), csv_table(rows).encode()
        if page.drawing is not None:
            drawn = page.drawing(context, True)
            yield self._prefix + in_ending(name, "svg"), drawn.encode()

    def _special(self) -> Iterator[tuple[str, bytes]]:
        """Write the search, the page of the data, and what is shown for no page."""
        entries = self._index.entries()
        query = Query(SEARCH, (), {"q": ""})
        found = next(p for p in registry.PAGES if p.name == "search")
        yield self._html(
            SEARCH_FILE,
            "static_search.html.j2",
            {
                "title": _("Search"),
                "this": found,
                "query": query,
                "groups": self._index.groups(),
            },
        )
        text = json.dumps([one.row for one in entries], ensure_ascii=False)
        yield f"{self._prefix}search.json", (text + "\n").encode()
        script = f"globalThis.crosstieIndex = {_in_script(text)};\n"
        yield f"{self._prefix}search-index.js", script.encode()
        yield self._html(
            DATA_FILE,
            "static_data.html.j2",
            {
                "title": _("All data"),
                "query": Query(DATA, (), {}),
                "downloads": self._downloads,
            },
        )
        yield self._html(
            NOT_FOUND_FILE,
            "error.html.j2",
            {
                "title": _("There is nothing here"),
                "status": 404,
                "what": _("this page is not there, or not any more"),
                "next_step": _("begin at the overview, or search"),
            },
        )

    def _html(
        self, name: str, template: str, values: Mapping[str, Any]
    ) -> tuple[str, bytes]:
        html = render_html(template, self._site(name), self._run, values)
        return self._prefix + name, without_dead_links(html).encode()

    def _find(self, address: str) -> str:
        """Give the file of an address, and see to it that it is written; "" if none."""
        if address not in self._names:
            found = self._asked(address)
            name = ""
            if found is not None:
                page, query = found
                name = SEARCH_FILE if page.name == "search" else file_of(query)
                if name != SEARCH_FILE and name not in self._names.values():
                    self._waiting.append((page, query, name))
            self._names[address] = name
        return self._names[address]

    def _asked(self, address: str) -> tuple[Page[Any], Query] | None:
        parts = urlsplit(address)
        try:
            page, in_path = registry.find(parts.path)
        except NotFound:
            return None
        if page.name == "search":
            return page, Query(SEARCH, (), {"q": ""})
        path = self._path(page, parts.path, in_path)
        if path is None:
            return None
        pairs = self._pairs(page, parse_qsl(parts.query))
        in_path = registry.find(path)[1]
        try:
            query = read_query(page.parameters, path, in_path, pairs)
        except BadQuery:
            query = read_query(page.parameters, path, in_path, ())
        if page.name == "ties":
            values = {**query.values, "per_page": int(ROWS)}
            query = replace(query, values=values)
        return page, query

    def _path(
        self, page: Page[Any], path: str, in_path: Mapping[str, str]
    ) -> str | None:
        """Give the path of the page that stands for this one, if there is one."""
        if path in self._known:
            return path
        if page.name != "organisation":
            return None
        found = find_body(self._run.db, in_path["organisation"])
        other = organisation_page(found) if found else ""
        return other if other in self._known else None

    def _pairs(
        self, page: Page[Any], pairs: list[tuple[str, str]]
    ) -> list[tuple[str, str]]:
        """Keep of a query what has a file of its own."""
        given = dict(reversed(pairs))
        chosen: tuple[str, ...] = ("kind",) if page.name == "ties" else ()
        if not self._run.with_leads and given.get("kind") == Kind.FINDING:
            del given["kind"]
        for names in _KEPT.get(page.name, ()):
            if any(name in given for name in names if name != "kind"):
                chosen = names
                break
        return [(n, given[n]) for n in (*chosen, "page") if n in given]


def _relinked(value: Any, links: Links, *, drop: bool, field: str = "") -> Any:
    """Write addresses of pages as the files that they are here."""
    if isinstance(value, dict):
        return {
            name: _relinked(one, links, drop=drop, field=name)
            for name, one in value.items()
            if not (drop and name in _UNPROVEN)
        }
    if isinstance(value, list):
        return [_relinked(one, links, drop=drop, field=field) for one in value]
    is_address = field.endswith("address") or field == "back"
    return _file_at(value, links) if is_address else value


def _file_at(value: Any, links: Links) -> Any:
    """Give the file of an address, and nothing where it has none here."""
    if not isinstance(value, str) or not value.startswith("/"):
        return value
    found = links.page(value)
    return "" if found == NOWHERE else found


def _rows(rows: Rows, links: Links, *, drop: bool) -> Rows:
    columns = tuple(c for c in rows.columns if not (drop and c in _UNPROVEN))
    found = [
        {
            c: _file_at(row.get(c), links) if c in _LINKED else row.get(c)
            for c in columns
        }
        for row in rows.rows
    ]
    return Rows(columns, found)


def _in_script(text: str) -> str:
    """Write JSON so that it may stand in a script, whatever a name holds."""
    safe = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}
    return "".join(safe.get(c, c) for c in text)
