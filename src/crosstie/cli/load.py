"""`crosstie load` and `crosstie unload`: files into tables, and out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge

if TYPE_CHECKING:
    from crosstie.store.loading import LoadSummary

GLEIF_ROLES = ("lei", "rr", "repex")


def load_command(
    source: Annotated[
        str,
        typer.Argument(help="A source; crosstie sources lists them."),
    ],
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files: csv, zip, xml, json or jsonl.")
    ] = None,
    lei: Annotated[
        list[Path] | None, typer.Option(help="gleif: file of entities (level 1).")
    ] = None,
    rr: Annotated[
        list[Path] | None, typer.Option(help="gleif: file of relationships.")
    ] = None,
    repex: Annotated[
        list[Path] | None, typer.Option(help="gleif: file of reporting exceptions.")
    ] = None,
    retrieved: Annotated[
        date | None,
        typer.Option(
            parser=edge.parse_day,
            metavar="DATE",
            help="Day of fetching; else the manifest's, or unknown.",
        ),
    ] = None,
    replaces: Annotated[
        str | None, typer.Option(help="A loaded file that this one takes the place of.")
    ] = None,
    dataset: Annotated[
        str | None,
        typer.Option(help="Dataset id; a file replaces an earlier one with the same."),
    ] = None,
) -> None:
    """Load files into the workspace; rows that cannot be read go to the rejects."""
    from crosstie.errors import FilesFailed
    from crosstie.sources.registry import check_source, load_files
    from crosstie.store.loading import LoadOptions
    from crosstie.store.workspace import open_workspace

    check_source(source)
    roles = {
        role: paths
        for role, paths in zip(GLEIF_ROLES, (lei, rr, repex), strict=True)
        if paths
    }
    options = LoadOptions(retrieved=retrieved, replaces=replaces, dataset_id=dataset)
    try:
        with edge.progress() as progress:
            progress("Opening the workspace")
            with open_workspace(edge.settings()) as db:
                summaries = load_files(
                    db,
                    source,
                    files or [],
                    options,
                    roles=roles or None,
                    progress=progress.count,
                )
    except FilesFailed as failed:
        _tell(failed.loaded)
        raise
    _tell(summaries)


def _tell(summaries: Sequence[LoadSummary]) -> None:
    """Print what each file came to."""
    for summary in summaries:
        edge.say(said(summary))
        for note in summary.notes:
            edge.say(f"  {note}")


def unload_command(
    file: Annotated[str, typer.Argument(help="A loaded file: its name or its id.")],
) -> None:
    """Take a file out of the workspace again; what it had replaced comes back."""
    from crosstie.store.unloading import unload
    from crosstie.store.workspace import open_workspace

    with edge.progress() as progress:
        progress("Taking the file out")
        with open_workspace(edge.settings()) as db:
            gone = unload(db, file)
    edge.say(f"{gone.name}: {gone.rows:,} rows taken out.")
    for name in gone.restored:
        edge.say(f"  {name} is current again.")


def said(summary: LoadSummary) -> str:
    """Say in a line what loading one file came to."""
    if summary.already_loaded:
        return f"{summary.name}: loaded before, nothing changed."
    parts = [
        f"{summary.rows_loaded:,} of {summary.rows_read:,} rows loaded",
        f"{summary.rows_rejected:,} rejected",
        f"{summary.rows_repeated:,} repeated",
    ]
    if summary.first_date and summary.last_date:
        parts.append(f"records {summary.first_date} to {summary.last_date}")
    if summary.replaced:
        parts.append(f"replaces {summary.replaced}")
    return f"{summary.name} ({summary.layout}): " + ", ".join(parts) + "."
