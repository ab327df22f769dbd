"""The case folder: finding it, reading it, and saying all that is wrong in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from crosstie.errors import CaseError
from crosstie.model.case import (
    Case,
    CaseAnswer,
    CaseAppropriation,
    CaseDocument,
    CaseLevel,
    CaseOrganisation,
    CaseOwnership,
    CasePresence,
    CaseProduct,
    CasePublished,
    Decision,
    own_decisions_name,
)
from crosstie.model.words import Judgement
from crosstie.store import casefolder_rows as rows
from crosstie.store.casefolder_cells import Problems
from crosstie.store.casefolder_rows import read_table
from crosstie.store.casefolder_tables import (
    ANSWERS,
    APPROPRIATIONS,
    CASE_TABLES,
    DECISIONS,
    DOCUMENTS,
    LEVELS,
    ORGANISATIONS,
    OWNERSHIP,
    PRESENCE,
    PRODUCTS,
    PUBLISHED_FIGURES,
    SETTINGS_FILE,
)
from crosstie.store.casefolder_texts import read_texts, text_files
from crosstie.store.casefolder_toml import CaseSettings, read_settings
from crosstie.store.decisions import SHIPPED, standing


def find_case(name: str, cwd: Path, home: Path) -> Path:
    """Find a case: a folder path, a case of the user, or one that is shipped.

    Raises:
        CaseError: where there is none; lists the cases that are known.

    """
    given = cwd / Path(name).expanduser()
    if _is_case(given):
        return given
    is_plain = bool(name) and Path(name).name == name and name not in (".", "..")
    for folder in (home / "cases", SHIPPED):
        if is_plain and _is_case(folder / name):
            return folder / name
    known = sorted({*_cases_in(home / "cases"), *_cases_in(SHIPPED)})
    why = f"the folder holds no {SETTINGS_FILE}" if given.is_dir() else "no such case"
    raise CaseError(
        f"{name}: {why}; known cases: {', '.join(known) or 'none'}",
        next_step="name one of these, give a folder, or make one with crosstie new",
    )


def read_case(folder: Path, own_decisions: Path | None = None) -> Case:
    """Read and check a case folder.

    `own_decisions` is the user's file of decisions on a case that ships; its rows
    stand after those of the folder.

    Raises:
        CaseError: with every problem, each with its file, row and column.
        Contradiction: decisions that cannot both hold.

    """
    if own_decisions is not None and not own_decisions.exists():
        own_decisions = None
    problems = Problems()
    settings = read_settings(folder / SETTINGS_FILE, problems)
    texts = read_texts(folder, problems)
    _check_names(folder, problems)
    tables = _read_tables(folder, problems, own_decisions)
    _check_statements(tables.ownership, problems)
    if problems.found or settings is None:
        count = len(problems.found)
        raise CaseError(
            f"the case {folder.name} cannot be read:"
            f" {count} {'problem' if count == 1 else 'problems'}",
            problems=tuple(problems.found),
            next_step="correct each of them, then run this again",
        )
    return replace(_case(folder, settings, tables, own_decisions), texts=texts)


@dataclass(frozen=True)
class _Tables:
    organisations: tuple[CaseOrganisation, ...]
    ownership: tuple[CaseOwnership, ...]
    products: tuple[CaseProduct, ...]
    documents: tuple[CaseDocument, ...]
    presence: tuple[CasePresence, ...]
    answers: tuple[CaseAnswer, ...]
    appropriations: tuple[CaseAppropriation, ...]
    levels: tuple[CaseLevel, ...]
    published: tuple[CasePublished, ...]
    decisions: tuple[Decision, ...]


def _read_tables(
    folder: Path, problems: Problems, own_decisions: Path | None
) -> _Tables:
    organisations = read_table(
        folder / ORGANISATIONS.file, ORGANISATIONS, rows.organisation, problems
    )
    known = frozenset(organisation.id for organisation in organisations)
    ownership = partial(rows.ownership, known=known)
    product = partial(rows.product, known=known)
    document = partial(rows.document, known=known)
    answer = partial(rows.answer, known=known)
    return _Tables(
        organisations=organisations,
        ownership=read_table(folder / OWNERSHIP.file, OWNERSHIP, ownership, problems),
        products=read_table(folder / PRODUCTS.file, PRODUCTS, product, problems),
        documents=read_table(folder / DOCUMENTS.file, DOCUMENTS, document, problems),
        presence=read_table(folder / PRESENCE.file, PRESENCE, rows.presence, problems),
        answers=read_table(folder / ANSWERS.file, ANSWERS, answer, problems),
        appropriations=read_table(
            folder / APPROPRIATIONS.file, APPROPRIATIONS, rows.appropriation, problems
        ),
        levels=read_table(folder / LEVELS.file, LEVELS, rows.level, problems),
        published=read_table(
            folder / PUBLISHED_FIGURES.file, PUBLISHED_FIGURES, rows.published, problems
        ),
        decisions=_decisions(folder, own_decisions, problems),
    )


def _decisions(
    folder: Path, own: Path | None, problems: Problems
) -> tuple[Decision, ...]:
    """Read the rows of the folder, and after them those of the user's own file."""
    found = read_table(folder / DECISIONS.file, DECISIONS, rows.decision, problems)
    if own is None:
        return found
    table = replace(DECISIONS, file=own_decisions_name(own))
    return found + read_table(own, table, rows.decision, problems)


