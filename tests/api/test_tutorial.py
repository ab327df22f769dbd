"""The tutorial notebook runs as it is written, and what it claims holds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "tutorial.ipynb"

CLAIMS: dict[str, tuple[str, ...]] = {
    "open": ("on the sample that ships", "Not loaded; nothing is claimed", "leads"),
    "ties": ("Finding", "obligated", "US\\$", "of 45 columns"),
    "frame": ("Thomson Reuters", "USD", "Decimal|\\d"),
    "chain": ("Roshel LLC", "is controlled by", "Roshel Inc", "7,234,926.20"),
    "drawing": ("<svg", "Roshel"),
    "money": ("obligated to the reseller", "reported on subawards", "sibling"),
    "amounts": ("7,234,926.20", "obligated"),
    "record": ("7,234,926.20", "2025-11-28"),
    "evidence": ("awards.csv row 398", "398"),
    "doubt": ("is controlled by|is registered in", "0\\.\\d"),
    "near": ("3 rows", "at stake in no tie", "○"),
    "gaps": ("own",),
    "sql": ("finding", "lead", "buyer", "USD"),
    "chart": ("to tied suppliers", "to resellers"),
    "routes": ("Dashed: leads",),
    "export": ("ties.csv", "report.html"),
    "publish": ("crosstie review|decide them",),
}
"""What the output of each cell holds, as patterns."""


def notebook() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)


def test_no_output_is_kept() -> None:
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        assert cell["metadata"] == {}
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None


def test_every_cell_that_runs_has_a_claim() -> None:
    nbformat.validate(notebook())
    code = [cell.id for cell in notebook().cells if cell.cell_type == "code"]
    assert code == list(CLAIMS)


def test_its_links_lead_somewhere() -> None:
    text = "\n".join(c.source for c in notebook().cells if c.cell_type == "markdown")
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    assert len(links) > 2
    assert [one for one in links if not (NOTEBOOK.parent / one).exists()] == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_tutorial_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSTIE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    found = notebook()
    work = tmp_path / "work"
    work.mkdir()
    client = NotebookClient(
        found, timeout=300, resources={"metadata": {"path": str(work)}}
    )
    client.execute()
    wrong = []
    for cell in found.cells:
        if cell.cell_type == "code":
            said = "\n".join(map(output_text, cell.outputs))
            wrong += [(cell.id, p) for p in CLAIMS[cell.id] if not re.search(p, said)]
            assert "<script" not in said
    assert wrong == []
    assert (work / "exports" / "csv" / "ties.csv").stat().st_size > 1000
    assert "Roshel" in (work / "report.html").read_text(encoding="utf-8")
    assert not (work / "published.html").exists()


def output_text(output: Any) -> str:
    """Give all that an output shows, whatever its forms."""
    data = dict(output.get("data", {}))
    parts = [output.get("text", "")]
    parts += [one if isinstance(one, str) else json.dumps(one) for one in data.values()]
    return "\n".join(parts)
