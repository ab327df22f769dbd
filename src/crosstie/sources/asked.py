"""What was asked of publishers for the files that are loaded, off what is pinned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crosstie.fetch.manifest import MANIFEST, read_pins
from crosstie.settings import Settings
from crosstie.sources.registry import SOURCES

__all__ = ["asked_for", "known_gaps"]


def asked_for(settings: Settings, hashes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Say by hash what was asked for each file: in words, period, moment, question.

    A file that a person brought was asked for by no command, and is not among them.
    """
    wanted = set(hashes)
    found: dict[str, dict[str, Any]] = {}
    for manifest in sorted(settings.raw.glob(f"*/*/{MANIFEST}")):
        for pin in read_pins(manifest.parent):
            if pin.sha256 in wanted:
                found[pin.sha256] = {
                    "source": manifest.parent.parent.name,
                    "dataset": manifest.parent.name,
                    "about": pin.about or manifest.parent.name,
                    "period": pin.period,
                    "retrieved_at": pin.retrieved,
                    "version": pin.version,
                    "asked": dict(pin.asked),
                    "sha256": pin.sha256,
                    "name": pin.name,
                    "url": pin.url,
                }
    return dict(
        sorted(found.items(), key=lambda kv: (kv[1]["source"], kv[1]["dataset"], kv[0]))
    )


def known_gaps(sources: Iterable[str]) -> list[dict[str, str]]:
    """List what sources are known not to hold, as their `source.toml` declares it."""
    return [
        {"source": name, "title": SOURCES[name].title, "says": sentence}
        for name in sorted({*sources})
        if name in SOURCES
        for sentence in SOURCES[name].missing
    ]
