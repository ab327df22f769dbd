"""What a table is: its columns, their types and what each holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column: name, DuckDB type, what it holds, and whether it may be empty."""

    name: str
    type: str
    about: str
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One table: name, what one row is, its columns and its key."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def ddl(table: Table, *, indexed: bool = True) -> str:
    """Write the statement that creates a table; with an index of its key or without.

    An index of millions of rows costs more time and memory than the rows, so the large
    tables have none, and `loading.check_keys` looks at what each load adds.
    """
    lines = [
        f'  "{c.name}" {c.type}{" not null" if c.required else ""}'
        for c in table.columns
    ]
    if table.key and indexed:
        lines.append("  primary key (" + ", ".join(f'"{k}"' for k in table.key) + ")")
    body = ",\n".join(lines)
    return f'create table if not exists "{table.name}" (\n{body}\n)'


def text(name: str, about: str, *, required: bool = False) -> Column:
    """Declare a column of text."""
    return Column(name, "varchar", about, required)


def whole(name: str, about: str, *, required: bool = False) -> Column:
    """Declare a column of whole numbers."""
    return Column(name, "bigint", about, required)


def day(name: str, about: str, *, required: bool = False) -> Column:
    """Declare a column of dates."""
    return Column(name, "date", about, required)


def money(name: str, about: str) -> Column:
    """Declare a column of amounts, exact to the cent."""
    return Column(name, "decimal(18, 2)", about)


def real(name: str, about: str, *, required: bool = False) -> Column:
    """Declare a column of probabilities or shares."""
    return Column(name, "double", about, required)


def flag(name: str, about: str, *, required: bool = False) -> Column:
    """Declare a column of true and false."""
    return Column(name, "boolean", about, required)
