"""Files made to break a reader: each ends in a clear message, or loads what is good."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

from crosstie.errors import InputError, WrongBytes
from crosstie.fetch.verify import check_bytes
from crosstie.sources.registry import load_files
from crosstie.store.engine import Database
from tests.hostile.files import FILES, zipped

MEMORY = 2**20
"""The most that this process may have used, in KiB, the tests before counted."""

LONG = 60.0
"""Seconds within which the slowest machine is done; what hung took ten minutes."""


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file(name: str, tmp_path: Path, workspace_db: Database) -> None:
    file = FILES[name]
    path = tmp_path / file.name
    path.write_bytes(file.make(1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    if file.said:
        with pytest.raises(InputError, match=file.said) as caught:
            load_files(workspace_db, file.source, [path])
        assert caught.value.place is not None
        assert caught.value.next_step
    else:
        done = load_files(workspace_db, file.source, [path])[0]
        known = done.rows_loaded + done.rows_rejected + done.rows_repeated
        assert done.rows_read == known
    assert time.monotonic() - began < LONG
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY
    assert sorted(p.name for p in tmp_path.iterdir()) == [file.name]


def test_a_file_that_breaks_in_the_middle_leaves_the_next_one_loadable(
    tmp_path: Path, workspace_db: Database
) -> None:
    """The engine's transaction has failed by then; the message is the file's."""
    broken = tmp_path / "broken.xml"
    broken.write_bytes(
        b"<LEIData><LEIRecord><LEI>1</LEI><Entity/></LEIRecord><LEIRecord></LEIData>"
    )
    with pytest.raises(InputError, match="mismatched tag"):
        load_files(workspace_db, "gleif", [broken])
    good = tmp_path / "good.json"
    good.write_text('{"releases": [{"ocid": "a", "id": "1", "awards": []}]}')
    assert load_files(workspace_db, "ocds", [good])[0].rows_read == 1


def test_statements_of_one_id_count_once(
    tmp_path: Path, workspace_db: Database
) -> None:
    link = (
        '{"statementID": "o1", "statementType": "ownershipOrControlStatement",'
        '"subject": {"describedByEntityStatement": "e1"},'
        '"interestedParty": {"describedByEntityStatement": "e2"}, "interests": []}'
    )
    path = tmp_path / "twice.json"
    path.write_text(f"[{link}, {link}]")
    done = load_files(workspace_db, "bods", [path])[0]
    assert (done.rows_loaded, done.rows_repeated) == (1, 1)


def test_an_interest_whose_type_is_no_text(
    tmp_path: Path, workspace_db: Database
) -> None:
    path = tmp_path / "typed.json"
    path.write_text(
        '[{"statementID": "o1", "statementType": "ownershipOrControlStatement",'
        '"subject": {"describedByEntityStatement": "e1"},'
        '"interestedParty": {"describedByEntityStatement": "e2"},'
        '"interests": [{"type": {"a": 1}}]}]'
    )
    assert load_files(workspace_db, "bods", [path])[0].rows_read == 1


def test_a_bomb_that_was_downloaded_is_not_unpacked_to_check_it(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped(("a.csv", bytes(20 * 2**20))))
    with pytest.raises(WrongBytes, match="not safe to read"):
        check_bytes(path, "zip", "bomb", None)
