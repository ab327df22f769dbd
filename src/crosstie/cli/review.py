"""`crosstie review`: what is not sure, by the money that hangs on it, to be decided."""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosstie.cli import edge
from crosstie.text.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crosstie.model.case import Case
    from crosstie.review.items import Item
    from crosstie.review.session import Desk


def review_command(
    case: Annotated[
        str, typer.Argument(help="A case folder, or the name of a case that ships.")
    ] = "ca-ice",
    list_: Annotated[
        bool, typer.Option("--list", help="Print the queue, and ask nothing.")
    ] = False,
    json_: Annotated[
        bool, typer.Option("--json", help="Print the queue as JSON, all that is known.")
    ] = False,
    all_: Annotated[
        bool, typer.Option("--all", help="With near misses of small probability.")
    ] = False,
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who decides; asked once where not given."),
    ] = None,
    lines: Annotated[
        bool,
        typer.Option("--lines", help="Read answers as whole lines, also from a pipe."),
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="ASCII, no colour, nothing is cleared.")
    ] = False,
    language: edge.Language = None,
) -> None:
    """Decide doubtful matches of the last trace, those with most money first.

    Each decision is a row that is appended to the case's decisions.csv. Keys: a accept,
    r reject, u unsure, n note, z undo, j k move, q quit; the next call goes on there.
    """
    from crosstie.review.session import Desk
    from crosstie.store.casefolder import find_case, read_case
    from crosstie.store.decisions import own_file

    if not json_:
        edge.speak(language)
    settings = edge.settings()
    folder = find_case(case, Path.cwd(), settings.home)
    read = read_case(folder, own_file(folder, settings.home))
    desk = Desk(folder, settings.home)
    items = _queue(read, desk, whole=all_)
    if json_:
        typer.echo(json.dumps([asdict(i) for i in items], indent=2, default=_plain))
    elif list_ or not (lines or (sys.stdin.isatty() and sys.stdout.isatty())):
        _print_list(items, case, plain=edge.is_plain(plain))
    elif not items:
        edge.say(
            _("Nothing is in doubt: no match or lead of the last run asks anybody.")
        )
    else:
        _ask(items, desk, case, by, lines=lines, plain=edge.is_plain(plain))


def _queue(case: Case, desk: Desk, *, whole: bool) -> tuple[Item, ...]:
    from crosstie.review.queue import read_queue
    from crosstie.store.engine import Database
    from crosstie.store.runs import last_run

    run = last_run(case.name, edge.settings())
    with Database.open(run, read_only=True) as db:
        return read_queue(db, desk.standing(), whole=whole)


def _print_list(items: Sequence[Item], case: str, *, plain: bool) -> None:
    from crosstie.cli.review_lines import list_lines
    from crosstie.review.items import OPEN

    waiting = sum(item.state == OPEN for item in items)
    said = _("{number} questions by value at stake, {open} open")
    edge.say(said.format(number=len(items), open=waiting))
    for line in list_lines(items, 500 if plain else edge.width()):
        edge.say(line.text)
    if waiting:
        said = _("Next: crosstie review {case}, in a terminal, to decide them")
        edge.say(said.format(case=case))


def _ask(
    items: Sequence[Item],
    desk: Desk,
    case: str,
    by: str | None,
    *,
    lines: bool,
    plain: bool,
) -> None:
    from crosstie.cli.review_keys import answers
    from crosstie.cli.review_loop import Screen, farewell, talk
    from crosstie.cli.review_who import who
    from crosstie.review.session import Session

    encoding = (sys.stdout.encoding or "").lower()
    with ExitStack() as opened:
        asked = opened.enter_context(answers(lines=lines))
        name = who(desk.home, by, asked)
        session = Session(list(items), desk, name, edge.moment)
        screen = Screen(
            sys.stdout,
            edge.width,
            styled=not plain,
            ascii_only=plain or "utf" not in encoding,
        )
        said = _("Decided by {name}. Each decision goes to {file}.")
        screen.say(said.format(name=name, file=_where(desk)))
        written = talk(session, screen, asked)
    for line in farewell(session, written, case):
        edge.say(line)


def _where(desk: Desk) -> str:
    if desk.is_beside:
        return _("{file}, since the case itself ships with the program").format(
            file=desk.path
        )
    return os.path.relpath(desk.path)


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not written as JSON")
