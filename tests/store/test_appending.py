"""Appending decisions: nothing torn, nothing lost, nothing else touched."""

from __future__ import annotations

import csv
import io
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosstie.errors import CaseError, Contradiction, StoreError
from crosstie.exports.csvcells import harmless
from crosstie.model.case import Decision
from crosstie.model.words import Judgement
from crosstie.store.appending import append_decisions, read_decisions

HEADER = "supplier,organisation,tie,judgement,by,at,why"
SRC = Path(__file__).resolve().parents[2] / "src"


def decision(supplier: str = "YARD LLC", **more: str) -> Decision:
    values = {
        "organisation": "lei:1",
        "tie": "",
        "by": "desk a",
        "at": "2026-01-02T09:00:00.000+00:00",
        "why": "read the filing",
        **more,
    }
    judgement = Judgement(values.pop("judgement", "positive"))
    return Decision(supplier=supplier, judgement=judgement, row=0, **values)


def test_a_file_that_is_not_there_is_made_with_its_header(tmp_path: Path) -> None:
    path = tmp_path / "new" / "decisions.csv"
    (row,) = append_decisions(path, [decision()])
    assert row.row == 1
    assert path.read_text(encoding="utf-8") == (
        f"{HEADER}\nYARD LLC,lei:1,,positive,desk a,"
        "2026-01-02T09:00:00.000+00:00,read the filing\n"
    )
    assert [p.name for p in path.parent.iterdir()] == ["decisions.csv"]


@pytest.mark.parametrize(
    ("before", "added"),
    [
        (f"{HEADER}\nA,b,,unsure,x,2026-01-01,y", "\nYARD LLC,"),
        (f"{HEADER}\r\nA,b,,unsure,x,2026-01-01,y\r\n", "YARD LLC,"),
        (f"\ufeff{HEADER}\r\nA,b,,unsure,x,2026-01-01,y", "\r\nYARD LLC,"),
        (f'{HEADER}\nA,b,,unsure,x,2026-01-01,"two\r\nlines"\n', "YARD LLC,"),
        (f"\n{HEADER}\n\nA,b,,unsure,x,2026-01-01,y\n\n", "YARD LLC,"),
    ],
)
def test_what_a_hand_wrote_stays_byte_for_byte(
    tmp_path: Path, before: str, added: str
) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(before.encode())
    (row,) = append_decisions(path, [decision()])
    after = path.read_bytes().decode()
    assert after.startswith(before)
    assert after[len(before) :].startswith(added)
    assert after.endswith("\r\n" if "\r\n" in before.splitlines(True)[0] else "\n")
    held = read_decisions(path)
    assert [r.supplier for r in held] == ["A", "YARD LLC"]
    assert held[1] == row and row.row == 2


