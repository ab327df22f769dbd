"""Writes a whole column of names in plain letters: one table look-up per byte.

Names lie end to end in one array of bytes, each closed by a line feed, so that 300,000
names cost as many array operations as one name.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from crosstie.text.letters import plain_letter

Bytes = npt.NDArray[np.uint8]

END, BLANK, GONE = 10, 32, 0
_APOSTROPHE = 39
_S = 115


@lru_cache(maxsize=1)
def _pairs() -> npt.NDArray[np.uint16]:
    """Two bytes of UTF-8 -> two bytes of plain letters, blank or nothing."""
    table = np.arange(65536, dtype=np.uint16)
    for point in range(0x80, 0x800):
        first, second = chr(point).encode()
        plain = plain_letter(chr(point))
        if plain is not None:
            made = plain.encode().ljust(2, b"\0")
            table[first << 8 | second] = made[0] << 8 | made[1]
    return table


@lru_cache(maxsize=1)
def _singles() -> Bytes:
    """One byte -> lower-case letter, digit, blank, or nothing."""
    table = np.full(256, BLANK, np.uint8)
    for byte in (*range(48, 58), *range(97, 123), *range(128, 256)):
        table[byte] = byte
    table[65:91] = np.arange(97, 123)
    table[END] = END
    table[_APOSTROPHE] = _APOSTROPHE
    table[ord(".")] = table[GONE] = GONE
    return table


def _three(data: Bytes) -> None:
    """Rewrite three-byte characters in place: marks of punctuation, wide letters."""
    at = np.flatnonzero((data & 0xF0) == 0xE0)
    at = at[at < len(data) - 2]
    if not len(at):
        return
    points = (
        (data[at].astype(np.int32) & 15) << 12
        | (data[at + 1].astype(np.int32) & 63) << 6
        | (data[at + 2].astype(np.int32) & 63)
    )
    values, where = np.unique(points, return_inverse=True)
    table = np.zeros((len(values), 3), np.uint8)
    for row, point in enumerate(values.tolist()):
        char = chr(point) if not 0xD800 <= point < 0xE000 else " "
        plain = "'" if char in "’‘" else plain_letter(char)
        plain = char if plain is None else plain
        table[row, : len(plain.encode())] = list(plain.encode())
    for offset in range(3):
        data[at + offset] = table[where, offset]


def plain_letters(data: bytes) -> Bytes:
    """Return the names in lower-case letters, digits and single blanks.

    Dots go, so "S.A." is "sa"; runs of single letters are joined, so "S A" is too. An
    apostrophe before a last s goes, any other is a blank. `data` holds each name closed
    by a line feed, and so does the answer.
    """
    text = np.frombuffer(data, np.uint8)
    if text.size and text.max() > 127:
        text = text.copy()
        _three(text)
        at = np.flatnonzero((text & 0xE0) == 0xC0)
        at = at[at < len(text) - 1]
        pairs = _pairs()[text[at].astype(np.uint16) << 8 | text[at + 1]]
        text[at], text[at + 1] = pairs >> 8, pairs & 255
    text = _singles()[text]
    text = text[text != GONE]
    at = np.flatnonzero(text == _APOSTROPHE)
    if len(at):
        around = np.concatenate([text, np.full(2, END, np.uint8)])
        ends = (around[at + 1] == _S) & (around[at + 2] <= BLANK)
        text[at] = np.where(ends, GONE, BLANK)
        text = text[text != GONE]
    return _joined(_single_blanks(text))


def _single_blanks(text: Bytes) -> Bytes:
    """Leave one blank between words and none at the ends."""
    blank = text == BLANK
    before = np.empty(len(text), bool)
    after = np.empty(len(text), bool)
    before[:1], before[1:] = True, text[:-1] <= BLANK
    after[-1:], after[:-1] = True, text[1:] == END
    text = text[~(blank & before)]
    after = np.empty(len(text), bool)
    after[-1:], after[:-1] = True, text[1:] == END
    kept: Bytes = text[~((text == BLANK) & after)]
    return kept


def _joined(text: Bytes) -> Bytes:
    """Join runs of single letters: "j s i telecom" is "jsi telecom"."""
    if len(text) < 3:
        return text
    gap = text <= BLANK
    single = np.zeros(len(text), bool)
    single[1:-1] = (text[1:-1] >= 97) & gap[:-2] & gap[2:]
    single[0] = text[0] >= 97 and gap[1]
    joint = np.zeros(len(text), bool)
    joint[1:-1] = (text[1:-1] == BLANK) & single[:-2] & single[2:]
    return text[~joint]
