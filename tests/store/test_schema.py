"""The statement that makes a table says how its columns are kept."""

from __future__ import annotations

import pytest

from crosstie.store.engine import Database
from crosstie.store.schema import Table, ddl, text, whole

_TABLE = Table(
    "one",
    "One thing.",
    (
        text("record_id", "its number", required=True),
        text("kind", "its kind"),
        whole("row_number", "its row", required=True),
    ),
    ("record_id",),
)


def test_text_that_differs_in_every_row_is_compressed_plainly() -> None:
    kept = ddl(_TABLE, indexed=False)
    assert '"record_id" varchar using compression zstd not null' in kept
    assert '"kind" varchar,' in kept
    assert "primary key" not in kept


def test_a_small_table_keeps_its_index_and_the_engine_s_choice() -> None:
    kept = ddl(_TABLE)
    assert "compression" not in kept
    assert 'primary key ("record_id")' in kept


@pytest.mark.parametrize("indexed", [True, False])
def test_a_column_that_must_be_filled_refuses_an_empty_cell(indexed: bool) -> None:
    with Database.memory() as db:
        db.create([_TABLE], indexed=indexed)
        db.append(_TABLE, [{"record_id": "a", "row_number": 1}])
        with pytest.raises(Exception, match="record_id"):
            db.append(_TABLE, [{"row_number": 2}])
