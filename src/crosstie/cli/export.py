"""`crosstie export`: the last run of a case as files for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge
from crosstie.text.language import _, ngettext
from crosstie.text.numerals import grouped

if TYPE_CHECKING:
    from crosstie.model.case import Case
    from crosstie.pages.exchange_contexts import Exchange


def export_command(
    case: Annotated[
        str, typer.Argument(help="A case folder, or the name of a case that ships.")
    ] = "ca-ice",
    format: Annotated[
        str,
        typer.Option(
            metavar="FORMAT[,FORMAT...]",
            help="csv, parquet, xlsx, ftm, ocds, bods, graphml, gexf, datapackage, "
            "or jsonld; several with commas between.",
        ),
    ] = "csv",
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("exports"),
    with_leads: Annotated[
        bool,
        typer.Option(
            "--with-leads",
            help="Put leads, marked as such, into formats that leave them out.",
        ),
    ] = False,
    publish: Annotated[
        bool,
        typer.Option(
            "--publish",
            help="Findings only; refused while a tie is undecided or disputed.",
        ),
    ] = False,
    language: edge.Language = None,
) -> None:
    """Export the last run of a case for other programs, with its evidence."""
    from crosstie.errors import UsageError
    from crosstie.exports.formats import Export, named, write_formats
    from crosstie.pages.exchange import read_exchange
    from crosstie.store.casefolder import find_case, read_case
    from crosstie.store.decisions import own_file
    from crosstie.store.engine import Database
    from crosstie.store.runs import last_run

    names = named(format)
    if publish and with_leads:
        raise UsageError(
            _("--publish leaves leads out, and --with-leads puts them in"),
            next_step=_("give one of the two"),
        )
    settings = edge.settings()
    folder = find_case(case, Path.cwd(), settings.home)
    read = read_case(folder, own_file(folder, settings.home))
    with edge.progress() as progress:
        progress(_("Reading the run"))
        with Database.open(last_run(read.name, settings), read_only=True) as db:
            exchange = read_exchange(db, publish=publish)
        _check_case(read, exchange, publish=publish)
        edge.make_folder(out)
        progress(_("Writing the files"))
        export = Export(exchange, read, with_leads=with_leads)
        written = write_formats(export, names, out)
    edge.speak(language)
    for line in _said(export.exchange, export.sure, names):
        edge.say(line)
    for line in _wrote(out, written):
        edge.say(line)


def _check_case(case: Case, exchange: Exchange, *, publish: bool) -> None:
    """Warn where the case was changed since the run; refuse to publish then.

    Raises:
        CaseError: it is to be published, and a decision may be newer than the run.

    """
    from crosstie.errors import CaseError

    traced, now = dict(exchange.facts.case_files), dict(case.files)
    changed = sorted(n for n in {*traced, *now} if traced.get(n) != now.get(n))
    if not changed:
        return
    said = _("changed since the case was traced: {names}").format(
        names=", ".join(changed)
    )
    next_step = _("trace the case again: crosstie trace {case}").format(case=case.name)
    if publish:
        raise CaseError(said, next_step=next_step)
    edge.say(f"{said}; {next_step}", error=True)


def _said(whole: Exchange, sure: Exchange, names: tuple[str, ...]) -> list[str]:
    """Say which run this is, how many ties go out, and what a format leaves out."""
    from crosstie.exports.formats import TABULAR
    from crosstie.exports.ocds import left_out
    from crosstie.model.words import Kind

    facts = whole.facts
    lines = [
        _("run {run} of {case}, traced {when}, on {data} records").format(
            run=facts.run_id, case=facts.case, when=facts.traced_at, data=facts.data
        )
    ]
    for held, group in (
        (whole, [name for name in names if name in TABULAR]),
        (sure, [name for name in names if name not in TABULAR]),
    ):
        if group:
            counts = [
                ngettext(
                    "{count} finding", "{count} findings", _of(held, Kind.FINDING)
                ),
                ngettext("{count} lead", "{count} leads", _of(held, Kind.LEAD)),
            ]
            numbers = (_of(held, Kind.FINDING), _of(held, Kind.LEAD))
            told = ", ".join(
                text.format(count=grouped(number))
                for text, number in zip(counts, numbers, strict=True)
            )
            if gone := _of(held, Kind.NOT_COUNTED):
                told += ", " + _("{count} not counted").format(count=grouped(gone))
            lines.append(_("{name}: {says}").format(name=", ".join(group), says=told))
    missing = len(list(left_out(sure))) if "ocds" in names else 0
    if missing:
        lines.append(
            ngettext(
                "ocds: {count} tie rests on no award of its own and is left out",
                "ocds: {count} ties rest on no award of their own and are left out",
                missing,
            ).format(count=grouped(missing))
        )
    return lines


def _wrote(out: Path, written: Sequence[Path]) -> list[str]:
    """Name what was written: a file, or a folder with the number of its files."""
    tops = Counter(path.relative_to(out).parts[0] for path in written)
    lines = []
    for top, number in tops.items():
        place = out / top
        if place.is_dir():
            text = ngettext(
                "wrote: {path} ({count} file)", "wrote: {path} ({count} files)", number
            )
            lines.append(text.format(path=place, count=number))
        else:
            lines.append(_("wrote: {path}").format(path=place))
    return lines


def _of(exchange: Exchange, kind: str) -> int:
    return sum(tie.kind == kind for tie in exchange.ties)
