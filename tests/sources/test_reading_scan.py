"""Records are cut where a CSV reader would, and swallowed rows are found again."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from crosstie.sources.reading.batches import Batches, withheld
from crosstie.sources.reading.encoding import CleanText
from crosstie.sources.reading.scan import Piece, Records, Scanner
from crosstie.sources.reading.untrimmed import UNTRIMMED


def _read(data: bytes, personal_from: int | None = None) -> Batches:
    scanner = Scanner(CleanText(io.BytesIO(data)))
    header = scanner.header()
    batches = Batches(scanner, header, header, personal_from)
    batches.table = batches.reader().read_all().drop([UNTRIMMED]).to_pylist()  # type: ignore[attr-defined]
    return batches


def _rows(data: bytes) -> list[dict[str, object]]:
    return _read(data).table  # type: ignore[attr-defined, no-any-return]


def test_numbers_count_records_and_lines_count_lines() -> None:
    found = _read(b'a,b,c\n1,"x\ny",3\n\n1,2\n4,5,6\n')
    assert [r["row_number"] for r in found.table] == [1, 3]  # type: ignore[attr-defined]
    assert [(t.row, t.line, t.record) for t in found.torn] == [(2, 5, "1,2")]


def test_an_open_quote_swallows_nothing() -> None:
    data = b'a,b,c\n1,"2,3\n4,5,6\n7,8,9\n10,"11, and",12\n13,14,15\n'
    found = _read(data)
    assert [r["a"] for r in found.table] == ["4", "7", "10", "13"]  # type: ignore[attr-defined]
    assert [(t.row, t.line, t.record) for t in found.torn] == [(1, 2, '1,"2,3')]
    assert found.rows_read == 5


def test_a_quote_open_to_the_end_of_the_file_swallows_nothing() -> None:
    data = b'a,b,c\n1,2,3\n4,"5,6\n' + b"7,8,9\n" * 3
    found = _read(data)
    assert [r["a"] for r in found.table] == ["1", "7", "7", "7"]  # type: ignore[attr-defined]
    assert len(found.torn) == 1


def test_a_quote_inside_a_cell_is_a_character() -> None:
    assert _rows(b'a,b\n5" PIPE,x\n6,y\n') == [
        {"row_number": 1, "a": '5" PIPE', "b": "x"},
        {"row_number": 2, "a": "6", "b": "y"},
    ]


def test_many_odd_quotes_keep_every_row() -> None:
    rows = b"".join(
        b'%d,"open %d,x\n' % (n, n) if n % 20 == 0 else b"%d,b,c\n" % n
        for n in range(1, 2001)
    )
    found = _read(b"a,b,c\n" + rows)
    assert len(found.table) == 1900  # type: ignore[attr-defined]
    assert len(found.torn) == 100
    assert found.rows_read == 2000


_CELL = st.text(
    alphabet=st.characters(
        codec="utf-8", exclude_characters="\x00\r", max_codepoint=999
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=20))
def test_what_a_csv_writer_writes_is_read_as_it_was(
    rows: list[tuple[str, str, str]],
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["a", "b", "c"])
    # A cell that holds a whole row of the file cannot be told from a swallowed one.
    kept = [tuple(cell.replace("\n", " ") for cell in row) for row in rows]
    writer.writerows(kept)
    found = _rows(text.getvalue().encode())
    assert [(r["a"], r["b"], r["c"]) for r in found] == kept


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbf")
@example(b"\xef\xbb\xbf1,2,3\n")
def test_any_bytes_are_read_or_kept_as_torn(data: bytes) -> None:
    found = _read(b"a,b,c\n" + data)
    assert found.rows_read == len(found.table) + len(found.torn)  # type: ignore[attr-defined]


def test_personal_cells_are_never_kept() -> None:
    header = "a,b,phone\n"
    row = '1,"x, y",555-0100,more\n2,"open,555-0101\n3,4,5\n'
    found = _read((header + row).encode(), personal_from=2)
    assert "555" not in "".join(t.record for t in found.torn)
    assert '1,"x, y",[withheld: may hold personal columns]' in [
        t.record for t in found.torn
    ]
    assert withheld("1,555-0100", 2, 1).startswith("1,[withheld")


def test_a_line_of_prose_is_no_row_where_cells_hold_lines() -> None:
    data = b'a,b,c\n1,2,"of this\nand, again, more\nand that"\n3,4,5\n'

    def found(*, keeps_lines: bool) -> list[type]:
        scanner = Scanner(CleanText(io.BytesIO(data)), keeps_lines=keeps_lines)
        scanner.header()
        return [type(one) for one in scanner.read()]

    assert found(keeps_lines=False).count(Piece) == 2
    assert found(keeps_lines=True) == [Records]
