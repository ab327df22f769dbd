"""Writes a report as Markdown that reads well as plain text, too.

Tables and footnotes are those of GitHub's flavour. A record's own words stand in code
spans; in every other text each sign that Markdown or HTML would take for its own is
escaped, so that no record can become a link, a heading or a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from crosstie.pages.addresses import public_url
from crosstie.pages.words import visible
from crosstie.report.blocks import (
    MARK,
    RECORD,
    STRONG,
    Block,
    Bullets,
    CitedRecords,
    Document,
    Heading,
    Line,
    Note,
    Paragraph,
    Preformatted,
    Table,
    Text,
    said,
)

_SIGNS = re.compile(r"[\\`*_{}\[\]|~^]|(?<![A-Za-z])\$|\$(?![\d−-])")
_ENTITIES = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;"})
_AUTOMATIC = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)|(\w)(@)")
_UNSAFE = {ord(sign): f"%{ord(sign):02X}" for sign in "<>()[]|\\`\"' \n\t\r{}^*_~"}


def markdown(document: Document) -> str:
    """Write a report's blocks as Markdown."""
    parts = [part for block in document.blocks if (part := _block(block))]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_first(_line(block.line))}"
    if isinstance(block, Paragraph):
        text = _line(block.line)
        is_set_off = block.style in ("warning", "quotation")
        return f"> {_first(text)}" if is_set_off else _first(text)
    if isinstance(block, Bullets):
        return "\n".join(f"- {_first(_line(line))}" for line in block.lines)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, CitedRecords):
        return "\n".join(
            f"[^{one.number}]: {_line(said(one.line, '. ', block.title))}"
            for one in block.records
        )
    if isinstance(block, Preformatted):
        fence = "`" * max(3, _longest(block.text, "`") + 1)
        return f"{fence}text\n{_flat(block.text)}\n{fence}"
    return ""


def _table(table: Table) -> str:
    """Write a table; its caption stands above it."""
    rules = ["---:" if n in table.numbers else "---" for n in range(len(table.head))]
    rows = [
        _row(escaped(head) for head in table.head),
        _row(rules),
        *(_row(_cell(cell) for cell in row) for row in table.rows),
    ]
    caption = f"*{escaped(table.caption)}*\n\n" if table.caption else ""
    return caption + "\n".join(rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(line: Line) -> str:
    """Write a cell: there a pipe is escaped in code spans, too."""
    return "".join(_run(run, is_cell=True) for run in _joined(line))


def _line(line: Line) -> str:
    return "".join(_run(run) for run in _joined(line))


def _joined(line: Line) -> Sequence[Text | Note]:
    """Put neighbours of one kind together: two code spans side by side would merge."""
    found: list[Text | Note] = []
    for run in line:
        last = found[-1] if found else None
        if (
            isinstance(run, Text)
            and isinstance(last, Text)
            and run.kind == last.kind == RECORD
            and run.link == last.link
        ):
            found[-1] = Text(last.text + run.text, RECORD, run.link)
        else:
            found.append(run)
    return found


def _run(run: Text | Note, *, is_cell: bool = False) -> str:
    if isinstance(run, Note):
        return f"[^{run.number}]"
    if run.kind in (RECORD, MARK):
        text = _code(run.text, is_cell=is_cell, is_marked=run.kind == MARK)
    elif run.kind == STRONG:
        text = _around(run.text, "**")
    else:
        text = escaped(run.text)
    url = public_url(run.link)
    return f"[{text}]({url.translate(_UNSAFE)})" if url and text.strip() else text


def _code(text: str, *, is_cell: bool, is_marked: bool) -> str:
    """Write a record's words as a code span, whatever stands in them."""
    flat = _flat(text)
    core = flat.strip()
    if not core:
        return flat
    fence = "`" * (_longest(core, "`") + 1)
    pad = " " if "`" in (core[0], core[-1]) else ""
    span = f"{fence}{pad}{core}{pad}{fence}"
    if is_cell:
        span = span.replace("|", "\\|")
    span = f"**{span}**" if is_marked else span
    return flat[: len(flat) - len(flat.lstrip())] + span + flat[len(flat.rstrip()) :]


def _around(text: str, sign: str) -> str:
    core = escaped(text).strip()
    return f"{sign}{core}{sign}" if core else ""


def escaped(text: str) -> str:
    """Write a text so that nothing in it is taken for Markdown, HTML or a link."""
    flat = _SIGNS.sub(r"\\\g<0>", _flat(text).translate(_ENTITIES))
    return _AUTOMATIC.sub(
        lambda m: "".join(
            part if n % 2 == 0 else f"\\{part}"
            for n, part in enumerate(p for p in m.groups() if p)
        ),
        flat,
    )


def _flat(text: str) -> str:
    return visible(re.sub(r"\s*[\n\r\t\v\f\x85\u2028\u2029]\s*", " ", text))


def _first(text: str) -> str:
    """Keep a line from beginning a list, a rule or a heading by chance."""
    text = re.sub(r"^(\s*)([-+=#])", r"\1\\\2", text)
    return re.sub(r"^(\s*\d+)([.)])(?=\s|$)", r"\1\\\2", text)


def _longest(text: str, sign: str) -> int:
    return max((len(run) for run in re.findall(f"{re.escape(sign)}+", text)), default=0)
