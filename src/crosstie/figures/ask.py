"""What a recipe is given: the tables, the case, the day, and its parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.figures.recipe import Need, Recipe, Value
from crosstie.model.case import Case, Citation
from crosstie.model.claims import (
    Assumption,
    FigureValue,
    Missing,
    NotLoaded,
    Point,
    Reading,
    Support,
)
from crosstie.store.engine import Database, Row

__all__ = ["Ask", "cited"]


@dataclass(frozen=True)
class Ask:
    """One question to one recipe; the recipe answers with what `figure` makes."""

    db: Database | None
    case: Case
    as_of: date | None
    recipe: Recipe
    given: Mapping[str, Value]
    """Parameters that were set, else their middle; one from the data is missing."""

    def rows(
        self, step: str, sql: str, values: Mapping[str, Any] | None = None
    ) -> list[Row]:
        """Run one select on the loaded tables; without a workspace there is no row."""
        return self.db.rows(step, sql, values) if self.db else []

    def number(self, name: str) -> Decimal:
        """Give a parameter as a number."""
        return Decimal(str(self.given[name]))

    def text(self, name: str) -> str:
        """Give a parameter as a text; empty where it is to come from the data."""
        return str(self.given.get(name, ""))

    def say(self, name: str, **fields: object) -> str:
        """Say a sentence of the recipe with its fields filled in."""
        return str(self.recipe.says[name]).format(**fields)

    def reading(
        self, name: str, value: Decimal, unit: str = "", **fields: object
    ) -> Reading:
        """Make a neighbouring reading, in the recipe's words."""
        says = str(self.recipe.readings[name]).format(**fields)
        return Reading(name, value, says, unit)

    def figure(self, value: Decimal, as_of: date | None, **more: Any) -> FigureValue:
        """Make the figure, with all that the recipe says of itself."""
        made = FigureValue(
            recipe=self.recipe.id,
            title=str(self.recipe.title),
            value=value,
            unit=self.recipe.unit,
            as_of=as_of,
            population=str(self.recipe.population),
            question=str(self.recipe.question),
            keywords=self.recipe.words,
            caveats=tuple(str(one) for one in self.recipe.caveats),
            reported=self.reported(),
            parameters=self.parameters(),
            assumptions=tuple((one.name, one.value) for one in self.parameters()),
        )
        caveats = (*made.caveats, *more.pop("caveats", ()))
        return replace(made, caveats=caveats, **more)

    def missing(
        self, need: Need | None = None, why: Missing | None = None, what: str = ""
    ) -> NotLoaded:
        """Say why there is no figure, and what brings it."""
        need = need or next(iter(self.recipe.needs), None)
        why = why or Missing.NOT_LOADED
        return NotLoaded(
            recipe=self.recipe.id,
            title=str(self.recipe.title),
            missing=what or (str(need.what) if need else ""),
            command=need.command if need and why is Missing.NOT_LOADED else "",
            why=why,
            keywords=self.recipe.words,
            question=str(self.recipe.question),
            reported=self.reported(),
        )

    def parameters(self, **used: object) -> tuple[Assumption, ...]:
        """List the parameters as they were used; `used` are those of the data."""
        return tuple(
            Assumption(
                name=f"{self.recipe.id}.{one.name}",
                title=str(one.title),
                value=str(used.get(one.name, self.given.get(one.name, ""))),
                low=one.low,
                middle=one.middle,
                high=one.high,
                basis=str(one.basis),
            )
            for one in self.recipe.parameters
        )

    def with_used(self, figure: FigureValue, **used: object) -> FigureValue:
        """Write what the data gave for parameters that nobody set into a figure."""
        found = self.parameters(**used)
        return replace(
            figure,
            parameters=found,
            assumptions=tuple((one.name, one.value) for one in found),
        )

    def reported(self) -> tuple[Support, ...]:
        """List the counts that others published of this figure, the latest last."""
        rows = sorted(
            (row for row in self.case.published if row.figure == self.recipe.id),
            key=lambda row: row.period_to or date.min,
        )
        return tuple(
            replace(
                cited(row.citation, self.file("published_figures.csv"), row.row),
                value=f"{row.value} {row.unit}: {row.population}",
                day=row.period_to,
                is_original=row.is_original,
            )
            for row in rows
            if self.is_known(row.citation.date)
        )

    def is_known(self, day: date | None) -> bool:
        """Tell whether something of a day was known on the day asked for."""
        return self.as_of is None or day is None or day <= self.as_of

    def file(self, name: str) -> tuple[str, str]:
        """Give a case file's name and hash."""
        return name, dict(self.case.files).get(name, "")


def cited(citation: Citation, file: tuple[str, str], row: int) -> Support:
    """Make the evidence of a row that a person wrote with its citation."""
    return Support(
        title=citation.title,
        publisher=citation.publisher,
        url=citation.url,
        day=citation.date,
        sha256=file[1],
        file_name=file[0],
        row_number=row,
    )


def around(points: Sequence[Point], place: int, each_side: int) -> tuple[Point, ...]:
    """Cut out the neighbours of one place."""
    return tuple(points[max(0, place - each_side) : place + each_side + 1])
