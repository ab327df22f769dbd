"""The sample case that ships, traced once for the tests of pages, and its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crosstie import pipeline
from crosstie.settings import Settings
from crosstie.site import registry
from crosstie.site.links import Links
from crosstie.site.page import Page, Run
from crosstie.site.query import Query, read_query
from crosstie.site.render import Site, render
from crosstie.sources.original import Originals
from crosstie.store.casefolder import find_case
from crosstie.store.engine import Database
from crosstie.store.runs import last_run

CASE = "ca-ice"


def sample_run(home: Path) -> Run:
    """Trace the sample and open the run, with the files it was read from."""
    settings = Settings(home=home)
    pipeline.trace(
        pipeline.TraceRequest(
            case=CASE, cwd=home, traced_at="2026-11-22T10:00:00+00:00", sample=True
        ),
        settings,
        lambda *_said: None,
    )
    path = last_run(CASE, settings)
    run = Run(Database.open(path, read_only=True), "sample", settings, CASE)
    folder = find_case(CASE, home, home)
    run.original = Originals([folder, folder / "sample"]).row
    return run


def addresses_of(run: Run) -> Iterator[tuple[Page[Any], str, dict[str, str]]]:
    """List every page with its address, without those that rest on more."""
    for page in registry.PAGES:
        if not page.is_live:
            for values in page.instances(run):
                yield page, page.address(**values), dict(values)


def html_of(run: Run, page: Page[Any], path: str, values: dict[str, str]) -> str:
    """Render one page as HTML."""
    return _html(run, page, read_query(page.parameters, path, values, ()))


def html_at(run: Run, path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Render what stands at an address with a query."""
    page, in_path = registry.find(path)
    pairs = [pair for pair in pairs if pair[0] != "lang"]
    return _html(run, page, read_query(page.parameters, path, in_path, pairs))


def _html(run: Run, page: Page[Any], query: Query) -> str:
    text = render(page, run, query, "html", Site(Links(), registry.PAGES))
    assert isinstance(text, str)
    return text
