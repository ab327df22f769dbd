"""Asks the index files: identifiers exactly, words, parts of words, other spellings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any

from crosstie.store.search import Ready
from crosstie.store.searchread import FREQUENT, IndexFile, widened
from crosstie.store.searchtext import Asked, parse_query

__all__ = ["KINDS", "Group", "Hit", "Results", "search"]

KINDS = (
    *("tie", "organisation", "supplier", "product", "document", "office", "award"),
    *("subaward", "near_miss", "register", "vendor"),
)
"""What is found, in the order in which it is shown; the last two are the registers'."""

OF_NAMES = 4
"""Entries read for one thing that is shown, since a thing has several names."""

STARTS = 6
"""Letters and digits from which an identifier may be half typed."""

MOST = 100
"""Things of a kind that are given at most."""


@dataclass(frozen=True)
class Hit:
    """One thing that was found, and by what."""

    kind: str
    id: str
    title: str
    name: str
    """The name or text that was met."""
    name_kind: str
    since: str
    until: str
    place: str
    source: str
    file_id: str
    row_number: int | None
    how: str
    """identifier, words, inside (a part of a word), or spelling (another spelling)."""
    scheme: str = ""
    """Kind of the identifier that was met, and the identifier."""
    value: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    """Further facts of its kind."""
    file: dict[str, Any] = field(default_factory=dict)
    """The file that its record stands in: name, publisher, sha256, retrieved, url."""


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    kind: str
    hits: tuple[Hit, ...]
    count: int
    is_more: bool
    """There are more than were counted."""


@dataclass(frozen=True)
class Results:
    """The answer to one query."""

    asked: Asked
    identified: tuple[Hit, ...]
    groups: tuple[Group, ...]
    spelled: tuple[Group, ...]
    """What a run holds where a word that is in none of it is spelled otherwise."""
    spelled_as: tuple[tuple[str, tuple[str, ...]], ...]
    """(word of the query, how it may be spelled there)."""
    inside: tuple[str, ...]
    """Longer words that were looked for, since they hold a word of the query."""
    searched: dict[str, int]
    """Things of each kind that were looked through."""
    sources: tuple[dict[str, Any], ...]
    not_loaded: tuple[str, ...]
    notes: tuple[str, ...]
    ended_early: bool

    @property
    def is_empty(self) -> bool:
        """True where nothing was found."""
        return not (self.identified or self.groups)


def search(
    ready: Ready, query: str, *, limit: int = 10, kinds: Sequence[str] = ()
) -> Results:
    """Search what is ready; `kinds` leaves out all others.

    Whatever is typed is read as words: there is no syntax that could be wrong.
    """
    asked, limit = parse_query(query), max(1, min(limit, MOST))
    wanted = [kind for kind in KINDS if not kinds or kind in kinds]
    with ExitStack() as opened:
        files = [
            opened.enter_context(IndexFile(path))
            for path in (ready.run, ready.registers)
            if path is not None
        ]
        asking = [_Asking(file, asked, limit) for file in files]
        identified = _once(hit for one in asking for hit in one.identified(wanted))
        groups = [group for one in asking for group in one.groups(wanted)]
        respelled = asking[0].respelled() if ready.run and asking else {}
        spelled: list[Group] = []
        if respelled and not identified:
            spelled = asking[0].spelled(respelled, wanted)
        run = files[0].facts if ready.run else {}
        registers = files[-1].facts if ready.registers else {}
        return Results(
            asked=asked,
            identified=tuple(identified[:limit]),
            groups=_without_twins(groups),
            spelled=_unlike(spelled, groups),
            spelled_as=tuple(respelled.items()) if spelled else (),
            inside=tuple(sorted({w for one in asking for w in one.inside_words()})),
            searched={
                kind: found.things
                for file in files
                for kind, found in file.ranges.items()
                if kind in wanted
            },
            sources=tuple(registers.get("sources") or ()),
            not_loaded=tuple(run.get("not_loaded") or ()),
            notes=ready.notes,
            ended_early=any(file.ended_early for file in files),
        )


