"""Writes reports and exports of a run, with the same refusals as the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crosstie.api.reading import Reading
from crosstie.errors import CaseError, UsageError
from crosstie.model.case import Case
from crosstie.text.language import _

__all__ = ["write_export", "write_report"]

ENDINGS = {"html": "html", "pdf": "pdf", "md": "md", "markdown": "md", "docx": "docx"}
"""The format for each ending of a file."""


def write_report(
    reading: Reading,
    case: Callable[[], Case],
    path: str | Path | None,
    format_: str | None,
    *,
    publish: bool,
) -> Path:
    """Write the report of a run, and give its file."""
    from crosstie.pages.report import report_context
    from crosstie.report.formats import write_format

    kind = _format(format_, Path(path) if path else None)
    target = Path(path) if path else Path(f"report.{kind}")
    if publish:
        _refuse_changed(reading, case())
    context = (
        reading.read(lambda db: report_context(db, is_published=True))
        if publish
        else reading.context
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    write_format(context, target, kind)
    return target


def write_export(
    reading: Reading,
    case: Callable[[], Case],
    formats: str,
    folder: Path,
    *,
    with_leads: bool,
    publish: bool,
) -> list[Path]:
    """Write a run in formats for other programs, and give the files."""
    from crosstie.exports.formats import Export, named, write_formats
    from crosstie.pages.exchange import read_exchange

    names = named(formats)
    if publish and with_leads:
        raise UsageError(
            _("publish leaves leads out, and with_leads puts them in"),
            next_step=_("give one of the two"),
        )
    held = case()
    if publish:
        _refuse_changed(reading, held)
    exchange = (
        reading.read(lambda db: read_exchange(db, publish=True))
        if publish
        else reading.exchange
    )
    folder.mkdir(parents=True, exist_ok=True)
    return write_formats(Export(exchange, held, with_leads=with_leads), names, folder)


def _format(asked: str | None, path: Path | None) -> str:
    """Choose the format: the one asked for, else that of the file's ending."""
    ending = path.suffix.lstrip(".").lower() if path else ""
    found = ENDINGS.get((asked or ending or "html").lower())
    if found is None or (ending in ENDINGS and ENDINGS[ending] != found):
        raise UsageError(
            _("no report is written as {format}").format(format=repr(asked or ending))
            if found is None
            else _("the format {format} and the file {path} are two formats").format(
                format=found, path=path
            ),
            next_step=_("take one of: {names}").format(names="html, pdf, md, docx"),
        )
    return found


def _refuse_changed(reading: Reading, case: Case) -> None:
    """Refuse to publish a run that the case has left behind.

    Raises:
        CaseError: a file of the case is not the one that was traced.

    """
    traced, now = dict(reading.exchange.facts.case_files), dict(case.files)
    changed = sorted(n for n in {*traced, *now} if traced.get(n) != now.get(n))
    if changed:
        raise CaseError(
            _("changed since the case was traced: {names}").format(
                names=", ".join(changed)
            ),
            next_step=_("trace the case again: case.trace()"),
        )
