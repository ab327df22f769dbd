"""Loading twice, replacing and unloading; where dates and ids come from."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.errors import UnreadableFile, UsageError
from crosstie.sources.registry import NAMES, SOURCES
from crosstie.store.engine import Database
from crosstie.store.loading import LoadSummary, files
from crosstie.store.tables import LOADED
from crosstie.store.unloading import unload
from tests.sources.conftest import HEADER, line

Write = Callable[..., Path]
Load = Callable[..., LoadSummary]


def _state(db: Database) -> dict[str, list[tuple[object, ...]]]:
    tables = [t.name for t in LOADED] + ["transaction", "award", "repeat", "reject"]
    return {
        name: sorted(
            (tuple(row.values()) for row in db.rows(name, f'select * from "{name}"')),
            key=repr,
        )
        for name in tables
    }


def test_every_source_describes_itself() -> None:
    assert tuple(SOURCES) == NAMES
    for name, source in SOURCES.items():
        assert source.name == name
        assert source.title and source.publisher and source.licence and source.reads


def test_the_same_bytes_twice_change_nothing(
    write: Write, load: Load, workspace_db: Database
) -> None:
    path = write([line("P1"), line("P2")])
    load(path)
    before = _state(workspace_db)
    again = load(path.rename(path.with_name("renamed.csv")))
    assert again.already_loaded
    assert _state(workspace_db) == before
    assert len(files(workspace_db)) == 1


def test_bare_downloads_of_one_layout_never_replace_each_other(
    write: Write, load: Load, workspace_db: Database
) -> None:
    load(write([line("P1")], name="minnesota.csv"))
    second = load(write([line("P2")], name="iowa.csv"))
    assert second.replaced is None
    assert workspace_db.value("n", "select count(*) from loaded_transaction") == 2


def test_a_file_of_the_same_dataset_replaces_and_history_keeps_what_changed(
    write: Write, load: Load, workspace_db: Database
) -> None:
    load(write([line("P1"), line("P2"), line("P3")], name="old.csv"), dataset_id="x/1")
    before = _state(workspace_db)
    new = load(
        write([line("P2"), line("P3", "7.25"), line("P4")], name="new.csv"),
        dataset_id="x/1",
    )
    assert new.replaced == "old.csv"
    changes = workspace_db.rows(
        "history",
        "select record_id, change,\n"
        "  json_extract_string(old_record, '$.obligated') as o\n"
        "from history\norder by record_id",
    )
    assert [(c["record_id"], c["change"], c["o"]) for c in changes] == [
        ("ICE_P1_0", "removed", "100.00"),
        ("ICE_P2_0", "kept", None),
        ("ICE_P3_0", "changed", "100.00"),
        ("ICE_P4_0", "added", None),
    ]
    total = workspace_db.value("sum", "select sum(obligated) from award")
    assert total == Decimal("207.25")
    gone = unload(workspace_db, "new.csv")
    assert gone.restored == ("old.csv",)
    assert _state(workspace_db) == before
    assert workspace_db.value("history", "select count(*) from history") == 0


def test_replaces_names_a_loaded_file(
    write: Write, load: Load, workspace_db: Database
) -> None:
    load(write([line("P1")], name="old.csv"))
    with pytest.raises(UsageError, match="no loaded file"):
        load(write([line("P9")], name="other.csv"), replaces="none.csv")
    load(write([line("P2")], name="new.csv"), replaces="old.csv")
    assert [f["name"] for f in files(workspace_db, replaced=False)] == ["new.csv"]


def test_archives_carry_their_dataset_and_an_older_one_is_refused(
    tmp_path: Path, load: Load, workspace_db: Database
) -> None:
    def archive(day: str, *rows: str) -> Path:
        path = tmp_path / f"FY2026_070_Contracts_Full_{day}.zip"
        with zipfile.ZipFile(path, "w") as made:
            for n, row in enumerate(rows, start=1):
                made.writestr(f"part_{n}.csv", f"{HEADER}\n{row}\n")
        return path

    old = load(archive("20260904", line("P1"), line("P2")))
    assert old.dataset_id == "USAspending/transactions-10/070/FY2026"
    load(archive("20261004", line("P3")))
    piids = workspace_db.rows("p", "select piid from loaded_transaction")
    assert [p["piid"] for p in piids] == ["P3"]
    with pytest.raises(UsageError, match="newer"):
        load(archive("20260801", line("P4")))


def test_retrieval_is_given_or_of_the_manifest_or_unknown(
    write: Write, load: Load, workspace_db: Database
) -> None:
    load(write([line("P1")], name="unknown.csv"))
    load(write([line("P2")], name="given.csv"), retrieved=date(2026, 1, 2))
    path = write([line("P3")], name="manifest.csv")
    facts = {
        "dataset_id": "x/2",
        "version": "7",
        "retrieved": "2026-01-03T10:00:00Z",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    beside = path.with_name("manifest.csv.manifest.json")
    beside.write_text(json.dumps(facts), encoding="utf-8")
    load(path)
    found = files(workspace_db)
    assert [(f["retrieved_basis"], f["retrieved"]) for f in found] == [
        ("unknown", None),
        ("given", date(2026, 1, 2)),
        ("manifest", date(2026, 1, 3)),
    ]
    assert (found[2]["dataset_id"], found[2]["version"]) == ("x/2", "7")


def test_a_manifest_of_other_bytes_is_refused(write: Write, load: Load) -> None:
    path = write([line("P1")], name="wrong.csv")
    beside = path.with_name("wrong.csv.manifest.json")
    beside.write_text('{"sha256": "00"}', encoding="utf-8")
    with pytest.raises(UnreadableFile, match="manifest"):
        load(path)


def test_unload_takes_everything_of_a_file_out(
    write: Write, load: Load, workspace_db: Database
) -> None:
    empty = _state(workspace_db)
    load(write([line("P1"), line("P1"), line("P2", "x")]))
    gone = unload(workspace_db, "rows.csv")
    assert gone.rows == 1
    assert _state(workspace_db) == empty
    with pytest.raises(UsageError, match="no loaded file"):
        unload(workspace_db, "rows.csv")


def test_files_of_a_dataset_are_unloaded_in_reverse_order(
    write: Write, load: Load, workspace_db: Database
) -> None:
    first = write([line("P1"), line("P2")], name="first.csv")
    load(first, dataset_id="x/3")
    before = _state(workspace_db)
    load(write([line("P2"), line("P3")], name="second.csv"), dataset_id="x/3")
    load(write([line("P3", "9")], name="third.csv"), dataset_id="x/3")
    assert "replaced meanwhile" in load(first).notes[-1]
    with pytest.raises(UsageError, match="replaced by a newer file"):
        unload(workspace_db, "second.csv")
    unload(workspace_db, "third.csv")
    unload(workspace_db, "second.csv")
    assert _state(workspace_db) == before


def test_a_crash_before_deriving_is_repaired_by_the_next_load(
    write: Write, load: Load, workspace_db: Database
) -> None:
    path = write([line("P1")])
    load(path)
    workspace_db.run("as after a crash", "delete from award")
    assert load(path).already_loaded
    assert workspace_db.value("awards", "select count(*) from award") == 1
