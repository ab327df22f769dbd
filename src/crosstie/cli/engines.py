"""The engines of `crosstie match`: this process, or Apache Spark; the same rows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from crosstie.cli import edge
from crosstie.errors import UsageError

if TYPE_CHECKING:
    from crosstie.matching.kernel import Matches, Register
    from crosstie.matching.policy import Quality
    from crosstie.matching.records import Records

ALL_CORES = "local[*]"
"""Spark's master where none is given: every core of this machine."""


class EngineName(StrEnum):
    """Where the matcher's kernel works."""

    NUMPY = "numpy"
    SPARK = "spark"


def check(engine: EngineName, master: str | None) -> None:
    """Say at once what an engine lacks, before any file is read.

    Raises:
        UsageError: where a master is given to an engine that has none.
        EngineError: where pyspark or Java is missing.

    """
    if engine is EngineName.SPARK:
        from crosstie.matching import spark

        spark.check(edge.java())
    elif master is not None:
        raise UsageError(
            "--master is for --engine spark",
            next_step="leave it out, or add the engine",
        )


def matches(
    engine: EngineName,
    master: str | None,
    register: Register,
    rows: Records,
    index: Path | None,
    queries: Records,
    quality: Quality,
    top: int,
) -> Iterator[Matches]:
    """Match queries on an engine; `index` is the register's folder, if it has one."""
    from crosstie.matching import kernel, stored

    if engine is EngineName.NUMPY:
        yield from kernel.match(register, queries, quality, top=top)
        return
    from crosstie.matching import spark

    with TemporaryDirectory(prefix="crosstie-spark-") as made:
        if index is None:
            index = Path(made) / "index"
            stored.save(register, rows, index)
        scratch = Path(made) / "spark"
        scratch.mkdir()
        machine = spark.Machine(edge.java(), sys.executable, scratch)
        with spark.started(master or ALL_CORES, machine) as session:
            yield from spark.match(session, index, queries, quality, top=top)