def test_the_order_of_columns_is_the_file_s_own(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("why,by,at,judgement,tie,organisation,supplier\n", "utf-8")
    append_decisions(path, [decision(why='said "no", twice')])
    assert path.read_text("utf-8").splitlines()[1] == (
        '"said ""no"", twice",desk a,2026-01-02T09:00:00.000+00:00,positive,,'
        "lei:1,YARD LLC"
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (f'{HEADER}\nA,"b\n', "is no valid CSV"),
        ("supplier,by\n", "column is missing"),
        (f"{HEADER}\nA,b,,maybe,x,2026-01-01,y\n", "'maybe'"),
        (f"{HEADER}\nMalm\udcf6,b,,unsure,x,2026-01-01,y\n", "is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_written_to(
    tmp_path: Path, content: str, problem: str
) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    before = path.read_bytes()
    with pytest.raises(CaseError) as caught:
        append_decisions(path, [decision()])
    assert any(problem in str(p) for p in caught.value.problems)
    assert path.read_bytes() == before


hostile = st.text(
    st.one_of(
        st.sampled_from(list("=+-@\"',;|\t\r\n\0\ufeff\u2028\u202e \x85")),
        st.characters(exclude_categories=()),
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(st.tuples(hostile, hostile, hostile), min_size=1, max_size=4))
def test_hostile_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("hostile") / "decisions.csv"
    given_rows = [
        decision(
            f"S{n}{supplier}",
            organisation=f"o{organisation}",
            why=f"w{why}",
            by=f"p{n}",
        )
        for n, (supplier, organisation, why) in enumerate(texts)
    ]
    for row in given_rows:
        append_decisions(path, [row])
    held = read_decisions(path)

    def kept(text: str) -> str:
        return text.encode("utf-8", "replace").decode().strip()

    assert [(r.supplier, r.organisation, r.why) for r in held] == [
        (kept(r.supplier), kept(r.organisation), kept(r.why)) for r in given_rows
    ]


def test_a_formula_stands_as_it_was_typed_and_only_exports_disarm_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "decisions.csv"
    append_decisions(path, [decision(why="=1+1")])
    (row,) = read_decisions(path)
    assert row.why == "=1+1"
    assert harmless(row.why) == "'=1+1"


def test_two_keys_within_one_tick_are_parted_and_the_later_stands(
    tmp_path: Path,
) -> None:
    path = tmp_path / "decisions.csv"
    append_decisions(path, [decision()])
    (row,) = append_decisions(path, [decision(judgement="negative")])
    assert row.at == "2026-01-02T09:00:00.001+00:00"


def test_a_row_dated_in_the_future_is_named(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    append_decisions(path, [decision(at="2062-01-01")])
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"row 1 of decisions\.csv is dated 2062"):
        append_decisions(path, [decision(judgement="negative")])
    assert path.read_bytes() == before


def test_a_row_that_contradicts_one_of_the_same_day_is_not_written(
    tmp_path: Path,
) -> None:
    path = tmp_path / "decisions.csv"
    append_decisions(path, [decision(at="2026-01-02")])
    before = path.read_bytes()
    with pytest.raises(Contradiction):
        append_decisions(path, [decision(judgement="negative")])
    assert path.read_bytes() == before


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="rights do not bind this user"
)
def test_a_folder_that_is_read_only_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="cannot be written"):
            append_decisions(tmp_path / "decisions.csv", [decision()])
    finally:
        tmp_path.chmod(0o700)


def test_a_disk_that_refuses_is_said_and_the_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "decisions.csv"
    append_decisions(path, [decision()])
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        append_decisions(path, [decision(supplier="OTHER")])
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["decisions.csv"]


WRITER = """
import sys
from pathlib import Path
from crosstie.model.case import Decision
from crosstie.model.words import Judgement
from crosstie.store.appending import append_decisions
path, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for n in range(count):
    append_decisions(path, [Decision(
        supplier=f"FIRM {who} {n}", organisation="lei:1", tie="",
        judgement=Judgement.POSITIVE, by=who, at="2026-01-02T09:00:00.000+00:00",
        why="a note, " * 40, row=0)])
    print(n, flush=True)
"""


def writer(path: Path, who: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), who, str(count)],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_at_once_lose_no_row(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    both = [writer(path, who, 40) for who in ("x", "y")]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    for process in both:
        process.communicate()
    found = [row.supplier for row in read_decisions(path)]
    for who in ("x", "y"):
        mine = [name for name in found if name.split()[1] == who]
        assert mine == [f"FIRM {who} {n}" for n in range(40)]
    assert len(found) == 80


def test_a_writer_that_is_killed_leaves_whole_rows(tmp_path: Path) -> None:
    """Kills at seeded moments: every row that was said to be written is there."""
    path = tmp_path / "decisions.csv"
    chosen = random.Random(5)  # noqa: S311
    reported = 0
    for round_ in range(4):
        process = writer(path, f"k{round_}", 100_000)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chosen.uniform(0.0, 0.15))
        process.kill()
        told = process.communicate()[0].split()
        reported = int(told[-1]) if told else 0
        rows = read_decisions(path)
        mine = [r.supplier for r in rows if r.by == f"k{round_}"]
        assert mine == [f"FIRM k{round_} {n}" for n in range(len(mine))]
        assert len(mine) >= reported + 1
    append_decisions(path, [decision()])
    assert [p.name for p in tmp_path.iterdir()] == ["decisions.csv"]
    lines = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
    assert {len(line) for line in lines} == {7}


def test_what_is_returned_is_the_row_as_it_stands(tmp_path: Path) -> None:
    row = decision()
    (first,) = append_decisions(tmp_path / "decisions.csv", [row])
    assert replace(first, row=0) == row
