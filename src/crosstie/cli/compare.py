"""`crosstie compare`: two names, or a file of pairs, as organisations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crosstie.errors import UsageError

COLUMNS = ("id", "name1", "name2")


def compare_command(
    first: Annotated[
        str, typer.Argument(help="A name, or a CSV of pairs: id, name1, name2.")
    ],
    second: Annotated[str | None, typer.Argument(help="The other name.")] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="For pairs: where to write the CSV."),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            help="For pairs: where to write rows that could not be used; by default"
            " beside the answer, and only if there are any."
        ),
    ] = None,
) -> None:
    """Compare two names as organisations: score, kind (same, family, words), reason."""
    if second is not None:
        _two(first, second)
    elif out is not None:
        _file(Path(first), out, rejects)
    else:
        raise UsageError(
            "one name alone cannot be compared",
            next_step="give two names, or a CSV of pairs and -o OUT.csv",
        )


def _two(first: str, second: str) -> None:
    from crosstie.matching.pairwise import compare_names

    (found,) = compare_names([first], [second])
    typer.echo(f"{found.score:.4f}  {found.kind.value}  {found.reason}")


def _file(pairs: Path, out: Path, rejects: Path | None) -> None:
    from crosstie.cli.namefile import Rejects, read_columns
    from crosstie.cli.written import csv_file
    from crosstie.matching.pairwise import compare_names

    unused = Rejects()
    columns = read_columns(pairs, COLUMNS, unused)
    found = compare_names(columns["name1"], columns["name2"])
    with csv_file(out) as writer:
        writer.writerow(["id", "score", "kind", "reason"])
        for number, one in zip(columns["id"], found, strict=True):
            writer.writerow([number, f"{one.score:.4f}", one.kind.value, one.reason])
    typer.echo(f"{len(found):,} pairs compared; written to {out}")
    if said := unused.finish(rejects, out):
        typer.echo(said)
