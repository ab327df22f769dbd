"""`crosstie refresh`: fetch what a case needs, load it, trace, and say what changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge, network, refresh_words
from crosstie.cli.fetch import agreement, tell_fetched, tell_plan
from crosstie.errors import CrosstieError, SourcesFailed

if TYPE_CHECKING:
    from crosstie.fetch.plan import Plan
    from crosstie.fetch.world import World
    from crosstie.model.case import SourceNeed
    from crosstie.pipeline import Refreshed
    from crosstie.settings import Settings
    from crosstie.sources.fetching import Request, SourceFetched


def refresh_command(
    case: Annotated[
        str, typer.Argument(help="A case folder, or the name of a case that ships.")
    ] = "ca-ice",
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="Only this source of the case; may be repeated."),
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="The case's optional sources too.")
    ] = False,
    quick: Annotated[
        bool,
        typer.Option(
            "--quick", help="A first look at the largest awards, in place of the whole."
        ),
    ] = False,
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
    What was broken off goes on where it was when the command is given again. What
    changed is written beside the report too, as changes.json and changes.md.
    """
    from crosstie import pipeline
    from crosstie.sources.fetching import Request, fetch_source
    from crosstie.store.casefolder import find_case, read_case
    from crosstie.store.runs import end_telling

    settings = edge.settings()
    whole = read_case(find_case(case, Path.cwd(), settings.home))
    chosen = refresh_words.choose(whole, only or [], all_=all_, quick=quick)
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

        for line in chosen.left_out(settings):
            edge.say(line)
        if dry_run:
            _tell_plans([ask(need) for need in chosen.case.sources], world, settings)
            return
        edge.make_folder(out)
        request = pipeline.TraceRequest(
            case=case, cwd=Path.cwd(), traced_at=edge.now(), command=edge.command()
        )
        done = pipeline.refresh(chosen.case, request, settings, fetch, ask, teller)
        written = _write(done, out, teller)
    refresh_words.tell(done, written, offline=offline)
    end_telling(settings.runs / whole.name)
    if done.errors:
        raise SourcesFailed(done.errors)


def _tell_plans(requests: Sequence[Request], world: World, settings: Settings) -> None:
    """Print every plan, and what they come to.

    Raises:
        SourcesFailed: some source could not be planned.

    """
    from crosstie.sources.fetching import plan_source
    from crosstie.sources.registry import SOURCES

    errors: list[tuple[str, CrosstieError]] = []
    items = size = 0
    for request in requests:
        try:
            plan = plan_source(request, world, settings)
        except CrosstieError as error:
            errors.append((request.source, error))
            continue
        tell_plan(plan)
        rules = SOURCES[plan.source].fetch
        items += len(plan.items)
        size += plan.bytes + plan.guessed(rules.bytes if rules else 0)
    edge.say(refresh_words.spell_total(items, size, edge.free_bytes(settings.home)))
    if errors:
        raise SourcesFailed(errors)


def _write(done: Refreshed, out: Path, teller: network.Teller) -> list[Path]:
    """Write report and files of the run, and what changed, if there is a run."""
    from crosstie.exports.write import write_exports, write_text
    from crosstie.pages.report import report_context
    from crosstie.report.html import write_report
    from crosstie.store.engine import Database
    from crosstie.watch import story

    if done.traced is None or done.story is None:
        return []
    teller("Writing the report")
    sources = refresh_words.sources_told(done)
    document = story.document(done.story, sources)
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    with Database.open(done.traced.run, read_only=True) as db:
        context = report_context(db)
        report = out / "report.html"
        write_report(context, report)
        return [
            report,
            *write_exports(db, out),
            write_text(out / "changes.json", text + "\n"),
            write_text(out / "changes.md", story.markdown(done.story, sources)),
        ]
