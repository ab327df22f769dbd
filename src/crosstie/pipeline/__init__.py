"""The order of the steps, readable as prose: read the case, choose the data, trace."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crosstie import __version__
from crosstie.errors import CrosstieError, NothingLoaded, UsageError
from crosstie.model.case import Case, SourceNeed, without_decisions
from crosstie.model.window import Window
from crosstie.ownership.run import control
from crosstie.resolve.run import Resolved, read_records, settle
from crosstie.settings import Settings
from crosstie.sources.asked import asked_for, known_gaps
from crosstie.sources.fetching import Request, SourceFetched
from crosstie.store import coverage, runs
from crosstie.store.answers import load_answers
from crosstie.store.casefolder import find_case, read_case
from crosstie.store.casetables import load_case
from crosstie.store.decisions import own_file
from crosstie.store.engine import Database, Value
from crosstie.store.leftovers import sweep
from crosstie.store.workspace import SHAPE, has_awards, open_file, read_workspace
from crosstie.text.countries import country_name
from crosstie.text.language import speaking
from crosstie.ties.run import tie
from crosstie.watch.story import Story, gather

Progress = Callable[[str], None]

MANIFEST = "manifest.json"
"""What a folder of files may say of them: publisher, version, day of retrieval."""


@dataclass(frozen=True)
class TraceRequest:
    """What a user asked to trace, and when."""

    case: str
    cwd: Path
    traced_at: str
    sample: bool = False
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    command: str = ""


@dataclass(frozen=True)
class Traced:
    """A finished run: its case and the database that holds it."""

    case: Case
    run: Path
    run_id: str
    data: str
    """sample or loaded; the two never mix."""


@speaking("en")
def trace(request: TraceRequest, settings: Settings, progress: Progress) -> Traced:
    """Trace a case: from loaded awards to ties, in a database of its own.

    Raises:
        CaseError: the case folder cannot be read.
        NothingLoaded: no awards are loaded and the case ships no sample.

    """
    plan = make_plan(request, settings, progress)
    with runs.building(plan.path, plan.workspace, settings) as db:
        load_case(db, plan.case)
        progress("Resolving suppliers to organisations")
        resolved = read_records(db, plan.case)
        judge(db, plan, resolved, settings, progress)
    return plan.traced


@dataclass(frozen=True)
class Plan:
    """What a trace reads, and where its run goes."""

    request: TraceRequest
    case: Case
    data: str
    workspace: Path
    window: Window
    inputs: tuple[str, ...]
    path: Path

    @property
    def ground(self) -> str:
        """Name all that the run rests on but the decisions."""
        case = without_decisions(self.case)
        return identify(case, self.inputs, self.window, self.data)

    @property
    def traced(self) -> Traced:
        """What is there once the run is built."""
        return Traced(self.case, self.path, self.path.stem, self.data)


Stamps = dict[tuple[object, ...], tuple[str, Path, date | None, tuple[str, ...]]]
"""What `_look` found, by what the workspace's files were when it looked."""


def make_plan(
    request: TraceRequest,
    settings: Settings,
    progress: Progress,
    stamps: Stamps | None = None,
) -> Plan:
    """Read the case and choose the data; `stamps` keeps what the data say.

    Raises:
        CaseError: the case folder cannot be read.
        NothingLoaded: no awards are loaded and the case ships no sample.

    """
    progress("Reading the case")
    folder = find_case(request.case, request.cwd, settings.home)
    case = read_case(folder, own_file(folder, settings.home))
    stamp = (without_decisions(case), request.sample, *_stamp(settings.workspace))
    found = (stamps or {}).get(stamp)
    if found is None or not found[1].exists():
        found = _look(case, request, settings, progress)
    if stamps is not None:
        stamps.clear()
        stamps[stamp] = found
    data, workspace, newest, inputs = found
    window = Window(request.since, request.until, request.as_of or newest)
    run_id = identify(case, inputs, window, data)
    path = settings.runs / case.name / f"{run_id}.duckdb"
    return Plan(request, case, data, workspace, window, inputs, path)


def _stamp(path: Path) -> Iterator[object]:
    """Tell by size and time whether a database has changed, and its log with it."""
    for file in (path, path.with_name(f"{path.name}.wal")):
        if file.exists():
            found = file.stat()
            yield found.st_mtime_ns, found.st_size, found.st_ino
        else:
            yield None


def _look(
    case: Case, request: TraceRequest, settings: Settings, progress: Progress
) -> tuple[str, Path, date | None, tuple[str, ...]]:
    """Choose the data and read its files and its newest day."""
    data, workspace = choose_data(case, request.sample, settings, progress)
    with Database.open(
        workspace, read_only=True, wait_seconds=settings.lock_wait_seconds
    ) as db:
        newest = coverage.newest_date(db, case)
        return data, workspace, newest, tuple(coverage.input_hashes(db))


@speaking("en")
def judge(
    db: Database,
    plan: Plan,
    resolved: Resolved,
    settings: Settings,
    progress: Progress,
) -> None:
    """Do all that decisions may change, in the database of a run that is being built.

    What is read here of the records is asked through `Database.answers` where it costs
    time, so that another judgement on the same records need not ask again.
    """
    case, window = plan.case, plan.window
    settle(db, case, resolved)
    progress("Following ownership")
    control(db, case)
    progress("Drawing ties")
    tie(db, case, window)
    load_answers(db, case)
    progress("Writing the run")
    is_sample = plan.data == "sample"
    runs.set_facts(db, coverage.facts(db, case, window, sample=is_sample))
    runs.set_facts(db, _asked_facts(db, settings))
    runs.set_facts(db, _request_facts(plan.request, case, plan.data, plan.path.stem))


