"""Files of the site itself: the one style sheet, small scripts, the mark."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from crosstie.charts.glyphs import logo
from crosstie.report.html import style

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

STYLE = "site.css"
ICON = "icon.svg"


@dataclass(frozen=True)
class Asset:
    """One file: its bytes, what they are, and a digest of them."""

    name: str
    body: bytes
    media_type: str
    digest: str


@cache
def assets() -> dict[str, Asset]:
    """Read every file of the site, once; the style begins with tokens and report."""
    found = {}
    folder = files("crosstie.site").joinpath("static")
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        ending = "." + path.name.rpartition(".")[2]
        if ending in MEDIA_TYPES:
            found[path.name] = path.read_text(encoding="utf-8")
    found[STYLE] = style() + found[STYLE]
    found[ICON] = _icon()
    return {name: _asset(name, text) for name, text in found.items()}


def asset_address(name: str) -> str:
    """Give the address of a file; it may be kept for ever, as it names its bytes."""
    return f"/static/{name}?v={assets()[name].digest}"


def _asset(name: str, text: str) -> Asset:
    body = text.encode()
    kind = MEDIA_TYPES["." + name.rpartition(".")[2]]
    return Asset(name, body, kind, hashlib.sha256(body).hexdigest()[:12])


def _icon() -> str:
    drawn = str(logo()).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    style = "<style>@media(prefers-color-scheme:dark){g{fill:#eceae4}}</style>"
    return drawn.replace(
        'viewBox="0 0 30 20"', 'viewBox="-1 -6 32 32" color="#15171c"'
    ).replace("<g ", f"{style}<g ")
