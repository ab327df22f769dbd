"""`crosstie mcp`: read-only tools for an assistant, on standard input and output."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge
from crosstie.errors import CrosstieError, EngineError

if TYPE_CHECKING:
    from crosstie.mcp.desk import Desk
    from crosstie.settings import Settings


def mcp_command(
    case: Annotated[
        str | None,
        typer.Argument(help="A case; by default the one that was traced last."),
    ] = None,
) -> None:
    """Serve read-only tools to an assistant (Model Context Protocol, stdio).

    Search, ties, organisation, evidence, lookup and coverage: every answer carries
    record ids, kind, probability, doubts and what is not loaded. Needs the extra mcp.
    """
    if importlib.util.find_spec("mcp") is None:
        raise EngineError(
            "the library mcp is not installed",
            next_step="install the extra: pip install 'crosstie[mcp]'",
        )
    from crosstie.mcp.desk import Desk
    from crosstie.mcp.server import serve

    edge.one_thread_for_algebra()
    settings = edge.settings()
    name = _name(case, settings)
    desk = Desk(settings, name)
    Thread(target=_ready, args=(desk,), daemon=True).start()
    serve(desk)


def _name(case: str | None, settings: Settings) -> str:
    """Give the name of the case that calls mean that name none."""
    from crosstie.store.casefolder import find_case
    from crosstie.store.runs import last_run

    if case is None:
        return ""
    name = find_case(case, Path.cwd(), settings.home).name
    last_run(name, settings)
    return name


def _ready(desk: Desk) -> None:
    """Make what search and lookup read, while the first calls are answered already."""
    from crosstie.resolve.lookup import open_lookups
    from crosstie.store.search import refresh

    try:
        with edge.progress(quiet=True) as progress:
            run = desk.newest() if desk.cases() else None
            refresh(desk.settings, run, progress)
            open_lookups(desk.settings, progress)
    except CrosstieError as error:
        edge.say(f"Search is not up to date: {error}", error=True)
