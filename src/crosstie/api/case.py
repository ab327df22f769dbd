"""A case as Python sees it: tables, single things, drawings, reports and exports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from crosstie.api import finding
from crosstie.api.reading import Reading
from crosstie.api.result import Table, of_rows
from crosstie.api.shapes import DECISIONS
from crosstie.model.words import Kind, Route, Status
from crosstie.settings import Settings

if TYPE_CHECKING:
    from crosstie.api.cards import Drawing, OrganisationCard, TieCard
    from crosstie.api.plots import Charts
    from crosstie.model.case import Case as CaseFolder

__all__ = ["Case"]

Words = str | Iterable[str] | None


class Trace(Protocol):
    """Traces a case anew."""

    def __call__(self, folder: Path, settings: Settings, *, sample: bool) -> Case:
        """Trace it and open the run."""


@dataclass(frozen=True)
class Case:
    """One run of a case, read-only; what `crosstie.open` gives.

    A new trace gives a new `Case` and leaves this one as it is.
    """

    folder: Path
    """The case folder."""
    _reading: Reading = field(repr=False)
    _trace: Trace = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The name of the case."""
        return self._reading.exchange.case

    @property
    def title(self) -> str:
        """What the case calls itself."""
        return self._reading.exchange.facts.title

    @property
    def run(self) -> str:
        """The id of the run."""
        return self._reading.exchange.facts.run_id

    @property
    def is_sample(self) -> bool:
        """True where the sample that ships was traced, and no loaded record."""
        return self._reading.exchange.facts.is_sample

    @property
    def headline(self) -> str:
        """The sentence that the run comes down to."""
        return self._reading.context.headline

    def trace(self, *, sample: bool = False) -> Case:
        """Trace the case again, and open the new run."""
        return self._trace(self.folder, self._reading.settings, sample=sample)

    # Tables

    def ties(
        self,
        kind: Words = None,
        route: Words = None,
        organisation: str | None = None,
        status: Words = None,
        since: date | str | None = None,
        until: date | str | None = None,
    ) -> Table:
        """List ties: findings and leads, or of the kinds that are named.

        `kind`, `route` and `status` take a word or several. `organisation` is an id,
        the anchor of a page, or a whole name; ties that run through it are listed too.
        `since` and `until` keep ties whose dates touch the time between.

        Raises:
            UsageError: a word is not in its closed list, or a day is no day.
            NotFound: no organisation is called so.

        """
        table = self._reading.table("ties")
        kinds = finding.words("kind", kind, Kind) or {"finding", "lead"}
        routes = finding.words("route", route, Route)
        statuses = finding.words("status", status, Status)
        ids = finding.organisation_ids(self._reading, organisation)
        first, last = finding.day("since", since), finding.day("until", until)
        return table.where(
            lambda row: (
                row["kind"] in kinds
                and (not routes or row["route"] in routes)
                and (not statuses or row["status"] in statuses)
                and (ids is None or row["tie_id"] in ids)
                and finding.touches(row, first, last)
            )
        )

    def hops(self, tie: Any = None) -> Table:
        """List the steps of a tie's chain, or of all; a tie is its id, row or card."""
        return self._of_tie("hops", tie)

    def evidence(self, tie: Any = None) -> Table:
        """List the records that carry a tie's hops, or those of all."""
        return self._of_tie("evidence", tie)

    def actions(self, tie: Any = None) -> Table:
        """List the actions on a tie's awards, which of them count, and why not."""
        return self._of_tie("actions", tie)

    def amounts(self, tie: Any = None) -> Table:
        """List amounts, one row a kind; amounts of different kinds are never added."""
        return self._of_tie("amounts", tie)

    def awards(self) -> Table:
        """List the awards of the ties."""
        return self._reading.table("awards")

    def suppliers(self) -> Table:
        """List the suppliers of the ties, as award records write them."""
        return self._reading.table("suppliers")

    def organisations(self) -> Table:
        """List the organisations that a chain names."""
        return self._reading.table("organisations")

    def ownership(self) -> Table:
        """List the statements of who owns whom that chains rest on."""
        return self._reading.table("ownership")

    def near_misses(self) -> Table:
        """List what looked like a tie and is none, with the reason."""
        return self._reading.table("near_misses")

    def totals(self) -> Table:
        """List sums of findings, a row for each kind, agency and currency."""
        return self._reading.table("totals")

    def coverage(self) -> Table:
        """List what was looked at, asked and loaded, and what was not."""
        return self._reading.table("coverage")

    def sources(self) -> Table:
        """List the sources of the loaded records."""
        return self._reading.table("sources")

    def files(self) -> Table:
        """List the files that the run rests on, with hash, licence and rows."""
        return self._reading.table("files")

    def not_loaded(self) -> Table:
        """List what is not loaded; nothing is claimed about it."""
        return self._reading.table("not_loaded")

    def decisions(self) -> Table:
        """List what persons decided on matches and ties, as the case holds it now."""
        rows = [asdict(one) for one in self._case().decisions]
        return of_rows(DECISIONS, [{c: r[c] for c in DECISIONS.columns} for r in rows])

    def sql(self, query: str) -> Table:
        """Ask the tables above in SQL, as `select ... from ties`; nothing else is read.

        Raises:
            UsageError: the query does more than read, or cannot be answered.

        """
        return self._reading.sql(query)

    # Single things

    def tie(self, tie: Any) -> TieCard:
        """Give one tie with its chain, records and drawing, by its id or row.

        Raises:
            NotFound: the run has no such tie.

        """
        return finding.tie_card(self._reading, tie)

    def organisation(self, name: str) -> OrganisationCard:
        """Give one organisation by its id, the anchor of its page, or its whole name.

        Raises:
            NotFound: none is called so, or several are; says which may be meant.

        """
        return finding.organisation_card(self._reading, name)

    def search(self, text: str, *, kind: str = "", limit: int = 10) -> Table:
        """Search names, descriptions and identifiers of the run and of all registers.

        At most `limit` things of each kind are given, the best first.
        """
        from crosstie.api.asking import search

        return search(self._reading, text, kind=kind, limit=limit)

    def lookup(self, name: str, country: str | None = None, *, top: int = 5) -> Table:
        """Look a name up among all loaded names, as the matcher judges; it is no tie.

        Raises:
            NothingLoaded: no register and no vendor is loaded.

        """
        from crosstie.api.asking import lookup

        return lookup(self._reading.settings, name, country, top)

    # Pictures

    @property
    def chart(self) -> Charts:
        """Charts as Altair objects; they need the extra `notebook`."""
        from crosstie.api.plots import Charts

        return Charts(self._reading)

    def drawing(self, tie: Any) -> Drawing:
        """Draw a tie's chain of hops as SVG.

        Raises:
            NotFound: the run has no such tie, or it has no chain.

        """
        return finding.chain_drawing(self._reading, tie)

    # To hand over

    def report(
        self,
        path: str | Path | None = None,
        *,
        format: str | None = None,
        publish: bool = False,
    ) -> Path:
        """Write the report: html, pdf, md or docx, by `format` or the file's ending.

        `publish` leaves leads out. By default `report.html` in the working folder.

        Raises:
            UsageError: the format is unknown, or what writes it is not installed.
            Undecided: it is to be published, and a tie waits for a decision.
            CaseError: it is to be published, and the case was changed since the trace.

        """
        from crosstie.api.handing import write_report

        return write_report(self._reading, self._case, path, format, publish=publish)

    def export(
        self,
        formats: str = "csv",
        folder: str | Path = "exports",
        *,
        with_leads: bool = False,
        publish: bool = False,
    ) -> list[Path]:
        """Write the run for other programs; formats as `crosstie export` has them.

        Raises:
            UsageError: a format is unknown, or the options contradict each other.
            Undecided: it is to be published, and a tie waits for a decision.
            CaseError: it is to be published, and the case was changed since the trace.

        """
        from crosstie.api.handing import write_export

        return write_export(
            self._reading,
            self._case,
            formats,
            Path(folder),
            with_leads=with_leads,
            publish=publish,
        )

    def __repr__(self) -> str:
        from crosstie.api.headline import case_text

        return case_text(self._reading.context)

    def _repr_html_(self) -> str:
        from crosstie.api.headline import case_html

        return case_html(self._reading.context)

    def _of_tie(self, name: str, tie: Any) -> Table:
        table = self._reading.table(name)
        if tie is None:
            return table
        id_ = finding.tie_id(self._reading, tie)
        return table.where(lambda row: row["tie_id"] == id_)

    def _case(self) -> CaseFolder:
        from crosstie.store.casefolder import read_case
        from crosstie.store.decisions import own_file

        home = self._reading.settings.home
        return read_case(self.folder, own_file(self.folder, home))
