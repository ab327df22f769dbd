"""Kills fetch, load, trace and refresh at random moments, and runs each again.

    python -m benchmarks.killtest --times 200 --seed 20261122 [--out FILE.md]

Each trial begins with a copy of the state before a command, starts the command against
a publisher on loopback, sends SIGKILL at a seeded moment of the time that the command
takes, and starts the same command again. Every other kill is aimed: it comes right
after a change of names or sizes in the folder, the n-th of as many as there are. The
end must equal that of an undisturbed run: every row of every table, the manifests, the
bytes and names of all files. Left out of the comparison are only moments (when fetched,
when traced), the number that a publisher gives to a file that it makes, and what a
refresh says that it had to download: the second one need not download what the first
one has. It is no timed test: nothing is said of speed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.killed import Process, server
from benchmarks.killserved import Publishers, actions
from crosstie.store.engine import Database, quoted
from tests.replay.publishers import columns, zipped

CASE = """\
title = "Canada and ICE"
country = "CA"

[sources.usaspending]
agency = "070"
years = "2025-2026"
what = "prime"

[sources.gleif]

[buyer]
name = "U.S. Immigration and Customs Enforcement"
abbreviation = "ICE"
codes = ["7012"]
country = "US"
"""

ROWS = 120
"""Actions of each year, and entities of the register."""

_JOB = re.compile(r"(070_Subawards_)\d+")
_DOWNLOADS = re.compile(r"^## Sources\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([+]00:00|Z| UTC)?")

State = dict[str, str]


@dataclass(frozen=True)
class Stage:
    """One command, what it is called in the table, and the state it begins with."""

    phase: str
    name: str
    arguments: tuple[str, ...]
    before: str = ""
    """The stage whose end it begins with; none begins with an empty home."""


PRIME = ("agency=070", "years=2025-2026", "what=prime")
STAGES = (
    Stage("fetch", "archives", ("fetch", "usaspending", *PRIME, "--no-load")),
    Stage("fetch", "golden copies", ("fetch", "gleif", "--no-load")),
    Stage(
        "fetch",
        "made to order",
        ("fetch", "usaspending", "agency=070", "years=2026", "what=subawards"),
    ),
    Stage("load", "awards", ("load", "usaspending", "{awards}"), "archives"),
    Stage("load", "register", ("fetch", "gleif", "--offline"), "golden copies"),
    Stage("load", "over older", ("load", "usaspending", "{newer}"), "awards"),
    Stage("trace", "first", ("trace", "case", "--out", "out"), "awards"),
    Stage("trace", "again", ("trace", "case", "--out", "out"), "first"),
    Stage("refresh", "all of it", ("refresh", "case", "--out", "out")),
)
CYCLE = (*STAGES[:-1], *STAGES)
"""The order of the trials: `refresh` takes the longest, so it comes half as often."""


@dataclass
class Trial:
    """One kill and what came of it."""

    stage: Stage
    aimed: bool
    found: str
    """What stood on the disk when the process was killed."""
    wrong: tuple[str, ...] = ()


@dataclass
class Killer:
    """Runs stages in a folder of its own."""

    folder: Path
    publishers: Publishers
    chosen: random.Random
    context: Any = field(default_factory=server)
    lasts: dict[str, float] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    expected: dict[str, State] = field(default_factory=dict)

    def prepare(self, stages: Sequence[Stage], *, twice: bool = True) -> None:
        """Run each stage undisturbed: twice, so that its end is known to be one."""
        for stage in stages:
            for again in (False, True) if twice else (False,):
                folder = self._fresh(stage, "model")
                began = time.monotonic()
                process = self._start(stage, folder)
                self.changes[stage.name] = watch(process, folder)
                code, said = process.end()
                self.lasts[stage.name] = time.monotonic() - began
                if code:
                    raise SystemExit(f"{stage.name}: {said}")
                found = fingerprint(folder)
                if again and (wrong := differences(self.expected[stage.name], found)):
                    raise SystemExit(f"{stage.name} has no one end: {wrong}")
                self.expected[stage.name] = found
            self._keep(folder, stage.name)

    def trial(self, stage: Stage, *, aimed: bool) -> Trial:
        """Kill a stage at a random moment, run it again, compare."""
        while True:
            folder = self._fresh(stage, "trial")
            share = self.chosen.uniform(0.1, 1.0)
            process = self._start(stage, folder)
            if aimed:
                wanted = self.chosen.randint(1, self.changes[stage.name])
                watch(process, folder, wanted)
            else:
                time.sleep(self.lasts[stage.name] * share)
            if process.is_alive():
                process.kill()
                break
            process.end()  # it was faster than before: another moment
            self.lasts[stage.name] *= 0.97
        found = what_stands(folder)
        code, said = self._start(stage, folder).end()
        if code:
            return Trial(stage, aimed, found, (f"code {code}", said))
        wrong = differences(self.expected[stage.name], fingerprint(folder))
        return Trial(stage, aimed, found, wrong)

    def _start(self, stage: Stage, folder: Path) -> Process:
        environment = {
            **self.publishers.bases,
            "CROSSTIE_HOME": str(folder / "home"),
            "COLUMNS": "100",
        }
        return Process(self.context, folder, self._arguments(stage), environment)

    def _fresh(self, stage: Stage, name: str) -> Path:
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        if stage.before:
            shutil.copytree(self.folder / "kept" / stage.before, folder)
        (folder / "case").mkdir(parents=True, exist_ok=True)
        (folder / "case" / "case.toml").write_text(CASE, encoding="utf-8")
        return folder

    def _keep(self, folder: Path, name: str) -> None:
        shutil.copytree(folder, self.folder / "kept" / name)

    def _arguments(self, stage: Stage) -> list[str]:
        given: list[str] = []
        for text in stage.arguments:
            if text == "{awards}":
                raw = self.folder / "kept" / "archives" / "home" / "raw" / "usaspending"
                given += [str(path) for path in sorted(raw.glob("*/*.zip"))]
            elif text == "{newer}":
                given.append(str(self.newer()))
            else:
                given.append(text)
        return given

    def newer(self) -> Path:
        """Give a later archive of one year, which takes the older one's place."""
        path = self.folder / "FY2026_070_Contracts_Full_20261206.zip"
        if not path.exists():
            rows = actions(2026, ROWS // 2, random.Random(2))  # noqa: S311
            header = columns("usaspending", "transactions-297")
            path.write_bytes(zipped(f"{path.stem}_1.csv", header, rows))
        return path


def watch(process: Process, folder: Path, wanted: int = sys.maxsize) -> int:
    """Count changes of names and sizes until so many are seen, or the process ends."""
    seen, changes = _looks(folder), 0
    while changes < wanted and process.is_alive():
        now = _looks(folder)
        changes += now != seen
        seen = now
        time.sleep(0.003)
    return changes


def _looks(folder: Path) -> set[tuple[str, int]]:
    found = set()
    for path in folder.rglob("*"):
        with suppress(OSError):
            found.add((str(path), path.stat().st_size))
    return found


def fingerprint(folder: Path) -> State:
    """Sum up all that a folder holds: tables row by row, other files by their bytes."""
    found: State = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name == ".lock":
            continue
        name = _JOB.sub(r"\1N", str(path.relative_to(folder)))
        if path.suffix == ".duckdb":
            found |= _tables(path, name)
        elif path.suffix in (".json", ".html"):
            text = _JOB.sub(r"\1N", path.read_text(encoding="utf-8"))
            if path.name == "changes.json":
                text = json.dumps({**json.loads(text), "sources": None})
            found[name] = _hash(_TIME.sub("(moment)", text).encode())
        elif path.name == "changes.md":
            text = _JOB.sub(r"\1N", path.read_text(encoding="utf-8"))
            found[name] = _hash(_DOWNLOADS.sub("", text).encode())
        else:
            found[name] = _hash(path.read_bytes())
    return found


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _tables(path: Path, name: str) -> State:
    found = {}
    with Database.open(path, read_only=True) as db:
        names = db.rows(
            "tables", "select table_name as t\nfrom duckdb_tables()\norder by 1"
        )
        for table in (str(row["t"]) for row in names):
            where = " where name not in ('traced_at')" if table == "run" else ""
            rows = db.rows(
                "rows",
                f"select r::varchar as t\nfrom {quoted(table)} as r{where}",
            )
            texts = sorted(_JOB.sub(r"\1N", str(row["t"])) for row in rows)
            summed = _hash("\n".join(texts).encode())
            found[f"{name}: {table}"] = f"{len(rows)} {summed}"
    return found


def differences(expected: State, found: State) -> tuple[str, ...]:
    """Name what is missing, what is too much, and what is not equal."""
    return (
        *(f"missing: {name}" for name in sorted(expected.keys() - found.keys())),
        *(f"too much: {name}" for name in sorted(found.keys() - expected.keys())),
        *(
            f"not equal: {name}"
            for name in sorted(expected.keys() & found.keys())
            if expected[name] != found[name]
        ),
    )


def what_stands(folder: Path) -> str:
    """Say what a killed process left, in a few words."""
    names = [path.name for path in folder.rglob("*") if path.is_file()]
    looks: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("a database half built", lambda n: ".building" in n),
        ("a file half written", lambda n: n.startswith(".") and n.endswith(".part")),
        ("a part of a download", lambda n: n.endswith(".part")),
        ("a ticket", lambda n: n == "job.json"),
        ("an open log of changes", lambda n: n.endswith(".duckdb.wal")),
    )
    for words, looks_so in looks:
        if any(looks_so(name) for name in names):
            return words
    return "nothing half done"


