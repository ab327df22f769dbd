"""`crosstie report`: the last run of a case as one file to read, print or hand on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge
from crosstie.text.language import _, ngettext
from crosstie.text.numerals import grouped

if TYPE_CHECKING:
    from crosstie.model.case import Case
    from crosstie.pages.contexts import ReportContext, Tie
    from crosstie.pages.facts import RunDatabase
    from crosstie.pages.run_contexts import RunFacts

ENDINGS = {"html": "html", "pdf": "pdf", "md": "md", "markdown": "md", "docx": "docx"}
"""The format for each ending of a file."""


def report_command(
    case: Annotated[
        str, typer.Argument(help="A case folder, or the name of a case that ships.")
    ] = "ca-ice",
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="html, pdf, md or docx; by default what --out ends with, or html.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="The file to write; by default out/report.FORMAT."),
    ] = None,
    publish: Annotated[
        bool,
        typer.Option(
            "--publish",
            help="Findings only; refused while a tie is undecided or disputed.",
        ),
    ] = False,
    redact: Annotated[
        bool,
        typer.Option(
            "--redact",
            help="Without names of those who decided, their notes, local paths and "
            "names of own files.",
        ),
    ] = False,
    language: edge.Language = None,
) -> None:
    """Write the last run of a case as one file: HTML, PDF, Markdown or a document.

    It reads what the last trace found, and traces nothing.
    """
    from crosstie.report.formats import write_format
    from crosstie.store.casefolder import find_case, read_case
    from crosstie.store.decisions import own_file
    from crosstie.store.engine import Database
    from crosstie.store.runs import last_run

    edge.speak(language)
    kind = _format(format_, out)
    path = out or Path("out") / _name(kind, publish=publish, redact=redact)
    settings = edge.settings()
    folder = find_case(case, Path.cwd(), settings.home)
    read = read_case(folder, own_file(folder, settings.home))
    run = last_run(read.name, settings)
    with edge.progress() as progress:
        progress(_("Reading the run"))
        with Database.open(run, read_only=True) as db:
            context = _context(db, read, case, publish=publish)
        context = _with_changes(context, run, path)
        if redact:
            context = _redacted(context, read)
        edge.make_folder(path.parent)
        progress(_("Writing the report"))
        write_format(context, path, kind)
        _remember(context, run, path)
    edge.say(_("wrote: {path}").format(path=path))


def _format(asked: str | None, out: Path | None) -> str:
    """Choose the format: the one asked for, else that of the file's ending."""
    from crosstie.errors import UsageError

    ending = out.suffix.lstrip(".").lower() if out else ""
    found = ENDINGS.get((asked or ending or "html").lower())
    if found is None or (ending in ENDINGS and ENDINGS[ending] != found):
        raise UsageError(
            _("no report is written as {format}").format(format=repr(asked or ending))
            if found is None
            else _("--format {format} and --out {out} are two formats").format(
                format=found, out=out
            ),
            next_step=_("give --format html, pdf, md or docx"),
        )
    return found


def _name(kind: str, *, publish: bool, redact: bool) -> str:
    """Name the file, so that an edition never takes the whole report's place."""
    words = [
        "report",
        *(["published"] if publish else ()),
        *(["redacted"] if redact else ()),
    ]
    return f"{'-'.join(words)}.{kind}"


def _context(
    db: RunDatabase, case: Case, asked: str, *, publish: bool
) -> ReportContext:
    """Read the report; refuse one that is to be published too early.

    Raises:
        Undecided: ties wait for a decision, or are disputed; each is named.
        CaseError: the case was changed since it was traced.

    """
    from crosstie.pages.facts import run_facts
    from crosstie.pages.publish import undecided
    from crosstie.pages.report import report_context
    from crosstie.pages.ties import read_ties

    check_case(case, run_facts(db), publish=publish)
    if publish and (waiting := undecided(read_ties(db))):
        refuse(waiting, asked)
    return report_context(db, is_published=publish)


def refuse(waiting: tuple[Tie, ...], asked: str) -> None:
    """Name every tie that waits, and say how it is decided."""
    from crosstie.errors import Undecided
    from crosstie.pages.publish import is_disputed

    for tie in waiting:
        state = _("disputed") if is_disputed(tie) else _("undecided")
        named = " / ".join(p for p in (tie.organisation, tie.supplier, tie.route) if p)
        edge.say(
            "  "
            + _("{name}: {says}").format(name=state, says=f"{named} ({tie.tie_id})"),
            error=True,
        )
    raise Undecided(
        ngettext(
            "{count} tie must be decided before this is published",
            "{count} ties must be decided before this is published",
            len(waiting),
        ).format(count=grouped(len(waiting))),
        ties=tuple(tie.tie_id for tie in waiting),
        next_step=_(
            "decide them with: crosstie review {case}; or write their ids into "
            "decisions.csv; then trace the case again: crosstie trace {case}"
        ).format(case=asked),
    )


def check_case(case: Case, facts: RunFacts, *, publish: bool) -> None:
    """Warn where the case was changed since the run; refuse to publish then."""
    from crosstie.errors import CaseError

    traced, now = dict(facts.case_files), dict(case.files)
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


def _redacted(context: ReportContext, case: Case) -> ReportContext:
    """Take out what tells of persons and of this machine."""
    from crosstie.pages.redact import redacted

    return redacted(
        context,
        persons=[decision.by for decision in case.decisions],
        notes=[decision.why for decision in case.decisions if decision.why],
        private=private_folders(),
    )


def private_folders() -> tuple[str, ...]:
    """List the folders of this machine that no file for others may name."""
    home = edge.settings().home
    found = dict.fromkeys(
        str(folder)
        for one in (home, Path.cwd(), Path.home())
        for folder in (one, one.resolve())
        if len(folder.parts) > 1
    )
    return tuple(found)


def _place(context: ReportContext, path: Path) -> str:
    """Name the place that reports are compared at: file, edition, what was counted."""
    facts = context.facts
    edition = "published" if context.edition.is_published else "whole"
    window = f"{facts.since or ''}..{facts.until or ''}"
    return f"{path.resolve().with_suffix('')} {edition} {facts.data} {window}"


def _said_now(context: ReportContext, run: Path) -> dict[str, dict[str, str | None]]:
    from crosstie.model.words import Kind
    from crosstie.watch.changes import ties_of
    from crosstie.watch.reported import as_said

    kinds = {Kind.FINDING.value}
    if not context.edition.is_published:
        kinds |= {kind.value for kind in Kind}
    return {k: dict(v) for k, v in as_said(ties_of(run), frozenset(kinds)).items()}


def _with_changes(context: ReportContext, run: Path, path: Path) -> ReportContext:
    """Add what changed since the last report to the same place, if there was one."""
    from crosstie.cli.report_changes import since_last
    from crosstie.watch.reported import last_reported

    facts = context.facts
    home = edge.settings().home
    last = last_reported(home, facts.case, _place(context, path), facts.run_id)
    if last is None:
        return context
    since = since_last(last, _said_now(context, run), context)
    return replace(context, edition=replace(context.edition, since=since))


def _remember(context: ReportContext, run: Path, path: Path) -> None:
    from datetime import date

    from crosstie.watch.reported import Reported, remember

    facts = context.facts
    day = date.fromisoformat(facts.traced_at[:10])
    said = Reported(facts.run_id, day, _said_now(context, run))
    remember(edge.settings().home, facts.case, _place(context, path), said)
