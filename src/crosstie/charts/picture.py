"""Draws a drawing as a PNG picture, for a document that can hold no SVG."""

from __future__ import annotations

from crosstie.charts.inlined import inlined
from crosstie.errors import EngineError
from crosstie.text.language import _

SCALE = 2.0
"""Pixels of the picture for one of the drawing, so that it prints sharp."""


def png(drawing: str, *, within: tuple[str, ...] = (), scale: float = SCALE) -> bytes:
    """Draw a drawing on white, in the colours of print.

    Raises:
        EngineError: the extra that draws is not installed.

    """
    return as_png(inlined(drawing, within=within, is_opaque=True), scale=scale)


def as_png(svg: str, *, scale: float = SCALE) -> bytes:
    """Turn a complete SVG into a picture of dots.

    Raises:
        EngineError: the extra that draws is not installed.

    """
    try:
        import vl_convert
    except ImportError as cause:
        raise EngineError(
            _("PNG pictures need the extra `pictures`, which is not installed"),
            next_step=_("pip install 'crosstie[pictures]', or take the SVG"),
        ) from cause
    return bytes(vl_convert.svg_to_png(svg, scale=scale))
