"""A static site of the small run with everything, decided as far as it must be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from crosstie.settings import Settings
from crosstie.site.static_run import Hidden, StaticRun
from crosstie.site.static_site import site_files
from crosstie.store.engine import Database
from crosstie.store.publishable import keep_findings
from tests.pages.factory import Made, run_database

LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')


def decided(ties: list[Made] | None = None, **facts: Any) -> Database:
    """Make a run in which somebody confirmed every finding."""
    db = run_database(ties, **facts)
    db.run("decide", "update tie set decision = 'positive' where kind = 'finding'")
    return db


def static_run(
    db: Database, *, with_leads: bool = False, hidden: Hidden | None = None
) -> StaticRun:
    """Make the run that pages are published of; leads are deleted unless wanted."""
    if not with_leads:
        keep_findings(db)
    return StaticRun(
        db,
        "small",
        Settings(home=Path("nowhere")),
        "nl-abc",
        hidden=hidden or Hidden(),
        with_leads=with_leads,
    )


def made(
    run: StaticRun,
    languages: Sequence[str] = ("en",),
    exports: Mapping[str, bytes] | None = None,
    address: str = "",
) -> dict[str, bytes]:
    """Make every file; a path that comes twice is an error."""
    found: dict[str, bytes] = {}
    given = exports or {}
    for name, content in site_files(run, languages, given, address):
        assert name not in found, name
        found[name] = content
    return found


def links(name: str, html: str) -> Iterator[str]:
    """Give what a page points to inside its site, as paths below the folder."""
    for href in LINK.findall(html):
        parts = urlsplit(unescape(href))
        if parts.scheme in ("http", "https") or (not parts.path and parts.fragment):
            continue
        assert not parts.scheme and not parts.netloc, (name, href)
        assert not parts.path.startswith("/"), (name, href)
        yield normpath(join(dirname(name), unquote(parts.path)))


def places(name: str, html: str) -> Iterator[tuple[str, str]]:
    """Give the places inside pages that a page points to: file and id."""
    for href in re.findall(r'\shref="([^"]*)"', html):
        parts = urlsplit(unescape(href))
        if parts.fragment and not parts.scheme:
            path = normpath(join(dirname(name), unquote(parts.path)))
            yield (path if parts.path else name), parts.fragment
