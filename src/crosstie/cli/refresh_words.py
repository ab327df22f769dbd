"""What a refresh chooses of a case's sources, and how it says what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crosstie.cli import edge, network
from crosstie.errors import CrosstieError, UsageError

if TYPE_CHECKING:
    from crosstie.model.case import Case, SourceNeed
    from crosstie.pipeline import Refreshed
    from crosstie.settings import Settings
    from crosstie.watch.changes import RecordChange, TieChange
    from crosstie.watch.story import Story

MOST_SHOWN = 20
"""Changes of records, and of ties, that are printed one by one."""

LINE = 50e6 / 8
"""Bytes a second of the line for which a plan says how long it takes."""

STATES = {
    "new": "downloaded",
    "same": "the same bytes as before",
    "unchanged": "nothing newer",
}


@dataclass(frozen=True)
class Chosen:
    """A case with the sources that are asked, and those that are not."""

    case: Case
    brought: tuple[SourceNeed, ...] = ()
    """Sources whose files a person brings."""
    optional: tuple[SourceNeed, ...] = ()
    """Sources that are only asked with --all or --only."""
    not_looked_at: tuple[SourceNeed, ...] = ()
    """Sources that a quick look leaves out."""

    def left_out(self, settings: Settings) -> list[str]:
        """Say what is not asked, and why."""
        lines = []
        if self.not_looked_at:
            lines.append(
                "A quick look: the largest awards alone. Left out:"
                f" {_names(self.not_looked_at)}, and every award below the largest."
                " Without --quick all is fetched."
            )
        if self.optional:
            lines.append(
                f"Not asked, because optional: {_names(self.optional)}. --all asks"
                " them too, --only NAME one of them."
            )
        if self.brought:
            here = _loaded(settings)
            lines += [
                f"{need.source}: a person brings its files;"
                f" {here.get(need.source, 'none is loaded')}."
                f" crosstie load {need.source} FILE..."
                for need in self.brought
            ]
        return lines


def choose(case: Case, only: Sequence[str], *, all_: bool, quick: bool) -> Chosen:
    """Choose what of a case's sources is asked.

    Raises:
        UsageError: the case needs no such source, or declares no quick look.

    """
    from crosstie.sources.registry import SOURCES

    known = [need.source for need in case.sources]
    for name in only:
        if name not in known:
            raise UsageError(
                f"the case {case.name} needs no source {name!r}",
                next_step="it needs " + (", ".join(known) or "none"),
            )
    named = [need for need in case.sources if not only or need.source in only]
    if quick:
        looked = [need for need in named if need.quick is not None]
        if not looked:
            raise UsageError(
                f"the case {case.name} declares no quick look"
                + (f" at {', '.join(only)}" if only else ""),
                next_step="leave --quick out, or add a table [sources.NAME.quick] to"
                " its case.toml",
            )
        rest = tuple(need for need in named if need.quick is None)
        looks = tuple(need.quickly() for need in looked)
        return Chosen(replace(case, sources=looks), not_looked_at=rest)
    asked = [need for need in named if only or all_ or not need.optional]
    brought = [n for n in asked if not only and not _is_fetched(n.source, SOURCES)]
    return Chosen(
        replace(case, sources=tuple(n for n in asked if n not in brought)),
        tuple(brought),
        tuple(need for need in named if need not in asked),
    )


def _is_fetched(name: str, known: Any) -> bool:
    """Tell whether a source is asked; an unknown one is, and then refused by name."""
    return name not in known or known[name].fetch is not None


def _names(needs: Sequence[SourceNeed]) -> str:
    return ", ".join(need.source for need in needs)


def _loaded(settings: Settings) -> dict[str, str]:
    """Say how many rows of each source are loaded."""
    from crosstie.store.coverage import loaded_by_source
    from crosstie.store.workspace import read_workspace

    db = read_workspace(settings)
    if db is None:
        return {}
    with db:
        return {
            str(row["source"]): f"{row['rows_loaded']:,} rows are loaded"
            for row in loaded_by_source(db)
        }


def spell_total(items: int, size: float, free: int | None) -> str:
    """Say what all plans come to, and how long that takes on a normal line.

    >>> spell_total(0, 0, None)
    'In all: nothing to fetch.'
    """
    if not items:
        return "In all: nothing to fetch."
    minutes = max(1, round(size / LINE / 60))
    room = "" if free is None else f"; {network.size(free)} are free on the disk"
    files = "1 file" if items == 1 else f"{items} files"
    return (
        f"In all: {files}, about {network.size(size)}; some {minutes} min"
        f" at 50 Mbit/s, beside the time to load{room}."
    )


def sources_told(done: Refreshed) -> list[dict[str, Any]]:
    """Gather what became of each source, as changes.json and changes.md show it."""
    found = []
    for name, result in done.sources:
        told: dict[str, Any] = {"source": name, "files": [], "errors": [], "notes": []}
        if isinstance(result, CrosstieError):
            told |= {"says": "not fetched", "errors": [str(result)]}
        else:
            told["says"] = "something new" if result.is_news else "nothing new"
            told["notes"] = [*result.plan.current, *result.plan.notes]
            told["errors"] = [f"{what}: {error}" for what, error in result.errors]
            told["files"] = [
                {
                    "name": item.pinned.name,
                    "state": STATES[item.state],
                    "bytes": item.pinned.bytes,
                    "sha256": item.pinned.sha256,
                    "url": item.pinned.url,
                    "retrieved": item.pinned.retrieved,
                    "period": item.pinned.period,
                    "version": item.pinned.version,
                    "asked": dict(item.pinned.asked),
                }
                for item in result.fetched
            ]
        found.append(told)
    return found


def tell(done: Refreshed, written: Sequence[Path], *, offline: bool) -> None:
    """Print what changed."""
    if done.story is None:
        edge.say("Nothing is traced: no awards are loaded.")
        return
    _tell_story(done.story)
    if not done.is_news and not done.errors:
        edge.say(
            "Nothing was asked and nothing downloaded: the network is switched off."
            if offline
            else "Nothing new was published: nothing was downloaded."
        )
    edge.say("Written: " + ", ".join(str(path) for path in written))


def _tell_story(story: Story) -> None:
    if story.is_first:
        edge.say("This is the first run of the case on loaded records.")
        return
    for file in story.files[:MOST_SHOWN]:
        days = f", of {file.first_date} to {file.last_date}" if file.first_date else ""
        edge.say(f"New in place of nothing: {file.name}, {file.rows:,} rows{days}")
    _more(len(story.files))
    if story.records:
        edge.say(f"Records changed by newer files: {len(story.records):,}")
    for record in story.records[:MOST_SHOWN]:
        about = f" ({record.about})" if record.about else ""
        edge.say(f"  {record.table} {record.record_id}: {record.change}{about}")
        _tell_facts(record)
    _more(len(story.records))
    if not story.ties:
        edge.say("No tie has changed.")
        return
    edge.say(f"Ties that changed: {len(story.ties):,}")
    for tie in story.ties[:MOST_SHOWN]:
        supplier = f", supplier {tie.supplier}" if tie.supplier else ""
        edge.say(
            f"  {tie.change}: {tie.organisation}, {tie.route},"
            f" {tie.component}{supplier} ({tie.kind})"
        )
        _tell_facts(tie)
    _more(len(story.ties))


def _tell_facts(change: RecordChange | TieChange) -> None:
    for name, (before, after) in change.facts.items():
        edge.say(f"    {name}: {_or_empty(before)} -> {_or_empty(after)}")


def _more(number: int) -> None:
    if number > MOST_SHOWN:
        edge.say(f"  and {number - MOST_SHOWN:,} more, in changes.json")


def _or_empty(value: object) -> str:
    return "none" if value is None else str(value)
