"""The design tokens: colours, faces and route marks, read from one file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from crosstie.model.words import Route


@dataclass(frozen=True)
class RouteMark:
    """How a route looks: its shape, its two colours and its glyph in the terminal."""

    shape: str
    light: str
    dark: str
    terminal: str


@dataclass(frozen=True)
class Tokens:
    """Every colour and face, by name."""

    light: dict[str, str]
    dark: dict[str, str]
    print: dict[str, str]
    font: dict[str, str]
    route: dict[str, RouteMark]


@cache
def tokens() -> Tokens:
    """Read the token file, once."""
    text = files("crosstie.pages").joinpath("tokens.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return Tokens(
        light=read["light"],
        dark=read["dark"],
        print=read["print"],
        font=read["font"],
        route={route.value: RouteMark(**read["route"][route.value]) for route in Route},
    )


def css_variables() -> str:
    """Write the tokens as CSS custom properties for light, dark and print."""
    known = tokens()
    faces = _block({name: face for name, face in known.font.items()})
    light = _block(known.light) + _block(
        {f"r-{name}": mark.light for name, mark in known.route.items()}
    )
    dark = _block(known.dark) + _block(
        {f"r-{name}": mark.dark for name, mark in known.route.items()}
    )
    classes = "\n".join(f".r-{name}{{--c:var(--r-{name})}}" for name in known.route)
    paper = _block(known.print) + _block(
        {f"r-{name}": mark.light for name, mark in known.route.items()}
    )
    return (
        f":root{{color-scheme:light dark;{faces}{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"@media print{{:root{{color-scheme:light;{paper}}}}}\n"
        f"{classes}\n"
    )


def _block(values: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in values.items())
