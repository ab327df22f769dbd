"""Writes SVG: escaped elements, and texts cut into lines that fit a width."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from crosstie.pages.words import visible

SANS, SERIF, MONO = "sans", "serif", "mono"

_WIDTH = {SANS: 0.535, SERIF: 0.47, MONO: 0.605}
"""Mean width of a character, in parts of the type size; a little too wide is safe."""


def element(name: str, content: str = "", /, **attributes: object) -> Markup:
    """Write one element; an underscore in a name becomes a hyphen.

    >>> element("path", d="M0 0H9", stroke_width=2)
    Markup('<path d="M0 0H9" stroke-width="2"/>')
    """
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    if not content:
        return Markup(f"<{name}{pairs}/>")  # noqa: S704
    return Markup(f"<{name}{pairs}>{escape(content)}</{name}>")  # noqa: S704


def text(
    x: float, y: float, content: str, size: float | None, **attributes: object
) -> Markup:
    """Write one line of text; without a size, its group's class gives one."""
    return element("text", visible(content), x=x, y=y, font_size=size, **attributes)


def join(parts: Iterable[Markup]) -> Markup:
    """Put elements one after the other."""
    return Markup("").join(parts)


def drawing(
    width: float,
    height: float,
    parts: Iterable[Markup],
    *,
    id_: str,
    title: str,
    desc: str,
    class_: str | None = None,
    is_again: bool = False,
) -> Markup:
    """Write a whole drawing with its title and its description in plain words.

    The same thing drawn again at another size points to the words of the first.
    """
    head = (
        []
        if is_again
        else [
            element("title", visible(title), id=f"{id_}-t"),
            element("desc", visible(desc), id=f"{id_}-d"),
        ]
    )
    return element(
        "svg",
        join([*head, *parts]),
        class_=class_,
        viewBox=f"0 0 {_plain(width)} {_plain(height)}",
        role="img",
        aria_labelledby=f"{id_}-t {id_}-d",
    )


def text_width(
    content: str, size: float, face: str = SANS, bold: bool = False
) -> float:
    """Estimate the width of a text, on the wide side."""
    capitals = sum(1 for c in content if c.isupper() or ord(c) > 0x2E80)
    mean = _WIDTH[face]
    extra = 0.0 if face == MONO else 0.14 * capitals
    wide = sum(1 for c in content if ord(c) > 0x2E80) * 0.4
    return size * (len(content) * mean * (1.06 if bold else 1.0) + extra + wide)


def lines(
    content: str, width: float, size: float, face: str = SANS, bold: bool = False
) -> list[str]:
    """Cut a text into lines that fit; nothing is left out, long words are broken."""
    found: list[str] = []
    line = ""
    for word in re.split(r"[ \t\n]+", content.strip()):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, face, bold) <= width:
            line = longer
            continue
        if line:
            found.append(line)
        line = word
        while len(line) > 1:
            kept = _fitting(line, width, size, face, bold)
            if kept == len(line):
                break
            found.append(line[:kept])
            line = line[kept:]
    return [*found, line] if line else found


def shortened(content: str, width: float, size: float, face: str = SANS) -> str:
    """Cut a label at a width, with an ellipsis; its full text stands in the table."""
    if text_width(content, size, face) <= width:
        return content
    kept = _fitting(content, width - size * 0.8, size, face, bold=False)
    return content[:kept].rstrip() + "…"


def _fitting(content: str, width: float, size: float, face: str, bold: bool) -> int:
    """Count the characters that fit, one at least.

    No character is narrower than half the mean, so only so many are looked at: of
    ten thousand letters no more than what is drawn.
    """
    most = int(width / (size * _WIDTH[face] * 0.5)) + 1
    low, high = 1, max(1, min(len(content), most))
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(content[:middle], size, face, bold) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _plain(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.1f}".rstrip("0").rstrip(".")
    return value
