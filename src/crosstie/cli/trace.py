"""`crosstie trace`: from loaded awards to ties, a report and files."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from crosstie.cli import edge


def trace_command(
    case: Annotated[
        str, typer.Argument(help="A case folder, or the name of a case that ships.")
    ] = "ca-ice",
    sample: Annotated[
        bool,
        typer.Option(
            "--sample", help="Use the case's sample, whatever is loaded; never both."
        ),
    ] = False,
    since: Annotated[
        date | None,
        typer.Option(
            parser=edge.parse_day,
            metavar="DATE",
            help="Count only actions from this day on.",
        ),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option(
            parser=edge.parse_day,
            metavar="DATE",
            help="Count only actions up to this day.",
        ),
    ] = None,
    as_of: Annotated[
        date | None,
        typer.Option(
            parser=edge.parse_day,
            metavar="DATE",
            help="Judge status on this day; default: the newest date in the data.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(help="Folder for the report and the files.")
    ] = Path("out"),
    json_: Annotated[
        bool, typer.Option("--json", help="Print the ties as JSON, and nothing else.")
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="ASCII, no colour, one record a line.")
    ] = False,
    language: edge.Language = None,
) -> None:
    """Trace a case: find its ties, write the report, print a summary."""
    from crosstie import pipeline
    from crosstie.cli import terminal
    from crosstie.errors import UsageError
    from crosstie.exports.write import write_exports
    from crosstie.pages.report import report_context
    from crosstie.report.html import write_report
    from crosstie.store.engine import Database
    from crosstie.text.language import speaking

    spoken = edge.language(language)
    if since and until and since > until:
        raise UsageError(
            f"--since {since} is after --until {until}",
            next_step="give an earlier --since or a later --until",
        )
    request = pipeline.TraceRequest(
        case=case,
        cwd=Path.cwd(),
        traced_at=edge.now(),
        sample=sample,
        since=since,
        until=until,
        as_of=as_of,
        command=edge.command(),
    )
    settings = edge.settings()
    edge.make_folder(out)
    with edge.progress(quiet=json_) as progress:
        traced = pipeline.trace(request, settings, progress)
        with (
            speaking(spoken),
            Database.open(traced.run, read_only=True) as db,
        ):
            context = report_context(db)
            progress("Writing the report")
            report = out / "report.html"
            write_report(context, report)
            written = [report, *write_exports(db, out)]
    if json_:
        typer.echo((out / "ties.json").read_bytes(), nl=False)
    else:
        with speaking(spoken):
            terminal.print_trace(
                context,
                edge.width(),
                plain=edge.is_plain(plain),
                written=written,
                stream=sys.stdout,
            )
