"""A key that two rows of a file carry stops the load, without an index."""

from __future__ import annotations

import pytest

from crosstie.errors import StoreError
from crosstie.store.engine import Database
from crosstie.store.loading import check_keys
from crosstie.store.tables import LOADED, ORGANISATION


def organisation(file_id: str, number: int, key: str) -> dict[str, object]:
    return {
        "organisation_id": key,
        "source": "s",
        "file_id": file_id,
        "row_number": number,
        "name": "Alpha Inc.",
        "kind": "company",
    }


def test_two_rows_of_one_key_are_a_fault_of_the_connector() -> None:
    with Database.memory() as db:
        db.create(LOADED, indexed=False)
        one, other = organisation("a", 1, "x:1"), organisation("b", 1, "x:1")
        db.append(ORGANISATION, [one, other])
        check_keys(db, ["a", "b"])
        db.append(ORGANISATION, [organisation("b", 2, "x:1")])
        check_keys(db, ["a"])
        with pytest.raises(StoreError, match="two rows of organisation carry one key"):
            check_keys(db, ["a", "b"])
