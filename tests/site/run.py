"""A run of the small database with every route and trap, as pages read it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from crosstie.settings import Settings
from crosstie.site import registry
from crosstie.site.links import Links
from crosstie.site.page import Page, Run
from crosstie.site.query import read_query
from crosstie.site.render import Site, render
from crosstie.store.engine import Database
from tests.pages.factory import Made, run_database

SITE = Site(Links(), registry.PAGES)


def small_run(ties: list[Made] | None = None, **facts: Any) -> Run:
    """Make a run in memory; without ties given, the one with everything."""
    if ties is None and not facts:
        return _whole()
    return run_of(run_database(ties, **facts))


@cache
def _whole() -> Run:
    return run_of(run_database())


def run_of(database: Database, home: Path = Path("nowhere")) -> Run:
    """Make a run of a database."""
    return Run(database, "small", Settings(home=home), "nl-abc")


def page_named(name: str) -> Page[Any]:
    """Find a page of the registry by its name."""
    return next(page for page in registry.PAGES if page.name == name)


def shown(run: Run, path: str, ending: str = "html", **query: str) -> str:
    """Render what stands at a path."""
    page, in_path = registry.find(path)
    asked = read_query(page.parameters, path, in_path, query.items())
    return render(page, run, asked, ending, SITE)


def context_of(run: Run, path: str, query: Mapping[str, str] | None = None) -> Any:
    """Read the context of what stands at a path."""
    page, in_path = registry.find(path)
    pairs = (query or {}).items()
    return page.read(run, read_query(page.parameters, path, in_path, pairs))
