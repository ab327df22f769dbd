"""One table of a case, as Arrow, as a frame, as rows, and as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, get_args, get_type_hints

from crosstie.api.plain import Row, table_text
from crosstie.api.rich import table_html
from crosstie.errors import EngineError, NotFound
from crosstie.exports import schema
from crosstie.exports.parquet import typed
from crosstie.text.language import _

__all__ = ["Row", "Table", "of_dataclass", "of_rows", "shape_of"]


@dataclass(frozen=True)
class Table:
    """Rows of one kind, that never change; every amount has its currency beside it.

    Amounts are `Decimal`, dates `datetime.date`, probabilities `float`, and what is
    not known is `None`, never 0 and never an empty text.
    """

    shape: schema.Table
    """Name, meaning and columns; a column is text, url, integer, number, amount, ..."""
    data: Any
    """The rows as a `pyarrow.Table`."""
    shown: tuple[str, ...] = ()
    """Columns that a notebook shows; all where none is named."""
    threshold: float | None = None
    """Probability from which a tie is a finding, where the table holds ties."""

    @property
    def name(self) -> str:
        """What the rows are: ties, hops, awards."""
        return self.shape.name

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return self.shape.columns

    def arrow(self) -> Any:
        """Give the rows as a `pyarrow.Table`: amounts decimal128, dates date32."""
        return self.data

    def df(self) -> Any:
        """Give the rows as a pandas frame: amounts stay `Decimal`, dates `date`.

        Whole numbers and truth values are pandas' own with gaps (`Int64`, `boolean`).

        Raises:
            EngineError: the extra that brings pandas is not installed.

        """
        try:
            import pandas
        except ImportError as cause:
            raise EngineError(
                _("frames need the extra `notebook`, which is not installed"),
                next_step=_("pip install 'crosstie[notebook]', or take arrow()"),
            ) from cause
        import pyarrow

        with_gaps = {
            pyarrow.int64(): pandas.Int64Dtype(),
            pyarrow.bool_(): pandas.BooleanDtype(),
        }
        return self.data.to_pandas(types_mapper=with_gaps.get)

    def rows(self) -> list[Row]:
        """Give the rows as dictionaries."""
        return [dict(row) for row in self._rows]

    def column(self, name: str) -> list[Any]:
        """Give one column as a list.

        Raises:
            NotFound: the table has no such column; says which it has.

        """
        if name not in self.columns:
            raise NotFound(
                _("the table {table} has no column {name}").format(
                    table=self.name, name=repr(name)
                ),
                next_step=_("take one of: {names}").format(
                    names=", ".join(self.columns)
                ),
            )
        return [row[name] for row in self._rows]

    def head(self, rows: int = 10) -> Table:
        """Give the first rows."""
        return replace(self, data=self.data.slice(0, max(rows, 0)))

    def where(self, keep: Any) -> Table:
        """Keep the rows for which a function of the row is true."""
        mask = [bool(keep(row)) for row in self._rows]
        import pyarrow

        return replace(
            self, data=self.data.filter(pyarrow.array(mask, pyarrow.bool_()))
        )

    def __len__(self) -> int:
        return int(self.data.num_rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows())

    def __getitem__(self, at: int) -> Row:
        """Give one row."""
        return dict(self._rows[at])

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Let other programs read the rows without a copy."""
        return self.data.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return table_text(self)

    def _repr_html_(self) -> str:
        return table_html(self)

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(self.data.to_pylist())


def of_rows(
    shape: schema.Table,
    rows: Iterable[Mapping[str, Any]],
    shown: Sequence[str] = (),
    threshold: float | None = None,
) -> Table:
    """Make a table of rows; each has every column of the shape."""
    import pyarrow

    held = list(rows)
    columns = [
        pyarrow.array([_value(row[f.name], f.type) for row in held], _arrow(f.type))
        for f in shape.fields
    ]
    described = pyarrow.schema(
        [
            pyarrow.field(f.name, _arrow(f.type), metadata={"description": f.about})
            for f in shape.fields
        ],
        metadata={"description": shape.about},
    )
    data = pyarrow.Table.from_arrays(columns, schema=described)
    return Table(shape, data, tuple(shown), threshold)


def of_dataclass(
    name: str, about: str, kind: type, rows: Iterable[Any], shown: Sequence[str] = ()
) -> Table:
    """Make a table of frozen dataclasses whose fields are plain values."""
    shape = shape_of(name, about, kind)
    held = [{f: getattr(row, f) for f in shape.columns} for row in rows]
    return of_rows(shape, held, shown)


def shape_of(name: str, about: str, kind: type) -> schema.Table:
    """Describe the plain fields of a dataclass as columns; others are left out."""
    hints = get_type_hints(kind)
    found = []
    for field in fields(kind):
        of = {one for one in get_args(hints[field.name]) if one is not type(None)}
        plain = next(iter(of), hints[field.name]) if len(of) < 2 else None
        if plain in _PLAIN:
            found.append(schema.Field(field.name, _PLAIN[plain], ""))
    return schema.Table(name, about, tuple(found))


_PLAIN: Mapping[Any, str] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "boolean",
    Decimal: "amount",
    date: "date",
}


def _value(value: Any, type: str) -> Any:
    value = typed(value.value if hasattr(value, "value") else value)
    return float(value) if type == "number" and value is not None else value


def _arrow(type: str) -> Any:
    import pyarrow

    return {
        "text": pyarrow.string(),
        "url": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "amount": pyarrow.decimal128(18, 2),
        "date": pyarrow.date32(),
        "boolean": pyarrow.bool_(),
    }[type]
