"""`crosstie new`: a case folder for another agency or country."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crosstie.cli import edge


def new_command(
    name: Annotated[str, typer.Argument(help="Name of the case and of its folder.")],
    buyer: Annotated[str, typer.Option(help="The public agency, as it calls itself.")],
    country: Annotated[
        str, typer.Option(help="Country of the companies, ISO 3166-1 (CA, FR).")
    ],
) -> None:
    """Write a new case folder: a commented case.toml and the small tables."""
    from crosstie.store.casefolder_new import NewCase, write_new

    folder = write_new(Path.cwd() / name, NewCase(buyer=buyer, country=country))
    edge.say(
        f"Wrote {folder.name}/: case.toml and {len(list(folder.glob('*.csv')))} tables."
    )
    edge.say(
        f"Next: fill in {folder.name}/case.toml, then crosstie trace {folder.name}"
    )
