"""A case as a notebook shows it: sentence, numbers, what is loaded and what is not."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from crosstie.api.rich import DIM
from crosstie.pages.contexts import ReportContext
from crosstie.pages.head_contexts import Figure
from crosstie.pages.overview import coverage_lines
from crosstie.pages.words import period, visible
from crosstie.text.language import _

NUMBERS = 4
GAPS = 6
"""Sentences of what is not loaded that are shown; `not_loaded()` holds all."""


def case_html(context: ReportContext) -> str:
    """Write a case as HTML."""
    return str(
        Markup(
            '<div class="crosstie"><p><b>{}</b><br><span style="{}">{}</span></p>'
            "<p>{}</p>{}{}{}</div>"
        ).format(
            visible(context.facts.title),
            DIM,
            run_line(context),
            visible(context.headline),
            _numbers(context.figures[:NUMBERS]),
            _list(_("Loaded in full:"), coverage_said(context)),
            _gaps(context.facts.not_loaded),
        )
    )


def case_text(context: ReportContext) -> str:
    """Write a case as plain text."""
    return "\n".join(
        [
            visible(f"Case {context.facts.case!r}: {context.facts.title}"),
            run_line(context),
            visible(context.headline),
            *(
                visible(f"  {one.text}  {one.says}")
                for one in context.figures[:NUMBERS]
            ),
        ]
    )


def run_line(context: ReportContext) -> str:
    """Say which run it is, of which day, on which data."""
    facts = context.facts
    form = (
        _("run {run}, traced {when}, on the sample that ships")
        if facts.is_sample
        else _("run {run}, traced {when}, on the records loaded")
    )
    return form.format(run=facts.run_id, when=facts.traced_at[:10])


def coverage_said(context: ReportContext) -> list[str]:
    """Say of which times each agency's awards are loaded in full."""
    return [
        f"{line.component}: "
        + ", ".join(period(span.first_date, span.last_date) for span in line.spans)
        for line in coverage_lines(context.facts.coverage)
    ]


def _numbers(figures: Sequence[Figure]) -> Markup:
    cells = Markup("").join(
        Markup(
            '<td style="vertical-align:top;text-align:left;padding-right:24px">'
            '<b style="font-size:140%">{}</b><br>{}{}</td>'
        ).format(
            one.text,
            visible(one.says),
            Markup("").join(
                Markup('<br><span style="{}">{} {}</span>').format(
                    DIM, part.text, visible(part.says)
                )
                for part in one.apart
            ),
        )
        for one in figures
    )
    return Markup("<table><tbody><tr>{}</tr></tbody></table>").format(cells)


def _gaps(not_loaded: Sequence[str]) -> Markup:
    shown = [*not_loaded[:GAPS]]
    if len(not_loaded) > GAPS:
        more = _("{count} more: not_loaded() holds all of them")
        shown.append(more.format(count=len(not_loaded) - GAPS))
    return _list(_("Not loaded; nothing is claimed about it:"), shown)


def _list(title: str, lines: Sequence[str]) -> Markup:
    if not lines:
        return Markup("")
    items = Markup("").join(
        Markup("<li>{}</li>").format(visible(line)) for line in lines
    )
    return Markup("<p>{}</p><ul>{}</ul>").format(title, items)
