"""Every format: the same bytes each time, whole or not at all, leads only if asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crosstie.errors import StoreError, UsageError
from crosstie.exports import formats
from crosstie.exports.formats import FORMATS, TABULAR, Export, named, write_formats
from crosstie.pages.exchange_contexts import Exchange


def test_names_are_read_once_and_in_order() -> None:
    assert named("ftm, csv,FTM") == ("ftm", "csv")
    for wrong in ("", " , ", "csv,pdf"):
        with pytest.raises(UsageError) as refused:
            named(wrong)
        assert "datapackage" in (refused.value.next_step or "")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_same_run_gives_the_same_bytes(
    sample_export: Export, tmp_path: Path, name: str
) -> None:
    def contents(folder: Path) -> dict[str, bytes]:
        again = Export(sample_export.exchange, sample_export.case)
        paths = write_formats(again, [name], folder)
        assert paths
        return {str(p.relative_to(folder)): p.read_bytes() for p in paths}

    assert contents(tmp_path / "a") == contents(tmp_path / "b")


@pytest.mark.parametrize("name", sorted(set(FORMATS) - set(TABULAR)))
def test_leads_are_left_out_unless_asked_for(
    sample_export: Export, tmp_path: Path, name: str
) -> None:
    leads = {t.tie_id for t in sample_export.exchange.ties if not t.is_finding}
    without = Export(sample_export.exchange, sample_export.case)
    (path,) = write_formats(without, [name], tmp_path)
    text = path.read_text(encoding="utf-8")
    assert not [id for id in leads if id in text]
    (path,) = write_formats(sample_export, [name], tmp_path)
    assert "lead" in path.read_text(encoding="utf-8")


def test_nothing_is_written_where_one_format_fails(
    made: Exchange,
    sample_export: Export,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(export: Export) -> dict[str, bytes]:
        raise StoreError("no", next_step="none")

    broken = {**FORMATS, "ocds": replace(FORMATS["ocds"], make=fails)}
    monkeypatch.setattr(formats, "FORMATS", broken)
    with pytest.raises(StoreError):
        write_formats(Export(made, sample_export.case), ["csv", "ocds"], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(
    sample_export: Export, tmp_path: Path
) -> None:
    (tmp_path / "csv").write_text("a file in its place")
    with pytest.raises(StoreError, match="cannot be written"):
        write_formats(sample_export, ["csv"], tmp_path)
