"""Texts end to end in two arrays."""

from __future__ import annotations

import numpy as np
import pytest

from crosstie.matching.textcolumn import text_column

TEXTS = ["Kwizcom", "", "Société générale", "two\nlines"]


def test_texts_come_back_and_a_line_feed_is_a_blank() -> None:
    column = text_column(TEXTS)
    assert list(column) == [*TEXTS[:3], "two lines"]
    assert [column[n] for n in range(len(column))] == list(column)
    assert column[1:3] == TEXTS[1:3]
    assert column.take(np.array([0, 2])) == [TEXTS[0], TEXTS[2]]
    assert column[-1] == "two lines"


def test_an_empty_column_and_a_row_that_is_not_there() -> None:
    assert list(text_column([])) == []
    with pytest.raises(IndexError):
        text_column(TEXTS)[4]
