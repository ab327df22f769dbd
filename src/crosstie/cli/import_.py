"""`crosstie import`: files that others made, in a format of the field or a table."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from crosstie.cli import edge
from crosstie.cli.load import load_and_tell
from crosstie.text.language import _

FORMATS = {
    "ftm": "followthemoney",
    "bods": "bods",
    "ocds": "ocds",
    "table": "spreadsheet",
}
"""The source that reads each format."""


def import_command(
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="ftm (FollowTheMoney), bods, ocds, or table (CSV or Excel).",
        ),
    ],
    files: Annotated[list[Path], typer.Argument(help="Files of that format.")],
    mapping: Annotated[
        Path | None,
        typer.Option(help="table: the mapping file; else NAME.mapping.toml beside it."),
    ] = None,
    retrieved: Annotated[
        date | None,
        typer.Option(
            parser=edge.parse_day,
            metavar="DATE",
            help="Day of fetching; else the manifest's, or unknown.",
        ),
    ] = None,
    dataset: Annotated[
        str | None,
        typer.Option(help="Dataset id; a file replaces an earlier one with the same."),
    ] = None,
) -> None:
    """Load what others made: FollowTheMoney, BODS, OCDS, or a table with a mapping."""
    from crosstie.errors import UsageError
    from crosstie.store.loading import LoadOptions

    source = FORMATS.get(format.lower(), format)
    if source not in FORMATS.values():
        raise UsageError(
            _("there is no format {names}").format(names=repr(format)),
            next_step=_("one or more of: {names}").format(names=", ".join(FORMATS)),
        )
    options = LoadOptions(retrieved=retrieved, dataset_id=dataset, mapping=mapping)
    load_and_tell(source, files, options)
