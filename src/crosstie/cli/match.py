"""`crosstie match`: a file of names against a register, in bulk."""

from __future__ import annotations

import csv
import gc
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import engines
from crosstie.cli.engines import EngineName

if TYPE_CHECKING:
    from crosstie.matching.kernel import Matches, Register
    from crosstie.matching.records import Records


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
    engine: Annotated[
        EngineName, typer.Option(help="Where it works; the rows are the same.")
    ] = EngineName.NUMPY,
    master: Annotated[
        str | None,
        typer.Option(help="Spark's master: local[2], or the address of a cluster."),
    ] = None,
) -> None:
    """Match names with a register: query_id, reg_id, score (a probability)."""
    from crosstie.cli.namefile import read_records
    from crosstie.matching import policy, stored

    engines.check(engine, master)

    gc.disable()  # millions of small texts, none in a circle
    asked = read_records(queries, "query_id")
    ready, rows = _ready(register)
    index = register if stored.is_index(register) else None
    header = ["query_id", "reg_id", "score"]
    header += ["rank"] if top > 1 else []
    header += ["query_name", "reg_name", "reasons"] if explain else []
    matched = 0
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        for found in engines.matches(
            engine,
            master,
            ready,
            rows,
            index,
            asked,
            policy.QUALITIES[quality.value],
            top,
        ):
            for line in _lines(found, asked, rows, ready, threshold, top, explain):
                matched += line[0]
                writer.writerow(line[1])
    typer.echo(f"{matched:,} of {len(asked):,} names matched; written to {out}")


def index_command(
    register: Annotated[
        Path, typer.Argument(help="CSV: reg_id, name; as for crosstie match.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="Folder; by default REGISTER.index."),
    ] = None,
) -> None:
    """Keep a register ready: give the folder to `crosstie match` in its place."""
    from crosstie.matching import stored

    gc.disable()
    folder = out or register.with_suffix(".index")
    ready, rows = _ready(register)
    stored.save(ready, rows, folder)
    typer.echo(f"{len(rows):,} rows indexed in {folder}")


def _ready(path: Path) -> tuple[Register, Records]:
    """Read a register from its CSV file, or from the folder that was made of it."""
    from crosstie.cli.namefile import read_records
    from crosstie.matching import kernel, stored

    if stored.is_index(path):
        return stored.load(path)
    rows = read_records(path, "reg_id")
    return kernel.prepare(rows), rows


def _lines(
    found: Matches,
    asked: Records,
    rows: Records,
    ready: Register,
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
            line += [asked.names[query], rows.names[record], why]
        yield int(rank == 1), line
