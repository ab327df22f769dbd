"""Runs the recipes on what is loaded and on what the case says."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from crosstie.errors import UsageError
from crosstie.figures.ask import Ask
from crosstie.figures.recipe import FILE, Recipe, Value, read_recipe
from crosstie.figures.statement import answer_of_statement, shut_in
from crosstie.model.case import Case
from crosstie.model.claims import FigureValue, NotLoaded
from crosstie.store.engine import Database

__all__ = ["FigureSettings", "figures", "recipes"]

SHIPPED = Path(__file__).parent / "recipes"


@dataclass(frozen=True)
class FigureSettings:
    """Which figures are wanted, and with which parameters.

    `only` holds ids of recipes, all where it is empty; `set` maps
    `recipe.parameter` to what a person gave for it; `folders` are recipes of the
    user's own, each a folder with `figure.toml` and `figure.sql`.
    """

    only: tuple[str, ...] = ()
    set: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()


def figures(
    db: Database | None,
    case: Case,
    as_of: date | None = None,
    settings: FigureSettings | None = None,
) -> list[FigureValue | NotLoaded]:
    """Recompute every figure, as it was known on a day (default: all that is loaded).

    `db` is the workspace, or None where nothing is loaded. A figure that cannot be
    given is a `NotLoaded`, with the reason and the command that brings its file.

    Raises:
        UsageError: a recipe or parameter that is asked for is not known.
        CaseError: a recipe of the user's own cannot be read.

    """
    settings = settings or FigureSettings()
    known = recipes(settings.folders)
    _check(settings, known)
    if settings.folders and db:
        shut_in(db)
    found: list[FigureValue | NotLoaded] = []
    for recipe in known:
        if not settings.only or recipe.id in settings.only:
            ask = Ask(db, case, as_of, recipe, _given(recipe, settings.set))
            found += _answers(ask)
    return found


def recipes(folders: Iterable[Path] = ()) -> list[Recipe]:
    """Read the recipes that ship, in the order of their names, and the user's own.

    Raises:
        UsageError: two recipes have one id.
        CaseError: a recipe cannot be read.

    """
    found = [read_recipe(path.parent) for path in sorted(SHIPPED.glob(f"*/{FILE}"))]
    for folder in folders:
        recipe = read_recipe(folder)
        if any(recipe.id == other.id for other in found):
            raise UsageError(
                f"there is a recipe {recipe.id} already",
                next_step=f"rename the folder {folder.name} and its id",
            )
        found.append(recipe)
    return found


def _answers(ask: Ask) -> list[FigureValue | NotLoaded]:
    """Ask the recipe's function, or its statement; only shipped ones have functions."""
    if (
        ask.recipe.folder.parent != SHIPPED
        or (ask.recipe.folder / "figure.sql").exists()
    ):
        return list(answer_of_statement(ask))
    module = importlib.import_module(f"crosstie.figures.recipes.{ask.recipe.id}.figure")
    return list(module.answer(ask))


def _given(recipe: Recipe, given: Mapping[str, str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for one in recipe.parameters:
        place = f"{recipe.id}.{one.name}"
        text = given.get(place, one.middle)
        if text:
            found[one.name] = one.read(text, place)
    return found


def _check(settings: FigureSettings, known: list[Recipe]) -> None:
    """Refuse what no recipe knows, rather than leave it unheard."""
    ids = [recipe.id for recipe in known]
    for name in settings.only:
        if name not in ids:
            raise UsageError(
                f"there is no figure {name}", next_step=f"known are {', '.join(ids)}"
            )
    places = [f"{r.id}.{one.name}" for r in known for one in r.parameters]
    for place in settings.set:
        if place not in places:
            raise UsageError(
                f"there is no parameter {place}",
                next_step=f"known are {', '.join(places)}",
            )
