"""`crosstie export` and `crosstie import`, called as a user does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crosstie.exports.formats import FORMATS
from tests.cli.command import Command


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Give a home in which the sample that ships was traced."""
    command = Command(tmp_path_factory.mktemp("export"))
    done = command("trace", "ca-ice", "--sample")
    assert done.returncode == 0, done.stderr
    return command


def test_every_format_at_once(traced: Command) -> None:
    done = traced("export", "--format", ",".join(FORMATS), "--out", "all")
    assert done.returncode == 0, done.stderr
    folder = traced.folder / "all"
    assert {path.name for path in folder.iterdir()} == {
        *("csv", "parquet", "datapackage", "ca-ice.xlsx", "ca-ice.ftm.jsonl"),
        *("ca-ice.ocds.json", "ca-ice.bods.json", "ca-ice.graphml", "ca-ice.gexf"),
        "ca-ice.jsonld",
    }
    assert "on sample records" in done.stdout
    assert "ftm, ocds, bods, graphml, gexf, jsonld: " in done.stdout
    assert "0 leads" in done.stdout
    assert "rest on no award of their own" in done.stdout
    assert "csv (10 files)" in done.stdout


def test_leads_only_when_asked_for(traced: Command) -> None:
    done = traced("export", "--format", "ftm", "--with-leads", "--out", "leads")
    assert done.returncode == 0
    assert "kind: lead" in (traced.folder / "leads" / "ca-ice.ftm.jsonl").read_text(
        encoding="utf-8"
    )


def test_what_is_undecided_is_not_published(traced: Command) -> None:
    done = traced("export", "--publish", "--out", "refused")
    assert done.returncode == 3
    assert "must be decided before this is published" in done.stderr
    assert "crosstie review ca-ice" in done.stderr
    assert not (traced.folder / "refused").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--format", "pdf"), 2, "no format 'pdf'"),
        (("--publish", "--with-leads"), 2, "leaves leads out"),
        (("no-such-case",), 3, "no-such-case"),
    ],
)
def test_wrong_use_is_said_in_a_line(
    traced: Command, arguments: tuple[str, ...], code: int, says: str
) -> None:
    done = traced("export", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_case_that_was_never_traced(tmp_path: Path) -> None:
    done = Command(tmp_path)("export")
    assert done.returncode == 2
    assert "crosstie trace ca-ice" in done.stderr


def test_a_published_case_holds_findings_alone(tmp_path: Path) -> None:
    """A person decides what waits; then the case may go out, and its leads do not."""
    command = Command(tmp_path)
    assert command("trace", "ca-ice", "--sample").returncode == 0
    refused = command("export", "--publish")
    document = json.loads((tmp_path / "out" / "ties.json").read_text(encoding="utf-8"))
    read_off = ("names in its description", "is made by", "is the same as")
    waiting = [
        tie["tie_id"]
        for tie in document["ties"]
        if any(
            hop["predicate"] in read_off
            and not hop["from_case"]
            and hop["probability"] != "1.0000"
            for hop in tie["hops"]
        )
    ]
    assert f"{len(waiting)} ties must be decided" in refused.stderr
    decisions = command.home / "decisions" / "ca-ice.csv"
    decisions.parent.mkdir(parents=True, exist_ok=True)
    head = "supplier,organisation,tie,judgement,by,at,why\n"
    rows = (f",,{id},positive,An Editor,2026-11-22,read\n" for id in waiting)
    decisions.write_text(head + "".join(rows), encoding="utf-8")
    stale = command("export", "--publish")
    assert stale.returncode == 3
    assert command("trace", "ca-ice", "--sample").returncode == 0
    done = command("export", "--publish", "--format", "csv,datapackage,ftm")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "exports" / "csv" / "ties.csv").read_text(encoding="utf-8")
    assert ",finding," in text
    assert ",lead," not in text
    assert ",not_counted," not in text
    assert not (tmp_path / "exports" / "datapackage" / "case").exists()


def test_what_was_exported_can_be_imported(traced: Command, tmp_path: Path) -> None:
    assert traced("export", "--format", "ftm,ocds,bods", "--out", "own").returncode == 0
    command = Command(tmp_path)
    for format in ("ftm", "ocds", "bods"):
        (path,) = (traced.folder / "own").glob(f"*.{format}.*")
        done = command("import", format, path)
        assert done.returncode == 0, done.stderr
        assert " 0 rejected" in done.stdout


def test_a_table_with_its_mapping(tmp_path: Path) -> None:
    command = Command(tmp_path)
    (tmp_path / "v.csv").write_text("Vendor\nAlpha Inc.\n", encoding="utf-8")
    missing = command("import", "table", "v.csv")
    assert missing.returncode == 4
    assert "--mapping" in missing.stderr
    (tmp_path / "m.toml").write_text(
        'table = "vendor"\ntitle = "V"\npublisher = "P"\n[columns]\nVendor = "name"\n',
        encoding="utf-8",
    )
    done = command("import", "table", "v.csv", "--mapping", "m.toml")
    assert done.returncode == 0, done.stderr
    assert "1 of 1 rows loaded" in done.stdout
    assert "Read with the mapping m.toml" in done.stdout
    wrong = command("import", "word", "v.csv")
    assert wrong.returncode == 2
    assert "ftm, bods, ocds, table" in wrong.stderr
