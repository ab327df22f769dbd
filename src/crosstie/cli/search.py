"""`crosstie search`: names, descriptions and identifiers, of a run and of registers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge
from crosstie.errors import UsageError
from crosstie.text.language import _

if TYPE_CHECKING:
    from crosstie.pages.search import Similar
    from crosstie.settings import Settings


def search_command(
    query: Annotated[
        str,
        typer.Argument(
            help="Words in any order, “words in this order” in quotes, an identifier."
        ),
    ],
    case: Annotated[
        str | None,
        typer.Argument(help="A case; by default the one that was traced last."),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=1, max=100, help="How many of each kind at most.")
    ] = 5,
    kind: Annotated[
        str | None,
        typer.Option(help="One kind alone: tie, organisation, supplier, award, ..."),
    ] = None,
    similar: Annotated[
        bool,
        typer.Option(
            "--similar/--no-similar", help="Look for names that are spelled otherwise."
        ),
    ] = True,
    json_: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="ASCII, no colour.")] = False,
    language: edge.Language = None,
) -> None:
    """Search a run and the loaded registers: names, descriptions, identifiers.

    The last word may be half typed. What is shown by kind are a run's ties,
    organisations, suppliers, awards and near misses, then names only in registers.
    """
    from crosstie.cli.search_lines import print_search
    from crosstie.pages.search import KIND_ORDER, search_page
    from crosstie.store.search import refresh

    edge.speak(None if json_ else language)
    if kind is not None and kind not in KIND_ORDER:
        raise UsageError(
            _("there is no kind {kind}").format(kind=repr(kind)),
            next_step=_("take one of: {names}").format(names=", ".join(KIND_ORDER)),
        )
    settings = edge.settings()
    run = _run(settings, case)
    with edge.progress(quiet=json_) as progress:
        ready = refresh(settings, run, progress)
        like = _similar(settings, query, progress) if similar else None
    page = search_page(ready, query, kind=kind or "", limit=limit, similar=like)
    if json_:
        from crosstie.site.encode import json_text

        typer.echo(json_text(page))
        return
    name = run.parent.name if run else ""
    print_search(page, name, plain=edge.is_plain(plain), stream=sys.stdout)


def _run(settings: Settings, case: str | None) -> Path | None:
    """Find the run to search: that of the case given, or else the newest of all."""
    from crosstie.store.casefolder import find_case
    from crosstie.store.runs import last_run

    if case is not None:
        return last_run(find_case(case, Path.cwd(), settings.home).name, settings)
    found = [(p.stat().st_mtime_ns, p) for p in settings.runs.glob("*/*.duckdb")]
    return max(found)[1] if found else None


def _similar(settings: Settings, query: str, progress: edge.Progress) -> Similar | None:
    """Look the whole query up, as a name, in the registers of look-ups."""
    from crosstie.pages.search import SIMILAR
    from crosstie.resolve.lookup import open_lookups
    from crosstie.store.searchtext import parse_query

    found = open_lookups(settings, progress)
    asked = parse_query(query).text
    if found is None or not asked:
        return None
    registers = {"organisations": found.organisations, "vendors": found.vendors}
    return {
        name: one.find(asked, top=SIMILAR)
        for name, one in registers.items()
        if len(one)
    }
