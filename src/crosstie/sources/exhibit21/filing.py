"""A filing as EDGAR keeps it in one text: its header, and the exhibit's own text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import IO

from crosstie.errors import Place, UnknownLayout, UnreadableFile
from crosstie.sources.reading.inputs import Member

__all__ = ["Filing", "read_filing"]

LONGEST_EXHIBIT = 8 * 2**20
LONGEST_HEADER = 2**20
_LINE = 2**20

_FACT = re.compile(r"^\s*([A-Z][A-Z /-]+):\s*(\S.*?)\s*$")
_TYPE = re.compile(rb"<TYPE>\s*(\S+)", re.I)


@dataclass(frozen=True)
class Filing:
    """Who filed what, when, and the texts of Exhibit 21; several where it has parts."""

    accession: str
    cik: str
    filer: str
    form: str
    filed: date
    period: date | None
    state: str | None
    exhibits: tuple[str, ...]
    filers: int


def read_filing(member: Member) -> Filing:
    """Read the header of a complete submission, and the exhibit in it.

    Raises:
        UnknownLayout: it has no header of EDGAR, or no Exhibit 21.

    """
    with member.open() as stream:
        facts, filers = _header(stream, member)
        exhibits = tuple(_exhibits(stream, member))
    try:
        accession, cik = facts["ACCESSION NUMBER"], facts["CENTRAL INDEX KEY"]
        filer = facts["COMPANY CONFORMED NAME"]
        filed = _day(facts["FILED AS OF DATE"])
    except KeyError as missing:
        raise UnknownLayout(
            f"the file has no line {missing.args[0]!r}: it is no complete submission",
            place=Place(member.label),
            next_step="load the text of the whole filing, ACCESSION-NUMBER.txt",
        ) from None
    if filed is None:
        raise UnknownLayout(
            f"FILED AS OF DATE is {facts['FILED AS OF DATE'][:20]!r}, no day",
            place=Place(member.label),
            next_step="download the filing again",
        )
    if not exhibits:
        raise UnknownLayout(
            f"the filing of {filed} has no document of the type EX-21",
            place=Place(member.label),
            next_step="smaller filers need not list subsidiaries; take another year",
        )
    return Filing(
        accession=accession,
        cik=cik.lstrip("0") or "0",
        filer=filer,
        form=facts.get("CONFORMED SUBMISSION TYPE", ""),
        filed=filed,
        period=_day(facts.get("CONFORMED PERIOD OF REPORT", "")),
        state=facts.get("STATE OF INCORPORATION"),
        exhibits=exhibits,
        filers=filers,
    )


def _header(stream: IO[bytes], member: Member) -> tuple[dict[str, str], int]:
    """Read what stands above the first document; of several filers the first."""
    facts: dict[str, str] = {}
    read = filers = 0
    while line := stream.readline(_LINE):
        read += len(line)
        if line.lstrip().upper().startswith(b"<DOCUMENT>"):
            break
        if read > LONGEST_HEADER:
            break
        found = _FACT.match(line.decode("utf-8", "replace"))
        if found:
            filers += found[1] == "COMPANY CONFORMED NAME"
            facts.setdefault(found[1], found[2])
    return facts, filers


def _exhibits(stream: IO[bytes], member: Member) -> list[str]:
    found: list[str] = []
    kept: list[bytes] | None = None
    size = 0
    while line := stream.readline(_LINE):
        upper = line[:200].upper()
        if b"<TYPE>" in upper:
            kind = _TYPE.search(line)
            kept = [] if kind and kind[1].upper().startswith(b"EX-21") else None
        elif b"</DOCUMENT>" in upper:
            if kept is not None:
                found.append(_text(b"".join(kept)))
            kept = None
        elif kept is not None:
            size += len(line)
            if size > LONGEST_EXHIBIT:
                raise UnreadableFile(
                    f"Exhibit 21 has more than {LONGEST_EXHIBIT:,} bytes",
                    place=Place(member.label),
                    next_step="look at the filing: no exhibit is so long",
                )
            kept.append(line)
    return found


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("windows-1252", "replace")


def _day(written: str) -> date | None:
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:8]))
    except ValueError:
        return None
