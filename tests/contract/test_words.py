"""Pages and documents speak plainly: some words are never used of an organisation."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.contract import rooms
from tests.contract.tracked import tracked_text

NEVER = (
    "exposed",
    "complicit",
    "shady",
    "caught",
    "flagged",
    "suspicious",
    "risk score",
    "contract worth",
)
"""Section 13 of the project's look: words that judge where a record would do."""

NOT_IN_DOCS = ("simply", "powerful", "easily", "seamless", "we", "our", "us")
"""Words of marketing, and the first person; neutral prose needs neither."""

SPEAKING_ROOMS = ("cli", "pages", "charts", "report", "exports", "ties", "text")
SHOWN = (".md", ".html", ".j2", ".jinja", ".svg", ".txt", ".css")


def lines_with(words: tuple[str, ...], text: str, flags: int = re.I) -> list[str]:
    wanted = re.compile(r"\b(" + "|".join(words) + r")\b", flags)
    return [line.strip() for line in text.splitlines() if wanted.search(line)]


def shown_files() -> dict[str, str]:
    return {n: t for n, t in tracked_text().items() if n.endswith(SHOWN)}


def sentences(path: Path) -> list[str]:
    """Read the texts of a module that it may show; docstrings are for us alone."""
    tree = rooms.tree(path)
    ours = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in ours
    ]


@pytest.mark.parametrize("name", sorted(shown_files()))
def test_a_page_or_document_judges_nobody(name: str) -> None:
    assert lines_with(NEVER, shown_files()[name]) == []


@pytest.mark.parametrize("room", SPEAKING_ROOMS)
def test_a_sentence_in_the_code_judges_nobody(room: str) -> None:
    paths = (p for n, p in rooms.module_files().items() if rooms.room(n) == room)
    spoken = [text for path in paths for text in sentences(path)]
    assert [text for text in spoken if lines_with(NEVER, text)] == []


def test_documents_are_neutral_prose() -> None:
    wrong = {
        name: found
        for name, text in shown_files().items()
        if name.endswith(".md")
        for found in [lines_with(NOT_IN_DOCS, without_code(text), flags=0)]
        if found
    }
    assert wrong == {}


def without_code(text: str) -> str:
    """Leave out blocks and spans of code, which quote programs and records."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return re.sub(r"`[^`]*`", "", text)
