"""`crosstie match`: a file of names against a register, in bulk."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge, engines
from crosstie.cli.engines import EngineName

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


EXPLAINED = ["query_name", "reg_name", "reasons", "kind", "group", "twins"]


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
        bool, typer.Option("--explain", help="Add both names, reasons, kind, twins.")
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
    rejects: RejectsOption = None,
) -> None:
    """Match names with a register: query_id, reg_id, score (a probability)."""
    edge.one_thread_for_algebra()
    from crosstie.cli.namefile import Rejects, read_records
    from crosstie.cli.registers import open_register
    from crosstie.cli.written import csv_file
    from crosstie.matching import policy

    engines.check(engine, master)
    gc.disable()  # millions of small texts, none in a circle
    unused = Rejects()
    header = ["query_id", "reg_id", "score"]
    header += ["rank"] if top > 1 else []
    header += EXPLAINED if explain else []
    matched = twins = done = 0
    with ExitStack() as keep:
        shown = keep.enter_context(edge.progress())
        asked = read_records(queries, "query_id", unused)
        if engine is EngineName.SPARK:
            ready = engines.open_on_spark(register, master, unused, keep, shown)
        else:
            ready = open_register(register, unused, keep, shown)
        writer = keep.enter_context(csv_file(out))
        writer.writerow(header)
        step = f"matching {len(asked):,} names"
        shown.count(step, 0, 0)
        for found in ready.match(asked, policy.QUALITIES[quality.value], top):
            for line in _lines(found, asked, ready, threshold, top, explain):
                matched += line.is_first
                twins += line.is_first and line.twins > 1
                writer.writerow(line.cells)
            done = min(done + policy.PIECE, len(asked))
            shown.count(step, done, 0)
    typer.echo(f"{matched:,} of {len(asked):,} names matched; written to {out}")
    if twins:
        typer.echo(
            f"{twins:,} of them are met by several rows of one name, which no name can "
            "tell apart: see the columns group and twins with --top 5 --explain"
        )
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


@dataclass(frozen=True)
class _Line:
    """One row of the answer."""

    cells: list[str]
    is_first: bool
    twins: int
    """Names of the register with the same core name as the row's, itself too."""


def _lines(
    found: Matches,
    asked: Records,
    ready: Ready,
    threshold: float,
    top: int,
    explain: bool,
) -> Iterator[_Line]:
    """Write the rows of queries whose best row passes."""
    from itertools import groupby

    from crosstie.matching.twins import same_names

    counts = same_names(found.features)
    scores = found.score.tolist()
    queries = found.query.tolist()
    for query, group in groupby(range(len(queries)), key=queries.__getitem__):
        rows = list(group)
        if scores[rows[0]] < threshold:
            continue
        said = _explained(found, asked, ready, rows, counts) if explain else []
        for rank, at in enumerate(rows):
            record = int(found.record[at])
            line = [asked.ids[query], ready.ids[record], f"{scores[at]:.4f}"]
            line += [str(int(found.rank[at]))] if top > 1 else []
            line += said[rank] if explain else []
            yield _Line(line, rank == 0, counts[at])


def _explained(
    found: Matches, asked: Records, ready: Ready, rows: list[int], counts: list[int]
) -> list[list[str]]:
    """Say of one query's rows what they are to it, why, and which are twins."""
    from crosstie.cli.written import harmless
    from crosstie.matching.explain import reasons
    from crosstie.matching.kinds import kind_in_match
    from crosstie.matching.policy import STRONG_EVIDENCE
    from crosstie.matching.twins import first_twins
    from crosstie.model.words import MatchKind

    name = asked.names[int(found.query[rows[0]])]
    plain = [ready.plain(int(found.row[at])) for at in rows]
    firsts = first_twins(plain)
    said = []
    for place, at in enumerate(rows):
        record, evidence = int(found.record[at]), float(found.evidence[at])
        kind = kind_in_match(name, plain[place], float(found.score[at]))
        if evidence >= STRONG_EVIDENCE:
            kind = MatchKind.SAME
        leader = ready.ids[int(found.record[rows[firsts[place]]])]
        twins = max(counts[at], firsts.count(firsts[place]))
        why = reasons(found.features[at], evidence, int(found.beside[at]))
        names = [harmless(name), harmless(ready.names[record])]
        said.append([*names, why, kind.value, leader, str(twins)])
    return said
