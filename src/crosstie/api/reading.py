"""One finished run, read: its context, its tables, and questions in SQL over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from crosstie.api.result import Row, Table, of_dataclass, of_rows
from crosstie.api.shapes import NEAR, NOT_LOADED, SHOWN, SUPPLIERS, TOTALS
from crosstie.errors import Overtaken, UsageError
from crosstie.settings import Settings
from crosstie.store.engine import Database, is_one_select
from crosstie.text.language import _, current

if TYPE_CHECKING:
    from crosstie.pages.contexts import ReportContext, Tie, Total
    from crosstie.pages.exchange_contexts import Exchange

Read = TypeVar("Read")

OF_EXPORTS = (
    *("ties", "hops", "evidence", "amounts", "actions", "awards", "organisations"),
    *("ownership", "files", "coverage"),
)
"""Tables that an export has too, with the same columns."""

TABLES = (*OF_EXPORTS, "suppliers", "near_misses", "totals", "sources", "not_loaded")
"""Every table of a run."""


class Reading:
    """A run's database, read once for each language and never written to."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path = path
        self.settings = settings
        self._state = _state(path)
        self._kept: dict[tuple[str, str], Any] = {}

    def prepare(self) -> Reading:
        """Read what every answer rests on, so that a later trace changes none of it."""
        for name in ("context", "exchange"):
            getattr(self, name)
        return self

    def read(self, read: Callable[[Database], Read]) -> Read:
        """Read something from the run's database.

        Raises:
            Overtaken: another trace has taken the run's place since it was opened.

        """
        if _state(self.path) != self._state:
            raise Overtaken(
                _("the run {run} was replaced since it was opened").format(
                    run=self.path.stem
                ),
                next_step=_("open the case again"),
            )
        with Database.open(
            self.path,
            read_only=True,
            memory_limit=self.settings.memory_limit,
            threads=self.settings.threads,
        ) as db:
            return read(db)

    @property
    def context(self) -> ReportContext:
        """What the report shows."""
        return self._keep("context", lambda: self.read(self._read_context))

    @property
    def exchange(self) -> Exchange:
        """What exports hold."""
        return self._keep("exchange", lambda: self.read(self._read_exchange))

    def table(self, name: str) -> Table:
        """Give one whole table of the run."""
        return self._keep(f"table {name}", lambda: self._table(name))

    def sql(self, query: str) -> Table:
        """Answer a question in SQL from the run's tables, and from nothing else.

        Raises:
            UsageError: the query does more than read, or cannot be answered.

        """
        from crosstie.errors import StepFailed
        from crosstie.exports import schema

        tables = {name: self.table(name).data for name in TABLES}
        try:
            if not is_one_select(query):
                raise UsageError(
                    _("the query is not one statement that only reads"),
                    next_step=_(
                        "write one select; ties.arrow() can be taken elsewhere"
                    ),
                )
            with Database.sealed(
                tables,
                memory_limit=self.settings.memory_limit,
                threads=self.settings.threads,
            ) as db:
                data = db.arrow("query", query)
        except StepFailed as cause:
            raise UsageError(
                _("the query cannot be answered: {why}").format(why=cause.__cause__),
                next_step=_("the tables are: {names}").format(names=", ".join(TABLES)),
            ) from cause
        found = tuple(schema.Field(f.name, _type(f.type), "") for f in data.schema)
        return Table(schema.Table("sql", "", found), data)

    def _table(self, name: str) -> Table:
        shown, threshold = SHOWN.get(name, ()), self.exchange.facts.threshold
        if name in OF_EXPORTS:
            from crosstie.exports.rows import table_rows
            from crosstie.exports.schema import TABLES as EXPORTED

            rows = self._keep("rows", lambda: table_rows(self.exchange))
            shape = next(table for table in EXPORTED if table.name == name)
            return of_rows(shape, rows[name], shown, threshold)
        if name == "sources":
            from crosstie.pages.run_contexts import SourceFacts

            about = "The loaded files of one source, summed."
            every = self.context.facts.sources
            return of_dataclass(name, about, SourceFacts, every, shown)
        made = {
            "suppliers": (SUPPLIERS, self._suppliers),
            "near_misses": (NEAR, self._near),
            "totals": (TOTALS, self._totals),
            "not_loaded": (NOT_LOADED, self._not_loaded),
        }
        shape, read = made[name]
        return of_rows(shape, read(), shown, threshold)

    def _suppliers(self) -> Iterable[Row]:
        from crosstie.exports.rows import judged

        ties: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.exchange.ties:
            if tie.party_id:
                ties[tie.party_id].append(tie)
        for id_, party in self.exchange.parties.items():
            if id_ in ties:
                ids = [f"{one.scheme}:{one.value}" for one in party.identifiers]
                yield {
                    "supplier_id": id_,
                    "supplier": party.name,
                    "identifiers": " | ".join(ids),
                    "country": party.country,
                    "city": party.city,
                    "state": party.state,
                    "ties": " | ".join(tie.tie_id for tie in ties[id_]),
                    **judged(ties[id_]),
                }

    def _near(self) -> Iterable[Row]:
        from crosstie.pages.near import near_misses

        for miss in self.read(near_misses):
            row = asdict(miss)
            yield {**row, "at_stake": row.pop("obligated")}

    def _totals(self) -> Iterable[Row]:
        context = self.context
        for scope, every in (
            ("buyer", context.totals),
            ("sibling", context.sibling_totals),
        ):
            yield from (_total(scope, one) for one in every)

    def _not_loaded(self) -> Iterable[Row]:
        facts = self.context.facts
        yield from ({"source": "", "says": says} for says in facts.not_loaded)
        yield from ({"source": t, "says": says} for t, says in facts.known_gaps)

    def _read_context(self, db: Database) -> ReportContext:
        from crosstie.pages.report import report_context

        return report_context(db)

    def _read_exchange(self, db: Database) -> Exchange:
        from crosstie.pages.exchange import read_exchange

        return read_exchange(db)

    def _keep(self, name: str, read: Callable[[], Read]) -> Read:
        key = (name, current())
        if key not in self._kept:
            self._kept[key] = read()
        found: Read = self._kept[key]
        return found


def _total(scope: str, total: Total) -> Row:
    return {**asdict(total), "scope": scope}


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def _type(arrow: Any) -> str:
    """Name the type of a column that a query made."""
    import pyarrow.types as types

    if types.is_decimal(arrow):
        return "amount" if arrow.scale == 2 else "text"
    if types.is_integer(arrow):
        return "integer"
    if types.is_floating(arrow):
        return "number"
    if types.is_date(arrow):
        return "date"
    return "boolean" if types.is_boolean(arrow) else "text"
