"""Marks of a block agree with looking at its bytes one after the other."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from crosstie.sources.reading.marks import Marks

_BLOCK = st.binary(max_size=300).map(
    lambda raw: bytes(b'",\n\r"a,""'[byte % 9] for byte in raw)
)


def _slowly(block: bytes) -> tuple[list[int], int | None]:
    """Find separators outside quotes, and the first quote in an odd place."""
    is_open, odd = False, None
    separators = []
    for place, byte in enumerate(block):
        if byte == ord('"'):
            is_open = not is_open
            before, after = block[place - 1 : place], block[place + 1 : place + 2]
            good = before in b'",\n' if is_open else after in b'",\n\r'
            if is_open and place == 0:
                good = True
            if not good and odd is None:
                odd = place
        elif byte in b",\n" and not is_open:
            separators.append(place)
    return separators, odd


@settings(deadline=None)
@given(_BLOCK)
def test_separators_and_odd_quotes_are_those_that_a_reader_finds(block: bytes) -> None:
    marks = Marks(np.frombuffer(block, np.uint8))
    separators, odd = _slowly(block)
    assert marks.separators().tolist() == separators
    assert marks.first_odd() == odd


@settings(deadline=None)
@given(_BLOCK)
def test_a_doubled_quote_closes_and_opens_again(block: bytes) -> None:
    marks = Marks(np.frombuffer(block, np.uint8))
    doubled = [
        place
        for place in range(len(block) - 1)
        if block[place : place + 2] == b'""' and block[: place + 1].count(b'"') % 2 == 0
    ]
    assert marks.doubled().tolist() == doubled


def test_a_quote_is_open_up_to_the_one_that_closes_it() -> None:
    block = b'a,"' + b"x\n" * 100 + b'",b\n'
    marks = Marks(np.frombuffer(block, np.uint8))
    inside = marks.is_open(marks.newlines).tolist()
    assert inside == [True] * 100 + [False]
