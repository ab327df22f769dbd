"""Looks up one name in a stored register, and says what it may be and why.

>>> from pathlib import Path
>>> Lookup.open(Path("register.index")).find("KWIZ COM CORP")  # doctest: +SKIP
[Found(id='R1', organisation='Kwizcom Corporation', ...)]
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosstie.matching import policy
from crosstie.matching.dated import iso
from crosstie.matching.explain import reasons
from crosstie.matching.kernel import Matches
from crosstie.matching.kinds import kind_in_match
from crosstie.matching.net import shipped
from crosstie.matching.records import Records
from crosstie.matching.sharded import Stored
from crosstie.model.words import MatchKind


@dataclass(frozen=True)
class Found:
    """One organisation that a name may mean."""

    id: str
    organisation: str
    """Its first name in the register."""
    name: str
    """The name that was met: as written where it has a row, else in plain letters."""
    name_kind: str
    """legal, trading, former, ...; empty where the register does not say."""
    since: str
    until: str
    """Days from and to which the name held, as the register says; empty if unknown."""
    country: str
    probability: float
    """Calibrated for the first; the others share what the first leaves."""
    kind: MatchKind
    reason: str
    source: str
    file: str
    row: int | None
    """Row of the file, the header not counted."""


class Lookup:
    """A stored register, open for looking up single names."""

    def __init__(self, register: Stored) -> None:
        self._register = register
        self._names = register.texts("names")
        self._ids = register.texts("ids")
        self._notes = register.texts("notes")
        self._quality = policy.widened(policy.LOOKUP, register.manifest.names)

    @classmethod
    def open(cls, folder: Path) -> Lookup:
        """Open a folder that `crosstie index` wrote.

        Raises:
            UnreadableFile: where it holds no index.
            UnknownLayout: where another version made it.

        """
        return cls(Stored(folder))

    def __len__(self) -> int:
        """Count the names that are looked through."""
        return self._register.manifest.names

    def find(self, name: str, country: str | None = None, top: int = 5) -> list[Found]:
        """Find what a name may mean, the likeliest first; nothing where nothing may.

        What is least likely, and no member of a family by name, is left out.
        """
        if not len(self) or not name.strip():
            return []
        asked = Records([""], [name], [country] if country else ())
        looked_at = max(top, policy.FAMILY_AMONG)
        found = self._register.match_piece(asked, self._quality, looked_at, shipped())
        shown: list[Found] = []
        for at, score in enumerate(found.score.tolist()):
            met = self._register.plain_of(int(found.row[at]))
            kind = kind_in_match(name, met, score)
            if score >= policy.LEAST_SHOWN or kind is MatchKind.FAMILY:
                shown.append(self._found(found, at, kind))
            if len(shown) == top:
                break
        return shown

    def _found(self, found: Matches, at: int, kind: MatchKind) -> Found:
        record, row = int(found.record[at]), int(found.row[at])
        bearer, is_first = self._register.bearer_of(row)
        note = _note(self._notes, bearer)
        score = float(found.score[at])
        since, until = self._register.days_of(row)
        code = self._register.country_of(row)
        return Found(
            id=self._ids[record],
            organisation=self._names[record],
            name=self._names[bearer] if is_first else self._register.plain_of(row),
            name_kind=note.get("kind") or _kind_of(is_first, until),
            since=note.get("from") or iso(since),
            until=note.get("to") or iso(until),
            country=chr(code >> 8) + chr(code & 255) if code else "",
            probability=round(score, 4),
            kind=kind,
            reason=reasons(
                found.features[at], float(found.evidence[at]), int(found.beside[at])
            ),
            source=note.get("source") or "",
            file=note.get("file") or self._register.manifest.source,
            row=note.get("row"),
        )


def _kind_of(is_first: bool, until: int) -> str:
    """Tell a former name by its last day, where the register gives no kinds."""
    if until:
        return "former"
    return "" if is_first else "other"


def _note(notes: Any, record: int) -> dict[str, Any]:
    """Read what is kept beside a record: an object, or its row number alone."""
    written = notes[record] if len(notes) else ""
    found = json.loads(written) if written else {}
    return found if isinstance(found, dict) else {"row": int(found)}
