"""Where tools find runs: the case that is asked for, its newest run, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from crosstie.errors import NotFound, NothingLoaded
from crosstie.pages.contexts import Miss, ReportContext, Tie
from crosstie.pages.near import near_misses
from crosstie.pages.report import report_context
from crosstie.settings import Settings
from crosstie.store.engine import Database
from crosstie.store.search import Ready, made

__all__ = ["Desk", "OpenRun"]


@dataclass(frozen=True)
class OpenRun:
    """One run as tools read it."""

    path: Path
    context: ReportContext
    near: tuple[Miss, ...]

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """Every tie: findings, those of siblings, leads, and what does not count."""
        every = (*self.context.ties, *self.context.not_counted)
        return tuple({tie.tie_id: tie for tie in every}.values())

    @cached_property
    def ties_by_id(self) -> dict[str, Tie]:
        """Every tie by its id, and by the anchor of its page."""
        found = {tie.tie_id: tie for tie in self.ties}
        return found | {tie.anchor: tie for tie in self.ties}


@dataclass
class Desk:
    """What the server was started with; reads, and writes nothing."""

    settings: Settings
    case: str = ""
    """The case of calls that name none; empty takes the one that was traced last."""
    _kept: dict[Path, tuple[tuple[int, int, int], OpenRun]] = field(
        default_factory=dict
    )
    _lock: Lock = field(default_factory=Lock)

    def cases(self) -> list[str]:
        """List the cases that have a run here."""
        return sorted({path.parent.name for path in self._runs()})

    def run(self, case: str = "") -> OpenRun:
        """Give the newest run of a case, read once for each state of its file.

        Raises:
            NotFound: the case has no run here; says which have.
            NothingLoaded: no case has.

        """
        path = self._newest(case or self.case)
        found = path.stat()
        state = (found.st_ino, found.st_size, found.st_mtime_ns)
        with self._lock:
            kept = self._kept.get(path)
            if kept is None or kept[0] != state:
                self._kept = {path: (state, self._read(path))}
            return self._kept[path][1]

    def newest(self, case: str = "") -> Path:
        """Find the newest run of a case.

        Raises:
            NotFound: the case has no run here; says which have.
            NothingLoaded: no case has.

        """
        return self._newest(case or self.case)

    def ready(self, run: OpenRun | None) -> Ready:
        """Give the index files of a run and of the registers as they stand."""
        return made(self.settings, run.path if run else None)

    def _read(self, path: Path) -> OpenRun:
        with Database.open(
            path,
            read_only=True,
            memory_limit=self.settings.memory_limit,
            threads=self.settings.threads,
        ) as db:
            return OpenRun(path, report_context(db), near_misses(db))

    def _runs(self) -> list[Path]:
        return sorted(self.settings.runs.glob("*/*.duckdb"))

    def _newest(self, case: str) -> Path:
        runs = self._runs()
        if not runs:
            raise NothingLoaded(
                "no case was traced here, so there are no ties to tell of",
                next_step="trace one first: crosstie trace ca-ice",
            )
        found = [path for path in runs if not case or path.parent.name == case]
        if not found:
            raise NotFound(
                f"the case {case[:80]!r} has no run here",
                next_step=f"take one of: {', '.join(self.cases())}",
            )
        return max(found, key=lambda path: (path.stat().st_mtime_ns, path.name))
