"""The command line: one entry point, one file a group of commands, exit codes."""

from __future__ import annotations

import sys
import traceback
from typing import Annotated

import typer

from crosstie import __version__
from crosstie.cli import (
    cases,
    check,
    compare,
    edge,
    export,
    fetch,
    figures,
    import_,
    inspect,
    load,
    lookup,
    match,
    mcp,
    publish,
    refresh,
    review,
    search,
    serve,
    sources,
    trace,
)
from crosstie.cli import (
    report as report_,
)
from crosstie.errors import (
    CaseError,
    CrosstieError,
    FilesFailed,
    SourcesFailed,
    StoreError,
)

app = typer.Typer(
    name="crosstie",
    help="Find and document the ties between one country's companies and one public "
    "agency, from public records, with the evidence for every link.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

MAX_PROBLEMS = 100
INTERRUPTED = 130


def _version(value: bool) -> None:
    if value:
        typer.echo(f"crosstie {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Find and document ties from public records, with evidence for every link.

    Exit codes: 0 done; 1 unexpected; 2 wrong use, or nothing loaded; 3 case folder;
    4 input file; 5 workspace; 6 a publisher's data could not be fetched, the rest is
    done; 7 engine; 130 interrupted.
    """


app.command("trace")(trace.trace_command)
app.command("report")(report_.report_command)
app.command("publish")(publish.publish_command)
app.command("serve")(serve.serve_command)
app.command("review")(review.review_command)
app.command("figures")(figures.figures_command)
app.command("search")(search.search_command)
app.command("fetch")(fetch.fetch_command)
app.command("sources")(sources.sources_command)
app.command("refresh")(refresh.refresh_command)
app.command("load")(load.load_command)
app.command("import")(import_.import_command)
app.command("unload")(load.unload_command)
app.command("files")(inspect.files_command)
app.command("rejects")(inspect.rejects_command)
app.command("repeats")(inspect.repeats_command)
app.command("match")(match.match_command)
app.command("index")(match.index_command)
app.command("compare")(compare.compare_command)
app.command("check")(check.check_command)
app.command("export")(export.export_command)
app.command("mcp")(mcp.mcp_command)
app.command("lookup")(lookup.lookup_command)
app.command("new")(cases.new_command)


def run() -> None:
    """Run the command line; end with the exit code of what went wrong, if anything."""
    stopped = edge.watch_interrupts()
    try:
        app(prog_name="crosstie")
    except BaseException as error:
        if stopped.is_set() or isinstance(error, KeyboardInterrupt):
            edge.say("\nStopped. The last finished state is kept.", error=True)
            sys.exit(INTERRUPTED)
        if isinstance(error, SystemExit):
            raise
        sys.exit(_ended(error))


def _ended(error: BaseException) -> int:
    """Say what went wrong; return the exit code."""
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return 0
    if edge.is_debugging():
        traceback.print_exception(error)
    if isinstance(error, OSError):
        error = _cannot_use(error)
    if not isinstance(error, CrosstieError):
        _report_fault(error)
        return CrosstieError.exit_code
    report(error)
    return error.exit_code


def _cannot_use(error: OSError) -> StoreError:
    """Say which file or folder the system refused, and why."""
    named = f"{error.filename} cannot be used: " if error.filename else ""
    return StoreError(
        f"{named}{error.strerror or error}",
        next_step="check that the folder exists, has room and may be written",
    )


def _report_fault(error: BaseException) -> None:
    """Say that the fault is the program's, and what to do with it."""
    kind = type(error).__name__
    edge.say(f"Error: This is a fault in Crosstie ({kind}: {error}).", error=True)
    edge.say(
        "Next: open an issue where the project is hosted, with this line, the command"
        f" and crosstie {__version__}; CROSSTIE_DEBUG=1 shows where it happened",
        error=True,
    )


def report(error: CrosstieError) -> None:
    """Print what was wrong, where, and the next step; no traceback."""
    if isinstance(error, FilesFailed):
        _report_files(error)
        return
    if isinstance(error, SourcesFailed):
        _report_sources(error)
        return
    edge.say(f"Error: {error}", error=True)
    if isinstance(error, CaseError):
        for problem in error.problems[:MAX_PROBLEMS]:
            edge.say(f"  {problem}", error=True)
        if len(error.problems) > MAX_PROBLEMS:
            more = len(error.problems) - MAX_PROBLEMS
            edge.say(f"  and {more} more", error=True)
    if error.next_step:
        edge.say(f"Next: {error.next_step}", error=True)


def _report_files(failed: FilesFailed) -> None:
    """Print each file that could not be loaded, with its own next step."""
    number = len(failed.errors)
    files = "1 file" if number == 1 else f"{number} files"
    edge.say(f"Error: {files} could not be loaded; the others are loaded.", error=True)
    for error in failed.errors:
        edge.say(f"  {error}", error=True)
        if error.next_step:
            edge.say(f"    Next: {error.next_step}", error=True)


def _report_sources(failed: SourcesFailed) -> None:
    """Print what could not be fetched or loaded, each with its own next step."""
    edge.say(
        f"Error: {len(failed.errors)} could not be fetched or loaded,"
        " the rest is done.",
        error=True,
    )
    for name, error in failed.errors:
        edge.say(f"  {name}: {error}", error=True)
        if error.next_step:
            edge.say(f"    Next: {error.next_step}", error=True)
