"""What a source expects of its files: how many records, and which categories.

Declared in `source.toml`, for each layout by its name:

    [expect.contracts-43]
    whole = "open.canada.ca/contracts"   # a dataset id that begins so is the whole
    min_rows = 1_000_000                 # the whole stops below it
    max_rows = 3_000_000                 # above it a note is written

    [expect.contracts-43.categories]
    instrument_type = ["C", "A", "SOSA"]

A value that is none of the categories is loaded as written and counted in a note; where
the layout calls the column `closed`, its row goes to the rejects. A file that a person
cut out of a publisher's is smaller, so the minimum holds only for a file whose dataset
id, of its name or its manifest, claims to be the publisher's whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crosstie.errors import Place, TooFewRecords
from crosstie.store.engine import Database, quoted
from crosstie.store.masking import masked_name

__all__ = ["Expect", "check_count", "read_expect", "unknown_categories"]

_MOST_NAMED = 8


@dataclass(frozen=True)
class Expect:
    """What is expected of the files of one layout; nothing where nothing is known."""

    whole: str | None = None
    """What the dataset id of the publisher's whole begins with."""
    min_rows: int | None = None
    max_rows: int | None = None
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The publisher's column -> the values that are known."""

    def is_whole(self, dataset_id: str | None) -> bool:
        """Tell whether a dataset id claims to be the publisher's whole."""
        if self.whole is None or dataset_id is None:
            return False
        return dataset_id.startswith(self.whole)


def read_expect(facts: Mapping[str, Any]) -> dict[str, Expect]:
    """Read the `[expect]` section of a `source.toml`, by layout."""
    return {
        layout: Expect(
            whole=told.get("whole"),
            min_rows=told.get("min_rows"),
            max_rows=told.get("max_rows"),
            categories={
                column: tuple(values)
                for column, values in told.get("categories", {}).items()
            },
        )
        for layout, told in facts.items()
    }


def check_count(
    expect: Expect, rows: int, *, file: str, layout: str, is_whole: bool
) -> str | None:
    """Stop where a whole file holds too few records; note where it holds very many.

    Raises:
        TooFewRecords: the file claims to be the whole and is below the minimum.

    """
    if is_whole and expect.min_rows is not None and rows < expect.min_rows:
        raise TooFewRecords(
            f"{rows:,} records of {layout}, where at least {expect.min_rows:,} are"
            " expected of the publisher's whole file",
            place=Place(file),
            next_step="download it again; to load a part on purpose, give the file a"
            " name and a folder of its own, without the publisher's manifest",
        )
    if expect.max_rows is not None and rows > expect.max_rows:
        return (
            f"More records than expected: {rows:,} of {layout},"
            f" where {expect.max_rows:,} are the most."
        )
    return None


def unknown_categories(
    db: Database, expect: Expect, read: Mapping[str, str]
) -> list[str]:
    """Note the values of the accepted rows that are none of the known categories."""
    notes = []
    for column, known in expect.categories.items():
        if column not in read:
            continue
        name = quoted(read[column])
        found = db.rows(
            f"categories of {column}",
            f"select {name} as written, count(*) as rows\nfrom accepted\n"
            f"where {name} is not null\n"
            f"  and not list_contains($known, {name})\n"
            "group by 1\norder by 2 desc, 1",
            {"known": list(known)},
        )
        if found:
            shown = ", ".join(
                f"{masked_name(str(row['written']))[:60]} ({row['rows']:,})"
                for row in found[:_MOST_NAMED]
            )
            more = len(found) - _MOST_NAMED
            notes.append(
                f"Not a known value of {column}, loaded as written: {shown}"
                + (f" and {more:,} more." if more > 0 else ".")
            )
    return notes
