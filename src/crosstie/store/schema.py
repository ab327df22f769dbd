"""What a table is: its columns, their types and what each holds."""

from __future__ import annotations

from dataclasses import dataclass

_VARIED = frozenset(
    (
        "address",
        "amendment_order",
        "award_description",
        "award_id",
        "award_unique_id",
        "child_id",
        "description",
        "description_translated",
        "organisation_id",
        "parent_id",
        "parent_spelling_id",
        "permalink",
        "piid",
        "procurement_id",
        "recipient_name",
        "record_id",
        "reference",
        "spelling_id",
        "statement_id",
        "supplier_name",
        "supplier_name_raw",
        "supplier_parent_name",
        "supplier_parent_uei",
        "supplier_uei",
        "support_id",
        "title",
        "url",
    )
)
"""Columns of text in which nearly every row differs. The engine would look for words
that repeat, in vain; told to compress them plainly it writes them twice as fast, and
smaller."""


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
    lines = [_column(c, plainly=not indexed) for c in table.columns]
    if table.key and indexed:
        lines.append("  primary key (" + ", ".join(f'"{k}"' for k in table.key) + ")")
    body = ",\n".join(lines)
    return f'create table if not exists "{table.name}" (\n{body}\n)'


def _column(column: Column, *, plainly: bool) -> str:
    kept = ""
    if plainly and column.type == "varchar" and column.name in _VARIED:
        kept = " using compression zstd"
    required = " not null" if column.required else ""
    return f'  "{column.name}" {column.type}{kept}{required}'


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
