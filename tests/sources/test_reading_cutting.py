"""Cells cut out of a block are those that a reader of CSV finds."""

from __future__ import annotations

import csv
import io
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crosstie.sources.reading.batches import Batches
from crosstie.sources.reading.cutting import cut
from crosstie.sources.reading.encoding import CleanText
from crosstie.sources.reading.scan import Records, Scanner

_CELL = st.one_of(
    st.text(alphabet=' a,"\né', max_size=6),
    st.sampled_from(["", "twelve bytes", "thirteen byte", "x" * 40, '"' * 9]),
)
_HEADER = ("a", "b", "c")


def _written(rows: list[Any], *, quote_all: bool, line_end: str) -> bytes:
    held = io.StringIO()
    writer = csv.writer(
        held,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
        lineterminator=line_end,
    )
    writer.writerow(_HEADER)
    writer.writerows(rows)
    return held.getvalue().encode()


def _scanner(data: bytes) -> Scanner:
    scanner = Scanner(CleanText(io.BytesIO(data)), keeps_lines=True)
    scanner.header()
    return scanner


def _runs(data: bytes) -> list[Records]:
    return [run for run in _scanner(data).read() if isinstance(run, Records)]


@settings(deadline=None)
@given(
    st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=30),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
)
def test_cells_are_those_that_were_written(
    rows: list[tuple[str, str, str]], quote_all: bool, line_end: str
) -> None:
    data = _written(rows, quote_all=quote_all, line_end=line_end)
    batches = Batches(_scanner(data), _HEADER, ("c", "a"), None)
    found = [row for batch in batches._read(None) for row in batch.to_pylist()]
    assert [(row["c"], row["a"]) for row in found] == [(c, a) for a, _, c in rows]
    assert [row["row_number"] for row in found] == list(range(1, len(rows) + 1))
    for row in found:
        cells = (row["c"], row["a"])
        assert row["row untrimmed"] or all(cell == cell.strip() for cell in cells)


@settings(deadline=None)
@given(st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=30))
def test_what_is_cut_is_what_is_parsed(rows: list[tuple[str, str, str]]) -> None:
    runs = _runs(_written(rows, quote_all=True, line_end="\n"))
    if (found := cut(runs, 3, (0, 1, 2))) is None:
        return
    batches = Batches(_scanner(b"a,b,c\n"), _HEADER, _HEADER, None)
    for parsed in batches._parse_irregular(runs, _numbers(runs)):
        for column, name in zip(found[0], _HEADER, strict=True):
            assert column.to_pylist() == parsed.column(name).to_pylist()


def _numbers(runs: list[Records]) -> Any:
    import numpy as np

    return np.arange(1, sum(len(run.starts) for run in runs) + 1)


def test_a_record_of_too_few_cells_is_not_cut() -> None:
    assert cut(_runs(b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n"), 3, (0,)) is None


def test_a_blank_line_between_records_is_not_cut() -> None:
    assert cut(_runs(b"a,b,c\n1,2,3\n\n4,5,6\n"), 3, (0,)) is None


def test_a_quote_in_an_odd_place_is_not_cut() -> None:
    assert cut(_runs(b'a,b,c\n1,x "2",3\n'), 3, (0,)) is None
