"""`crosstie serve`: the pages of a case as a local web application."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge
from crosstie.text.language import _

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from crosstie.settings import Settings
    from crosstie.web.serving import Reviewing

PORT = 8484


def serve_command(
    case: Annotated[
        str, typer.Argument(help="A case folder, or the name of a case that ships.")
    ] = "ca-ice",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")
    ] = PORT,
    host: Annotated[
        str, typer.Option(help="Address to listen at; other than loopback: --public.")
    ] = "127.0.0.1",
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help="Let other machines read: needed for a --host that is not loopback.",
        ),
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="A further host name to answer to; may be repeated."
        ),
    ] = None,
    review: Annotated[
        bool, typer.Option("--review", help="Let decisions be made in the browser.")
    ] = False,
    reviewer: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="With --review: who decides, until a browser says."
        ),
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="Trace the case's sample before serving.")
    ] = False,
    language: edge.Language = None,
) -> None:
    """Serve a case's pages on this machine: look around, filter, follow a figure.

    Nothing can be changed by a reader, unless --review is given. What was never traced
    is traced first; a new trace is shown as soon as it is done. With --review the
    address to open is printed with a token: whoever has it may decide.
    """
    from crosstie.errors import UsageError
    from crosstie.store.casefolder import find_case, read_case
    from crosstie.store.decisions import own_file
    from crosstie.web import security, server
    from crosstie.web.app import make_app
    from crosstie.web.serving import Serving

    edge.speak(language)
    is_local = server.is_loopback(host)
    if not is_local and not public:
        raise UsageError(
            _("{host} is not this machine alone: others could read the pages").format(
                host=host
            ),
            next_step=_("add --public if they may; there is no password"),
        )
    if reviewer is not None and not review:
        raise UsageError(
            _("--reviewer says who decides, and nobody can without --review"),
            next_step=_("add --review, or leave --reviewer out"),
        )
    if review and not is_local:
        raise UsageError(
            _("--review is for this machine alone"),
            next_step=_("leave --host out, or --review"),
        )
    settings = edge.settings()
    folder = find_case(case, Path.cwd(), settings.home)
    found = read_case(folder, own_file(folder, settings.home))
    _trace_first(case, found.name, settings, sample=sample)
    names = (*security.LOOPBACK, host, *(name or ()))
    reviewing = _reviewing(folder, settings, reviewer) if review else None
    serving = Serving(case, found.name, settings, names, reviewing)
    with _folder_of_links(settings) as links, server.bind(host, port) as bound:
        app = make_app(serving, links)
        _warm(app, found.name, settings)
        edge.say(f"{found.title}")
        address = server.address_of(bound)
        edge.say(_("Serving at {address} until Ctrl-C").format(address=address))
        if reviewing is not None:
            address += f"review?token={reviewing.token}"
            edge.say(_("To decide, open {address}").format(address=address))
            app.state.recount.start()
        try:
            server.serve(app, bound)
        finally:
            if reviewing is not None:
                app.state.recount.close()


@contextmanager
def _folder_of_links(settings: Settings) -> Iterator[Path]:
    """Make a folder for links to open runs; what a killed server left goes first."""
    from crosstie.store.leftovers import sweep

    sweep(settings.cache)
    folder = settings.cache / f"serving.{os.getpid()}.part"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _reviewing(folder: Path, settings: Settings, reviewer: str | None) -> Reviewing:
    """Make the token that lets a browser decide, and say who does."""
    import secrets

    from crosstie.cli import review_who
    from crosstie.web.serving import Reviewing

    name = review_who.stored(settings.home)
    if reviewer is not None:
        name = review_who.who(settings.home, reviewer, None)
    return Reviewing(
        token=secrets.token_urlsafe(24),
        folder=folder,
        cwd=Path.cwd(),
        clock=edge.moment,
        reviewer=name,
    )


def _warm(app: Starlette, name: str, settings: Settings) -> None:
    """Open the run before the first reader comes; what is searched comes meanwhile."""
    with edge.progress() as progress:
        progress("Opening the run")
        app.state.pages.warm()
    Thread(target=_ready_search, args=(name, settings), daemon=True).start()


def _ready_search(name: str, settings: Settings) -> None:
    """Make what the page of a search reads; until then it says what is not of today."""
    from crosstie.errors import CrosstieError
    from crosstie.store.runs import last_run
    from crosstie.store.search import refresh

    try:
        with edge.progress(quiet=True) as progress:
            refresh(settings, last_run(name, settings), progress)
    except CrosstieError as error:
        edge.say(_("Search is not up to date: {cause}").format(cause=error), error=True)


def _trace_first(case: str, name: str, settings: Settings, *, sample: bool) -> None:
    """Trace a case that has no run yet, or its sample where that is asked for."""
    from crosstie import pipeline
    from crosstie.errors import NothingLoaded
    from crosstie.store.runs import last_run

    if not sample:
        try:
            last_run(name, settings)
        except NothingLoaded:
            pass
        else:
            return
    request = pipeline.TraceRequest(
        case=case,
        cwd=Path.cwd(),
        traced_at=edge.now(),
        sample=sample,
        command=edge.command(),
    )
    with edge.progress() as progress:
        pipeline.trace(request, settings, progress)
