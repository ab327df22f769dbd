"""What a download's manifest says of a file: publisher, version, day of retrieval.

`<file>.manifest.json` stands beside the file; else `manifest.json` of the folder, where
its `files` name the file. A `manifest.json` that does not is some other program's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from crosstie.errors import Place, UnreadableFile

__all__ = ["Manifest", "check_hash", "read_manifest"]


@dataclass(frozen=True)
class Manifest:
    """What a download's manifest says of a file beside it."""

    dataset_id: str | None = None
    publisher: str | None = None
    version: str | None = None
    licence: str | None = None
    retrieved: date | None = None
    url: str | None = None
    sha256: str | None = None
    since: str | None = None
    """Of a file of changes: the version from which on it tells them all."""


def read_manifest(path: Path) -> Manifest:
    """Read what is said of a file, of which nothing is said where no manifest is.

    Raises:
        UnreadableFile: the manifest beside the file is not what a download writes.

    """
    beside = path.parent / f"{path.name}.manifest.json"
    if beside.is_file():
        return _made(_object(beside, beside.name), beside.name)
    shared = path.parent / "manifest.json"
    if not shared.is_file():
        return Manifest()
    try:
        facts = _object(shared, shared.name)
    except UnreadableFile:
        return Manifest()
    listed = facts.get("files")
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, Mapping) and entry.get("name") == path.name:
            return _made(_of_one_file(facts, entry), shared.name)
    return Manifest()


def check_hash(manifest: Manifest, sha256: str, label: str) -> None:
    """Compare a file's hash with the one that its manifest states, if it does.

    Raises:
        UnreadableFile: they differ.

    """
    stated = manifest.sha256
    if stated and stated.lower() != sha256:
        raise UnreadableFile(
            "the file's bytes are not those that its manifest describes",
            place=Place(label),
            next_step="download it again",
        )


def _of_one_file(
    facts: Mapping[str, Any], entry: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Take what is said of the file itself, else of all; `compiled` dates our own."""
    compiled = facts.get("compiled")
    general = {
        "publisher": facts.get("publisher"),
        "version": facts.get("version") or compiled,
        "retrieved": facts.get("retrieved") or compiled,
    }
    return general | {name: value for name, value in entry.items() if value}


def _object(path: Path, label: str) -> Mapping[str, Any]:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as cause:
        raise _unreadable(label, cause) from cause
    except RecursionError as cause:
        raise _unreadable(label, ValueError("it is nested too deep")) from cause
    if not isinstance(facts, dict):
        raise _unreadable(label, ValueError("no object"))
    return facts


def _made(facts: Mapping[str, Any], label: str) -> Manifest:
    known = {name: facts.get(name) for name in Manifest.__annotations__}
    try:
        for name, value in known.items():
            if value is not None and not isinstance(value, str):
                raise ValueError(f"{name} is no text")
        if known["retrieved"]:
            known["retrieved"] = date.fromisoformat(str(known["retrieved"])[:10])
        return Manifest(**known)
    except ValueError as cause:
        raise _unreadable(label, cause) from cause


def _unreadable(label: str, cause: ValueError) -> UnreadableFile:
    return UnreadableFile(
        f"the manifest is not what a download writes: {cause}",
        place=Place(label),
        next_step="correct it, or take it away",
    )
