"""`crosstie match`: a file of names against a register, in bulk."""

from __future__ import annotations

import csv
import gc
from collections.abc import Iterator
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge

if TYPE_CHECKING:
    from crosstie.cli.registers import Ready
    from crosstie.matching.kernel import Matches
    from crosstie.matching.records import Records


RejectsOption = Annotated[
    Path | None,
    typer.Option(
        "--rejects",
        help="Where to write rows that could not be used; by default beside the answer,"
        " and only if there are any.",
    ),
]


class QualityName(StrEnum):
    """How far the search goes."""

    FAST = "fast"
    BEST = "best"


def match_command(
    queries: Annotated[
        Path, typer.Argument(help="CSV: query_id, name; country, city, postal_code...")
    ],
    register: Annotated[
        Path,
        typer.Argument(
            help="CSV: reg_id, name; the same, other_names by |. Or an index."
        ),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="Where to write the CSV.")],
    top: Annotated[
        int, typer.Option(min=1, help="Rows for each query; adds the column rank.")
    ] = 1,
    threshold: Annotated[
        float,
        typer.Option(min=0, max=1, help="Nothing is said of a query below this."),
    ] = 0.5,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add both names and the reasons.")
    ] = False,
    quality: Annotated[
        QualityName, typer.Option(help="fast, or best: reads and compares more.")
    ] = QualityName.FAST,
    rejects: RejectsOption = None,
) -> None:
    """Match names with a register: query_id, reg_id, score (a probability)."""
    from crosstie.cli.namefile import Rejects, read_records
    from crosstie.cli.registers import open_register
    from crosstie.matching import policy

    gc.disable()  # millions of small texts, none in a circle
    unused = Rejects()
    header = ["query_id", "reg_id", "score"]
    header += ["rank"] if top > 1 else []
    header += ["query_name", "reg_name", "reasons"] if explain else []
    matched = done = 0
    with ExitStack() as keep:
        shown = keep.enter_context(edge.progress())
        asked = read_records(queries, "query_id", unused)
        ready = open_register(register, unused, keep, shown)
        stream = keep.enter_context(out.open("w", encoding="utf-8", newline=""))
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        step = f"matching {len(asked):,} names"
        shown.count(step, 0, 0)
        for found in ready.match(asked, policy.QUALITIES[quality.value], top):
            for line in _lines(found, asked, ready, threshold, top, explain):
                matched += line[0]
                writer.writerow(line[1])
            done = min(done + policy.PIECE, len(asked))
            shown.count(step, done, 0)
    typer.echo(f"{matched:,} of {len(asked):,} names matched; written to {out}")
    if said := unused.finish(rejects, out):
        typer.echo(said)


def index_command(
    register: Annotated[
        Path, typer.Argument(help="CSV: reg_id, name; as for crosstie match.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="Folder; by default REGISTER.index."),
    ] = None,
    rejects: RejectsOption = None,
) -> None:
    """Keep a register ready: give the folder to `crosstie match` in its place.

    Where the folder holds an index of an earlier state of the register, what has not
    changed is taken over from it.
    """
    from crosstie.cli.namefile import Rejects, record_blocks
    from crosstie.matching import building

    gc.disable()
    folder = out or register.with_suffix(".index")
    unused = Rejects()
    edge.make_folder(folder)
    with edge.progress() as shown:
        blocks = record_blocks(register, "reg_id", unused)
        built = building.build(blocks, folder, say=shown, source=register.name)
    taken = f", {built.kept} of {built.parts} parts unchanged" if built.kept else ""
    typer.echo(f"{built.rows:,} rows indexed in {folder}{taken}")
    if said := unused.finish(rejects, folder):
        typer.echo(said)


def _lines(
    found: Matches,
    asked: Records,
    ready: Ready,
    threshold: float,
    top: int,
    explain: bool,
) -> Iterator[tuple[int, list[str]]]:
    """Write the rows of queries whose best row passes; 1 stands before a first row."""
    from crosstie.matching.explain import reasons

    passes = False
    table = zip(
        found.query.tolist(),
        found.record.tolist(),
        found.rank.tolist(),
        found.score.tolist(),
        strict=True,
    )
    for at, (query, record, rank, score) in enumerate(table):
        if rank == 1:
            passes = score >= threshold
        if not passes:
            continue
        line = [asked.ids[query], ready.ids[record], f"{score:.4f}"]
        if top > 1:
            line.append(str(rank))
        if explain:
            why = reasons(found.features[at], float(found.evidence[at]))
            line += [asked.names[query], ready.names[record], why]
        yield int(rank == 1), line
