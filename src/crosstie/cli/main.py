"""The command line: one entry point, one file a group of commands, exit codes."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from crosstie import __version__
from crosstie.cli import cases, compare, inspect, load, match, trace
from crosstie.errors import CaseError, CrosstieError, StoreError

app = typer.Typer(
    name="crosstie",
    help="Find and document the ties between one country's companies and one public "
    "agency, from public records, with the evidence for every link.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

MAX_PROBLEMS = 20
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
    4 input file; 5 workspace; 130 interrupted.
    """


app.command("trace")(trace.trace_command)
app.command("load")(load.load_command)
app.command("unload")(load.unload_command)
app.command("files")(inspect.files_command)
app.command("rejects")(inspect.rejects_command)
app.command("match")(match.match_command)
app.command("index")(match.index_command)
app.command("compare")(compare.compare_command)
app.command("new")(cases.new_command)


def run() -> None:
    """Run the command line; end with the exit code of what went wrong, if anything."""
    try:
        app(prog_name="crosstie")
    except CrosstieError as error:
        report(error)
        sys.exit(error.exit_code)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            sys.stderr.close()
            sys.exit(0)
        report(_cannot_use(error))
        sys.exit(StoreError.exit_code)
    except KeyboardInterrupt:
        typer.echo("\nStopped. The last finished state is kept.", err=True)
        sys.exit(INTERRUPTED)


def _cannot_use(error: OSError) -> StoreError:
    """Say which file or folder the system refused, and why."""
    named = f"{error.filename} cannot be used: " if error.filename else ""
    return StoreError(
        f"{named}{error.strerror or error}",
        next_step="check that the folder exists, has room and may be written",
    )


def report(error: CrosstieError) -> None:
    """Print what was wrong, where, and the next step; no traceback."""
    typer.echo(f"Error: {error}", err=True)
    if isinstance(error, CaseError):
        for problem in error.problems[:MAX_PROBLEMS]:
            typer.echo(f"  {problem}", err=True)
        if len(error.problems) > MAX_PROBLEMS:
            more = len(error.problems) - MAX_PROBLEMS
            typer.echo(f"  and {more} more", err=True)
    if error.next_step:
        typer.echo(f"Next: {error.next_step}", err=True)
