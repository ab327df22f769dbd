"""The summary of a trace, in every width."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from crosstie.cli.terminal import print_trace
from crosstie.pages.report import report_context
from tests.pages.factory import Action, Made, run_database

WRITTEN = [Path("out/report.html"), Path("out/ties.csv")]
STYLES = re.compile(r"\x1b\[[0-9;]*m")


def printed(
    width: int = 100,
    plain: bool = False,
    ties: list[Made] | None = None,
    **facts: Any,
) -> str:
    stream = io.StringIO()
    context = report_context(run_database(ties, **facts))
    print_trace(context, width, plain=plain, written=WRITTEN, stream=stream)
    return STYLES.sub("", stream.getvalue())


@pytest.mark.parametrize(("width", "plain"), [(100, False), (48, False), (80, True)])
def test_the_first_line_says_which_data_was_used(width: int, plain: bool) -> None:
    first = printed(width, plain).splitlines()[0]
    assert first.startswith("Sample data: 309 award records")
    first = printed(width, plain, data="loaded").splitlines()[0]
    assert first.startswith("Loaded data: 309 actions, 280 awards,")


@pytest.mark.parametrize(("width", "plain"), [(100, False), (48, False), (80, True)])
def test_the_summary_keeps_kinds_apart(width: int, plain: bool) -> None:
    said = " ".join(printed(width, plain).split())
    assert "11 findings" in said
    assert "US$11,384,926.30 obligated by ABC" in said
    assert "US$66,157.00 obligated to resellers" in said
    assert "US$409,344.91" in said
    assert "2 leads" in said
    for known in ("ABC awards between", "3 rows of 312", "to 2025-11-28", "Owlsuite"):
        assert known in said
    assert "crosstie rejects" in said
    assert "crosstie review" not in said


@pytest.mark.parametrize("width", [30, 48, 79, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for line in printed(width).splitlines():
        assert cell_len(line) <= max(width, 60) or " " not in line.strip(), line


def test_the_chain_of_the_newest_large_tie_is_drawn() -> None:
    said = printed(120)
    assert "▤ 70X02 ═╪═ ○ ROSKA LLC ═╪═ ● Roska LLC ═╪═ ● Roska Inc. ═╪═ ◎" in said
    assert "0.98 ✓" in said


def test_offices_share_a_row() -> None:
    assert "ABC offices: Ostby, Tarn (2)" in printed(100)


def test_plain_is_one_record_a_line_and_nothing_is_cut() -> None:
    lines = printed(40, plain=True).splitlines()
    (row,) = [line for line in lines if "KwikForms" in line]
    assert row.split()[:4] == ["finding", "66157.00", "USD", "product"]
    assert row.endswith("LIMITED LIABILITY PARTNERSHIP")
    assert "chain: [70X02] =|= (ROSKA LLC) =|= Roska LLC" in "\n".join(lines)
    assert all(ord(c) < 128 for c in "\n".join(lines).replace("\ufffd", ""))


def test_plain_names_the_currency_once_where_there_is_one() -> None:
    said = printed(plain=True, ties=[Made("1", actions=[Action(1, None, "5.00")])])
    assert "KIND     OBLIGATED_USD  ROUTE" in said


def test_a_record_cannot_steer_the_terminal() -> None:
    made = Made(
        "1", supplier="EVIL\x1b[2J\x07 CO\nNEXT", actions=[Action(1, None, "5")]
    )
    for width, plain in ((100, False), (48, False), (80, True)):
        said = printed(width, plain, ties=[made])
        assert "\x1b" not in said and "\x07" not in said
        assert "EVIL\ufffd[2J\ufffd CO NEXT" in said


@pytest.mark.parametrize(("width", "plain"), [(100, False), (48, False), (80, True)])
def test_nothing_found_is_said(width: int, plain: bool) -> None:
    said = " ".join(
        printed(width, plain, ties=[], counts={}, not_loaded=[], files_by_source=[])
        .replace("\n", " ")
        .split()
    )
    assert "0 findings" in said
    assert "no money obligated in the records loaded" in said
    assert "no gap is known" in said
    assert "direct, subsidiary, joint venture" in said


def test_a_stream_without_unicode_still_gets_every_line() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    context = report_context(run_database())
    print_trace(context, 80, plain=True, written=[], stream=stream)
    stream.flush()
    assert b"Owlsuite" in raw.getvalue()


def leads(number: int) -> list[Made]:
    """Make some leads, each to a supplier of its own."""
    return [
        Made(
            f"{n:02}",
            kind="lead",
            supplier=f"SUPPLIER {n} OF A LONG AND WINDING NAME INCORPORATED",
            actions=[Action(n, None, f"{n}.00")],
        )
        for n in range(1, number + 1)
    ]


@pytest.mark.parametrize("width", [60, 100])
def test_of_many_leads_twelve_are_listed(width: int) -> None:
    said = printed(width, ties=leads(15))
    assert said.count(" □ ") == 12
    assert "and 3 more in out/ties.csv" in said
    assert printed(plain=True, ties=leads(15)).count("\nlead ") == 15


def test_a_long_name_goes_on_below_and_is_not_cut() -> None:
    said = " ".join(printed(80, ties=leads(1)).split())
    assert "…" not in said
    for word in ("SUPPLIER 1", "WINDING", "INCORPORATED"):
        assert word in said


def test_a_resellers_money_stands_under_its_own_heading() -> None:
    said = printed(100)
    heading = said.index("To resellers whose awards name a product")
    assert said.index("ROSKA LLC") < heading < said.index("KwikForms")
