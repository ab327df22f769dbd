"""What the templates need beyond the context: groups of rows, bars, amounts as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from crosstie.charts.glyphs import strip
from crosstie.charts.svg import element
from crosstie.pages.addresses import money_anchor
from crosstie.pages.contexts import (
    Hop,
    ReportContext,
    Rung,
    Section,
    Tie,
    Total,
)
from crosstie.pages.money import MINUS, around, unit
from crosstie.pages.run_contexts import Record, RunFacts, Span
from crosstie.pages.subjects import Subject, is_as_written, subject
from crosstie.pages.timeline import loaded_spans
from crosstie.pages.totals import MEANINGS, add_up, meaning
from crosstie.pages.words import AMOUNT_OF_ROUTE, ROUTES, count, either, visible
from crosstie.text import language
from crosstie.text.language import _, later, laters
from crosstie.text.numerals import fixed, signs

GROUPS = {
    "obligated": (
        later("Supplier named, owned or in a joint venture"),
        later("obligated by the agency to the supplier"),
    ),
    "reseller": (
        later("Product sold by a reseller"),
        later("the amount is the reseller’s, and in no sum above"),
    ),
    "subaward": (
        later("Named on a subaward"),
        later(
            "as the prime supplier reports it; part of a prime award, in no sum above"
        ),
    ),
    "stake": (
        later("A stake without control"),
        later("obligated to a company that is part-owned, in no sum"),
    ),
    "none": (later("Without an award"), later("property, offices and documents")),
}


@dataclass(frozen=True)
class Group:
    """Rows of the table whose money means the same."""

    meaning: str
    name: str
    note: str
    rows: tuple[Tie, ...]
    offices: int
    totals: tuple[Total, ...]


def groups(findings: Sequence[Tie]) -> list[Group]:
    """Group the rows of the table by what their money is; nothing is mixed."""
    found = []
    for what in MEANINGS:
        ties = [tie for tie in findings if meaning(tie.route) == what]
        rows = tuple(tie for tie in ties if not tie.is_presence)
        if ties:
            name, note = GROUPS[what]
            offices = len(ties) - len(rows)
            found.append(Group(what, _(name), _(note), rows, offices, add_up(ties)))
    return found


def subject_of(tie: Tie, page: ReportContext) -> Subject:
    """Say whom a tie is reported under."""
    return subject(tie, page.facts.country)


def one_currency(ties: Sequence[Tie]) -> str | None:
    """Give the currency of all amounts, or None where they have several."""
    found = {tie.currency for tie in ties if tie.obligated is not None}
    return found.pop() if len(found) == 1 else None


def largest(ties: Sequence[Tie]) -> Decimal:
    """Find the largest amount: the bars of one group and currency share a scale."""
    return max((tie.obligated or Decimal(0) for tie in ties), default=Decimal(0))


def bar(tie: Tie, group: Group) -> Markup:
    """Draw the bar under an amount, in the route's colour."""
    return bar_of(tie, scale(group.rows))


def scale(ties: Sequence[Tie]) -> dict[str, Decimal]:
    """Find the largest amount of each currency: the bars of one table share it."""
    found = dict.fromkeys(tie.currency for tie in ties)
    return {c: largest([t for t in ties if t.currency == c]) for c in found}


def bar_of(tie: Tie, scales: Mapping[str, Decimal]) -> Markup:
    """Draw the bar under an amount on a shared scale."""
    if tie.obligated is None or tie.obligated <= 0:
        return Markup("")
    most = scales[tie.currency]
    width = max(1.0, 110 * float(tie.obligated / most))
    return element(
        "svg",
        element("rect", width=width, height=4),
        class_=f"bar r-{tie.route}",
        width=width,
        height=4,
        aria_hidden="true",
    )


@dataclass(frozen=True)
class Years:
    """The shared years of the strips in a table."""

    first: date
    last: date
    loaded: tuple[Span, ...] | None
    """What was loaded in full; None where that is not known."""

    def strip(self, tie: Tie) -> Markup:
        """Draw the actions of a tie over these years."""
        return strip(tie.counted, self.first, self.last, self.loaded, tie.route)


