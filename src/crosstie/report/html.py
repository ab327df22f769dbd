"""Writes the report: one file of HTML, complete in itself, without any script."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined

from crosstie.charts import chain, deals, flow, glyphs, ownership, timeline
from crosstie.pages import addresses, money, words
from crosstie.pages.contexts import ReportContext
from crosstie.pages.tokens import css_variables
from crosstie.report import views
from crosstie.text import language


def write_report(context: ReportContext, path: Path) -> None:
    """Write the report; a reader never meets half a file."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_text(render_report(context), encoding="utf-8", newline="\n")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def render_report(context: ReportContext) -> str:
    """Render the report as one string of HTML."""
    template = _environment().get_template("report.html.j2")
    return template.render(page=context, facts=context.facts, style=style())


def style() -> str:
    """Give the one style sheet: tokens, then rules."""
    rules = files("crosstie.report").joinpath("report.css").read_text(encoding="utf-8")
    return css_variables() + rules


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
        extensions=["jinja2.ext.i18n"],
    )
    # The extension puts these methods there; its stub says nothing of them.
    made.install_gettext_callables(  # type: ignore[attr-defined]
        language._, language.ngettext, newstyle=True
    )
    made.filters |= {
        "amount": views.amount_html,
        "cents": views.number_html,
        "probability": money.probability,
        "unit": money.unit,
        "counted": views.counted,
        "sentence": words.sentence,
        "clause": words.clause,
        "long_date": words.long_date,
        "short_hash": views.short_hash,
        "safe_url": addresses.public_url,
        "site": addresses.site,
        "listed": words.listed,
    }
    made.globals |= {
        "routes": words.ROUTES,
        "statuses": words.STATUSES,
        "period": words.period,
        "predicate": words.predicate,
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
    }
    return made
