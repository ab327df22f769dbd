"""The formats of a report: one file each, all from the same context."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from crosstie.errors import UsageError
from crosstie.pages.contexts import ReportContext
from crosstie.report.html import render_report
from crosstie.text.language import _

Writer = Callable[[ReportContext], bytes]


def _html(context: ReportContext) -> bytes:
    return render_report(context).encode("utf-8")


def _markdown(context: ReportContext) -> bytes:
    from crosstie.report.markdown import markdown
    from crosstie.report.outline import document

    return markdown(document(context)).encode("utf-8")


def _docx(context: ReportContext) -> bytes:
    from crosstie.report.docx_file import docx
    from crosstie.report.outline import document

    return docx(document(context))


def _pdf(context: ReportContext) -> bytes:
    from crosstie.report.pdf_file import pdf

    return pdf(render_report(context, is_paper=True), context)


FORMATS: dict[str, Writer] = {
    "html": _html,
    "pdf": _pdf,
    "md": _markdown,
    "docx": _docx,
}
"""How each format is written, by the ending of its file."""


def rendered(context: ReportContext, format_: str) -> bytes:
    """Write a report in a format, in the language that is being spoken.

    Raises:
        UsageError: the format is unknown, or what writes it is not installed.

    """
    if format_ not in FORMATS:
        raise UsageError(
            _("no report is written as {format}").format(format=repr(format_)),
            next_step=_("write it as one of: {formats}").format(
                formats=", ".join(FORMATS)
            ),
        )
    return FORMATS[format_](context)


def write_format(context: ReportContext, path: Path, format_: str) -> None:
    """Write a report into a file; a reader never meets half of one."""
    content = rendered(context, format_)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