@contextmanager
def killer(seed: int, rows: int = ROWS) -> Iterator[Killer]:
    """Open the publishers and a folder for the trials."""
    publishers = Publishers(rows)
    try:
        with tempfile.TemporaryDirectory(prefix="crosstie-kill-") as folder:
            yield Killer(Path(folder), publishers, random.Random(seed))  # noqa: S311
    finally:
        publishers.replay.close()


def report(trials: Sequence[Trial], seed: int) -> str:
    """Write the table by phase, and what was found on the disk."""
    equal = sum(not trial.wrong for trial in trials)
    lines = [
        f"{equal} of {len(trials)} equal (seed {seed}).",
        "",
        "| phase | command | killed | equal |",
        "| --- | --- | ---: | ---: |",
    ]
    for stage in dict.fromkeys(trial.stage for trial in trials):
        of = [trial for trial in trials if trial.stage == stage]
        good = sum(not trial.wrong for trial in of)
        lines.append(f"| {stage.phase} | {stage.name} | {len(of)} | {good} |")
    lines += ["", "| what the killed process left | times |", "| --- | ---: |"]
    left = Counter(f"{trial.stage.phase}: {trial.found}" for trial in trials)
    lines += [f"| {words} | {times} |" for words, times in sorted(left.items())]
    aimed = sum(trial.aimed for trial in trials)
    lines += ["", f"Of the kills {aimed} were aimed at a change of the folder."]
    for trial in trials:
        if trial.wrong:
            lines += ["", f"{trial.stage.name}: {trial.found}"]
            lines += [f"- {line}" for line in trial.wrong]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run the trials and print the tables."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--times", type=int, default=200)
    reader.add_argument("--seed", type=int, default=20261122)
    reader.add_argument("--out", type=Path)
    given = reader.parse_args()
    with killer(given.seed) as running:
        running.prepare(STAGES)
        print(running.changes, flush=True)
        trials = []
        for number in range(given.times):
            stage = CYCLE[number % len(CYCLE)]
            trial = running.trial(stage, aimed=number % 2 == 1)
            trials.append(trial)
            if trial.wrong:
                print(number, trial, flush=True)
            elif number % 20 == 19:
                print(f"{number + 1} done", flush=True)
    text = report(trials, given.seed)
    print(text)
    if given.out:
        given.out.write_text(text, encoding="utf-8")
    sys.exit(any(trial.wrong for trial in trials))


if __name__ == "__main__":
    main()
