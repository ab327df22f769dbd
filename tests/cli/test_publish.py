"""`crosstie publish` as a person meets it: refused, decided, written, again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.cli.test_report import decide


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


def test_it_is_refused_with_every_tie_that_waits(command: Command) -> None:
    done = command("publish", "site")
    assert done.returncode == 3
    assert "  undecided: " in done.stderr
    assert "crosstie review ca-ice" in done.stderr
    assert not (command.folder / "site").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--language", "en,de"), "'de'"),
        (("--address", "javascript:x"), "no address of the web"),
    ],
)
def test_what_it_cannot_write_is_wrong_use(
    command: Command, arguments: tuple[str, ...], says: str
) -> None:
    done = command("publish", "site", *arguments)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_folder_of_somebody_else_is_left_alone(command: Command) -> None:
    own = command.folder / "own"
    own.mkdir()
    (own / "thesis.txt").write_text("years")
    done = command("publish", "own")
    assert done.returncode == 2
    assert "did not write" in done.stderr
    assert [p.name for p in own.iterdir()] == ["thesis.txt"]


def test_a_decided_case_is_published_redacted(command: Command) -> None:
    decide(command)
    done = command("publish", "site", "--redact", "--address", "https://example.org/c")
    assert done.returncode == 0, done.stderr
    assert "wrote: site (" in done.stdout
    site = command.folder / "site"
    said = json.loads((site / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    assert set(said["files"]) == files - {"manifest.json"}
    assert said["is_redacted"] and not said["holds_leads"]
    for name in ("index.html", "report.html", "404.html", "sitemap.xml", "search.json"):
        assert name in files
    assert "exports/datapackage/datapackage.json" in files
    private = (b"Philippa", b"cousin", str(command.folder).encode())
    for name in files:
        body = (site / name).read_bytes()
        for text in private:
            assert text not in body, (name, text)
    assert not [p for p in command.folder.iterdir() if p.name.endswith(".part")]
    assert not list((command.home / "cache").glob("publishing.*"))
