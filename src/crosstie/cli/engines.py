"""The engines of `crosstie match`: this process, or Apache Spark; the same rows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from crosstie.cli import edge
from crosstie.errors import UsageError

if TYPE_CHECKING:
    from crosstie.cli.namefile import Rejects
    from crosstie.cli.registers import Ready
    from crosstie.matching.kernel import Matches
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


def open_on_spark(
    path: Path,
    master: str | None,
    rejects: Rejects,
    keep: ExitStack,
    say: Callable[[str], None],
) -> Ready:
    """Open a register for Spark: workers need its index, so a CSV file gets one.

    What `keep` holds is taken away when it is closed.
    """
    from crosstie.cli.namefile import record_blocks
    from crosstie.cli.registers import Ready
    from crosstie.matching import building, spark, stored
    from crosstie.matching.sharded import Stored

    made = Path(keep.enter_context(TemporaryDirectory(prefix="crosstie-")))
    folder = path
    if not stored.is_index(path):
        folder = made / "index"
        building.build(record_blocks(path, "reg_id", rejects), folder, say=say)
    scratch = made / "spark"
    scratch.mkdir()
    machine = spark.Machine(edge.java(), sys.executable, scratch)
    register = Stored(folder)

    def match(queries: Records, quality: Quality, top: int) -> Iterator[Matches]:
        with spark.started(master or ALL_CORES, machine) as session:
            yield from spark.match(session, folder, queries, quality, top=top)

    return Ready(
        register.texts("ids"), register.texts("names"), match, register.plain_of
    )
