"""`crosstie load` and `crosstie unload`: files into tables, and out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge

if TYPE_CHECKING:
    from crosstie.store.loading import LoadOptions, LoadSummary

GLEIF_ROLES = ("lei", "rr", "repex")
FEW = 6
"""Members of a zip, or things noticed, above which they are summed up."""


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
    mapping: Annotated[
        Path | None,
        typer.Option(
            help="spreadsheet: the mapping file; else NAME.mapping.toml beside it."
        ),
    ] = None,
) -> None:
    """Load files into the workspace; rows that cannot be read go to the rejects."""
    from crosstie.sources.registry import check_source
    from crosstie.store.loading import LoadOptions

    check_source(source)
    roles = {
        role: paths
        for role, paths in zip(GLEIF_ROLES, (lei, rr, repex), strict=True)
        if paths
    }
    options = LoadOptions(
        retrieved=retrieved, replaces=replaces, dataset_id=dataset, mapping=mapping
    )
    load_and_tell(source, files or [], options, roles or None)


def load_and_tell(
    source: str,
    files: Sequence[Path],
    options: LoadOptions,
    roles: Mapping[str, Sequence[Path]] | None = None,
) -> None:
    """Load files of a source, and print what each came to."""
    from crosstie.errors import FilesFailed
    from crosstie.sources.original import remember
    from crosstie.sources.registry import load_files
    from crosstie.store.workspace import open_workspace

    try:
        with edge.progress() as progress:
            progress("Opening the workspace")
            with open_workspace(edge.settings()) as db:
                summaries = load_files(
                    db,
                    source,
                    files,
                    options,
                    roles=roles,
                    progress=progress.count,
                )
            given = [
                *files,
                *(path for paths in (roles or {}).values() for path in paths),
            ]
            remember(edge.settings().home, given)
    except FilesFailed as failed:
        _tell(failed.loaded)
        raise
    _tell(summaries)


def folded(summaries: Sequence[LoadSummary]) -> list[LoadSummary]:
    """Sum up the members of one zip that have one layout, where they are many."""
    groups: dict[tuple[str, str, bool], list[LoadSummary]] = {}
    for one in summaries:
        archive = one.file_id.partition("/")[0]
        groups.setdefault((archive, one.layout, one.already_loaded), []).append(one)
    return [
        one
        for group in groups.values()
        for one in ([_sum(group)] if len(group) > FEW else group)
    ]


def _sum(group: Sequence[LoadSummary]) -> LoadSummary:
    """Add up the rows of some files; each thing noticed is said once."""
    notes = list(dict.fromkeys(note for one in group for note in one.notes))
    if len(notes) > FEW:
        more = f"{len(notes) - FEW:,} more notes: crosstie files --json"
        notes = [*notes[:FEW], more]
    first, last = (
        [day for one in group if (day := getattr(one, name)) is not None]
        for name in ("first_date", "last_date")
    )
    return replace(
        group[0],
        name=f"{group[0].name.partition(': ')[0]}: {len(group)} files",
        rows_read=sum(one.rows_read for one in group),
        rows_loaded=sum(one.rows_loaded for one in group),
        rows_rejected=sum(one.rows_rejected for one in group),
        rows_repeated=sum(one.rows_repeated for one in group),
        notes=tuple(notes),
        first_date=min(first, default=None),
        last_date=max(last, default=None),
    )


def _tell(summaries: Sequence[LoadSummary]) -> None:
    """Print what each file came to."""
    for summary in folded(summaries):
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
