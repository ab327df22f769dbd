"""Reading ahead gives the same items, and says what went wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from crosstie.sources.reading.ahead import ahead


def test_items_come_in_their_order() -> None:
    assert list(ahead(range(1_000))) == list(range(1_000))
    assert list(ahead([])) == []


def test_what_goes_wrong_while_reading_is_raised_to_the_reader() -> None:
    def read() -> Iterator[int]:
        yield 1
        raise ValueError("cut short")

    items = ahead(read())
    assert next(items) == 1
    with pytest.raises(ValueError, match="cut short"):
        next(items)


def test_a_reader_that_stops_early_leaves_no_thread() -> None:
    before = threading.active_count()
    items = ahead(iter(range(10**9)))
    assert next(items) == 0
    items.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before
