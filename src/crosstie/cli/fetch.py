"""`crosstie fetch`: what a source publishes, onto the disk and into the workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge, network
from crosstie.cli.load import said
from crosstie.errors import SourcesFailed, UsageError

if TYPE_CHECKING:
    from crosstie.fetch.plan import Plan
    from crosstie.sources.fetching import SourceFetched


def fetch_command(
    source: Annotated[
        str, typer.Argument(help="A source; crosstie sources lists them.")
    ],
    options: Annotated[
        list[str] | None,
        typer.Argument(
            help="What to ask for, as KEY=VALUE; see crosstie sources NAME."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the plan; download nothing.")
    ] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Never open a connection.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Ask again for what was asked not long ago.")
    ] = False,
    no_load: Annotated[
        bool, typer.Option("--no-load", help="Download only; load nothing.")
    ] = False,
    tell_publisher: Annotated[
        bool,
        typer.Option(
            "--tell-publisher",
            help="Agree that the publisher learns the names that are looked for.",
        ),
    ] = False,
) -> None:
    """Fetch a source from its publisher, check it, pin it, and load it."""
    from crosstie.sources.fetching import Request, fetch_source, plan_source

    request = Request(
        source,
        read_options(options or []),
        force=again,
        load=not no_load,
        tell_publisher=agreement(tell_publisher),
    )
    settings = edge.settings()
    with network.telling() as teller:
        world = network.world(offline=offline, told=teller.tick)

        def planned(plan: Plan) -> None:
            teller.rest()
            tell_plan(plan)

        if dry_run:
            planned(plan_source(request, world, settings))
            return
        found = fetch_source(
            request, world, settings, planned=planned, progress=teller.count
        )
    tell_fetched(found)
    if found.errors:
        raise SourcesFailed(found.errors)


def read_options(given: Sequence[str]) -> dict[str, str]:
    """Read KEY=VALUE arguments.

    Raises:
        UsageError: an argument of another form.

    """
    found = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise UsageError(
                f"{text!r} is no option of a source",
                next_step="write it as KEY=VALUE, such as years=2024-2026",
            )
        found[key.strip()] = value.strip()
    return found


def agreement(given: bool) -> Callable[[str], bool]:
    """Ask a person in a terminal; elsewhere only the flag agrees."""
    import sys

    def agree(sentence: str) -> bool:
        if given:
            return True
        if not sys.stdin.isatty():
            return False
        return typer.confirm(f"{sentence}. Go on?", err=True)

    return agree


def tell_plan(plan: Plan) -> None:
    """Print what will be downloaded."""
    from crosstie.sources.registry import SOURCES

    rules = SOURCES[plan.source].fetch
    edge.say(f"{SOURCES[plan.source].title}:")
    for line in network.spell_plan(plan, rules.bytes if rules else 0):
        edge.say(line)


def tell_fetched(found: SourceFetched) -> None:
    """Print what came, and what was loaded of it."""
    states: Mapping[str, str] = {
        "new": "downloaded",
        "same": "the same bytes as before",
        "unchanged": "the publisher has nothing newer",
    }
    for item in found.fetched:
        edge.say(
            f"  {item.pinned.name}: {states[item.state]},"
            f" {network.size(item.pinned.bytes)}, sha256 {item.pinned.sha256[:16]}"
        )
    for summary in found.loaded:
        edge.say(f"  {said(summary)}")
        for note in summary.notes:
            edge.say(f"    {note}")
    if not found.is_news and not found.errors:
        edge.say("  Nothing new.")