def _standing(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Keep what holds; a tie that a person says nothing of any more has no row."""
    return tuple(
        row
        for row in standing(decisions)
        if not (row.tie and row.judgement is Judgement.WITHDRAWN)
    )


def _case(
    folder: Path, settings: CaseSettings, tables: _Tables, own: Path | None
) -> Case:
    return Case(
        name=folder.resolve().name,
        title=settings.title,
        country=settings.country,
        buyer=settings.buyer,
        folder=folder,
        publish_threshold=settings.publish_threshold,
        sources=settings.sources,
        organisations=tables.organisations,
        ownership=tables.ownership,
        products=tables.products,
        documents=tables.documents,
        presence=tables.presence,
        answers=tables.answers,
        appropriations=tables.appropriations,
        levels=tables.levels,
        published=tables.published,
        decisions=_standing(tables.decisions),
        common_words=settings.common_words,
        files=_hashes(folder, own),
        own_decisions=own,
    )


def _check_names(folder: Path, problems: Problems) -> None:
    """Refuse a table that nothing would read, such as organisation.csv."""
    known = {table.file for table in CASE_TABLES}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known:
            problems.add(
                f"is no table of a case; known are {', '.join(sorted(known))}",
                path.name,
            )


def _check_statements(ownership: tuple[CaseOwnership, ...], problems: Problems) -> None:
    """Refuse two rows on the same pair from the same day."""
    seen: dict[tuple[object, ...], int] = {}
    for row in ownership:
        key = (row.child, row.parent, row.valid_from)
        if key in seen:
            problems.add(
                f"the same child, parent and valid_from stand in row {seen[key]}",
                OWNERSHIP.file,
                row.row,
                "valid_from",
            )
        seen.setdefault(key, row.row)


def _hashes(folder: Path, own: Path | None) -> tuple[tuple[str, str], ...]:
    tables = (table.file for table in CASE_TABLES)
    names = (SETTINGS_FILE, *tables, *(path.name for path in text_files(folder)))
    files = {name: folder / name for name in names}
    if own is not None:
        files[own_decisions_name(own)] = own
    return tuple(
        (name, hashlib.sha256(path.read_bytes()).hexdigest())
        for name, path in files.items()
        if path.exists()
    )


def _is_case(folder: Path) -> bool:
    return (folder / SETTINGS_FILE).is_file()


def _cases_in(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return [path.name for path in folder.iterdir() if _is_case(path)]
