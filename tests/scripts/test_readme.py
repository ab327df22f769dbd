"""What `make readme` puts between its markers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts import readme

TEXT = "above\n<!-- terminal:start -->\nold\n<!-- terminal:end -->\nbelow\n"


def test_only_what_stands_between_the_markers_is_replaced() -> None:
    assert readme.between(TEXT, "terminal", "new") == TEXT.replace("old", "new")


def test_the_readme_has_each_marker_once() -> None:
    text = readme.README.read_text(encoding="utf-8")
    for marker in ("terminal", "picture", "overview"):
        assert text.count(f"<!-- {marker}:start -->") == 1
        assert text.count(f"<!-- {marker}:end -->") == 1


def test_output_is_what_a_terminal_shows_without_its_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = r"import sys; print(sys.stdout.isatty(), '\x1b[1mbold\x1b[0m')"
    monkeypatch.setattr(readme, "COMMAND", (sys.executable, "-c", code))
    assert readme.terminal_output(tmp_path) == "True bold"


def test_a_run_that_fails_stops_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = (sys.executable, "-c", "raise SystemExit(3)")
    monkeypatch.setattr(readme, "COMMAND", failing)
    with pytest.raises(SystemExit, match="ended with 3"):
        readme.terminal_output(tmp_path)


TABLE = """\
   Obligated, US$  Route         Organisation                Supplier, as written
 ■          30.00  ● direct      A                           A INC
                                 Ottawa · 1 award · probability 0.96
 ■          20.00  ● direct      B                           B INC
 ■          10.00  ● direct      C                           C INC
                                 Ottawa · 1 award · probability 0.97
 ■              –  ⌂ property    D                           cancelled 2026-01-30

    Leads, not for publication
 □           2.00  ● direct      E                           E INC   0.93
 □           1.00  ● direct      F                           F INC   0.77
                                 and 9 more leads in the report

 Rejected                  none"""


def test_the_first_ties_of_each_route_are_kept_and_the_rest_is_counted() -> None:
    lines = readme.first_screen(TABLE).splitlines()
    assert [line.split()[4] for line in lines if line[1:2] in "■□" and line[1:2]] == [
        *("A", "B", "D", "E")
    ]
    counted = [line.strip() for line in lines if "more" in line]
    assert counted == ["… and 1 more", "… and 10 more"]
    assert lines[-1] == " Rejected                  none"


def test_a_screen_without_a_table_stays_as_it_is() -> None:
    assert readme.first_screen("one\n\ntwo") == "one\n\ntwo"
