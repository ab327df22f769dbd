"""`crosstie lookup`: one name against the loaded registers, or an index."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crosstie.cli import edge
from crosstie.errors import NothingLoaded

if TYPE_CHECKING:
    from crosstie.matching.lookup import Found, Lookup
    from crosstie.store.engine import Row

SURE = 0.5


def lookup_command(
    name: Annotated[str, typer.Argument(help="The name of an organisation.")],
    country: Annotated[
        str | None, typer.Option(help="Its country, as a code or a name.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="How many to show at most.")] = 5,
    index: Annotated[
        Path | None,
        typer.Option(help="A folder of crosstie index, in place of what is loaded."),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Look up one name: organisation, probability, kind of match, reason, source row.

    Vendors, which are names on contracts, are shown apart from organisations.
    """
    searched = _searched(index)
    found = {
        kind: one.find(name, country, top) for kind, one in searched.items() if len(one)
    }
    names = sum(map(len, searched.values()))
    behind = [] if index else _behind()
    if json_:
        document: dict[str, Any] = {"name": name, "country": country, "names": names}
        document |= {k: [asdict(one) for one in rows] for k, rows in found.items()}
        document["looked_through"] = str(index) if index else behind
        edge.say(json.dumps(document, indent=2, ensure_ascii=False, default=str))
        return
    if not any(found.values()):
        edge.say(
            f"Nothing found for {name!r} among {names:,} names. That it is not among"
            " them is not that it does not exist.\n"
            "Next: try its rarest word alone, leave --country out, or see with"
            " crosstie files what is loaded"
        )
    for kind, rows in found.items():
        _show(kind, rows)
    edge.say(f"Looked through: {_said(behind) if behind else index}")


def _behind() -> list[Row]:
    """List the sources whose organisations or vendors are looked through."""
    from crosstie.store.coverage import names_by_source
    from crosstie.store.workspace import read_workspace

    db = read_workspace(edge.settings())
    if db is None:
        return []
    with db:
        return names_by_source(db)


def _said(behind: list[Row]) -> str:
    """Say how many names of each source there are, and of which day."""
    return "; ".join(
        f"{row['source']}, {row['names']:,} {row['kind']}, retrieved"
        f" {row['last_retrieved'] or 'on an unknown day'}"
        for row in behind
    ) + (". What is not loaded was not looked through (crosstie sources)")


def _searched(index: Path | None) -> dict[str, Lookup]:
    """Open what is to be looked through."""
    from crosstie.matching.lookup import Lookup

    if index is not None:
        return {"organisations": Lookup.open(index)}
    from crosstie.resolve.lookup import open_lookups

    settings = edge.settings()
    with edge.progress() as shown:
        found = open_lookups(settings, shown)
    if found is None:
        raise NothingLoaded(
            "no organisation and no vendor is loaded, so no name can be looked up",
            next_step="load a register first: crosstie load gleif FILE..., or crosstie"
            " load listed FILE; or give an index of your own with --index",
        )
    return {"organisations": found.organisations, "vendors": found.vendors}


def _show(kind: str, rows: list[Found]) -> None:
    """Print what was found, the likeliest first."""
    if not rows:
        return
    doubt = "" if rows[0].probability >= SURE else " (none is likely)"
    edge.say(f"{kind.capitalize()}{doubt}")
    for one in rows:
        place = f" ({one.country})" if one.country else ""
        edge.say(
            f"  {one.probability:.2f}  {one.kind.value:<6}  {one.organisation}{place}"
            f"  {one.id}"
        )
        edge.say(f"        {_as_named(one)}{_stands_in(one)}")
        edge.say(f"        why: {one.reason}")


def _as_named(one: Found) -> str:
    """Say which of its names was met, and when it bore it."""
    days = f" since {one.since}" if one.since else ""
    days += f" until {one.until}" if one.until else ""
    return f"{one.name_kind or 'name'}: {one.name}{days}"


def _stands_in(one: Found) -> str:
    row = f", row {one.row}" if one.row else ""
    source = f"{one.source}, " if one.source else ""
    return f"; {source}{one.file}{row}" if one.file else row.replace(",", ";")
