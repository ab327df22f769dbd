"""Writes a checked article: HTML with verdicts in the margin, and Markdown."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader

from crosstie.model.claims import Support
from crosstie.pages.addresses import public_url
from crosstie.pages.check import CheckContext, Judged, Piece
from crosstie.pages.tokens import css_variables
from crosstie.pages.words import visible
from crosstie.report.blocks import (
    STRONG,
    Block,
    Bullets,
    Document,
    Heading,
    Line,
    Paragraph,
    Text,
    record,
    said,
)
from crosstie.report.html import environment
from crosstie.report.markdown import markdown
from crosstie.text.language import _, current


def render_check(context: CheckContext) -> str:
    """Render a checked article as one self-contained page, without any script."""
    template = _environment().get_template("check.html.j2")
    return visible(template.render(page=context, style=_style(), closing=closing()))


@cache
def _environment() -> Environment:
    return environment(PackageLoader("crosstie.report", "templates"))


def _style() -> str:
    sheets = ("report.css", "check.css")
    rules = [
        files("crosstie.report").joinpath(name).read_text("utf-8") for name in sheets
    ]
    return css_variables() + "".join(rules)


def markdown_check(context: CheckContext) -> str:
    """Write a checked article as Markdown: the verdicts, then the text with numbers."""
    return visible(markdown(check_blocks(context)))


def check_blocks(context: CheckContext) -> Document:
    """Make the blocks of a checked article, for any format of blocks."""
    article = context.article
    blocks: list[Block] = [Heading(1, said(context.heading))]
    if article.title or article.source:
        blocks.append(Paragraph(said(Text(article.title or article.source, STRONG))))
    if context.as_of:
        day = context.as_of.isoformat()
        blocks.append(
            Paragraph(said(_("Records as of {day}.").format(day=day)), "small")
        )
    for one in context.judged:
        blocks += _verdict(one)
    blocks.append(Heading(2, said(_("The article"))))
    for row in context.rows:
        blocks.append(
            Paragraph(tuple(r for piece in row.pieces for r in _piece(piece)))
        )
    blocks.append(Paragraph(said(closing()), "small"))
    return Document(
        context.heading,
        article.title,
        current(),
        context.as_of.isoformat() if context.as_of else "",
        tuple(blocks),
    )


def closing() -> str:
    """Say how verdicts are to be read."""
    return _(
        "Verdicts follow from records only. “Not found” says what was searched; it is "
        "no proof of absence. Unmarked sentences were not judged."
    )


def _verdict(one: Judged) -> list[Block]:
    checked = one.checked
    head = f"{one.number}. {one.mark} {one.word}"
    blocks: list[Block] = [
        Heading(3, said(head)),
        Paragraph(said(record(checked.claim.text)), "quotation"),
        Paragraph(said(checked.explanation)),
    ]
    if checked.best_value:
        blocks.append(Paragraph(said(Text(checked.best_value, STRONG))))
    if checked.evidence:
        blocks.append(Bullets(tuple(_source(support) for support in checked.evidence)))
    return blocks


def _source(support: Support) -> Line:
    """Name a record or publication that a verdict rests on."""
    words = ", ".join(p for p in (support.publisher, support.title) if p)
    tail = f" {support.day.isoformat()}" if support.day else ""
    tail += "" if support.is_original else " " + _("(repeats another publication)")
    link = public_url(support.url)
    shown = Text(words, link=link) if link else Text(words)
    return said(
        shown, tail, " " if support.record_id else "", record(support.record_id)
    )


def _piece(piece: Piece) -> Line:
    numbers = "".join(f" [{number}]" for number in piece.numbers)
    kind = STRONG if piece.judged else "said"
    return said(Text(piece.text.replace("\n", " "), kind), numbers)
