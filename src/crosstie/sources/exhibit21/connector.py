"""Loads what filers list in Exhibit 21: organisations, and who says he controls them.

A list says that companies are subsidiaries, not through whom, nor since when: each row
is a statement of ultimate control on the day of filing. A stated share of half or less
is a stake. The list may leave out companies that are not significant.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.sources.exhibit21.asking import plan
from crosstie.sources.exhibit21.filing import Filing, read_filing
from crosstie.sources.exhibit21.lists import Listed, listed
from crosstie.sources.exhibit21.places import Place, place_of
from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Layout, Source
from crosstie.sources.reading.writing import Tables
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome, keep_rejects
from crosstie.store.tables import (
    ORGANISATION,
    ORGANISATION_IDENTIFIER,
    ORGANISATION_NAME,
    OWNERSHIP_STATEMENT,
    REPEAT,
)
from crosstie.text.countries import region_codes
from crosstie.text.names import words_of

__all__ = ["load", "plan"]

LAYOUT = "exhibit21"
KIND = "subsidiary listed in Exhibit 21"
HALF = Decimal(50)
_SCALE = Decimal("0.0001")

Row = dict[str, Any]


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load the complete text of one filing, or a table of labelled exhibits."""
    with member.open() as stream:
        start = stream.read(200).lstrip(b"\xef\xbb\xbf \r\n")
    if start.startswith(b"Filename,"):
        return load_csv(db, member, source.layouts, fill=_labels, progress=progress)
    filing = read_filing(member)
    rows = [row for text in filing.exhibits for row in listed(text)]
    tables, count, rejected = Tables(db), Counter[str](), list[Row]()
    for table, made in _filer(filing, member.file_id):
        tables.add(table, made)
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        place = {"file_id": member.file_id, "row_number": number}
        child = _id(filing.cik, row.name)
        if row.problem is not None:
            text = f"{row.name} | {row.written_place or ''}"
            rejected.append(
                {"row_number": number, "line": None, "reason": row.problem}
                | {"record": text}
            )
        elif child in seen:
            count["repeated"] += 1
            tables.add(REPEAT, _repeat(place, seen[child]))
        else:
            seen[child] = number
            for table, made in _subsidiary(filing, row, child, place):
                tables.add(table, made)
    tables.flush()
    keep_rejects(db, member.file_id, rejected)
    return Outcome(
        layout=LAYOUT,
        rows_read=len(rows),
        rows_loaded=len(seen),
        rows_rejected=len(rejected),
        rows_repeated=count["repeated"],
        notes=_notes(filing, rows),
        first_date=filing.filed,
        last_date=filing.filed,
        version=filing.filed.isoformat(),
        facts={
            "title": f"{filing.form}, Exhibit 21, of {filing.filer}",
            "url": _page(filing.cik, filing.accession),
        },
    )


def _notes(filing: Filing, rows: list[Listed]) -> tuple[str, ...]:
    notes = [
        f"{filing.filer}, filed {filing.filed}: {KIND};"
        " companies that are not significant may be left out of the list."
    ]
    if filing.filers > 1:
        notes.append(
            f"The filing is of {filing.filers} filers; its list is taken for"
            " the first of them."
        )
    if not rows:
        notes.append("No row of the exhibit could be read as a subsidiary.")
    return tuple(notes)


def _filer(filing: Filing, file_id: str) -> Iterator[tuple[Any, Row]]:
    place: Row = {"organisation_id": f"sec:{filing.cik}", "file_id": file_id}
    place["row_number"] = 0
    state = _state(filing.state)
    yield (
        ORGANISATION,
        {
            **place,
            "source": "exhibit21",
            "record_id": filing.cik,
            "name": filing.filer,
            "kind": "company",
            "country": state[0] if state else None,
            "country_basis": "state of incorporation" if state else None,
            "jurisdiction": state[1] if state else None,
            "url": f"https://www.sec.gov/cgi-bin/browse-edgar?CIK={filing.cik}",
        },
    )
    yield ORGANISATION_NAME, {**place, "name": filing.filer, "kind": "legal"}
    yield ORGANISATION_IDENTIFIER, {**place, "scheme": "us-cik", "value": filing.cik}


