"""`crosstie publish`: the last run of a case as static pages for any web server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge
from crosstie.text.language import _, ngettext

if TYPE_CHECKING:
    from crosstie.model.case import Case
    from crosstie.pages.facts import RunDatabase
    from crosstie.settings import Settings
    from crosstie.site.static_run import StaticRun


def publish_command(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="Folder for the pages: new, empty, or published before."
        ),
    ],
    case: Annotated[
        str, typer.Argument(help="A case folder, or the name of a case that ships.")
    ] = "ca-ice",
    language: Annotated[
        str,
        typer.Option(
            metavar="en|fr[,...]", help="Languages of the pages; the first at the top."
        ),
    ] = "en",
    redact: Annotated[
        bool,
        typer.Option(
            "--redact",
            help="Without names of those who decided, their notes, local paths and "
            "names of own files.",
        ),
    ] = False,
    with_leads: Annotated[
        bool,
        typer.Option(
            "--with-leads", help="Leads too; every page then says that it holds some."
        ),
    ] = False,
    address: Annotated[
        str,
        typer.Option(
            metavar="URL", help="Where the folder will stand; for its sitemap.xml."
        ),
    ] = "",
) -> None:
    """Write every page of a case as files: host them anywhere, or open them from disk.

    Findings alone; refused while one is undecided or disputed. Nothing is traced.
    """
    from crosstie.site.static_folder import earlier_files, put_folder
    from crosstie.site.static_site import site_files
    from crosstie.store.casefolder import find_case, read_case
    from crosstie.store.decisions import own_file

    languages = _languages(language)
    base = _address(address)
    settings = edge.settings()
    place = find_case(case, Path.cwd(), settings.home)
    read = read_case(place, own_file(place, settings.home))
    target = folder.absolute()
    earlier_files(target)
    with (
        edge.progress() as progress,
        _run_of(read, case, place, settings, redact, with_leads) as run,
    ):
        progress(_("Writing the pages"))
        written = put_folder(
            target,
            site_files(run, languages, _exports(run, read, redact), base),
            {
                "version": run.facts.version,
                "case": run.facts.case,
                "title": run.facts.title,
                "run_id": run.facts.run_id,
                "traced_at": run.facts.traced_at,
                "data": run.facts.data,
                "languages": list(languages),
                "holds_leads": with_leads,
                "is_redacted": redact,
            },
        )
    text = ngettext(
        "wrote: {path} ({count} file)", "wrote: {path} ({count} files)", len(written)
    )
    edge.say(text.format(path=folder, count=f"{len(written):,}"))


def _languages(asked: str) -> tuple[str, ...]:
    from crosstie.errors import UsageError
    from crosstie.text.language import LANGUAGES

    found = tuple(dict.fromkeys(one.strip() for one in asked.split(",")))
    unknown = [one for one in found if one not in LANGUAGES]
    if unknown:
        raise UsageError(
            _("no pages are written in {language}").format(language=repr(unknown[0])),
            next_step=_("write them in: {languages}").format(
                languages=", ".join(LANGUAGES)
            ),
        )
    return found


def _address(given: str) -> str:
    from crosstie.errors import UsageError
    from crosstie.pages.addresses import public_url

    if given and not public_url(given):
        raise UsageError(
            _("{address} is no address of the web").format(address=repr(given)),
            next_step=_("give it whole: https://example.org/case/"),
        )
    return public_url(given)


@contextmanager
def _run_of(
    read: Case,
    case: str,
    place: Path,
    settings: Settings,
    redact: bool,
    with_leads: bool,
) -> Iterator[StaticRun]:
    """Open the last run, or a copy of it that holds the findings alone."""
    from crosstie.cli.report import check_case, private_folders, refuse
    from crosstie.pages.facts import run_facts
    from crosstie.pages.publish import undecided
    from crosstie.pages.ties import read_ties
    from crosstie.site.static_run import Hidden, StaticRun
    from crosstie.sources.original import Originals
    from crosstie.store.engine import Database
    from crosstie.store.publishable import keep_findings
    from crosstie.store.runs import last_run

    path = last_run(read.name, settings)
    with Database.open(path, read_only=True) as db:
        check_case(read, run_facts(db), publish=True)
        if waiting := undecided(read_ties(db)):
            refuse(waiting, case)
    hidden = Hidden(
        redact,
        tuple(decision.by for decision in read.decisions),
        tuple(decision.why for decision in read.decisions if decision.why),
        private_folders(),
    )
    with _copy(path, settings) as own, Database.open(own) as db:
        if not with_leads:
            keep_findings(db)
        originals = Originals([settings.raw, place, place / "sample"], settings.home)
        yield StaticRun(
            db,
            path.stem,
            settings,
            case,
            hidden=hidden,
            with_leads=with_leads,
            original=originals.row,
        )


@contextmanager
def _copy(path: Path, settings: Settings) -> Iterator[Path]:
    """Copy a run, as what is not for publication is deleted from it."""
    from crosstie.store.leftovers import sweep

    sweep(settings.cache)
    folder = settings.cache / f"publishing.{os.getpid()}.part"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        own = folder / path.name
        shutil.copyfile(path, own)
        yield own
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exports(run: StaticRun, case: Case, redact: bool) -> Mapping[str, bytes]:
    """Make the data package; the case's own files are in none that is redacted."""
    from crosstie.exports.formats import FORMATS, Export
    from crosstie.pages.exchange import read_exchange

    db: RunDatabase = run.db
    exchange = run.cleaned(read_exchange(db, publish=not run.with_leads))
    export = Export(exchange, case, with_leads=run.with_leads)
    name = "csv" if run.with_leads and redact else "datapackage"
    return FORMATS[name].make(export)
