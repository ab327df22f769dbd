"""A home, a clock, and publishers on loopback to ask."""

from __future__ import annotations

from pathlib import Path

from crosstie.settings import Settings
from crosstie.sources.fetching import Request, SourceFetched, fetch_source
from crosstie.sources.registry import NAMES
from crosstie.store.workspace import read_workspace
from tests.replay.clock import Clock
from tests.replay.publishers import Awards, GoldenCopy
from tests.replay.server import Replay


class Bench:
    """A home, a clock, and publishers to ask."""

    def __init__(self, replay: Replay, home: Path) -> None:
        self.replay = replay
        self.clock = Clock()
        self.settings = Settings(home=home)
        self.awards = Awards(replay)
        self.golden = GoldenCopy(replay)
        bases = dict.fromkeys(NAMES, replay.base)  # no test asks a real publisher
        self.world = self.clock.world(bases=bases, lock_wait_seconds=1.0)

    def fetch(self, source: str, **options: str) -> SourceFetched:
        return fetch_source(Request(source, options), self.world, self.settings)

    def rows(self, sql: str) -> list[dict[str, object]]:
        db = read_workspace(self.settings)
        assert db is not None
        with db:
            return db.rows("rows", sql)
