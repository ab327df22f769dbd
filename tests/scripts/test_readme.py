"""What `make readme` puts between its markers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts import readme

TEXT = "above\n<!-- terminal:start -->\nold\n<!-- terminal:end -->\nbelow\n"


def test_only_what_stands_between_the_markers_is_replaced() -> None:
    assert readme.between(TEXT, "terminal", "new") == TEXT.replace("old", "new")


def test_the_readme_has_both_markers_once() -> None:
    text = readme.README.read_text(encoding="utf-8")
    for marker in ("terminal", "picture"):
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
