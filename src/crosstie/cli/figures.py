"""`crosstie figures`: statistics recomputed from published files, with their cells."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crosstie.cli import edge
from crosstie.errors import UsageError

if TYPE_CHECKING:
    from crosstie.model.claims import FigureValue, NotLoaded
    from crosstie.store.engine import Database

SIGNS = str.maketrans({"\u2019": "'", "\u2212": "-", "\u2013": "-", "\u00d7": "x"})
WIDEST = 100
PLAIN = 10_000


def figures_command(
    case: Annotated[
        str, typer.Argument(help="A case folder, or the name of a case that ships.")
    ] = "ca-ice",
    as_of: Annotated[
        date | None,
        typer.Option(
            parser=edge.parse_day,
            metavar="DATE",
            help="Count only what had been published by this day.",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="This figure alone; may be repeated."),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME.PARAMETER=VALUE",
            help="Set a parameter of a figure; may be repeated.",
        ),
    ] = None,
    recipe: Annotated[
        list[Path] | None,
        typer.Option(
            help="A folder with a recipe of your own (figure.toml and figure.sql)."
        ),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="ASCII, one record a line.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder for one SVG chart a figure.")
    ] = None,
    language: edge.Language = None,
) -> None:
    """Recompute each figure: number, date, population, cells, and what it is not."""
    from crosstie.cli.figures_lines import lines_of
    from crosstie.figures.run import FigureSettings, figures
    from crosstie.store.casefolder import find_case, read_case
    from crosstie.store.decisions import own_file
    from crosstie.text.language import speaking

    settings = edge.settings()
    folder = find_case(case, Path.cwd(), settings.home)
    read = read_case(folder, own_file(folder, settings.home))
    asked = FigureSettings(
        only=tuple(only or ()),
        set=dict(_pair(one) for one in set_ or ()),
        folders=tuple(path.resolve() for path in recipe or ()),
    )
    with speaking(edge.language(language)), _loaded() as db:
        found = figures(db, read, as_of, asked)
        written = _write(found, out) if out else []
        if json_:
            edge.say(json.dumps([_document(one) for one in found], indent=2))
            return
        width = PLAIN if plain else min(edge.width(), WIDEST)
        for line in lines_of(found, width):
            edge.say(_ascii(line) if plain else line)
        for path in written:
            edge.say(str(path))


@contextmanager
def _loaded() -> Iterator[Database | None]:
    """Open what is loaded, where anything is."""
    from crosstie.store.workspace import read_workspace

    db = read_workspace(edge.settings())
    if db is None:
        yield None
        return
    with db:
        yield db


def _pair(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign or "." not in name:
        raise UsageError(
            f"--set {given!r}: NAME.PARAMETER=VALUE is expected",
            next_step="write it as --set pathway.willing=0.3",
        )
    return name.strip(), value.strip()


def _write(found: Sequence[FigureValue | NotLoaded], out: Path) -> list[Path]:
    """Draw every figure that has points, each in a file of its own."""
    from crosstie.charts.figure import figure_file
    from crosstie.model.claims import Drawing, FigureValue

    edge.make_folder(out)
    written = []
    for one in found:
        if isinstance(one, FigureValue) and one.draws is not Drawing.NONE:
            path = out / f"figure-{one.recipe}.svg"
            path.write_text(figure_file(one), encoding="utf-8")
            written.append(path)
    return written


def _document(one: FigureValue | NotLoaded) -> dict[str, Any]:
    """Make a document for programs: numbers as texts, days as ISO, absent as null."""
    from crosstie.model.claims import FigureValue

    kind = "figure" if isinstance(one, FigureValue) else "not_loaded"
    document: dict[str, Any] = _encoded(asdict(one))
    return {"kind": kind, **document}


def _encoded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _encoded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_encoded(one) for one in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def _ascii(line: str) -> str:
    """Write a line without marks and signs that a plain terminal lacks."""
    apart = unicodedata.normalize("NFKD", line.translate(SIGNS))
    return apart.encode("ascii", "ignore").decode("ascii")
