"""Small declared lists of words for reading articles, in files beside this module."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).with_name("words")


def words(name: str) -> frozenset[str]:
    """Read one list: words separated by blanks; lines that start with # left out."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(
        word for line in lines if not line.startswith("#") for word in line.split()
    )
