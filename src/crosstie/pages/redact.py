"""Takes out of a report's context what tells of persons and machines.

What is taken out is replaced before anything is drawn or written, so that no format
can hold it: names of those who decided become initials, their notes go, paths go, and a
file brought from a machine is called by its hash. What a publisher wrote stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from crosstie.pages.contexts import Evidence, Quote, ReportContext, Tie
from crosstie.pages.run_contexts import File, Record
from crosstie.text.language import _

C = TypeVar("C")

CASE = "case"
"""The source of the case's own files, whose names are the same in every case."""

ROLES = frozenset(
    {
        *("editor", "fact-checker", "fact checker", "reporter", "reviewer", "lawyer"),
        *("researcher", "analyst", "journalist", "librarian", "officer", "desk"),
        *("rédaction", "rédacteur", "rédactrice", "journaliste", "réviseur", "juriste"),
        *("réviseure", "vérificateur", "vérificatrice", "analyste", "chercheuse"),
        *("chercheur", "a", "an", "the", "un", "une", "le", "la"),
    }
)
"""Words that name what somebody does, and not who it is."""

_INITIALS = re.compile(r"(?:[A-ZÀ-Ý]\.?[ -]?){1,3}")

_PATH = re.compile(
    r"""file:/+\S+
    | (?<![\w./:])~[\w.-]*/\S*
    | (?<![\w/.:-])/(?:home|Users|root|tmp|var|mnt|media|private|opt|srv|usr|work|data
        |Volumes|run|export|net)/\S+
    | (?<!\w)[A-Za-z]:[\\/](?!/)\S+
    | (?<![\w\\])\\\\[\w.$-]+\\\S+""",
    re.VERBOSE,
)
"""A place on somebody's machine: POSIX, Windows, a share, or a file's address."""

LONG = 12
"""Letters from which a note is no common word, and is found wherever it stands."""

_KEPT = frozenset({"url", "evidence_url", "anchor", "sha256", "tie_id", "file_id"})
"""Fields that hold addresses of the web and identities, and no words."""

_SPOKEN = frozenset({"decided_by", "confirmed_by"})

_RECORD = frozenset(
    {
        *("value", "parts", "supplier", "organisation", "matched_text", "name"),
        *("from_label", "to_label", "text", "publisher", "dataset", "record_id"),
    }
)
"""Fields that hold a record's own words: no name in them is that of who decided."""


@dataclass(frozen=True)
class _Rules:
    """What is replaced by what, in every text."""

    persons: Mapping[str, str]
    notes: tuple[re.Pattern[str], ...]
    """Persons' notes, as they stand in a reason."""
    files: Mapping[tuple[str, str], str]
    """What a file is called instead, by its hash and name."""
    words: tuple[tuple[re.Pattern[str], str], ...]
    is_initials: bool = True
    """Persons who decided are written by their initials."""


def cleaner(
    context: ReportContext,
    *,
    persons: Iterable[str] = (),
    notes: Iterable[str] = (),
    private: Sequence[str] = (),
    is_redacted: bool,
) -> Callable[[C], C]:
    """Give what cleans every context of a run, as `redacted` cleans a report.

    Where it is not redacted, the folders in `private` alone are taken out.
    """
    if is_redacted:
        rules = _rules(context, persons, notes, private)
    else:
        rules = _Rules({}, (), {}, tuple(_private(private)), is_initials=False)

    def clean(value: C) -> C:
        found: C = _clean(value, rules)
        return found

    return clean


def redacted(
    context: ReportContext,
    *,
    persons: Iterable[str] = (),
    notes: Iterable[str] = (),
    private: Sequence[str] = (),
) -> ReportContext:
    """Give the context without persons' names, notes, paths and names of own files.

    `persons` and `notes` are those of the case's decisions; who decided what the run
    shows is known without them. `private` are texts of the machine: its folders.
    """
    rules = _rules(context, persons, notes, private)
    facts = replace(context.facts, command="", traced_at=context.facts.traced_at[:10])
    plain = replace(context, facts=facts)
    found: ReportContext = _clean(plain, rules)
    return replace(found, edition=replace(found.edition, is_redacted=True))


