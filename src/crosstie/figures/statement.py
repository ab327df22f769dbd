"""A recipe that is one select: `figure.sql` beside its `figure.toml`.

Its columns are `value`, `numerator`, `denominator`, `as_of`, `file_id`, `row_number`,
`sheet`, `address`; only `value` has to be there. A row is a cell that the figure rests
on: all rows give one value. It may use `$country`, `$as_of` and the parameters by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from crosstie.errors import CaseError, Place
from crosstie.figures.ask import Ask
from crosstie.figures.evidence import files_of, supported
from crosstie.model.claims import FigureValue, Missing, NotLoaded
from crosstie.store.engine import Database, Row
from crosstie.text.language import _

STATEMENT = "figure.sql"


def answer_of_statement(ask: Ask) -> Iterator[FigureValue | NotLoaded]:
    """Run the statement of a recipe and make its figure.

    Raises:
        CaseError: there is no statement, or its rows give several values.

    """
    path = ask.recipe.folder / STATEMENT
    if not path.exists():
        raise CaseError(
            f"the recipe {ask.recipe.id} has no {STATEMENT}",
            next_step="write one select there, as docs/guides/figures.md shows",
        )
    if not all(is_loaded(ask, need.table) for need in ask.recipe.needs):
        yield ask.missing()
        return
    sql = path.read_text(encoding="utf-8")
    given: dict[str, Any] = {
        "country": ask.case.country,
        "as_of": ask.as_of,
        **{one.name: ask.given.get(one.name) for one in ask.recipe.parameters},
    }
    used = {name: value for name, value in given.items() if f"${name}" in sql}
    rows = ask.rows(f"figure {ask.recipe.id}", sql, used)
    rows = [row for row in rows if row.get("value") is not None]
    if not rows:
        no_value = _("The files that are loaded give no value for these parameters.")
        yield ask.missing(why=Missing.NO_ROWS, what=no_value)
        return
    if len({row["value"] for row in rows}) > 1:
        raise CaseError(
            f"the recipe {ask.recipe.id} gives several values",
            place=Place(f"{ask.recipe.id}/{STATEMENT}"),
            next_step="let every row carry the one value of the figure",
        )
    yield _figure(ask, rows)


def shut_in(db: Database) -> None:
    """Keep the statements of somebody's recipe to the tables: no file, no network.

    It holds for as long as the database is open.
    """
    db.run("shut in", "set enable_external_access = false")


def is_loaded(ask: Ask, table: str) -> bool:
    """Tell whether a table of the workspace holds a row."""
    sql = "select count(*) as tables from information_schema.tables"
    known = ask.rows("tables", f"{sql} where table_name = $name", {"name": table})
    if not known or not known[0]["tables"]:
        return False
    quoted = '"' + table.replace('"', '""') + '"'
    return bool(ask.rows("is loaded", f"select 1 as one from {quoted} limit 1"))  # noqa: S608


def _figure(ask: Ask, rows: list[Row]) -> FigureValue:
    first = rows[0]
    files = files_of(ask)
    return ask.figure(
        _decimal(first["value"]) or Decimal(0),
        first.get("as_of"),
        numerator=_decimal(first.get("numerator")),
        denominator=_decimal(first.get("denominator")),
        cells=tuple(supported(row, files) for row in rows if row.get("file_id")),
    )


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
