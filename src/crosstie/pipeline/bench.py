"""A decision is judged at once: what no decision changes is kept between traces."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from crosstie.pipeline import (
    Plan,
    Progress,
    Stamps,
    Traced,
    TraceRequest,
    judge,
    make_plan,
)
from crosstie.resolve.run import Resolved, read_records
from crosstie.settings import Settings
from crosstie.store import runs
from crosstie.store.casetables import load_case, load_case_files
from crosstie.store.engine import Database, Kept
from crosstie.store.leftovers import sweep
from crosstie.text.language import speaking


@dataclass
class Bench:
    """What no decision changes, kept ready so that a decision is judged at once.

    It holds what the records alone say, in memory and in a database in the cache that
    `close` removes. It serves one caller at a time. As soon as anything but decisions
    has changed (a load, another file of the case), it is made anew, which takes as long
    as a trace.
    """

    settings: Settings
    _ground: str = ""
    _resolved: Resolved | None = None
    _kept: Kept = field(default_factory=dict)
    _stamps: Stamps = field(default_factory=dict)
    _made: list[Path] = field(default_factory=list)
    _folder: Path | None = None

    @speaking("en")
    def rejudge(self, request: TraceRequest, progress: Progress) -> Traced:
        """Trace as `trace` does, row for row, doing only what decisions may change.

        Of the runs that decisions made here one after the other, the last two stay.
        Tables that decisions change are small: one thread goes through them faster than
        two that wait for each other.

        Raises:
            CrosstieError: as `trace` does; the run before stays as it was.

        """
        plan = make_plan(request, self.settings, progress, self._stamps)
        resolved = self._prepared(plan, progress)
        held = plan.path.exists()
        single = replace(self.settings, threads=1)
        with runs.building(plan.path, plan.workspace, single, ground=self._base) as db:
            self._judge(db, plan, resolved, progress)
        if not held:
            self._made.append(plan.path)
        self._clear(2)
        return plan.traced

    @speaking("en")
    def prepare(self, request: TraceRequest, progress: Progress) -> None:
        """Make ready for the first decision, by judging what stands and forgetting it.

        Raises:
            CrosstieError: as `trace` does.

        """
        plan = make_plan(request, self.settings, progress)
        resolved = self._prepared(plan, progress)
        aside = self._base.with_name("forgotten.duckdb")
        with runs.preparing(
            aside, plan.workspace, self.settings, ground=self._base
        ) as db:
            self._judge(db, plan, resolved, progress)
        aside.unlink()

    def close(self) -> None:
        """Let go of everything; runs stay."""
        self._ground, self._resolved, self._kept = "", None, {}
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _judge(
        self, db: Database, plan: Plan, resolved: Resolved, progress: Progress
    ) -> None:
        db.kept = self._kept
        load_case_files(db, plan.case)
        with db.transaction():
            judge(db, plan, resolved, self.settings, progress)

    @property
    def _base(self) -> Path:
        if self._folder is None:
            cache = self.settings.cache
            cache.mkdir(parents=True, exist_ok=True)
            sweep(cache)
            suffix = f".{os.getpid()}.building"
            self._folder = Path(tempfile.mkdtemp(suffix, "bench-", cache))
        return self._folder / "ground.duckdb"

    def _prepared(self, plan: Plan, progress: Progress) -> Resolved:
        if self._resolved is not None and self._ground == plan.ground:
            return self._resolved
        progress("Resolving suppliers to organisations")
        self._resolved, self._kept = None, {}
        with runs.preparing(self._base, plan.workspace, self.settings) as db:
            load_case(db, plan.case)
            resolved = read_records(db, plan.case)
        self._resolved, self._ground = resolved, plan.ground
        return resolved

    def _clear(self, kept: int) -> None:
        """Remove runs that a later decision of this bench has replaced."""
        while len(self._made) > kept:
            runs.remove(self._made.pop(0))


def same_again(run: Path, case: str, cwd: Path, traced_at: str) -> TraceRequest:
    """Ask again for what a run was traced for: sample or loaded data, period, day.

    `case` names it as a person would, since a run does not know its folder. A day of
    judgement that nobody asked for follows the newest record, as it did.
    """
    with Database.open(run, read_only=True) as db:
        facts = runs.read_facts(db)
    return TraceRequest(
        case=case,
        cwd=cwd,
        traced_at=traced_at,
        sample=facts.get("data") == "sample",
        since=_day(facts.get("since")),
        until=_day(facts.get("until")),
        as_of=_day(facts.get("as_of_asked")),
        command=str(facts.get("command") or ""),
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
