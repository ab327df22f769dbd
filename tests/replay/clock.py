"""A clock that moves only when something waits, so that no test waits for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crosstie.fetch.world import Tick, World


class Clock:
    """Time that `sleep` moves, and a list of what was slept."""

    def __init__(self, day: str = "2026-11-20") -> None:
        self.start = datetime.fromisoformat(day).replace(tzinfo=UTC)
        self.passed = 0.0
        self.slept: list[float] = []
        self.step = 0.0
        """Seconds by which each look at the ticks moves the time."""
        self.told: list[Tick] = []

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.passed)

    def ticks(self) -> float:
        self.passed += self.step
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds

    def world(self, *, bases: dict[str, str] | None = None, **more: object) -> World:
        facts: dict[str, object] = {
            "now": self.now,
            "ticks": self.ticks,
            "sleep": self.sleep,
            "agent": "crosstie/test",
            "bases": bases or {},
            "seed": 1,
            "told": self.told.append,
        }
        return World(**(facts | more))  # type: ignore[arg-type]
