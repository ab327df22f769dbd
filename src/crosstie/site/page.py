"""What a page is: an address, its parameters, a context read from a run, a template.

To add a page: write its context as frozen dataclasses in `pages/`, a module in `site/`
that makes one `Page`, a template that extends `base.html.j2`, and list it in
`site/registry.py`. HTML, JSON, CSV, paging, errors, OpenAPI and the static site follow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock, RLock, local
from typing import Generic, TypeVar

from crosstie.exports.csvcells import Cell
from crosstie.model.original import ReadOriginal
from crosstie.pages.contexts import ReportContext
from crosstie.pages.facts import RunDatabase
from crosstie.pages.report import report_context
from crosstie.pages.run_contexts import RunFacts
from crosstie.settings import Settings
from crosstie.site.query import Parameter, Query
from crosstie.text.language import current

C = TypeVar("C")


class Run:
    """One finished run as pages read it: its database, and what all pages share.

    It may be used by many threads at once. Contexts are read once a language.
    `identity` changes whenever the run is replaced; it is the key of every cache.
    """

    def __init__(
        self, database: RunDatabase, identity: str, settings: Settings, case: str
    ) -> None:
        self.identity = identity
        self.settings = settings
        self.case = case
        """The case as the user named it: a folder, or the name of one that ships."""
        self.original: ReadOriginal | None = None
        """Reads a row from the publisher's own file; None where no edge can."""
        self._database = database
        self._own = local()
        self._opening = Lock()
        self._reading = RLock()
        self._kept: dict[tuple[str, str], object] = {}

    @property
    def db(self) -> RunDatabase:
        """The run's database, through a connection of the thread that asks."""
        found: RunDatabase | None = getattr(self._own, "db", None)
        if found is None:
            with self._opening:
                found = self._own.db = self._database.beside()
        return found

    @property
    def context(self) -> ReportContext:
        """The context of the report, in the language that is being spoken."""
        return self.kept("report", report_context)

    @property
    def facts(self) -> RunFacts:
        """What the run says of itself."""
        return self.context.facts

    def kept(self, name: str, read: Callable[[RunDatabase], C]) -> C:
        """Read something once for each language, and keep it as long as the run."""
        key = (name, current())
        if key not in self._kept:
            with self._reading:
                if key not in self._kept:
                    self._kept[key] = read(self.db)
        return self._kept[key]  # type: ignore[return-value]

    def prepare(self) -> None:
        """Read what every page needs, before the first one is asked for."""
        self.kept("report", report_context)

    def close(self) -> None:
        """Close the database."""
        self._database.close()


@dataclass(frozen=True)
class Rows:
    """A table as CSV gives it: columns in their order, and a row each."""

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, Cell]]


def _alone(run: Run) -> Iterable[Mapping[str, str]]:
    return ({},)


@dataclass(frozen=True)
class Page(Generic[C]):
    """One page: where it stands, what it takes, how it is read and drawn."""

    name: str
    """Unique; also the `operationId` of OpenAPI and the mark of the current place."""
    path: str
    """Its address, with parameters in braces: /ties/{tie}."""
    template: str
    context: type[C]
    """The dataclass that `read` gives; OpenAPI describes it."""
    title: Callable[[C], str]
    """The title in the language being spoken."""
    description: str
    """What it shows, in English, as a message: for the page's head and OpenAPI."""
    read: Callable[[Run, Query], C]
    """Reads the context. Raises NotFound for what is not in the run."""
    rows: Callable[[C], Rows]
    """The table that CSV gives."""
    parameters: tuple[Parameter, ...] = ()
    nav: str = ""
    """Its word in the navigation, as a message; empty where it is not there."""
    instances: Callable[[Run], Iterable[Mapping[str, str]]] = _alone
    """Every set of path parameters that exists; a static site writes one file each."""
    drawing: Callable[[C, bool], str] | None = None
    """Of a picture: draws it as a file of its own, adaptive to light and dark or not.
    Then the page answers as SVG and PNG too."""
    is_live: bool = False
    """True where it depends on more than the run: never cached, never static."""
    examples: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The address as a pattern with one group a parameter."""
        parts = re.split(r"\{([a-z_0-9]+)\}", self.path)
        made = "".join(
            f"(?P<{part}>[^/]+)" if at % 2 else re.escape(part)
            for at, part in enumerate(parts)
        )
        return re.compile(made)

    def address(self, **values: str) -> str:
        """Give the address with its parameters filled in."""
        return self.path.format(**values)
