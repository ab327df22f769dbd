"""Private persons in a file that also names organisations: counted, never kept.

A layout says who is one, under the names of its table:

    [[person]]
    column = "recipient_type"   # the column that tells
    matches = "P"               # what it holds for a person, as a regular expression
    shape = "recipient_name"    # a name whose shape tells, where the column is empty
    withheld = ["recipient_name", "recipient_city"]

Their withheld cells are emptied before any table is filled, so that a name never leaves
memory, and the text of their rejected rows is not kept either.
"""

# Names that are formatted in below come from the declared layouts, never from data.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crosstie.store.engine import Database, quoted
from crosstie.text.persons import looks_like_person

__all__ = ["WITHHELD", "Person", "read_persons", "withhold"]

WITHHELD = "[withheld: may hold a person]"


@dataclass(frozen=True)
class Person:
    """Which rows of a layout are of a private person, and what of them is not kept."""

    withheld: tuple[str, ...]
    column: str | None = None
    matches: str = ""
    shape: str | None = None


def read_persons(sections: Sequence[Mapping[str, Any]]) -> tuple[Person, ...]:
    """Read the `[[person]]` sections of a layout, where it has any."""
    return tuple(
        Person(
            withheld=tuple(facts["withheld"]),
            column=facts.get("column"),
            matches=facts.get("matches", ""),
            shape=facts.get("shape"),
        )
        for facts in sections
    )


def withhold(db: Database, persons: Sequence[Person]) -> list[str]:
    """Empty the cells of persons in the table `clean`, and note how many there are.

    `clean` gains the column `is_person`, true or false.
    """
    db.run("is_person", "alter table clean add column is_person boolean default false")
    for person in persons:
        _empty(db, person)
    count = db.value("persons", "select count(*) from clean where is_person")
    return [f"Private persons, kept without their name: {count:,}."] if count else []


def _empty(db: Database, person: Person) -> None:
    _shapes(db, person)
    told = "false"
    if person.column is not None:
        told = f"coalesce(regexp_full_match({quoted(person.column)}, $matches), false)"
    if person.shape is not None:
        shaped = f"{quoted(person.shape)} in (select name from person_shape)"
        empty = f"{quoted(person.column)} is null" if person.column else "true"
        told = f"({told} or ({empty} and coalesce({shaped}, false)))"
    emptied = ", ".join(
        f"case when found_person then null else {quoted(name)} end as {quoted(name)}"
        for name in person.withheld
    )
    values = {"matches": person.matches} if person.column is not None else {}
    db.run(
        "withheld",
        "create or replace temp table withheld as\n"
        "select * exclude (found_person)\n"
        f"  replace ({emptied}, is_person or found_person as is_person)\n"
        f"from (\n  select *, {told} as found_person\n  from clean\n)",
        values,
    )
    db.run("drop clean", "drop table clean")
    db.run("clean", "alter table withheld rename to clean")


def _shapes(db: Database, person: Person) -> None:
    """List the names that have the shape of a person's, each looked at once."""
    import pyarrow as pa

    found: list[str] = []
    if person.shape is not None:
        empty = f"\n  and {quoted(person.column)} is null" if person.column else ""
        names = db.rows(
            "names to look at",
            f"select distinct {quoted(person.shape)} as name\nfrom clean\n"
            f"where {quoted(person.shape)} is not null{empty}",
        )
        found = [row["name"] for row in names if looks_like_person(row["name"].strip())]
    table = pa.table({"name": pa.array(found, pa.string())})
    db.register("shapes", table)
    try:
        db.run(
            "person_shape",
            "create or replace temp table person_shape as\nselect name from shapes",
        )
    finally:
        db.unregister("shapes")