def years(page: ReportContext) -> Years | None:
    """Choose the years that the strips of the table share."""
    days = [a.day for tie in page.findings for a in tie.counted if a.day]
    if not days:
        return None
    name = page.facts.buyer.abbreviation
    return Years(
        date(min(days).year, 1, 1),
        date(max(days).year, 12, 31),
        loaded_spans(page.facts, name),
    )


@dataclass(frozen=True)
class Said:
    """What some records of a hop say alike."""

    numbers: tuple[int, ...]
    field: str
    value: str


def said_by(hop: Hop) -> list[Said]:
    """Put the records of a hop that say the same in the same field together."""
    found: dict[tuple[str, str], list[int]] = {}
    for e in hop.evidence:
        found.setdefault((e.field, e.value or e.record_id), []).append(e.number)
    return [
        Said(tuple(dict.fromkeys(numbers)), field, value)
        for (field, value), numbers in found.items()
    ]


def seat(tie: Tie) -> str:
    """Say at which post an office is, as its record names it."""
    notes = [hop.to_note for hop in tie.hops if hop.to_kind == "office"]
    return next((note.splitlines()[0] for note in notes if note.strip()), "")


def is_record_voice(kind: str, id_: str) -> bool:
    """Tell whether a station's name is set as the record writes it."""
    return kind in ("award", "supplier", "product") or is_as_written(id_)


def award_name(award_id: str) -> str:
    """Name an award as people do: an inferred identity by its number in the records."""
    parts = award_id.split(":")
    return parts[2] if parts[0] == "inferred" and len(parts) > 2 else award_id


def route_anchor(route: str) -> str:
    """Find the rows of the table that hold a route's money."""
    return money_anchor(meaning(route))


def tie_of_total(total: Total, *sections: Section) -> str:
    """Find the first tie whose money a total holds."""
    return next(
        part.tie.anchor
        for section in sections
        for part in section.ties
        if part.tie.component == total.component
        and meaning(part.tie.route) == total.meaning
    )


def sibling_anchor(total: Total, page: ReportContext) -> str:
    """Find where the ties of a sibling's total begin."""
    return tie_of_total(total, *page.sibling_sections)


@dataclass(frozen=True)
class RecordGroup:
    """Records cited from one file, or all that stand in the case."""

    title: str
    file_name: str
    sha256: str
    retrieved: date | None
    is_case: bool
    records: tuple[Record, ...]


def record_groups(records: Sequence[Record]) -> list[RecordGroup]:
    """Put records under the file that they stand in, so that it is named once."""
    found: dict[tuple[object, ...], list[Record]] = {}
    for record in records:
        key: tuple[object, ...] = ("case",)
        if not record.from_case:
            key = (record.publisher, record.dataset, record.version, record.file_name)
            key += (record.sha256, record.retrieved)
        found.setdefault(key, []).append(record)
    return [_record_group(members) for members in found.values()]


def _record_group(members: list[Record]) -> RecordGroup:
    first = members[0]
    if first.from_case:
        return RecordGroup(_("Rows of the case"), "", "", None, True, tuple(members))
    title = ", ".join(dict.fromkeys(p for p in (first.publisher, first.dataset) if p))
    title += f" {first.version}" if first.version else ""
    return RecordGroup(
        title,
        first.file_name,
        first.sha256,
        first.retrieved,
        False,
        tuple(members),
    )


