"""The lines of `crosstie figures`: a number, what it counts, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from crosstie.cli.terminal_lines import safe, wrapped
from crosstie.model.claims import FigureValue, Missing, NotLoaded, Point, Support
from crosstie.pages.figures import said, unit_of
from crosstie.pages.words import long_date
from crosstie.text.language import _
from crosstie.text.numerals import fixed, grouped

__all__ = ["lines_of", "sentence_of"]

INDENT = 2


def lines_of(found: Sequence[FigureValue | NotLoaded], width: int) -> Iterator[str]:
    """Write every figure, and every one that cannot be given."""
    for one in found:
        yield f"{one.recipe}: {safe(one.title)}"
        if isinstance(one, NotLoaded):
            yield from _missing(one, width)
        else:
            yield from _figure(one, width)
        yield ""


def sentence_of(one: FigureValue) -> str:
    """Say the number with its parts and its days in one line."""
    parts = said(one.value, one.unit)
    if one.numerator is not None and one.denominator is not None:
        over = _("{value} ({numerator} over {denominator})")
        share = _("{value} ({numerator} of {denominator})")
        parts = (share if one.unit == "share" else over).format(
            value=parts,
            numerator=_number(one, one.numerator),
            denominator=_number(one, one.denominator),
        )
    if one.as_of and one.published:
        said_on = _("{value}, as of {day}, published {published}")
    elif one.as_of:
        said_on = _("{value}, as of {day}")
    else:
        return parts
    return said_on.format(
        value=parts,
        day=long_date(one.as_of),
        published=long_date(one.published) if one.published else "",
    )


def _number(one: FigureValue, number: Decimal) -> str:
    """Write a numerator or denominator in full, with its currency if it is money."""
    whole = number == number.to_integral_value()
    told = grouped(int(number)) if whole else fixed(number)
    return f"{one.points_unit} {told}".strip()


def _figure(one: FigureValue, width: int) -> Iterator[str]:
    yield from _block(sentence_of(one), width)
    yield from _block(_("Unit: {unit}").format(unit=unit_of(one.unit)), width)
    yield from _block(
        _("Counts: {population}").format(population=one.population), width
    )
    if one.readings:
        yield from _block(_("Taken for it, and something else:"), width)
        for reading in one.readings:
            unit = reading.unit or one.unit
            line = _("{value}: {says}").format(
                value=said(reading.value, unit), says=reading.says
            )
            yield from _block(line, width, INDENT * 2)
    if one.points:
        yield from _block(_("Drawn:"), width)
        for point in one.points:
            yield from _block(_point(point, one.points_unit or one.unit), width, 4)
    if one.parameters:
        yield from _block(_("Depends on:"), width)
        for it in one.parameters:
            yield from _block(_parameter(it.name, it.value, it.title), width, 4)
            if it.low or it.high:
                values = _("low {low}, middle {middle}, high {high}")
                told = values.format(low=it.low, middle=it.middle, high=it.high)
                yield from _block(told, width, 6)
            yield from _block(it.basis, width, 6)
    if one.cells:
        yield from _block(_("Stands in:"), width)
        for cell in one.cells:
            yield from _block(_evidence(cell), width, INDENT * 2)
    yield from _reported(one.reported, width)
    for caveat in one.caveats:
        yield from _block(_("Note: {text}").format(text=caveat), width)


def _missing(one: NotLoaded, width: int) -> Iterator[str]:
    heads = {
        Missing.NOT_LOADED: _("Not loaded: {what}"),
        Missing.NO_ROWS: _("Nothing to count: {what}"),
        Missing.WITHHELD: _("Withheld: {what}"),
    }
    yield from _block(heads[one.why].format(what=one.missing), width)
    if one.command:
        yield from _block(_("Next: {command}").format(command=one.command), width)
    yield from _reported(one.reported, width)


def _reported(rows: Sequence[Support], width: int) -> Iterator[str]:
    if rows:
        yield from _block(_("Published by others, not recomputed:"), width)
    for row in rows:
        yield from _block(_evidence(row), width, INDENT * 2)


def _parameter(name: str, value: str, title: str) -> str:
    shown = value or _("from the data")
    return f"{name} = {shown} ({title})"


def _point(point: Point, unit: str) -> str:
    day = f"{point.day.isoformat()}  " if point.day else ""
    value = said(point.value, unit) if point.value is not None else "-"
    mark = " *" if point.is_figure else ""
    says = f" ({point.says})" if point.says else ""
    return f"{day}{value}  {point.label}{says}{mark}"


def _evidence(cell: Support) -> str:
    """Name file, sheet, address and row, what stands there, and who published it."""
    number, name = _("row {number}"), _("sheet {name}")
    row = ", " + number.format(number=cell.row_number)
    sheet = ", " + name.format(name=cell.sheet) if cell.sheet else ""
    place = (
        cell.file_name
        + sheet
        + (f", {cell.address}" if cell.address else "")
        + (row if cell.row_number else "")
    )
    day = f", {cell.day.isoformat()}" if cell.day else ""
    value = f": {cell.value}" if cell.value else ""
    url = f" <{cell.url}>" if cell.url else ""
    title = f"{cell.title}. " if cell.title else ""
    return f"{place}{value}. {title}{cell.publisher}{day}{url}"


def _block(text: str, width: int, indent: int = INDENT) -> Iterator[str]:
    for number, line in enumerate(wrapped(safe(text), max(width - indent - 2, 30))):
        yield " " * (indent + (INDENT if number else 0)) + line
