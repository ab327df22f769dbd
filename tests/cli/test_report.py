"""`crosstie report` as a person meets it: every format, refused, redacted, again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command import Command


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Command:
    command = Command(tmp_path_factory.mktemp("traced"))
    done = command("trace", "ca-ice", "--sample")
    assert done.returncode == 0, done.stderr
    return command


@pytest.fixture
def command(traced: Command, tmp_path: Path) -> Command:
    shutil.copytree(traced.home, tmp_path / "home")
    return Command(tmp_path)


def decide(command: Command, judgement: str = "positive") -> list[str]:
    """Decide every tie that a publication waits for, and trace again."""
    done = command("report", "--publish", "--format", "md")
    ids = [
        line.rpartition("(")[2].rstrip(")")
        for line in done.stderr.splitlines()
        if line.startswith("  undecided: ")
    ]
    folder = command.home / "decisions"
    folder.mkdir(exist_ok=True)
    rows = ["supplier,organisation,tie,judgement,by,at,why"]
    rows += [
        f",,{id_},{judgement},Checkdesk Alfa,2026-11-22,heard it from her cousin"
        for id_ in ids
    ]
    (folder / "ca-ice.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = command("trace", "ca-ice", "--sample")
    assert done.returncode == 0, done.stderr
    return ids


def test_without_a_run_it_says_how_to_get_one(tmp_path: Path) -> None:
    done = Command(tmp_path)("report", "ca-ice")
    assert done.returncode == 2
    assert "has not been traced" in done.stderr
    assert "crosstie trace ca-ice" in done.stderr


def test_it_traces_nothing_and_takes_the_format_from_the_file(
    command: Command,
) -> None:
    runs = sorted((command.home / "runs" / "ca-ice").iterdir())
    done = command("report", "ca-ice", "--out", "to/say.md")
    assert done.returncode == 0, done.stderr
    page = (command.folder / "to" / "say.md").read_text("utf-8")
    assert "ROSHEL LLC" in page and "US$7,234,926.20 obligated" in page
    assert sorted((command.home / "runs" / "ca-ice").iterdir()) == runs
    done = command("report", "ca-ice")
    assert done.returncode == 0, done.stderr
    assert "wrote: out/report.html" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--format", "odt"), "'odt'"),
        (("--format", "pdf", "--out", "x.docx"), "two formats"),
        (("--language", "de"), "'de'"),
    ],
)
def test_what_it_cannot_write_is_wrong_use(
    command: Command, arguments: tuple[str, ...], says: str
) -> None:
    done = command("report", "ca-ice", *arguments)
    assert done.returncode == 2
    assert says in done.stderr and "Next: " in done.stderr


def test_publishing_is_refused_with_every_tie_and_the_way_to_decide(
    command: Command,
) -> None:
    done = command("report", "ca-ice", "--publish", "--out", "p.md")
    assert done.returncode == 3
    listed = [x for x in done.stderr.splitlines() if x.startswith("  undecided: ")]
    assert len(listed) > 3 and any("BlackBerry" in line for line in listed)
    assert f"{len(listed)} ties must be decided" in done.stderr
    assert "crosstie review ca-ice" in done.stderr
    assert not (command.folder / "p.md").exists()


def test_a_decided_case_is_published_without_leads_and_redacted(
    command: Command,
) -> None:
    ids = decide(command)
    assert ids
    done = command("report", "ca-ice", "--publish", "--redact", "--out", "p.md")
    assert done.returncode == 0, done.stderr
    page = (command.folder / "p.md").read_text("utf-8")
    told = json.loads(command("trace", "ca-ice", "--sample", "--json").stdout)
    kept = {
        name for tie in told["ties"] for name in (tie["organisation"], tie["supplier"])
    }
    leads = {tie["supplier"] for tie in told["leads"]} - kept
    assert leads and not [name for name in leads if name and name in page]
    for held in ("Checkdesk", "Alfa", "cousin", str(command.folder), "p.md"):
        assert held not in page
    assert "C. A." in page


def test_a_decision_since_the_trace_stops_a_publication(command: Command) -> None:
    decide(command)
    path = command.home / "decisions" / "ca-ice.csv"
    row = ",,0123456789abcdef,negative,JD,2026-11-22,later\n"
    path.write_text(path.read_text("utf-8") + row, encoding="utf-8")
    done = command("report", "ca-ice", "--publish", "--out", "p.md")
    assert done.returncode == 3
    assert "changed since the case was traced" in done.stderr
    done = command("report", "ca-ice", "--out", "w.md")
    assert done.returncode == 0 and "trace the case again" in done.stderr


def test_what_changed_since_the_last_report_to_the_same_file(
    command: Command,
) -> None:
    first = command("report", "ca-ice", "--out", "r.md")
    assert first.returncode == 0, first.stderr
    assert "Since the last report" not in (command.folder / "r.md").read_text("utf-8")
    gone = decide(command, "negative")
    for name in ("r.md", "r.html", "r.md"):
        assert command("report", "ca-ice", "--out", name).returncode == 0
        page = (command.folder / name).read_text("utf-8")
        assert "Since the last report of " in page
        assert "No longer counted" in page and "rejected by Checkdesk Alfa" in page
    held = json.loads((command.home / "reports" / "ca-ice.json").read_text("utf-8"))
    (place,) = held["reports"]
    assert place.startswith(f"{command.folder.resolve()}/r whole")
    said = held["reports"][place]["last"]["ties"]
    assert {said[id_]["kind"] for id_ in gone} == {"not_counted"}


def test_it_speaks_french(command: Command) -> None:
    done = command("report", "ca-ice", "--language", "fr", "--out", "f.html")
    assert done.returncode == 0, done.stderr
    assert '<html lang="fr">' in (command.folder / "f.html").read_text("utf-8")
