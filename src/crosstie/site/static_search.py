"""The search of a static site: every name with its page, as a list and as an index."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crosstie.pages.award import AwardContext
from crosstie.pages.organisation import OrganisationContext
from crosstie.pages.supplier import SupplierContext
from crosstie.text.language import later

KINDS = {
    "organisation": later("Organisations"),
    "supplier": later("Suppliers, as written"),
    "award": later("Awards"),
}


@dataclass(frozen=True)
class Entry:
    """One thing that is found, by which words, and its file."""

    kind: str
    title: str
    note: str
    words: tuple[str, ...]
    """Further names, identifiers and what a record says of it."""
    file: str

    @property
    def row(self) -> list[str]:
        """The entry as the index holds it: kind, title, note, words, file."""
        return [self.kind, self.title, self.note, " ".join(self.words), self.file]


class Index:
    """Collects what pages are about while they are written."""

    def __init__(self) -> None:
        self._found: dict[str, Entry] = {}

    def add(self, context: Any, name: str) -> None:
        """Add what a page is about; pages of other kinds add nothing."""
        entry = _entry(context, name)
        if entry is not None:
            key = f"{entry.kind} {_key(entry)}"
            known = self._found.get(key)
            # A tree on another day is the same organisation: its first file stands.
            if known is None or len(name) < len(known.file):
                self._found[key] = entry

    def entries(self) -> tuple[Entry, ...]:
        """Give everything in the order of the list."""
        return tuple(sorted(self._found.values(), key=_order))

    def groups(self) -> tuple[tuple[str, str, tuple[Entry, ...]], ...]:
        """Give everything by kind: (kind, its message, entries)."""
        every = self.entries()
        found = (
            (k, m, tuple(e for e in every if e.kind == k)) for k, m in KINDS.items()
        )
        return tuple(one for one in found if one[2])


def _entry(context: Any, name: str) -> Entry | None:
    if isinstance(context, OrganisationContext):
        body = context.body
        words = _further(
            body.name,
            [*(n.name for n in body.names), *(i.value for i in body.identifiers)],
        )
        return Entry("organisation", body.name, body.city, words, name)
    if isinstance(context, SupplierContext):
        given = [*(s.name for s in context.spellings), context.uei, context.duns]
        return Entry(
            "supplier",
            context.name,
            context.uei,
            _further(context.name, given),
            name,
        )
    if isinstance(context, AwardContext):
        about = "".join(text for text, _hit in context.description)
        given = [context.unique_id, context.vehicle_piid, context.supplier, about]
        words = _further(context.piid, given)
        return Entry("award", context.piid, context.supplier, words, name)
    return None


def _further(title: str, given: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(given) if one and one != title)


def _key(entry: Entry) -> str:
    return entry.file.partition("-on-")[0].removesuffix(".html")


def _order(entry: Entry) -> tuple[int, str, str, str]:
    plain = unicodedata.normalize("NFKD", entry.title).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return (list(KINDS).index(entry.kind), letters, entry.title, entry.file)
