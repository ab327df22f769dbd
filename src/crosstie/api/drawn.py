"""Turns a picture's context into a complete SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crosstie.pages.picture import PictureContext


def drawn(page: PictureContext) -> str:
    """Draw a picture as a file of its own, with its title and its notes."""
    from crosstie.charts.standalone import standalone
    from crosstie.site.pictures import drawn as inner

    text = standalone(inner(page), title=page.title, notes=page.notes)
    return text.split("\n", 1)[1]
