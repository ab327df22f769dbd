"""The guides: none leaves out what the program has, none ends without a next step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.rooms import ROOT

GUIDES = {p.stem: p for p in sorted((ROOT / "docs" / "guides").glob("*.md"))}
LAST = "## What to do next"


@pytest.mark.parametrize("name", sorted(GUIDES))
def test_a_guide_ends_with_what_to_do_next(name: str) -> None:
    text = GUIDES[name].read_text(encoding="utf-8")
    _, found, rest = text.partition(f"\n{LAST}\n")
    assert found, f"a guide ends with {LAST!r}"
    assert "](" in rest
    assert "\n## " not in rest


def test_every_source_stands_in_the_table_of_the_guide_to_loading() -> None:
    folders = (ROOT / "src" / "crosstie" / "sources").glob("*/source.toml")
    sources = sorted(Path(p).parent.name.replace("_", "-") for p in folders)
    assert len(sources) > 20
    text = GUIDES["loading"].read_text(encoding="utf-8")
    assert [name for name in sources if f"\n| `{name}` |" not in text] == []


def test_the_first_page_names_every_extra() -> None:
    """What an extra is for, and what it needs from the system."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    _, _, rest = project.partition("[project.optional-dependencies]\n")
    lines = rest.partition("\n[")[0].splitlines()
    extras = [x.partition(" = ")[0] for x in lines if " = [" in x]
    assert "pdf" in extras
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in extras if f"\n| `{name}` |" not in readme] == []
