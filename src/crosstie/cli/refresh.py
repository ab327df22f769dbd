"""`crosstie refresh`: fetch what a case needs, load it, trace, and say what changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge, network
from crosstie.cli.fetch import agreement, tell_fetched, tell_plan
from crosstie.errors import CrosstieError, SourcesFailed, UsageError

if TYPE_CHECKING:
    from crosstie.fetch.plan import Plan
    from crosstie.model.case import Case, SourceNeed
    from crosstie.pipeline import Refreshed
    from crosstie.settings import Settings
    from crosstie.sources.fetching import Request, SourceFetched
    from crosstie.watch.changes import RecordChange, TieChange

MOST_SHOWN = 20
"""Changes of records, and of ties, that are printed one by one."""


def refresh_command(
    case: Annotated[
        str, typer.Argument(help="A case folder, or the name of a case that ships.")
    ] = "ca-ice",
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="Only this source of the case; may be repeated."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the plans; download nothing.")
    ] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Never open a connection.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Ask again for what was asked not long ago.")
    ] = False,
    tell_publisher: Annotated[
        bool,
        typer.Option(
            "--tell-publisher",
            help="Agree that publishers learn the names that are looked for.",
        ),
    ] = False,
    out: Annotated[
        Path, typer.Option(help="Folder for the report and the files.")
    ] = Path("out"),
) -> None:
    """Fetch what a case needs, load it, trace the case, and say what changed.

    A source that fails leaves the others going on; the command then ends with code 6.
    What was broken off goes on where it was when the command is given again.
    """
    from crosstie import pipeline
    from crosstie.sources.fetching import Request, fetch_source, plan_source
    from crosstie.store.casefolder import find_case, read_case

    settings = edge.settings()
    found = _only(read_case(find_case(case, Path.cwd(), settings.home)), only or [])
    agree = agreement(tell_publisher)

    def ask(need: SourceNeed) -> Request:
        return Request(
            need.source, dict(need.options), force=again, tell_publisher=agree
        )

    with network.telling() as teller:
        world = network.world(offline=offline, told=teller.tick)

        def planned(plan: Plan) -> None:
            teller.rest()
            tell_plan(plan)

        def fetch(request: Request) -> SourceFetched:
            done = fetch_source(
                request, world, settings, planned=planned, progress=teller.count
            )
            teller.rest()
            tell_fetched(done)
            return done

        if dry_run:
            errors = []
            for need in found.sources:
                try:
                    planned(plan_source(ask(need), world, settings))
                except CrosstieError as error:
                    errors.append((need.source, error))
            if errors:
                raise SourcesFailed(errors)
            return
        edge.make_folder(out)
        request = pipeline.TraceRequest(
            case=case, cwd=Path.cwd(), traced_at=edge.now(), command=edge.command()
        )
        done = pipeline.refresh(found, request, settings, fetch, ask, teller)
        written = _write(done, out, teller)
    _tell(done, settings, written, offline=offline)
    if done.errors:
        raise SourcesFailed(done.errors)


def _only(case: Case, names: Sequence[str]) -> Case:
    """Keep the sources that are asked for.

    Raises:
        UsageError: the case needs no such source.

    """
    from dataclasses import replace

    known = [need.source for need in case.sources]
    for name in names:
        if name not in known:
            raise UsageError(
                f"the case {case.name} needs no source {name!r}",
                next_step="it needs " + (", ".join(known) or "none"),
            )
    kept = [need for need in case.sources if not names or need.source in names]
    return replace(case, sources=tuple(kept))


def _write(done: Refreshed, out: Path, teller: network.Teller) -> list[Path]:
    """Write report and files of the run, if there is one."""
    from crosstie.exports.write import write_exports
    from crosstie.pages.report import report_context
    from crosstie.report.html import write_report
    from crosstie.store.engine import Database

    if done.traced is None:
        return []
    teller("Writing the report")
    with Database.open(done.traced.run, read_only=True) as db:
        context = report_context(db)
        report = out / "report.html"
        write_report(context, report)
        return [report, *write_exports(db, out)]


def _tell(
    done: Refreshed, settings: Settings, written: Sequence[Path], *, offline: bool
) -> None:
    """Print what changed."""
    from crosstie.store.runs import file_ids
    from crosstie.store.workspace import read_workspace
    from crosstie.watch.changes import record_changes, tie_changes

    fetched = [r for _, r in done.sources if not isinstance(r, CrosstieError)]
    if done.traced is None:
        edge.say("Nothing is traced: no awards are loaded.")
        return
    if done.before is None:
        edge.say("This is the first run of the case on loaded records.")
    else:
        known = set(done.files_before)
        new = [f for f in file_ids(done.traced.run) if f not in known]
        db = read_workspace(settings) if new else None
        if db is not None:
            with db:
                _tell_records(record_changes(db, new))
        _tell_ties(tie_changes(done.before, done.traced.run))
    if not any(r.is_news for r in fetched) and not done.errors:
        edge.say(
            "Nothing was asked and nothing downloaded: the network is switched off."
            if offline
            else "Nothing new was published: nothing was downloaded."
        )
    edge.say("Written: " + ", ".join(str(path) for path in written))


def _tell_records(changes: Sequence[RecordChange]) -> None:
    """Say how many records newer files changed, and show the first ones."""
    if not changes:
        return
    edge.say(f"Records corrected by newer files: {len(changes):,}")
    for change in changes[:MOST_SHOWN]:
        edge.say(f"  {change.table} {change.record_id}: {change.change}")
        for name, (before, after) in change.facts.items():
            edge.say(f"    {name}: {_or_empty(before)} -> {_or_empty(after)}")
    if len(changes) > MOST_SHOWN:
        edge.say(f"  and {len(changes) - MOST_SHOWN:,} more")


def _tell_ties(changes: Sequence[TieChange]) -> None:
    """Say which ties are new, gone, or changed."""
    if not changes:
        edge.say("No tie has changed.")
        return
    edge.say(f"Ties that changed: {len(changes):,}")
    for change in changes[:MOST_SHOWN]:
        supplier = f", supplier {change.supplier}" if change.supplier else ""
        edge.say(
            f"  {change.change}: {change.organisation}, {change.route},"
            f" {change.component}{supplier} ({change.kind})"
        )
        for name, (before, after) in change.facts.items():
            edge.say(f"    {name}: {_or_empty(before)} -> {_or_empty(after)}")
    if len(changes) > MOST_SHOWN:
        edge.say(f"  and {len(changes) - MOST_SHOWN:,} more")


def _or_empty(value: object) -> str:
    return "none" if value is None else str(value)
