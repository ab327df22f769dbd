"""What downloads look like at the edge: sizes, lines, bars; and who asks."""

from __future__ import annotations

from email.message import Message

import pytest

from crosstie.cli import network
from crosstie.cli.fetch import agreement, read_options
from crosstie.errors import UsageError
from crosstie.fetch.plan import Download, Plan
from crosstie.fetch.world import Tick

FILE = Download("rows", "https://files.example.org/rows.zip", "all rows", size=2_000)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1.0 kB"),
        (6e7, "60.0 MB"),
        (5e15, "5000.0 TB"),
    ],
)
def test_sizes_are_read_at_a_glance(number: float, text: str) -> None:
    assert network.size(number) == text


def test_a_plan_says_what_is_known_and_what_is_guessed() -> None:
    other = Download("more", "https://files.example.org/more.zip", "more rows")
    plan = Plan("example", (FILE, other), ("old rows: is here",), ("2020 is missing",))
    assert network.spell_plan(plan, 3_000_000) == [
        "  fetch  all rows (2.0 kB)\n         https://files.example.org/rows.zip",
        "  fetch  more rows (size not told)\n"
        "         https://files.example.org/more.zip",
        "  keep   old rows: is here",
        "  note   2020 is missing",
        "  total  2 to fetch; 2.0 kB are told, 1 not told (about 3.0 MB)",
    ]
    assert network.spell_plan(Plan("example", ()), 1) == ["  nothing to fetch"]


def test_plain_lines_come_at_the_end_and_notes_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with network.telling() as teller:
        teller.tick(Tick("rows", 0, None, None, None, "waiting"))
        teller.tick(Tick("rows", 0, None, None, None, "waiting"))
        teller.tick(Tick("rows", 500, 2_000, 100.0, 15.0))
        teller.tick(Tick("rows", 2_000, 2_000, 100.0, 0.0))
    assert capsys.readouterr().err.splitlines() == [
        "rows: waiting",
        "rows: 2.0 kB of 2.0 kB (100%), 100 B/s, 0:00 left",
    ]


def test_a_terminal_gets_bars_and_then_a_spinner(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rich allows one live display at a time: the bars go before the spinner comes."""
    monkeypatch.setattr(network.sys.stderr, "isatty", lambda: True, raising=False)
    with network.telling() as teller:
        teller.tick(Tick("[red]rows", 500, 2_000, None, None))
        teller("Opening the workspace")
        teller.count("rows", 10, 0)
        teller.tick(Tick("rows", 2_000, 2_000, None, None))
        teller.rest()
    assert capsys.readouterr().out == ""


def test_options_are_pairs() -> None:
    assert read_options(["a=1", "b = x=y"]) == {"a": "1", "b": "x=y"}
    for wrong in ("a", "=1"):
        with pytest.raises(UsageError, match="is no option"):
            read_options([wrong])


def test_a_script_agrees_by_the_flag_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert agreement(True)("sentence")
    assert not agreement(False)("sentence")


def test_publishers_learn_the_programs_name() -> None:
    assert network.agent().startswith("crosstie/")


def test_publishers_learn_the_projects_page_where_it_has_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = Message()
    assert "open source" in network.agent()
    found["Project-URL"] = "Homepage, https://example.org/crosstie"
    monkeypatch.setattr("importlib.metadata.metadata", lambda name: found)
    assert network.agent().endswith("(+https://example.org/crosstie)")