class _Asking:
    """One query on one index file."""

    def __init__(self, file: IndexFile, asked: Asked, limit: int) -> None:
        self._file = file
        self._asked = asked
        self._limit = limit
        self._inside: dict[str, tuple[str, ...]] | None = None

    def identified(self, wanted: Sequence[str]) -> list[Hit]:
        """Find what bears an identifier that the query may be."""
        found: list[Hit] = []
        for number, key in enumerate(self._asked.identifiers):
            starts = number == 0 and len(key) >= STARTS
            rows = self._file.identified(key, self._limit, starts=starts)
            rows += [
                {
                    "kind": "register",
                    "id": f"{scheme}:{key}",
                    "scheme": scheme,
                    "value": key,
                }
                for scheme in self._schemes(key)
            ]
            for row in rows:
                if row["kind"] in wanted:
                    found += self._bearer(row)
        return _once(found)

    def _schemes(self, key: str) -> list[str]:
        """List the schemes of registers whose ids are identifiers."""
        return ["lei"] if "register" in self._file.ranges and len(key) == 20 else []

    def _bearer(self, row: dict[str, Any]) -> list[Hit]:
        entries = self._file.entries_of(row["id"], row["kind"], 1)
        return [
            replace(
                self._hit(entry, "identifier"), scheme=row["scheme"], value=row["value"]
            )
            for entry in entries
        ]

    def groups(self, wanted: Sequence[str]) -> list[Group]:
        """Find the best of each kind, with parts of words where few are found."""
        found: list[Group] = []
        for kind in wanted:
            if kind not in self._file.ranges or not self._asked.terms:
                continue
            expression = self._asked.expression
            hits = self._hits(kind, expression, "words")
            if len(hits) < self._limit and (wider := self._widened()):
                expression = wider
                hits = _once([*hits, *self._hits(kind, wider, "inside")])
            found += self._group(kind, hits, expression)
        return found

    def spelled(
        self, words: dict[str, tuple[str, ...]], wanted: Sequence[str]
    ) -> list[Group]:
        """Find the best of each kind where words are spelled otherwise."""
        expression = widened(self._asked, words)
        found: list[Group] = []
        for kind in wanted:
            found += self._group(
                kind, self._hits(kind, expression, "spelling"), expression
            )
        return found

    def _group(self, kind: str, hits: list[Hit], expression: str) -> list[Group]:
        if not hits:
            return []
        count, is_more = self._file.counted(kind, expression)
        shown = tuple(hits[: self._limit])
        return [Group(kind, shown, max(count, len(shown)), is_more)]

    def inside_words(self) -> tuple[str, ...]:
        """List longer words that were looked for."""
        return tuple(word for words in (self._inside or {}).values() for word in words)

    def respelled(self) -> dict[str, tuple[str, ...]]:
        """Spell words of the query otherwise that are in no entry."""
        found: dict[str, tuple[str, ...]] = {}
        for term in self._asked.terms:
            word = term.words[0]
            known = (
                len(term.words) > 1
                or self._file.frequency(word)
                or (term.is_start and self._starts(word))
                or self._file.words_with(word)
            )
            if not known:
                like = self._file.words_like(word)
                found |= {word: like} if like else {}
        return found

    def _starts(self, word: str) -> bool:
        return any(
            self._file.found(kind, f'"{word}" *', 1) for kind in self._file.ranges
        )

    def _widened(self) -> str:
        """Write the query for longer words too; empty where none holds its words."""
        if self._inside is None:
            single = [t.words[0] for t in self._asked.terms if len(t.words) == 1]
            self._inside = {
                word: words
                for word in single
                if self._file.frequency(word) < FREQUENT
                and (words := self._file.words_with(word))
            }
        return widened(self._asked, self._inside) if self._inside else ""

    def _hits(self, kind: str, expression: str, how: str) -> list[Hit]:
        rows = self._file.found(kind, expression, self._limit * OF_NAMES)
        return _once(self._hit(row, how) for row in rows)

    def _hit(self, row: dict[str, Any], how: str) -> Hit:
        files = self._file.facts.get("files") or {}
        return Hit(
            kind=row["kind"],
            id=row["id"],
            title=row["title"],
            name=row["name"] or row["title"],
            name_kind=row["name_kind"] or "",
            since=row["since"] or "",
            until=row["until"] or "",
            place=row["place"] or "",
            source=row["source"] or "",
            file_id=row["file_id"] or "",
            row_number=row["row_number"],
            how=how,
            more=row["more"],
            file=files.get(row["file_id"] or "", {}),
        )


def _once(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the first hit of each thing; what has no id is a thing of its own."""
    found: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        found.setdefault((hit.kind, hit.id or f"{hit.title}\n{len(found)}"), hit)
    return list(found.values())


def _without_twins(groups: list[Group]) -> tuple[Group, ...]:
    """Leave out register rows of organisations that are shown as the run's."""
    shown = {
        id_
        for group in groups
        for hit in group.hits
        if hit.kind == "organisation"
        for id_ in (hit.id, *hit.more.get("ids", ()))
    }
    kept = []
    for group in groups:
        hits = tuple(h for h in group.hits if h.kind != "register" or h.id not in shown)
        if hits:
            count = group.count - (len(group.hits) - len(hits))
            kept.append(replace(group, hits=hits, count=count))
    return tuple(kept)


def _unlike(spelled: list[Group], groups: list[Group]) -> tuple[Group, ...]:
    shown = {(hit.kind, hit.id) for group in groups for hit in group.hits}
    left = (
        replace(group, hits=tuple(h for h in group.hits if (h.kind, h.id) not in shown))
        for group in spelled
    )
    return tuple(group for group in left if group.hits)
