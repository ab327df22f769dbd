"""Progress: silent where it is short, plain lines where it is not, a spinner."""

from __future__ import annotations

import re

import pytest
from rich.text import Text

from crosstie.cli import edge
from crosstie.cli.edge import Progress
from crosstie.errors import UsageError
from tests.cli.command import ROOT


class Spinner:
    def __init__(self) -> None:
        self.shown: list[str] = []

    def update(self, status: Text) -> None:
        self.shown.append(status.plain)


def _work(progress: Progress) -> None:
    progress("Opening the workspace")
    progress.count("a.csv", 0, 0)
    progress.count("a.csv", 500, 0)
    progress.count("a.csv", 1200, 1200)
    progress("Counting each action once")


def test_something_short_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with edge.progress(patience=60) as progress:
        _work(progress)
    assert capsys.readouterr() == ("", "")


def test_something_long_says_each_step_and_file(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with edge.progress(patience=0) as progress:
        _work(progress)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "Opening the workspace ...",
        "a.csv ...",
        "a.csv: 1,200 rows read",
        "Counting each action once ...",
    ]


def test_one_step_that_lasts_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with edge.progress(patience=60) as progress:
        progress("Drawing ties")
        progress._late()
        progress("Writing the run")
    assert capsys.readouterr().err == "Drawing ties ...\nWriting the run ...\n"


def test_quiet_stays_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with edge.progress(quiet=True, patience=0) as progress:
        _work(progress)
    assert capsys.readouterr() == ("", "")


def test_a_spinner_counts_rows(capsys: pytest.CaptureFixture[str]) -> None:
    spinner = Spinner()
    _work(Progress(spinner, quiet=False, patience=0))  # type: ignore[arg-type]
    assert spinner.shown == [
        "Opening the workspace",
        "a.csv",
        "a.csv: 500 rows",
        "a.csv: 1,200 rows",
        "Counting each action once",
    ]
    assert capsys.readouterr() == ("", "")


def test_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSTIE_HOME", "/somewhere")
    monkeypatch.setenv("CROSSTIE_MEMORY", "2.5 GB")
    monkeypatch.setenv("CROSSTIE_WAIT", "0.5")
    found = edge.settings()
    assert (found.home.name, found.memory_limit) == ("somewhere", "2.5 GB")
    assert found.lock_wait_seconds == 0.5
    monkeypatch.setenv("CROSSTIE_MEMORY", "80%")
    with pytest.raises(UsageError, match="CROSSTIE_MEMORY is '80%'"):
        edge.settings()
    monkeypatch.setenv("CROSSTIE_DEBUG", "0")
    assert not edge.is_debugging()


def test_nothing_of_a_file_steers_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    edge.say("\x1b[2Jé.csv\u202egnp: fine\n  next")
    edge.say("[/red].csv\x07", error=True)
    out, err = capsys.readouterr()
    assert out == "\ufffd[2Jé.csv\ufffdgnp: fine\n  next\n"
    assert err == "[/red].csv\ufffd\n"
    spinner = Spinner()
    Progress(spinner, quiet=False, patience=0)("[/red].csv\x07")  # type: ignore[arg-type]
    assert spinner.shown == ["[/red].csv\ufffd"]


def test_every_variable_is_documented() -> None:
    name = re.compile(r"CROSSTIE_[A-Z]+")
    code = "".join(p.read_text("utf-8") for p in (ROOT / "src").rglob("*.py"))
    page = (ROOT / "docs" / "reference" / "environment.md").read_text("utf-8")
    assert set(name.findall(code)) == set(name.findall(page))
