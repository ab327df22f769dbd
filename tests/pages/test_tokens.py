"""Design tokens: legible in light, dark and on paper."""

import pytest

from crosstie.model.words import Route
from crosstie.pages.tokens import css_variables, tokens


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_text_is_legible_on_every_ground(theme: str) -> None:
    colours = getattr(tokens(), theme)
    for ground in ("bg", "surface", "sunk"):
        for ink in ("ink", "ink-2", "ink-3", "link", "warn", "bad", "good"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["mark-ink"], colours["mark"]) >= 4.5


@pytest.mark.parametrize("route", list(Route))
def test_a_route_is_seen_in_both_themes(route: Route) -> None:
    known = tokens()
    mark = known.route[route]
    assert contrast(mark.light, known.light["bg"]) >= 3
    assert contrast(mark.dark, known.dark["bg"]) >= 3
    assert len(mark.terminal) == 1


def test_routes_do_not_share_a_glyph() -> None:
    marks = tokens().route.values()
    assert len({mark.shape for mark in marks}) == len(Route)
    assert len({mark.terminal for mark in marks}) == len(Route)


def test_css_holds_every_token_for_light_dark_and_paper() -> None:
    css = css_variables()
    for name in tokens().light:
        assert css.count(f"--{name}:") == 3
    assert ".r-direct{--c:var(--r-direct)}" in css
