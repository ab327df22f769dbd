"""Files in the layouts of Canadian publishers, of a few invented rows."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from crosstie.sources.registry import SOURCES


def columns(source: str, layout: str) -> list[str]:
    """List every column of a layout that a file must have."""
    found = next(one for one in SOURCES[source].layouts if one.name == layout)
    return [name for name in found.columns if name not in found.optional]


def write_rows(
    path: Path,
    source: str,
    layout: str,
    rows: Sequence[Mapping[str, str]],
    *,
    encoding: str = "utf-8",
) -> Path:
    """Write a file of a layout; a cell that a row does not give is empty."""
    head = columns(source, layout)
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, head, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path