def rung_bar(rung: Rung, ladder: Sequence[Rung]) -> Markup:
    """Draw one kind of amount: solid is money promised, a line is only room."""
    values = [abs(r.value) for r in ladder if r.value is not None]
    most = max(values, default=Decimal(0))
    if not rung.value or not most:
        return Markup("")
    share = f"{max(float(abs(rung.value) / most) * 100, 0.4):.2f}%"
    ink = "var(--ink)"
    line: dict[str, object] = {"x1": 0, "y1": 5, "x2": share, "y2": 5, "stroke": ink}
    line["stroke_width"] = 1.6
    end = {"y1": 1, "y2": 9, "stroke": ink, "stroke_width": 1.6}
    drawn = {
        "obligated": [element("rect", y=0.5, width=share, height=9, fill=ink)],
        "outlaid": [element("rect", y=3, width=share, height=5, fill="var(--ink-2)")],
        "current": [
            element(
                "rect",
                y=1,
                width=share,
                height=8,
                fill="none",
                stroke=ink,
                stroke_width=2,
            )
        ],
        "ceiling": [
            element("line", **line),
            element("line", x1=1, x2=1, **end),
            element("line", x1=share, x2=share, **end),
        ],
        "shared": [
            element("line", **line, stroke_dasharray="2 3"),
            element("line", x1=share, x2=share, **end),
        ],
    }[rung.kind]
    return element("svg", Markup("").join(drawn), aria_hidden="true")


def number_html(value: Decimal) -> Markup:
    """Write an amount for a column: cents paler, never dropped; a minus is seen."""
    point = signs().decimal
    whole, _point, cents = fixed(abs(value)).partition(point)
    sign = Markup('<span class="minus">{}</span>').format(MINUS) if value < 0 else ""
    return Markup('<span class="nb">{}{}<span class="cents">{}{}</span></span>').format(
        sign, whole, point, cents
    )


def amount_html(value: Decimal, currency: str | None) -> Markup:
    """Write an amount with its currency."""
    before, after = around(currency)
    return Markup('<span class="nb">{}{}{}</span>').format(
        before, number_html(value), after
    )


def short_hash(sha256: str) -> str:
    """Shorten a hash to its ends; all of it stands in run.json."""
    return f"{sha256[:8]}…{sha256[-4:]}" if len(sha256) > 16 else sha256


def shown(value: object) -> object:
    """Make steering characters of a record visible before they are escaped."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value


def amount_is(route: str) -> str:
    """Say what the amount of a route is; no amount stands without its kind."""
    return AMOUNT_OF_ROUTE.get(route) or _("obligated")


def total_says(meaning: str) -> str:
    """Say what the money of a sibling's total is."""
    said = {
        "obligated": _("obligated"),
        "reseller": _("obligated to resellers"),
        "subaward": _("on subawards, as reported"),
        "stake": _("obligated, by a stake"),
    }
    return said.get(meaning, "")


def total_by(total: Total) -> str:
    """Say what a total is and who obligated it, in its currency."""
    said = {
        "obligated": _("{currency} obligated by {agency}"),
        "reseller": _("{currency} obligated to the reseller by {agency}"),
        "subaward": _("{currency} reported on subawards under awards of {agency}"),
        "stake": _("{currency} in no sum, a stake: obligated by {agency}"),
    }
    form = said.get(total.meaning, said["obligated"])
    return form.format(currency=unit(total.currency), agency=total.component)


def routes_said(routes: Sequence[str]) -> str:
    """Name routes as a choice: presence or documented."""
    return either([ROUTES.get(route, route) for route in routes])


def searched(facts: RunFacts) -> str:
    """Say what was searched, with counts and the period."""
    counts = facts.counts
    nouns = {
        "transactions": laters("{count} transaction", "{count} transactions"),
        "subawards": laters("{count} subaward", "{count} subawards"),
        "suppliers": laters("{count} supplier", "{count} suppliers"),
        "organisations": laters("{count} organisation", "{count} organisations"),
    }
    said = ", ".join(
        language.counted(*nouns[name], counts[name]) for name in nouns if name in counts
    )
    fields = {"what": said, "since": facts.since, "until": facts.until}
    if facts.since and facts.until:
        return _("{what}; actions from {since} until {until}").format(**fields)
    if facts.since:
        return _("{what}; actions from {since}").format(**fields)
    if facts.until:
        return _("{what}; actions until {until}").format(**fields)
    return said


def counted(things: int | Sequence[object], one: str, many: str | None = None) -> str:
    """Write a count, or the length of a list, with its noun."""
    return count(things if isinstance(things, int) else len(things), one, many)
