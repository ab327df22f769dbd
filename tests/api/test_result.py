"""A table of a case: Arrow, frame, rows, columns, and what it refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas
import pyarrow
import pytest

import crosstie
from crosstie.api.result import of_dataclass, of_rows, shape_of
from crosstie.errors import NotFound
from crosstie.exports.schema import Field, Table
from crosstie.pages.contexts import Miss

SHAPE = Table(
    "things",
    "Things.",
    (
        Field("name", "text", "what it is called"),
        Field("money", "amount", "how much"),
        Field("day", "date", "when"),
        Field("count", "integer", "how many"),
        Field("sure", "boolean", "whether"),
        Field("chance", "number", "how likely"),
    ),
)
ROWS = [
    {
        "name": "a",
        "money": Decimal("0.10"),
        "day": date(2024, 2, 29),
        "count": 2**53 + 1,
        "sure": True,
        "chance": 0.5,
    },
    dict.fromkeys(SHAPE.columns),
    {**dict.fromkeys(SHAPE.columns), "name": "", "count": 0},
]


def test_rows_go_in_and_come_out_and_nothing_is_none() -> None:
    table = of_rows(SHAPE, ROWS)
    assert table.rows()[0] == ROWS[0]
    assert table[1] == ROWS[1]
    assert table[2]["name"] is None and table[2]["count"] == 0
    assert len(table) == len(list(table)) == 3
    assert table.column("name") == ["a", None, None]
    assert len(table.head(2)) == 2 and len(table.head(-1)) == 0
    assert len(table.where(lambda row: row["money"])) == 1
    with pytest.raises(NotFound, match="'price'"):
        table.column("price")


def test_rows_given_out_do_not_change_the_table() -> None:
    table = of_rows(SHAPE, ROWS)
    table.rows()[0]["name"] = "changed"
    table[0]["name"] = "changed"
    next(iter(table))["name"] = "changed"
    assert table[0]["name"] == "a"
    with pytest.raises(AttributeError):
        table.shown = ("name",)  # type: ignore[misc]


def test_arrow_is_exact_and_described() -> None:
    arrow = of_rows(SHAPE, ROWS).arrow()
    assert arrow.schema.field("money").type == pyarrow.decimal128(18, 2)
    assert arrow.schema.field("day").type == pyarrow.date32()
    assert arrow.schema.field("money").metadata == {b"description": b"how much"}
    assert pyarrow.table(of_rows(SHAPE, ROWS)) == arrow


def test_a_frame_keeps_decimals_days_and_gaps() -> None:
    frame = of_rows(SHAPE, ROWS).df()
    assert isinstance(frame, pandas.DataFrame)
    assert frame["money"][0] == Decimal("0.10")
    assert isinstance(frame["money"][0], Decimal) and frame["money"][1] is None
    assert frame["day"][0] == date(2024, 2, 29)
    assert frame["count"][0] == 2**53 + 1 and frame["count"].isna()[1]
    assert str(frame["count"].dtype) == "Int64"
    assert str(frame["sure"].dtype) == "boolean"


def test_a_dataclass_gives_its_plain_fields() -> None:
    shape = shape_of("misses", "Near misses.", Miss)
    types = {field.name: field.type for field in shape.fields}
    assert types["obligated"] == "amount" and types["probability"] == "number"
    miss = Miss("A", "B", "direct", "a", 0.5, "no", None, "", "")
    table = of_dataclass("misses", "Near misses.", Miss, [miss])
    assert table[0]["supplier"] == "A" and table[0]["obligated"] is None


def test_a_plain_table_shows_currency_and_cuts_long_texts() -> None:
    shape = Table("t", "", (*SHAPE.fields, Field("currency", "text", "ISO 4217 code")))
    row = {**ROWS[0], "name": "long " * 20, "currency": "CAD"}
    text = repr(of_rows(shape, [row]))
    assert text.startswith("t: 1 row\n")
    assert "C$0.10" in text and "…" in text
    assert "long " * 10 not in text


def test_every_public_name_is_there() -> None:
    for name in (*crosstie.__all__, "open"):
        assert getattr(crosstie, name) is not None
    assert "open" not in crosstie.__all__ and "open" in dir(crosstie)