def initials(persons: str) -> str:
    """Write persons by their initials; a role, and what is initials already, stays.

    >>> initials("Jane Q. Doe, an editor, JD")
    'J. Q. D., an editor, JD'
    """
    return ", ".join(_initials(one) for one in re.split(r"\s*[,;]\s*", persons) if one)


def _initials(person: str) -> str:
    words = person.split("@")[0].replace(".", " ").split() or [person]
    if all(word.casefold() in ROLES for word in words):
        return person
    if "@" not in person and _INITIALS.fullmatch(person):
        return person
    return " ".join(f"{word[0].upper()}." for word in words)


def _rules(
    context: ReportContext,
    known: Iterable[str],
    notes: Iterable[str],
    private: Sequence[str],
) -> _Rules:
    every = (*context.ties, *context.not_counted)
    persons = {name: initials(name) for name in (*known, *_persons(every)) if name}
    own = [f for f in context.files if is_own(f)]
    names = {f.name: _called(f.sha256) for f in own}
    removed = _("[place on a machine, left out]")
    words = [*_private(private), (_PATH, removed)]
    words += [
        (re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"), called)
        for name, called in sorted(names.items(), key=lambda one: -len(one[0]))
    ]
    return _Rules(
        persons=dict(sorted(persons.items(), key=lambda one: -len(one[0]))),
        notes=tuple(_notes(notes)),
        files={(f.sha256, f.name): _called(f.sha256) for f in own},
        words=tuple(words),
    )


def _private(texts: Sequence[str]) -> Iterator[tuple[re.Pattern[str], str]]:
    """Find what begins with a folder of the machine."""
    removed = _("[place on a machine, left out]")
    for text in texts:
        yield re.compile(re.escape(text) + r"\S*"), removed


def is_own(file: File) -> bool:
    """Tell whether a file was brought by the user, so that its name is the user's."""
    is_known = file.source == CASE or file.asked or file.retrieved_basis == "manifest"
    return not is_known


def _called(sha256: str) -> str:
    return _("file {hash}").format(hash=sha256[:12])


def _persons(ties: Sequence[Tie]) -> set[str]:
    found = {tie.decided_by for tie in ties}
    found |= {hop.confirmed_by for tie in ties for hop in tie.hops}
    single = {one for names in found for one in re.split(r"\s*[,;]\s*", names)}
    return {name for name in (*found, *single) if name}


def _notes(notes: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """Find a note where a reason holds it, behind a colon; a long one anywhere."""
    for note in sorted(set(filter(None, notes)), key=len, reverse=True):
        text = re.escape(note.strip())
        yield re.compile(rf"\s?[:;]\s?{text}(?=[.;]|$)")
        if len(note) >= LONG:
            yield re.compile(text)


def _clean(value: Any, rules: _Rules, field: str = "", voice: bool = False) -> Any:
    """Copy a value with every text in it cleaned; `voice` is what a record says."""
    if isinstance(value, str):
        return _text(value, rules, field, voice)
    if isinstance(value, tuple):
        return tuple(_clean(one, rules, field, voice) for one in value)
    if isinstance(value, dict):
        return {key: _clean(one, rules, field, voice) for key, one in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for name in (f.name for f in fields(value) if f.name not in _KEPT):
        old = getattr(value, name)
        new = _clean(old, rules, name, name in _RECORD)
        if new is not old:
            changed[name] = new
    if isinstance(value, Evidence | Quote | Record | File):
        held = "name" if isinstance(value, File) else "file_name"
        called = rules.files.get((value.sha256, getattr(value, held)))
        changed |= {held: called} if called else {}
        if called and isinstance(value, File):
            changed |= {"member": ""}
    return replace(value, **changed) if changed else value


def _text(text: str, rules: _Rules, field: str, is_record: bool) -> str:
    if not text:
        return text
    if field in _SPOKEN and rules.is_initials:
        return initials(text)
    made = text
    if not is_record:
        for note in rules.notes:
            made = note.sub("", made)
        for name, short in rules.persons.items():
            if name in made:
                made = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", short, made)
    for pattern, instead in rules.words:
        made = pattern.sub(instead.replace("\\", r"\\"), made)
    return made
