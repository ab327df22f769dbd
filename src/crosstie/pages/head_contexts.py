"""The numbers at the head of a report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FigurePart:
    """A further amount that stands under a number, and is not added to it."""

    text: str
    says: str
    anchor: str


@dataclass(frozen=True)
class Figure:
    """One of the numbers under the track rule."""

    text: str
    says: str
    anchor: str
    apart: tuple[FigurePart, ...] = ()
