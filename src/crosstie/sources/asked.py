"""What was asked of publishers for the files that are loaded, off what is pinned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crosstie.fetch.manifest import MANIFEST, read_pins
from crosstie.settings import Settings
from crosstie.sources.registry import SOURCES

__all__ = ["asked_for", "in_words", "known_gaps"]


def asked_for(settings: Settings, hashes: Iterable[str]) -> list[dict[str, Any]]:
    """Say what was asked for some files: in words, period, moment, question.

    One answer may stand for several questions, such as a year without any subaward.

    A file that a person brought was asked for by no command, and is not among them.
    """
    wanted = set(hashes)
    found: list[dict[str, Any]] = []
    for manifest in sorted(settings.raw.glob(f"*/*/{MANIFEST}")):
        for pin in read_pins(manifest.parent):
            if pin.sha256 in wanted:
                found.append(
                    {
                        "source": manifest.parent.parent.name,
                        "dataset": manifest.parent.name,
                        "about": pin.about or manifest.parent.name,
                        "period": pin.period,
                        "retrieved": pin.retrieved[:10],
                        "version": pin.version,
                        "asked": dict(pin.asked),
                        "sha256": pin.sha256,
                        "name": pin.name,
                        "url": pin.url,
                    }
                )
    return found


def in_words(asked: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Say by hash what was asked for each file."""
    found: dict[str, list[str]] = {}
    for one in asked:
        found.setdefault(str(one["sha256"]), []).append(str(one["about"]))
    return {sha: "; ".join(said) for sha, said in found.items()}


def known_gaps(sources: Iterable[str]) -> list[dict[str, str]]:
    """List what sources are known not to hold, as their `source.toml` declares it."""
    return [
        {"source": name, "title": SOURCES[name].title, "says": sentence}
        for name in sorted({*sources})
        if name in SOURCES
        for sentence in SOURCES[name].missing
    ]
