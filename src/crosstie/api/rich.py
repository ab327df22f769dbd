"""A table of a case as a notebook shows it: escaped, linked, doubt and kinds in view.

It brings no style sheet and no script: a notebook may be light or dark, and may not be
trusted. What a publisher wrote stands in its own voice, and is never read as markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from crosstie.api.plain import ROWS, Row, Shown, counted
from crosstie.pages.addresses import public_url, site
from crosstie.pages.money import amount, probability
from crosstie.pages.tokens import tokens
from crosstie.pages.totals import meaning
from crosstie.pages.words import AMOUNT_OF_ROUTE, KINDS, ROUTES, STATUSES, visible
from crosstie.text.language import _

TEXT = 120
"""Characters of a text that are shown; all of them stand in `rows()`."""

RECORD_LINKS = {"evidence_record": "evidence_url", "record_id": "url", "title": "url"}
"""Columns that name a record, and the column with its public page."""

AS_WRITTEN = frozenset(
    {
        *("supplier", "matched_text", "description", "value", "evidence_record"),
        *("record_id", "file_name", "from_label", "to_label", "award_id", "piid"),
    }
)
"""Columns in the voice of the records."""

MONO = "font-family:ui-monospace,'DejaVu Sans Mono',monospace;font-size:92%"
DIM = "opacity:.7"
_RIGHT = frozenset({"amount", "integer", "number"})


def table_html(table: Shown) -> str:
    """Write the first rows of a table as HTML, and how many more there are."""
    return str(table_markup(table))


def table_markup(table: Shown) -> Markup:
    """Write the same as a part of other HTML."""
    shown = table.shown or table.shape.columns
    kinds = {field.name: field.type for field in table.shape.fields}
    head = Markup("").join(
        Markup('<th scope="col" style="text-align:{};padding:2px 8px">{}</th>').format(
            _side(kinds[name]), name
        )
        for name in shown
    )
    body = Markup("").join(
        _row(row, shown, kinds, table.threshold) for row in table.head(ROWS)
    )
    return Markup(
        '<div class="crosstie"><table style="border-collapse:collapse">'
        '<caption style="text-align:left;caption-side:top;padding:4px 0">{}'
        "</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}</div>"
    ).format(counted(table), head, body, _more(table))


def _more(table: Shown) -> Markup:
    left = len(table) - ROWS
    if left <= 0:
        return Markup("")
    said = _("{count} more: rows(), df() and arrow() hold all of them").format(
        count=f"{left:,}"
    )
    return Markup('<p style="{}">{}</p>').format(DIM, said)


def _row(
    row: Row, shown: tuple[str, ...], kinds: Mapping[str, str], threshold: float | None
) -> Markup:
    cells = Markup("").join(
        Markup(
            '<td style="text-align:{};vertical-align:top;padding:2px 8px;'
            'white-space:{}">{}</td>'
        ).format(
            _side(kinds[name]),
            "nowrap" if kinds[name] in (*_RIGHT, "date") else "normal",
            _cell(name, row, kinds[name], threshold),
        )
        for name in shown
    )
    is_lead = row.get("kind") == "lead"
    style = "outline:1px dashed currentColor;outline-offset:-2px" if is_lead else ""
    return Markup('<tr style="{}">{}</tr>').format(style, cells)


def _side(type: str) -> str:
    return "right" if type in _RIGHT else "left"


def _cell(name: str, row: Row, type: str, threshold: float | None) -> Markup:
    value = row[name]
    if value is None:
        return Markup('<span style="{}">{}</span>').format(DIM, _empty(name, type))
    if type == "amount":
        return money_html(value, row.get("currency"), amount_kind(name, row))
    if type == "number":
        return chance_html(value, threshold)
    if type == "url":
        return link_html(value, site(value) if public_url(value) else value)
    if isinstance(value, bool):
        return escape(_("yes") if value else _("no"))
    if isinstance(value, date):
        return Markup('<time datetime="{0}">{0}</time>').format(value.isoformat())
    if isinstance(value, str):
        return _text(name, value, row)
    return escape(f"{value:,}" if isinstance(value, int) else value)


def _empty(name: str, type: str) -> str:
    return _("not stated") if type == "amount" else ""


def _text(name: str, value: str, row: Row) -> Markup:
    if name == "kind" and value in KINDS:
        return kind_html(value)
    if name == "route" and value in ROUTES:
        return route_html(value)
    if name == "status" and value in STATUSES:
        return escape(STATUSES[value])
    if name in RECORD_LINKS:
        return link_html(row.get(RECORD_LINKS[name]), value)
    return words_html(value, is_written=name in AS_WRITTEN)


def words_html(text: str, *, is_written: bool = False) -> Markup:
    """Write a text of a record: escaped, isolated from the direction around it."""
    said = visible(text)
    said = said if len(said) <= TEXT else f"{said[: TEXT - 1]}…"
    return Markup('<bdi style="{}">{}</bdi>').format(MONO if is_written else "", said)


def link_html(url: str | None, text: str) -> Markup:
    """Link a text to a public page; only http and https are linked."""
    address = public_url(url)
    shown = words_html(text, is_written=True)
    if not address:
        return shown
    return Markup(
        '<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>'
    ).format(address, shown)


def kind_html(kind: str) -> Markup:
    """Write how far a tie may be relied on: a filled square, or a dashed empty one."""
    border = {"finding": "solid", "lead": "dashed"}.get(kind, "none")
    ground = "currentColor" if kind == "finding" else "none"
    return Markup(
        '<span style="white-space:nowrap;font-weight:600"><span aria-hidden="true"'
        ' style="display:inline-block;width:8px;height:8px;margin-right:6px;'
        'border:1.5px {} currentColor;background:{}"></span>{}</span>'
    ).format(border, ground, KINDS[kind])


def route_html(route: str) -> Markup:
    """Write a route with its mark in its colour, for light and for dark."""
    mark = tokens().route[route]
    return Markup(
        '<span style="white-space:nowrap"><span aria-hidden="true" style="color:{0};'
        'color:light-dark({0},{1})">{2}</span> {3}</span>'
    ).format(mark.light, mark.dark, mark.terminal, ROUTES[route])


def money_html(value: Decimal, currency: str | None, kind: str) -> Markup:
    """Write an amount in full, with its currency and what kind of amount it is."""
    said = visible(amount(value, currency))
    if not currency:
        said = f"{said} ({_('currency not stated')})"
    return Markup(
        '<span style="font-variant-numeric:tabular-nums">{}</span><br>'
        '<span style="{}">{}</span>'
    ).format(said, DIM, kind)


def chance_html(value: float, threshold: float | None) -> Markup:
    """Write a probability, hollow where it does not reach the threshold."""
    if threshold is None:
        return escape(probability(value))
    mark = "●" if value >= threshold else "○"
    return Markup('<span style="font-weight:{}">{} {}</span>').format(
        "400" if value >= threshold else "700", probability(value), mark
    )


def amount_kind(name: str, row: Row) -> str:
    """Say what kind of amount stands in a column of a row."""
    held = str(row.get("amount_kind") or name)
    of = str(row.get("meaning") or "")
    if not of and row.get("route"):
        of = meaning(str(row["route"]))
    if held in ("obligated", "value"):
        said = {
            "reseller": AMOUNT_OF_ROUTE["product"],
            "subaward": AMOUNT_OF_ROUTE["subaward"],
            "stake": AMOUNT_OF_ROUTE["investor"],
        }
        return said.get(of) or _("obligated")
    words = {
        "outlaid": _("Outlaid"),
        "current": _("Current"),
        "current_value": _("Current"),
        "ceiling": _("Ceiling"),
        "shared_ceiling": _("Shared ceiling"),
        "at_stake": _("obligated, at stake in no tie"),
    }
    return words[held].lower() if held in words else held.replace("_", " ")
