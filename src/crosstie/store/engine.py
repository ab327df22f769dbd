"""The engine: runs named SQL steps in DuckDB. No other room imports duckdb."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import duckdb

from crosstie.errors import StepFailed, StoreError, WorkspaceLocked
from crosstie.store.schema import Table, ddl

Value = Any
Row = dict[str, Value]
Opened = TypeVar("Opened")
Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")

Kept = dict[str, dict[Any, Any]]
"""Answers by step and question; good for as long as what they were read from stays."""

APPEND_CHUNK = 20_000
BATCH = 100_000
"""Rows of one Arrow batch."""

_LOCKED = ("could not set lock", "conflicting lock", "used by another process")
"""How systems say that another process has a database open."""


class Database:
    """One open database; steps are run through it by name.

    >>> db = Database.memory()
    >>> db.rows("one", "select 1 as a")
    [{'a': 1}]
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.kept: Kept | None = None
        # The engine draws a bar of its own on the output, also where that is a pipe. In
        # a notebook it refuses the setting where it could not draw one: ipywidgets.
        with suppress(duckdb.InvalidInputException):
            self._connection.execute("set enable_progress_bar = false")

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        memory_limit: str = "1GB",
        threads: int = 2,
        wait_seconds: float = 0.0,
    ) -> Database:
        """Open a database file, waiting while another process writes to it."""
        config: dict[str, Any] = {
            "memory_limit": memory_limit,
            "threads": threads,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        return cls(
            _waiting(
                path,
                wait_seconds,
                lambda: duckdb.connect(str(path), read_only=read_only, config=config),
            )
        )

    @classmethod
    def memory(cls) -> Database:
        """Open an empty database in memory."""
        return cls(duckdb.connect(":memory:"))

    @classmethod
    def sealed(
        cls, tables: Mapping[str, Any], *, memory_limit: str = "1GB", threads: int = 2
    ) -> Database:
        """Open a database of these Arrow tables that reaches nothing else.

        No file, network, extension or variable of Python can be read from it, and no
        setting changed.
        """
        config: dict[str, Any] = {
            "memory_limit": memory_limit,
            "threads": threads,
            "temp_directory": "",
        }
        db = cls(duckdb.connect(":memory:", config=config))
        for name, arrow in tables.items():
            db.register(name, arrow)
        for setting in (
            "python_enable_replacements = false",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            db.run("seal", f"set {setting}")
        return db

    def beside(self) -> Database:
        """Open a second connection to the same database, for another thread."""
        return Database(self._connection.cursor())

    def close(self) -> None:
        """Close the connection; the file keeps the last committed state."""
        self._connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all steps inside, or none of them."""
        self.run("begin", "begin transaction")
        try:
            yield
        except BaseException:
            with suppress(duckdb.Error):
                self._connection.execute("rollback")
            raise
        self.run("commit", "commit")

    def run(
        self, step: str, sql: str, values: Mapping[str, Value] | None = None
    ) -> None:
        """Run one statement under a step's name.

        Raises:
            StepFailed: with the step's name, its SQL and the engine's message.

        """
        with _step(step, sql):
            self._connection.execute(sql, dict(values) if values else None)

    def fill(
        self, table: Table, sql: str, values: Mapping[str, Value] | None = None
    ) -> None:
        """Insert what a select returns into a declared table, column by name."""
        name = quoted(table.name)
        self.run(table.name, f"insert into {name} by name\n{sql}", values)

    def append(self, table: Table, rows: Sequence[Mapping[str, Value]]) -> None:
        """Insert rows made in Python; columns that a row lacks become null.

        The rows go over as one list a column, which the engine takes five times as
        fast as one structure a row.
        """
        columns = table.columns
        names = ", ".join(quoted(column.name) for column in columns)
        lists = ",\n".join(
            f"  unnest(cast($c{n} as {column.type}[]))"
            for n, column in enumerate(columns)
        )
        sql = f"insert into {quoted(table.name)} ({names})\nselect\n{lists}"
        for start in range(0, len(rows), APPEND_CHUNK):
            chunk = rows[start : start + APPEND_CHUNK]
            self.run(
                f"append {table.name}",
                sql,
                {
                    f"c{n}": [_plain(row.get(column.name)) for row in chunk]
                    for n, column in enumerate(columns)
                },
            )

    def rows(
        self, step: str, sql: str, values: Mapping[str, Value] | None = None
    ) -> list[Row]:
        """Run one select and return its rows as dictionaries."""
        with _step(step, sql):
            cursor = self._connection.execute(sql, dict(values) if values else None)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def value(
        self, step: str, sql: str, values: Mapping[str, Value] | None = None
    ) -> Value:
        """Run one select and return its single value, or None where it has no row."""
        found = self.rows(step, sql, values)
        return next(iter(found[0].values())) if found else None

    def answers(
        self,
        step: str,
        asked: Iterable[Asked],
        find: Callable[[list[Asked]], Mapping[Asked, Answer]],
    ) -> dict[Asked, Answer]:
        """Answer each question, asking `find` only for those without an answer yet.

        Without `kept` nothing is remembered. An answer may rest on nothing but its
        question and on tables that stay as they are while it is kept.
        """
        known = {} if self.kept is None else self.kept.setdefault(step, {})
        wanted = list(dict.fromkeys(asked))
        missing = [one for one in wanted if one not in known]
        if missing:
            known |= find(missing)
        return {one: known[one] for one in wanted}

    def temporary(self, names: Sequence[str], make: Callable[[], None]) -> None:
        """Let `make` create these temporary tables; while answers are kept, only once.

        They may rest on nothing but tables that stay as they are while they are kept.
        """
        if self.kept is None:
            make()
            return
        held = self.kept.setdefault("temporary", {})
        if all(name in held for name in names):
            for name in names:
                self.register(name, held[name])
            return
        make()
        for name in names:
            held[name] = self.arrow(f"keep {name}", f"select *\nfrom {quoted(name)}")

    def register(self, name: str, arrow: object) -> None:
        """Let steps read an Arrow table or record batch reader under a name."""
        self._connection.register(name, arrow)

    def unregister(self, name: str) -> None:
        """Forget a registered Arrow table, also in a transaction that has failed."""
        with suppress(duckdb.TransactionException):
            self._connection.unregister(name)

    def arrow(
        self, step: str, sql: str, values: Mapping[str, Value] | None = None
    ) -> Any:
        """Run one select and return its rows as an Arrow table."""
        with _step(step, sql):
            relation: Any = self._connection.sql(sql, params=dict(values or {}))
            return relation.to_arrow_table()

    def batches(
        self, step: str, sql: str, values: Mapping[str, Value] | None = None
    ) -> Iterator[Any]:
        """Run one select and return its rows as Arrow batches, one after the other."""
        with _step(step, sql):
            relation: Any = self._connection.sql(sql, params=dict(values or {}))
            yield from relation.to_arrow_reader(BATCH)

    def create(self, tables: Sequence[Table], *, indexed: bool = True) -> None:
        """Create declared tables that do not exist yet."""
        for table in tables:
            self.run(f"create {table.name}", ddl(table, indexed=indexed))

    def attach(self, path: Path, name: str, *, wait_seconds: float = 0.0) -> None:
        """Attach another database file, to be read only.

        Raises:
            WorkspaceLocked: where another process is writing to it.

        """
        escaped = str(path).replace("'", "''")
        sql = f"attach '{escaped}' as {quoted(name)} (read_only)"
        _waiting(path, wait_seconds, lambda: self._connection.execute(sql))

    def columns(self, table: str) -> list[str]:
        """Name the columns of a table in this database."""
        return [
            str(row["column_name"])
            for row in self.rows("columns", f"describe {quoted(table)}")
        ]


def _waiting(path: Path, seconds: float, act: Callable[[], Opened]) -> Opened:
    """Open a database file, again and again while another process writes to it."""
    limit = time.monotonic() + seconds
    while True:
        try:
            return act()
        except duckdb.Error as cause:
            if not any(words in str(cause).lower() for words in _LOCKED):
                raise StoreError(
                    f"the database {path.name} cannot be opened: {cause}",
                    next_step="make room on the disk, then run the same command again"
                    if "no space" in str(cause).lower()
                    else "check that the folder can be read and written, and that"
                    " the file is one of Crosstie's",
                ) from cause
            if time.monotonic() >= limit:
                waited = f" (waited {seconds:g} seconds)" if seconds else ""
                raise WorkspaceLocked(
                    f"another process is using {path.name}{waited}",
                    next_step="wait until it has finished, then run this again",
                ) from cause
            time.sleep(0.1)


@contextmanager
def _step(name: str, sql: str) -> Iterator[None]:
    """Name the step that failed; Ctrl-C is no failure of a step."""
    try:
        yield
    except duckdb.InterruptException as cause:
        raise KeyboardInterrupt from cause
    except duckdb.OutOfMemoryException as cause:
        failed = StepFailed(name, sql, cause)
        failed.next_step = "give the engine more memory: CROSSTIE_MEMORY=4GB"
        raise failed from cause
    except duckdb.Error as cause:
        failed = StepFailed(name, sql, cause)
        is_full = "no space left" in str(cause).lower()
        if is_full or isinstance(cause, duckdb.IOException):
            failed.next_step = (
                "make room on the disk, then run the same command again: what was"
                " finished before this step is kept"
            )
        raise failed from cause


def is_one_select(sql: str) -> bool:
    """Tell whether a text is one statement that only reads.

    Raises:
        StepFailed: the text is no SQL.

    """
    with _step("query", sql):
        found = duckdb.extract_statements(sql)
    return [one.type for one in found] == [duckdb.StatementType.SELECT]


def quoted(name: str) -> str:
    """Quote an identifier that comes from our own constants."""
    return '"' + name.replace('"', '""') + '"'


def _plain(value: Value) -> Value:
    """Turn an enum into its text; leave all else as it is."""
    return value.value if hasattr(value, "value") else value
