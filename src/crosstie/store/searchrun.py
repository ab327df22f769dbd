"""What of one run is found: organisations, suppliers, ties, awards and the rest.

A private person is in none of it: neither the name, nor what an award to that person
is for, nor an identifier that holds the name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from crosstie.store import searchrunsql as sql
from crosstie.store.engine import Database, Row
from crosstie.store.masking import masked_name
from crosstie.store.searchfile import Entry, Identifier
from crosstie.store.searchtext import compact
from crosstie.text.persons import MASK

__all__ = ["KINDS", "attach_awards", "identifiers"]

LONGEST = 4_000
"""Characters of one award's descriptions that are indexed."""


def attach_awards(db: Database, names: list[str], *, workspace: bool) -> None:
    """Name awards that are found beside the run's own: those of the case's agencies.

    `names` are the agencies as the case writes them; records that carry an agency's
    code in place of its name are recognised by the records that carry both.
    """
    for table in ("award", "transaction", "subaward"):
        source = f"w.{table}" if workspace else f'"{table}"'
        where = (
            "lower(component_name) in (select unnest($names)) or component_code in ("
            "select distinct component_code from w.award"
            " where lower(component_name) in (select unnest($names)))"
            if workspace
            else "false"
        )
        db.run(
            f"awards of the agencies: {table}",
            f"create or replace temp table more_{table} as\n"
            f"select *\nfrom {source}\nwhere {where}",
            {"names": [name.casefold() for name in names]} if workspace else None,
        )


def organisations(db: Database) -> Iterator[Entry]:
    """Read organisations that a tie or near miss names, with every name."""
    rows = db.rows("organisations to be found", sql.ORGANISATIONS)
    others = {r["id"]: r["ids"] for r in db.rows("rows of organisations", sql.ALIASES)}
    rows.sort(key=lambda row: (len(row["name"]), row["name"], row["id"]))
    for row in rows:
        if row["source"] == "record" and masked_name(row["name"]) == MASK:
            continue
        row["ids"] = others.get(row["id"], [])
        yield _entry(row, row["name"], _more(row, "findings", "leads", "ids"))


def suppliers(db: Database) -> Iterator[Entry]:
    """Read suppliers with every spelling."""
    for row in _rows(db, "suppliers to be found", sql.SUPPLIERS, {"mask": MASK}):
        yield _entry(row, row["name"], {})


def ties(db: Database) -> Iterator[Entry]:
    """Read ties, findings first."""
    for row in _rows(db, "ties to be found", sql.TIES, {"mask": MASK}):
        supplier = "" if row["supplier"] == MASK else row["supplier"]
        said = (row["title"], row["parent"], supplier, row["matched_text"])
        yield _entry(row, _joined(*said, row["component"]), _all(row))


def awards(db: Database) -> Iterator[Entry]:
    """Read awards with what their records say is bought."""
    for row in _rows(db, "awards to be found", sql.AWARDS):
        is_masked = row.pop("is_person") or masked_name(row["supplier"] or "") == MASK
        said = [] if is_masked else row["descriptions"] or []
        others = sorted(set(said) - {row["description"]})
        if is_masked:
            row |= {"supplier": MASK, "description": None, "party_id": None}
            row |= {"id": ""} if row["identity"] == "inferred" else {}
        row |= {"descriptions": _cut(others)}
        words = _joined(
            row["title"],
            "" if is_masked else row["supplier"],
            row["description"],
            *row["descriptions"],
        )
        yield _entry(row, words, _all(row))


def subawards(db: Database) -> Iterator[Entry]:
    """Read subawards."""
    for row in _rows(db, "subawards to be found", sql.SUBAWARDS):
        is_masked = row.pop("is_person") or masked_name(row["supplier"] or "") == MASK
        if is_masked:
            row |= {"supplier": MASK, "description": None, "id": ""}
        supplier = "" if is_masked else row["supplier"]
        yield _entry(
            row, _joined(row["title"], supplier, row["description"]), _all(row)
        )


def near_misses(db: Database) -> Iterator[Entry]:
    """Read what looked like a tie and is none."""
    for row in _rows(db, "near misses to be found", sql.NEAR):
        if masked_name(row["title"] or "") == MASK:
            continue
        row["title"] = row["title"] or row["matched_text"] or row["organisation"]
        said = (row["title"], row["organisation"], row["matched_text"])
        yield _entry(row, _joined(*said), _all(row))


def _titled(step: str, statement: str) -> Callable[[Database], Iterator[Entry]]:
    """Read a kind that is found by its title, and by `words` where it has them."""

    def read(db: Database) -> Iterator[Entry]:
        for row in _rows(db, step, statement):
            words = _joined(row["title"], row.pop("words", ""))
            yield _entry(row, words, _all(row))

    return read


KINDS: dict[str, Callable[[Database], Iterator[Entry]]] = {
    "tie": ties,
    "organisation": organisations,
    "supplier": suppliers,
    "product": _titled("products to be found", sql.PRODUCTS),
    "document": _titled("documents to be found", sql.DOCUMENTS),
    "office": _titled("offices to be found", sql.OFFICES),
    "award": awards,
    "subaward": subawards,
    "near_miss": near_misses,
}
"""What is found in a run, by kind, in the order in which it is shown."""


def identifiers(db: Database) -> Iterator[Identifier]:
    """Read identifiers of organisations, suppliers, awards and subawards."""
    for row in _rows(db, "identifiers to be found", sql.IDENTIFIERS, {"mask": MASK}):
        key = compact(row["value"] or "")
        if key:
            written = None if key == row["value"] else row["value"]
            yield Identifier(key, row["kind"], row["id"], row["scheme"], written)


def _rows(
    db: Database, step: str, statement: str, values: dict[str, Any] | None = None
) -> Iterator[Row]:
    for batch in db.batches(step, statement, values):
        yield from batch.to_pylist()


_COLUMNS = frozenset(Entry._fields) - {"words", "more"}


def _entry(row: Row, words: str, more: dict[str, Any]) -> Entry:
    """Make an entry of the columns that every kind has."""
    found: dict[str, Any] = {name: row.get(name) or None for name in _COLUMNS}
    found |= {"id": row["id"] or "", "title": row["title"] or ""}
    if found["name"] == found["title"]:
        found["name"] = None
    return Entry(**found, words=words, more=more or None)


def _all(row: Row) -> dict[str, Any]:
    """Keep every fact of a row that has no column of its own."""
    return _more(row, *(name for name in row if name not in _COLUMNS))


def _more(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names if row[name] not in (None, "", [], False)}


def _joined(*texts: str | None) -> str:
    return " · ".join(text for text in texts if text)


def _cut(texts: list[str]) -> list[str]:
    """Keep texts up to a length in all."""
    kept, left = [], LONGEST
    for text in texts:
        if left <= 0:
            break
        kept.append(text[:left])
        left -= len(text)
    return kept