def _state(written: str | None) -> Place | None:
    """Read the header's code of a state: those of the U.S. are the post's own.

    The SEC's codes of provinces and countries (A6, X0) are not ISO's and stay unread.
    """
    if written is None:
        return None
    known = region_codes(f"US-{written}")
    return ("US", known[0]) if known else None


def _subsidiary(
    filing: Filing, row: Listed, child: str, place: Row
) -> Iterator[tuple[Any, Row]]:
    url = _page(filing.cik, filing.accession)
    yield from _organisation(row, child, place, url)
    yield (
        OWNERSHIP_STATEMENT,
        {
            **place,
            "statement_id": f"exhibit21:{filing.accession}:{place['row_number']}",
            "source": "exhibit21",
            "record_id": f"{filing.accession}:{place['row_number']}",
            "child_id": child,
            "child_name": row.name,
            "parent_id": f"sec:{filing.cik}",
            "parent_name": filing.filer,
            **_interest(row.percent, filing.filed),
            "url": url,
        },
    )


def _organisation(
    row: Listed, child: str, place: Row, url: str | None
) -> Iterator[tuple[Any, Row]]:
    where = row.place
    yield (
        ORGANISATION,
        {
            "organisation_id": child,
            **place,
            "source": "exhibit21",
            "record_id": child,
            "name": row.name,
            "kind": "company",
            "country": where[0] if where else None,
            "country_basis": "jurisdiction in Exhibit 21" if where else None,
            "jurisdiction": (where[1] or where[0]) if where else None,
            "url": url,
        },
    )
    name = {"organisation_id": child, **place, "name": row.name, "kind": "legal"}
    yield ORGANISATION_NAME, name


def _interest(percent: Decimal | None, stated: date | None) -> Row:
    stake = percent is not None and percent <= HALF
    share = percent.quantize(_SCALE) if percent is not None else None
    return {
        "interest": "stake" if stake else "ultimate_control",
        "percent_min": share,
        "percent_max": share,
        "is_current": True,
        "stated_on": stated,
        "status": KIND,
        "confirmed": True,
    }


def _labels(db: Database, layout: Layout, file_id: str) -> list[str]:
    """Fill from labelled exhibits: the filer's number is known, not its name."""
    tables = Tables(db)
    seen: set[str] = set()
    unknown = 0
    for found in db.rows(
        "labels",
        "select row_number, filing, subsidiary, place, percent from accepted\n"
        "order by row_number",
    ):
        cik, _, accession = str(found["filing"]).partition("-")
        child = _id(cik, found["subsidiary"])
        where = place_of(found["place"]) if found["place"] else None
        unknown += bool(found["place"]) and where is None
        row = Listed(found["subsidiary"], found["place"], where, found["percent"])
        place = {"file_id": file_id, "row_number": int(found["row_number"])}
        if child not in seen:
            seen.add(child)
            for table, made in _organisation(row, child, place, None):
                tables.add(table, made)
        tables.add(
            OWNERSHIP_STATEMENT,
            {
                **place,
                "statement_id": f"exhibit21:{accession}:{place['row_number']}",
                "source": "exhibit21",
                "record_id": f"{accession}:{place['row_number']}",
                "child_id": child,
                "child_name": row.name,
                "parent_id": f"sec:{cik}",
                **_interest(row.percent, None),
            },
        )
    tables.flush()
    notes = ["Labels carry no day of filing and no filer's name, only its number."]
    if unknown:
        notes.append(f"Jurisdictions that are not recognised, left empty: {unknown:,}.")
    return notes


def _id(cik: str, name: str) -> str:
    """Name a subsidiary by its filer and the words of its name, over the years."""
    words = " ".join(words_of(name))
    return f"exhibit21:{cik}:{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def _repeat(place: Row, same_as: int) -> Row:
    return {
        **place,
        "same_as_file_id": place["file_id"],
        "same_as_row_number": same_as,
        "reason": "same key in the file",
    }


def _page(cik: str, accession: str) -> str:
    bare = accession.replace("-", "")
    return f"https://www.sec.gov/Archives/edgar/data/{cik}/{bare}/"