def choose_data(
    case: Case, sample: bool, settings: Settings, progress: Progress
) -> tuple[str, Path]:
    """Choose the loaded data, or the case's sample where asked or nothing is loaded."""
    if not sample:
        progress("Opening the workspace")
        if has_awards(settings):
            return "loaded", settings.workspace
    folder = case.folder / "sample"
    if folder.is_dir():
        return "sample", build_sample(folder, settings, progress)
    if sample and has_awards(settings):
        raise UsageError(
            f"the case {case.name} ships no sample",
            next_step="leave --sample out: awards are loaded",
        )
    raise NothingLoaded(
        f"no awards are loaded, and the case {case.name} ships no sample",
        next_step="load awards first: crosstie load usaspending FILE...",
    )


def build_sample(folder: Path, settings: Settings, progress: Progress) -> Path:
    """Load a case's sample into a database of its own, once for each content."""
    from crosstie.sources.registry import load_files

    files = sorted(folder.glob("*.csv"))
    digest = hashlib.sha256(f"{__version__} {SHAPE}".encode())
    for file in [*files, *folder.glob(MANIFEST)]:
        digest.update(file.name.encode() + file.read_bytes())
    path = settings.cache / f"sample-{digest.hexdigest()[:16]}.duckdb"
    sweep(settings.cache)
    if path.exists():
        return path
    progress("Loading the sample")
    aside = path.with_name(f"{path.stem}.{os.getpid()}.building")
    aside.unlink(missing_ok=True)
    try:
        with open_file(aside, settings) as db:
            load_files(db, "records", files)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
        aside.with_name(aside.name + ".wal").unlink(missing_ok=True)
    return path


def identify(case: Case, inputs: Iterable[str], window: Window, data: str) -> str:
    """Name a run by its inputs: the same inputs give the same run."""
    digest = hashlib.sha256()
    for part in (
        __version__,
        str(SHAPE),
        case.name,
        data,
        str(window),
        *(f"{name}={sha}" for name, sha in case.files),
        *inputs,
    ):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()[:12]


@dataclass(frozen=True)
class Refreshed:
    """What a refresh came to: each source, the trace, and what changed by it."""

    sources: tuple[tuple[str, SourceFetched | CrosstieError], ...]
    traced: Traced | None
    """None where there was nothing to trace, or nothing new."""
    story: Story | None = None
    """What differs from the run that stood before; None where nothing is traced."""

    @property
    def errors(self) -> tuple[tuple[str, CrosstieError], ...]:
        """List what failed, with the source's name."""
        found: list[tuple[str, CrosstieError]] = []
        for name, result in self.sources:
            if isinstance(result, CrosstieError):
                found.append((name, result))
            else:
                found += [(f"{name}, {what}", e) for what, e in result.errors]
        return tuple(found)

    @property
    def is_news(self) -> bool:
        """Tell whether anything was downloaded or loaded that was not there."""
        return any(
            not isinstance(r, CrosstieError) and r.is_news for _, r in self.sources
        )


def refresh(
    case: Case,
    request: TraceRequest,
    settings: Settings,
    fetch: Callable[[Request], SourceFetched],
    ask: Callable[[SourceNeed], Request],
    progress: Progress,
) -> Refreshed:
    """Fetch and load what a case needs, one source after another, then trace it.

    A source that fails leaves the others going on. Each step is finished for itself, so
    a refresh that is broken off goes on where it was when it is called again; what
    changed is kept to be told until `runs.end_telling`.

    Raises:
        UsageError: the case names no sources.

    """
    if not case.sources:
        raise UsageError(
            f"the case {case.name} names no sources to refresh",
            next_step="add a table [sources.NAME] to its case.toml; crosstie sources"
            " lists the names",
        )
    found: list[tuple[str, SourceFetched | CrosstieError]] = []
    for need in case.sources:
        try:
            found.append((need.source, fetch(ask(need))))
        except CrosstieError as error:
            found.append((need.source, error))
    if not has_awards(settings):
        return Refreshed(tuple(found), None)
    before = runs.begin_telling(settings.runs / case.name)
    known = runs.file_ids(before) if before else []
    traced = trace(request, settings, progress)
    progress("Comparing with the run before")
    with read_workspace(settings) or Database.memory() as db:
        story = gather(db, before, known, traced.run)
    return Refreshed(tuple(found), traced, story)


def _asked_facts(db: Database, settings: Settings) -> dict[str, Value]:
    """Say what was asked for the files behind a run, and what they lack."""
    files = db.rows(
        "files behind a run",
        "select source, sha256\nfrom w.file\nwhere replaced_by is null",
    )
    asked = asked_for(settings, [str(row["sha256"]) for row in files])
    return {
        "asked": asked,
        "known_gaps": known_gaps(str(row["source"]) for row in files),
    }


def _request_facts(
    request: TraceRequest, case: Case, data: str, run_id: str
) -> dict[str, Value]:
    buyer = case.buyer
    return {
        "case": case.name,
        "title": case.title,
        "texts": {language: dict(pairs) for language, pairs in case.texts},
        "country": case.country,
        "country_name": country_name(case.country),
        "buyer": {
            "name": buyer.name,
            "abbreviation": buyer.abbreviation,
            "department": buyer.department,
            "siblings": [
                {"name": s.name, "abbreviation": s.abbreviation} for s in buyer.siblings
            ],
        },
        "publish_threshold": case.publish_threshold,
        "version": __version__,
        "run_id": run_id,
        "traced_at": request.traced_at,
        "as_of_asked": request.as_of,
        "data": data,
        "command": request.command,
        "case_files": [list(pair) for pair in case.files],
    }
