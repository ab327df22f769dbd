"""One settings object, built at the edge and handed down as an argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where a user's data lives and how much of the machine may be used.

    `home` is `$CROSSTIE_HOME`, by default the user's data directory.
    `memory_limit` is DuckDB's, as it writes sizes ("1GB").
    """

    home: Path
    memory_limit: str = "1GB"
    threads: int = 2
    lock_wait_seconds: float = 10.0

    @property
    def workspace(self) -> Path:
        """The one database of loaded tables."""
        return self.home / "crosstie.duckdb"

    @property
    def runs(self) -> Path:
        """The folder that holds one small database for each run."""
        return self.home / "runs"

    @property
    def raw(self) -> Path:
        """What was downloaded, as it came: one folder for each source and dataset."""
        return self.home / "raw"

    @property
    def cache(self) -> Path:
        """What can be rebuilt at any time."""
        return self.home / "cache"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read settings from environment variables; called by floor 9 only."""
    from platformdirs import user_data_path

    given = environment.get("CROSSTIE_HOME")
    home = Path(given).expanduser() if given else user_data_path("crosstie")
    return Settings(home=home, memory_limit=environment.get("CROSSTIE_MEMORY", "1GB"))
