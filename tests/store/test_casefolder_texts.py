"""A case's own texts in another language: read, and refused where they are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosstie.store.casefolder_cells import Problems
from crosstie.store.casefolder_texts import read_texts

GOOD = '[[text]]\nof = "A pilot"\nsays = "Un projet pilote"\n'


def read(folder: Path, content: str) -> tuple[object, list[str]]:
    (folder / "texts.fr.toml").write_text(content, encoding="utf-8")
    problems = Problems()
    found = read_texts(folder, problems)
    return found, [str(problem) for problem in problems.found]


def test_texts_are_read_by_language(tmp_path: Path) -> None:
    found, problems = read(tmp_path, GOOD)
    assert found == (("fr", (("A pilot", "Un projet pilote"),)),)
    assert problems == []


def test_a_case_without_such_a_file_has_none(tmp_path: Path) -> None:
    (tmp_path / "texts.md").write_text("no texts", encoding="utf-8")
    assert read_texts(tmp_path, Problems()) == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[[text]", "no valid TOML"),
        ('title = "Pilote"', "another key than [[text]]"),
        ('[[text]]\nof = "A pilot"\n', "[[text]] 1: of and says"),
        (GOOD + '[[text]]\nof = ""\nsays = "x"\n', "[[text]] 2: of and says"),
    ],
)
def test_what_is_broken_is_a_problem_with_its_file(
    tmp_path: Path, content: str, says: str
) -> None:
    _found, problems = read(tmp_path, content)
    assert len(problems) == 1
    assert says in problems[0]
    assert "texts.fr.toml" in problems[0]
