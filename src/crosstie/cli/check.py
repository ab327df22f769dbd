"""`crosstie check`: what the public records say of each claim of an article."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge
from crosstie.text.language import _, speaking

if TYPE_CHECKING:
    from crosstie.check.article import Article
    from crosstie.check.verdicts.statistic import Figure
    from crosstie.model.case import Case
    from crosstie.model.claims import Checked, Claim
    from crosstie.pages.check import CheckContext, CheckedBy
    from crosstie.settings import Settings
    from crosstie.store.engine import Database

NAMES = {
    "json": "check.json",
    "md": "check.md",
    "html": "check.html",
    "claimreview": "claimreview.jsonld",
}
"""The file of each format in the folder that --out names."""


def check_command(
    article: Annotated[
        str,
        typer.Argument(
            metavar="FILE|URL|-",
            help="Text, Markdown, HTML, PDF or DOCX; - reads what is piped in. An "
            "address of https is fetched, and nothing else is.",
        ),
    ],
    case: Annotated[
        str, typer.Argument(help="A case folder, or the name of a case that ships.")
    ] = "ca-ice",
    json_: Annotated[
        bool, typer.Option("--json", help="Every claim and verdict, for programs.")
    ] = False,
    md: Annotated[bool, typer.Option("--md", help="Markdown.")] = False,
    html: Annotated[
        bool, typer.Option("--html", help="The article with verdicts in the margin.")
    ] = False,
    claimreview: Annotated[
        bool, typer.Option("--claimreview", help="schema.org ClaimReview, JSON-LD.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the files: those asked for, or all; without it one "
            "format goes to the output."
        ),
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Never open a connection.")
    ] = False,
    rates: Annotated[
        Path | None,
        typer.Option(help="Rates between currencies, in place of those that ship."),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="One claim a line, without colour.")
    ] = False,
    language: edge.Language = None,
) -> None:
    """Check an article: a verdict on each claim, by the last run of a case.

    Verdicts follow from records that are loaded; the text decides nothing, whatever it
    asks for.
    """
    formats = [
        name
        for name, asked in zip(NAMES, (json_, md, html, claimreview), strict=True)
        if asked
    ]
    _check_formats(formats, out)
    with speaking(edge.language(language)):
        context = _checked(
            article, case, rates, offline=offline, quiet=bool(formats) and out is None
        )
        if out is not None:
            _write(context, out, formats or list(NAMES))
        if formats and out is None:
            typer.echo(_rendered(context, formats[0]), nl=False)
            return
        from crosstie.cli.check_lines import summary

        for line in summary(context, plain=edge.is_plain(plain), width=edge.width()):
            edge.say(line)


def _check_formats(formats: list[str], out: Path | None) -> None:
    from crosstie.errors import UsageError

    if len(formats) > 1 and out is None:
        raise UsageError(
            _("several formats do not go into one output"),
            next_step=_("give one of them, or a folder with --out"),
        )


def _checked(
    source: str, case: str, rates: Path | None, *, offline: bool, quiet: bool
) -> CheckContext:
    """Read the article, find its claims, and judge them."""
    from crosstie.check.claims import find_claims
    from crosstie.check.names import Names
    from crosstie.check.split import split_uses
    from crosstie.pages.check import Article as Shown
    from crosstie.pages.check import check_context
    from crosstie.store.casefolder import find_case, read_case
    from crosstie.store.decisions import own_file

    settings = edge.settings()
    folder = find_case(case, Path.cwd(), settings.home)
    read = read_case(folder, own_file(folder, settings.home))
    with edge.progress(quiet) as progress:
        progress(_("Reading the article"))
        article = _article(source, offline=offline)
        progress(_("Finding claims"))
        names = Names.of_case(read.organisations, read.buyer)
        claims = split_uses(find_claims(article, names))
        progress(_("Reading the run"))
        checked, by = _judged(claims, read, settings, rates)
    shown = Shown(
        text=article.text,
        title=article.title,
        language=article.language,
        byline=article.byline,
        date=article.date,
        source=article.source,
    )
    return check_context(shown, checked, by)


def _article(source: str, *, offline: bool) -> Article:
    """Read the article: from a file, what is piped in, or an address that was given."""
    from crosstie.check.article import MOST_BYTES_PACKED, read_article, read_file

    if source == "-":
        return read_article(sys.stdin.buffer.read(MOST_BYTES_PACKED + 1), "")
    if "://" not in source:
        return read_file(Path(source))
    from crosstie.cli.network import world
    from crosstie.fetch.page import fetch_page

    raw = fetch_page(source, world(offline=offline, told=lambda tick: None))
    return read_article(raw, source)


def _judged(
    claims: list[Claim], case: Case, settings: Settings, rates: Path | None
) -> tuple[list[Checked], CheckedBy]:
    """Judge the claims by the last run and by the figures of the workspace."""
    from crosstie.check.rates import read_rates
    from crosstie.check.run_records import read_records
    from crosstie.check.verdicts.judge import judge
    from crosstie.pages.check import CheckedBy
    from crosstie.pages.facts import run_facts
    from crosstie.store.engine import Database
    from crosstie.store.runs import last_run

    with ExitStack() as stack:
        db = stack.enter_context(
            Database.open(last_run(case.name, settings), read_only=True)
        )
        loaded = _workspace(stack, settings)
        facts = run_facts(db)
        records = read_records(db, case, None if facts.is_sample else loaded)
        checked = judge(
            claims,
            records,
            _figures(loaded, case),
            read_rates(rates) if rates else None,
        )
    by = CheckedBy(
        case=case.name,
        title=facts.title,
        as_of=facts.as_of,
        run_id=facts.run_id or "",
        is_sample=facts.is_sample,
        searched=records.searched,
    )
    return checked, by


def _workspace(stack: ExitStack, settings: Settings) -> Database | None:
    """Open the loaded tables, where there are any."""
    from crosstie.store.engine import Database

    path = settings.workspace
    if not path.exists():
        return None
    return stack.enter_context(
        Database.open(path, read_only=True, wait_seconds=settings.lock_wait_seconds)
    )


def _figures(loaded: Database | None, case: Case) -> list[Figure]:
    from crosstie.figures.run import figures

    return figures(loaded, case)


def _rendered(context: CheckContext, format_: str) -> str:
    """Write the check in a format, in the language that is being spoken."""
    import json

    from crosstie.exports.claimreview import claim_reviews
    from crosstie.pages.check_document import check_document
    from crosstie.report.check_file import markdown_check, render_check

    match format_:
        case "html":
            return render_check(context)
        case "md":
            return markdown_check(context)
        case "json":
            document = check_document(context)
        case _:
            document = claim_reviews(context, date.fromisoformat(edge.now()[:10]))
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _write(context: CheckContext, out: Path, formats: list[str]) -> None:
    """Write files, each whole or not at all."""
    edge.make_folder(out)
    for name in formats:
        path = out / NAMES[name]
        aside = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            aside.write_text(_rendered(context, name), encoding="utf-8", newline="\n")
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        edge.say(_("wrote: {path}").format(path=path), error=True)
