"""A deal over time: planned, then cancelled or ended, from the dates in the run."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from crosstie.charts.svg import drawing, element, text
from crosstie.pages.contexts import Step, Tie
from crosstie.text.language import _

WIDTH, HEIGHT = 440.0, 96.0
STEP = 204.0


def deal(steps: Sequence[Step], tie: Tie) -> Markup:
    """Draw the dated states of a deal on one line; what did not happen is dotted."""
    y, parts = 38.0, []
    for index, step in enumerate(steps):
        x = 14.0 + STEP * index
        is_last = index == len(steps) - 1
        parts.append(_line(x, y, step, is_last=is_last))
    for index, step in enumerate(steps):
        x = 14.0 + STEP * index
        parts += _mark(x, y, step.status)
        parts.append(text(x - 8, y + 30, step.label, 14.5, font_weight=650))
        parts.append(text(x - 8, y + 49, step.when, 13, class_="d2"))
    if tie.obligated is None:
        x = 14.0 + STEP * (len(steps) - 1)
        said = _("no money in the records")
        parts.append(text(x - 8, 14, said, 13.5, class_="s it d2"))
    return drawing(
        WIDTH,
        HEIGHT,
        parts,
        id_=f"{tie.anchor}-deal",
        title=_("How the deal of {organisation} went on").format(
            organisation=tie.organisation
        ),
        desc=described(steps),
        class_=f"r-{tie.route}",
    )


def described(steps: Sequence[Step]) -> str:
    """Say the states of a deal in words."""
    said = [f"{step.label}, {step.when}" if step.when else step.label for step in steps]
    return _("; then ").join(said) + "."


def _line(x: float, y: float, step: Step, *, is_last: bool) -> Markup:
    end = x + (STEP - 11 if not is_last else 170)
    dashes = {"planned": "6 5", "cancelled": "1.5 5", "ended": "1.5 5"}
    is_over = is_last and step.status in ("cancelled", "ended")
    return element(
        "path",
        d=f"M{x + 9:.1f} {y}H{end:.1f}",
        stroke="var(--rule-2)" if is_over else "var(--c)",
        stroke_width=2,
        stroke_dasharray=dashes.get(step.status),
    )


def _mark(x: float, y: float, status: str) -> list[Markup]:
    ring = {"cx": x, "cy": y, "r": 8, "fill": "var(--bg)", "stroke": "var(--c)"}
    if status == "active":
        return [element("circle", **ring | {"fill": "var(--c)"})]
    dashes = "3 2.6" if status == "planned" else None
    parts = [element("circle", **ring, stroke_width=2.6, stroke_dasharray=dashes)]
    if status == "cancelled":
        parts.append(
            element(
                "path",
                d=f"M{x - 6:.1f} {y + 6:.1f}L{x + 6:.1f} {y - 6:.1f}",
                stroke="var(--c)",
                stroke_width=2.6,
            )
        )
    return parts
