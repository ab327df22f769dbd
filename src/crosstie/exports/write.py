"""Writes a run's tables and documents into a folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

from crosstie.exports.csvcells import csv_text
from crosstie.exports.documents import Document, run_document, ties_as_document
from crosstie.exports.tables import (
    COVERAGE_COLUMNS,
    HOP_COLUMNS,
    TIE_COLUMNS,
    coverage_rows,
    hop_rows,
    tie_row,
)
from crosstie.model.words import Kind
from crosstie.pages.facts import RunDatabase, run_facts
from crosstie.pages.near import near_misses
from crosstie.pages.ties import read_ties


def write_exports(db: RunDatabase, folder: Path) -> list[Path]:
    """Write ties.csv, hops.csv, coverage.csv, ties.json, run.json; give their paths.

    Each file takes its place only when it is whole. Two runs on the same inputs give
    the same bytes, but for the time of the run in run.json.
    """
    ties, facts = read_ties(db), run_facts(db)
    rows = [tie_row(tie) for tie in ties if tie.kind != Kind.NOT_COUNTED]
    texts = {
        "ties.csv": csv_text(TIE_COLUMNS, rows),
        "hops.csv": csv_text(HOP_COLUMNS, hop_rows(ties)),
        "coverage.csv": csv_text(COVERAGE_COLUMNS, coverage_rows(facts)),
        "ties.json": json_text(ties_as_document(facts, ties, near_misses(db))),
        "run.json": json_text(run_document(db)),
    }
    folder.mkdir(parents=True, exist_ok=True)
    return [write_text(folder / name, text) for name, text in texts.items()]


def json_text(document: Document) -> str:
    """Write a document as JSON for people and programs."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def write_text(path: Path, text: str) -> Path:
    """Write a file aside, and let it take its place when it is whole."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_text(text, encoding="utf-8", newline="\n")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path
