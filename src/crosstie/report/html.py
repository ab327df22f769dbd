"""Writes the report: one file of HTML, complete in itself, without any script."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined

from crosstie.charts import chain, deals, flow, glyphs, ownership, timeline
from crosstie.pages import addresses, chosen, edition, money, words
from crosstie.pages.contexts import ReportContext
from crosstie.pages.tokens import css_variables
from crosstie.report import outline_head, views
from crosstie.report.speech import speak
from crosstie.text import numerals


def write_report(context: ReportContext, path: Path) -> None:
    """Write the report; a reader never meets half a file."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_text(render_report(context), encoding="utf-8", newline="\n")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def render_report(context: ReportContext, *, is_paper: bool = False) -> str:
    """Render the report as one string of HTML; drawings for paper are narrower."""
    template = _environment().get_template("report.html.j2")
    # What was put into a sentence passed by the filter of single values.
    return words.visible(
        template.render(
            page=context, facts=context.facts, style=style(), paper=is_paper
        )
    )


def style() -> str:
    """Give the one style sheet: tokens, drawings, then the page."""
    drawing = files("crosstie.charts").joinpath("drawing.css")
    rules = files("crosstie.report").joinpath("report.css")
    texts = [file.read_text(encoding="utf-8") for file in (drawing, rules)]
    return css_variables() + "".join(texts)


@cache
def _environment() -> Environment:
    return environment(PackageLoader("crosstie.report", "templates"))


def environment(loader: BaseLoader) -> Environment:
    """Make the environment of templates; pages of the site take it with their own."""
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=views.shown,
    )
    speak(made)
    made.filters |= {
        "amount": views.amount_html,
        "cents": views.number_html,
        "probability": money.probability,
        "unit": money.unit,
        "counted": views.counted,
        "sentence": words.sentence,
        "clause": words.clause,
        "clauses": words.clauses,
        "long_date": words.long_date,
        "short_hash": views.short_hash,
        "safe_url": addresses.public_url,
        "site": addresses.site,
        "listed": words.listed,
        "either": words.either,
        "grouped": numerals.grouped,
        "decision": words.decision,
        "visible": words.visible,
    }
    made.globals |= {
        "routes": words.ROUTES,
        "statuses": words.STATUSES,
        "kinds": words.KINDS,
        "where": chosen.where,
        "period": words.period,
        "predicate": words.predicate,
        "semicolon": words.semicolon,
        "record_anchor": addresses.record_anchor,
        "money_anchor": addresses.money_anchor,
        "route_anchor": views.route_anchor,
        "sibling_anchor": views.sibling_anchor,
        "is_record_voice": views.is_record_voice,
        "organisation_anchor": addresses.organisation_anchor,
        "glyphs": glyphs,
        "chain": chain,
        "deals": deals,
        "flow": flow,
        "timeline": timeline,
        "ownership": ownership,
        "views": views,
        "edition": edition,
        "since_words": outline_head,
    }
    return made
