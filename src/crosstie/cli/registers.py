"""Opens the register that a command is given: a CSV file, or an index made of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crosstie.cli.namefile import Rejects
    from crosstie.matching.kernel import Matches, Register
    from crosstie.matching.policy import Quality
    from crosstie.matching.records import Records
    from crosstie.matching.sharded import Stored


@dataclass(frozen=True)
class Ready:
    """A register made ready: its ids and names by record, and what matches with it."""

    ids: Sequence[str]
    names: Sequence[str]
    match: Callable[[Records, Quality, int], Iterator[Matches]]
    plain: Callable[[int], str]
    """The name that was compared, by its row, in plain letters."""


def open_register(
    path: Path, rejects: Rejects, keep: ExitStack, say: Callable[[str], None]
) -> Ready:
    """Read a register; one too large for memory is indexed in a folder for the time.

    What `keep` holds is taken away when it is closed.
    """
    from crosstie.cli.namefile import record_blocks
    from crosstie.matching import building, kernel, stored
    from crosstie.matching.records import Records
    from crosstie.matching.sharded import Stored

    if stored.is_index(path):
        manifest = stored.read_manifest(path)
        if len(manifest.parts) > 1:
            return _of_parts(Stored(path))
        return _of_one(*stored.load(path))
    say("reading the register")
    parts = building.parts_of_register(record_blocks(path, "reg_id", rejects))
    first = next(parts, Records([], []))
    second = next(parts, None)
    if second is None:
        say("indexing the register")
        return _of_one(kernel.prepare(first), first)
    folder = keep.enter_context(TemporaryDirectory(prefix="crosstie-"))
    building.build(chain([first, second], parts), Path(folder), say=say)
    return _of_parts(Stored(Path(folder)))


def _of_one(register: Register, rows: Records) -> Ready:
    import numpy as np

    from crosstie.matching import kernel

    def match(queries: Records, quality: Quality, top: int) -> Iterator[Matches]:
        return kernel.match(register, queries, quality, top=top)

    def plain(row: int) -> str:
        (name,) = register.table.names.plain.strings(np.array([row]))
        return name

    return Ready(register.ids, rows.names, match, plain)


def _of_parts(register: Stored) -> Ready:
    from crosstie.cli import edge, workers

    threads = edge.settings().threads

    def match(queries: Records, quality: Quality, top: int) -> Iterator[Matches]:
        return workers.match(register, queries, quality, top, threads)

    return Ready(
        register.texts("ids"), register.texts("names"), match, register.plain_of
    )
