"""Drawings as pages of their own, to be looked at, printed and downloaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from crosstie.charts import chain, flow, ownership, timeline, tree
from crosstie.charts.standalone import standalone
from crosstie.pages.picture import PictureContext, every_picture, read_picture
from crosstie.site.page import Page, Rows, Run
from crosstie.site.query import Parameter, Query
from crosstie.text.language import later


def drawn(page: PictureContext) -> Markup:
    """Draw a picture at its full size."""
    if page.tie:
        return chain.chain(page.tie, chain.WIDE)
    if page.tree:
        return tree.tree(page.tree, tree.WIDE, "picture", page.on)
    if page.control:
        return ownership.ownership(page.control, "subsidiary", 1104, "picture")
    if page.timeline:
        return timeline.timeline(page.timeline, timeline.WIDE, "picture")
    if page.flow:
        return flow.flow(page.flow, flow.WIDE, "picture")
    raise AssertionError(f"nothing is drawn for {page.name}")


def _file(page: PictureContext, is_adaptive: bool) -> str:
    """Write a picture as a file of its own, with its title and its notes."""
    return standalone(
        drawn(page),
        title=page.title,
        notes=page.notes,
        within=("chain",) if page.tie else (),
        is_adaptive=is_adaptive,
    )


def _read(run: Run, query: Query) -> PictureContext:
    return read_picture(run.db, run.context, query.text("picture"), on=query.day("on"))


def _rows(context: PictureContext) -> Rows:
    return Rows(
        context.columns,
        [dict(zip(context.columns, row, strict=True)) for row in context.rows],
    )


def _each(run: Run) -> Iterable[Mapping[str, str]]:
    return ({"picture": name} for name in every_picture(run.db, run.context))


PICTURE = Page(
    name="picture",
    path="/pictures/{picture}",
    template="picture.html.j2",
    context=PictureContext,
    title=lambda context: context.title,
    description=later(
        "One drawing (chain, ownership tree, control over time, obligations by date,"
        " flow) with its data; also as SVG and PNG"
    ),
    read=_read,
    rows=_rows,
    parameters=(
        Parameter(
            "picture",
            later("Name of the picture: kind, whose it is, currency"),
            in_path=True,
            pattern="[a-z]{1,12}(-[top]-[0-9a-f]{12})?(-[a-z]{3})?",
        ),
        Parameter("on", later("Day on which ownership is shown"), "day"),
    ),
    instances=_each,
    drawing=_file,
)
