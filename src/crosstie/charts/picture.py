"""Draws a drawing as a PNG picture, for a document that can hold no SVG."""

from __future__ import annotations

from crosstie.charts.inlined import inlined
from crosstie.errors import UsageError
from crosstie.text.language import _

SCALE = 2.0
"""Pixels of the picture for one of the drawing, so that it prints sharp."""


def png(drawing: str, *, within: tuple[str, ...] = (), scale: float = SCALE) -> bytes:
    """Draw a drawing on white, in the colours of print.

    Raises:
        UsageError: the program that draws pictures is not installed.

    """
    try:
        import vl_convert
    except ImportError as cause:
        raise UsageError(
            _("pictures cannot be drawn: vl-convert-python is not installed"),
            next_step=_("install it: pip install 'crosstie[pictures]'"),
        ) from cause
    svg = inlined(drawing, within=within, is_opaque=True)
    return bytes(vl_convert.svg_to_png(svg, scale=scale))
