"""SQL that turns cells of text into typed values, and finds those that are wrong.

Typing stands in SQL because it must keep pace with the engine's own reading. An amount
is exact: scientific notation is accepted, a fraction of a cent is not. A date must lie
between 1900 and 2199; of two digits, 00 to 68 are years of this century.
"""

from __future__ import annotations

from collections.abc import Sequence

from crosstie.sources.reading.layout import Layout
from crosstie.sources.reading.untrimmed import UNTRIMMED
from crosstie.store.engine import quoted

__all__ = ["EXPECTED", "clean_select", "literal"]

EXPECTED = {
    "date": "a date",
    "money": "an amount of at most two decimals",
    "whole": "a whole number",
    "flag": "true or false",
    "money_point": "an amount such as 1,234.50",
    "money_comma": "an amount such as 1.234,50",
    "percent": "a share in per cent",
    "currency": "an ISO 4217 code",
    "isodate": "a date",
    "lei": "an LEI of 20 characters",
}

_PLAIN_AMOUNT = "-?[0-9]{1,15}([.][0-9]{1,2})?"
"""How nearly every amount is written; the others are read more slowly."""

_WRITTEN = {
    "money_point": (
        "-?[$€£]? ?([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,15})([.][0-9]{1,2})?",
        "[,$€£ ]",
    ),
    "money_comma": (
        "-?[$€£]? ?([0-9]{1,3}([.   ][0-9]{3})+|[0-9]{1,15})(,[0-9]{1,2})?"
        "([   ]?[$€£])?",
        "[.$€£   ]",
    ),
}
"""How a person's table may write amounts, and what of it is no digit."""

_SHAPES = {"currency": "[A-Z]{3}", "lei": "[0-9A-Z]{18}[0-9]{2}"}
_TRUE = "('t', 'true', 'y', 'yes', '1')"
_FALSE = "('f', 'false', 'n', 'no', '0')"


def clean_select(
    layout: Layout, header: Sequence[str], identical: Sequence[str], arrow: str
) -> str:
    """Write the select that types every read column and names the first problem.

    The result has `row_number`, the layout's targets, `row_hash` and `problem`
    (a target's name, or none).
    """
    cells = {
        target: _trimmed(source) if source in header else "cast(null as varchar)"
        for source, target in layout.read.items()
    }
    sources = {target: source for source, target in layout.read.items()}
    trimmed = ",\n".join(
        f"      {sql} as {quoted('raw ' + t)}" for t, sql in cells.items()
    )
    written = ",\n".join(
        f"    {_written(layout, sources[t], 'raw ' + t)} as {quoted('raw ' + t)}"
        for t in cells
    )
    typed = ",\n".join(f"    {_typed(layout, t)} as {quoted(t)}" for t in cells)
    kept = ",\n".join(f"  {quoted(t)}" for t in cells)
    hashed = ", ".join(quoted(name) for name in identical)
    return (
        f"select\n  row_number,\n{kept},\n  row_hash,\n"
        f"  {_problem(layout, list(cells))} as problem\n"
        f"from (\n  select\n    *,\n{typed}\n"
        f"  from (\n    select\n    row_number,\n    row_hash,\n{written}\n"
        f"    from (\n      select\n      row_number,\n"
        f"      hash({hashed}) as row_hash,\n{trimmed}\n"
        f"      from {quoted(arrow)}\n    )\n  )\n)"
    )


def literal(text: str) -> str:
    """Write a text constant of our own data as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _trimmed(source: str) -> str:
    """Trim a cell: only of rows that are marked, because trimming is slow."""
    name = quoted(source)
    return f"case when {quoted(UNTRIMMED)} then trim({name}, ' \t\n\r') else {name} end"


def _written(layout: Layout, source: str, name: str) -> str:
    """Make a cell null that is empty, or holds the publisher's word for nothing."""
    words = [
        word
        for word, columns in layout.nulls.items()
        if source in columns or "*" in columns
    ]
    listed = ", ".join(literal(word) for word in ("", *words))
    return f"case when {quoted(name)} not in ({listed}) then {quoted(name)} end"


def _typed(layout: Layout, target: str) -> str:
    raw = quoted("raw " + target)
    kind = layout.kind(target)
    if kind == "date":
        formats = ", ".join(literal(f) for f in layout.dates)
        return (
            f"case when try_strptime({raw}, [{formats}])"
            " between timestamp '1900-01-01' and timestamp '2199-12-31'"
            f" then try_strptime({raw}, [{formats}])::date end"
        )
    if kind in ("money", "percent"):
        number = f"try_cast({raw} as decimal(38, 10))"
        if kind == "percent":
            return f"try_cast({number} as decimal(7, 4))"
        return (
            f"case when regexp_full_match({raw}, '{_PLAIN_AMOUNT}')"
            f" then try_cast({raw} as decimal(18, 2))"
            f" when {number} = round({number}, 2) and strpos({raw}, '_') = 0"
            f" then try_cast({number} as decimal(18, 2)) end"
        )
    if kind in _WRITTEN:
        shape, signs = (literal(text) for text in _WRITTEN[kind])
        bare = f"regexp_replace({raw}, {signs}, '', 'g')"
        return (
            f"case when regexp_full_match({raw}, {shape})"
            f" then try_cast(replace({bare}, ',', '.') as decimal(18, 2)) end"
        )
    if kind == "whole":
        return f"try_cast({raw} as bigint)"
    if kind == "flag":
        return (
            f"case when lower({raw}) in {_TRUE} then true"
            f" when lower({raw}) in {_FALSE} then false end"
        )
    if kind == "duns":
        return f"lpad(regexp_replace({raw}, '\\.0$', ''), 9, '0')"
    if kind == "isodate":
        return f"try_strptime(left({raw}, 10), '%Y-%m-%d')::date"
    if kind in _SHAPES:
        return (
            f"case when regexp_full_match(upper({raw}), '{_SHAPES[kind]}')"
            f" then upper({raw}) end"
        )
    if kind.startswith("choice:"):
        words = ", ".join(literal(word) for word in kind[7:].split("|"))
        return f"case when lower({raw}) in ({words}) then lower({raw}) end"
    if kind == "country":
        return f"upper({raw})"
    return raw


def _problem(layout: Layout, targets: Sequence[str]) -> str:
    cases = []
    sources = {target: source for source, target in layout.read.items()}
    for target in targets:
        name = literal(target)
        if sources[target] in layout.closed:
            words = ", ".join(map(literal, layout.expect.categories[sources[target]]))
            cases.append(f"when {quoted('raw ' + target)} not in ({words}) then {name}")
        kind = layout.kind(target)
        if kind in EXPECTED or kind.startswith("choice:"):
            cases.append(
                f"when {quoted('raw ' + target)} is not null"
                f" and {quoted(target)} is null then {name}"
            )
        if target in layout.required:
            cases.append(f"when {quoted(target)} is null then {name}")
    return "case " + " ".join(cases) + " end" if cases else "cast(null as varchar)"
