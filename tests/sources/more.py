"""The bench with the further publishers: each is served at the loopback address."""

from __future__ import annotations

from dataclasses import replace

from tests.sources.bench import Bench


def serving(bench: Bench, *sources: str) -> Bench:
    """Let the bench's world dial the replay server for these sources too."""
    bases = {**bench.world.bases, **dict.fromkeys(sources, bench.replay.base)}
    bench.world = replace(bench.world, bases=bases)
    return bench
