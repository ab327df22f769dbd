"""Reading texts.fr.toml and its like: a case's own texts in another language."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from crosstie.store.casefolder_cells import Problems

Texts = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""(language, ((text of the case, what a page says instead), ...)), ..."""

_NAME = re.compile(r"texts\.([a-z]{2})\.toml")


def text_files(folder: Path) -> list[Path]:
    """List the files of a case that hold its texts in another language."""
    return [p for p in sorted(folder.glob("texts.*.toml")) if _NAME.fullmatch(p.name)]


def read_texts(folder: Path, problems: Problems) -> Texts:
    """Read them all; what cannot be read becomes a problem."""
    return tuple(
        (path.name.split(".")[1], _read(path, problems)) for path in text_files(folder)
    )


def _read(path: Path, problems: Problems) -> tuple[tuple[str, str], ...]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as cause:
        problems.add(f"is no valid TOML in UTF-8: {cause}", path.name)
        return ()
    entries = content.get("text", [])
    if set(content) - {"text"} or not isinstance(entries, list):
        problems.add("holds another key than [[text]]", path.name)
        return ()
    pairs = []
    for number, entry in enumerate(entries, start=1):
        if not _is_pair(entry):
            problems.add(
                f"[[text]] {number}: of and says, two texts, are expected", path.name
            )
            continue
        pairs.append((entry["of"].strip(), entry["says"].strip()))
    return tuple(pairs)


def _is_pair(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == {"of", "says"}
        and all(isinstance(text, str) and text.strip() for text in entry.values())
    )
