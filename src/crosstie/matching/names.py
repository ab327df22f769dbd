"""A column of names made comparable: words, core without legal form, hashes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crosstie.matching.hashing import (
    LONGEST,
    MIX,
    POWERS,
    U64,
    glue,
    hash_runs,
    hash_word,
    ragged,
)
from crosstie.matching.letters import BLANK, END, Bytes, plain_letters
from crosstie.matching.wordtables import Words, words

Ints = npt.NDArray[np.int64]

LONGEST_ENDING = 4
ENDINGS_TAKEN = 3
"""How many legal forms may stand one after the other ("Co. Ltd. LLC")."""


@dataclass(frozen=True)
class Texts:
    """Short texts end to end in one array, each closed by a line feed."""

    data: Bytes
    starts: Ints
    """One more than there are texts."""

    def strings(self, rows: Ints) -> list[str]:
        """Return some of the texts."""
        if not len(rows):
            return []
        lengths = (self.starts[rows + 1] - self.starts[rows]).astype(np.int32)
        data = self.data[ragged(self.starts[rows], lengths)].tobytes()
        return data.decode("latin-1").split("\n")[:-1]

    @property
    def lengths(self) -> Ints:
        """Letters of each text."""
        return np.diff(self.starts) - 1


@dataclass(frozen=True)
class Names:
    """Names in columns; words are those of the core."""

    plain: Texts
    core: Texts
    form: npt.NDArray[np.int8]
    """Class of the legal form, 0 where the name has none."""
    first: Ints
    """Where each name's words begin; one more than there are names."""
    word_row: Ints
    word_start: Ints
    word_length: npt.NDArray[np.int32]
    word: U64
    is_number: npt.NDArray[np.bool_]
    glued: U64
    """Hash of the core without blanks."""
    initials: U64
    """Hash of the words' first letters."""
    head: U64
    """Hash of the first word."""
    numbers: U64
    """Sum of the hashes of the words that are numbers: equal sets, equal sums."""

    def __len__(self) -> int:
        return len(self.form)

    def word_strings(self, at: Ints) -> list[str]:
        """Return some words."""
        lengths = self.word_length[at]
        index = ragged(self.word_start[at], lengths + 1)
        return (
            self.core.data[index]
            .tobytes()
            .decode("latin-1")
            .replace("\n", " ")
            .split(" ")[: len(at)]
        )


def parse_bytes(data: bytes) -> Names:
    """Make names comparable that lie end to end, each closed by a line feed."""
    known = words()
    text = plain_letters(data)
    ends = np.flatnonzero(text == END)
    starts = np.concatenate([[0], ends + 1])
    row, start, length, hashes = _words_of(text)
    keep = ~known.connectives.has(hashes)
    keep = _unless_nothing_is_left(keep, row, len(ends))
    row, start, length, hashes = row[keep], start[keep], length[keep], hashes[keep]
    form, kept = _without_forms(row, length, hashes, len(ends), known)
    row, start, length, hashes = row[kept], start[kept], length[kept], hashes[kept]
    return _assemble(Texts(text, starts), form, row, start, length, hashes, known)


def _words_of(text: Bytes) -> tuple[Ints, Ints, npt.NDArray[np.int32], U64]:
    """Find the words: row, start, length, hash."""
    gap = text <= BLANK
    begins = np.flatnonzero(~gap & np.concatenate([[True], gap[:-1]]))
    ends = np.flatnonzero(~gap & np.concatenate([gap[1:], [True]])) + 1
    lengths = np.minimum(ends - begins, LONGEST - 1).astype(np.int32)
    row = np.cumsum(text == END, dtype=np.int64)[begins]
    return row, begins, lengths, hash_runs(text, begins)


def _unless_nothing_is_left(
    keep: npt.NDArray[np.bool_], row: Ints, rows: int
) -> npt.NDArray[np.bool_]:
    left = np.bincount(row[keep], minlength=rows)
    return np.asarray(keep | (left[row] == 0))


def _without_forms(
    row: Ints,
    length: npt.NDArray[np.int32],
    hashes: U64,
    rows: int,
    known: Words,
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.bool_]]:
    """Take legal forms off the ends; the first found from the end names the class."""
    begin = np.searchsorted(row, np.arange(rows))
    end = np.searchsorted(row, np.arange(rows), side="right")
    form = np.zeros(rows, np.int8)
    neutral = known.ending_class[known.endings.find(_one("company"))][0]
    is_last = known.last_words.has(hashes)
    front = known.front_forms.has(hashes)
    open_rows = np.flatnonzero(end - begin > 1)
    for taken in range(ENDINGS_TAKEN):
        open_rows = open_rows[is_last[end[open_rows] - 1]]
        if not len(open_rows):
            break
        waiting, done = open_rows, []
        for count in range(LONGEST_ENDING, 0, -1):
            able = waiting[end[waiting] - begin[waiting] > count]
            glued = _last_words(end[able], count, length, hashes)
            found = known.endings.find(glued)
            if taken:
                found[~known.ending_follows[found]] = -1
            hit = able[found >= 0]
            named = known.ending_class[found[found >= 0]]
            take = (form[hit] == 0) | (form[hit] == neutral)
            form[hit] = np.where(take, named, form[hit])
            end[hit] -= count
            done.append(hit)
            waiting = np.setdiff1d(waiting, hit, assume_unique=True)
        open_rows = np.concatenate(done)
        open_rows = open_rows[end[open_rows] - begin[open_rows] > 1]
    several = np.flatnonzero(end - begin > 1)
    before = several[front[begin[several]]]
    begin[before] += 1
    at = np.arange(len(row))
    return form, (at >= begin[row]) & (at < end[row])


def _one(word: str) -> U64:
    return np.array([hash_word(word.encode())], np.uint64)


def _last_words(
    end: Ints, count: int, length: npt.NDArray[np.int32], hashes: U64
) -> U64:
    """Hash the last words of names, glued."""
    glued = hashes[end - 1]
    for back in range(2, count + 1):
        at = end - back
        glued = glue(hashes[at], length[at], glued)
    return glued


def _assemble(
    plain: Texts,
    form: npt.NDArray[np.int8],
    row: Ints,
    start: Ints,
    length: npt.NDArray[np.int32],
    hashes: U64,
    known: Words,
) -> Names:
    """Write the core's text with business words in one form, and hash it."""
    rows = len(form)
    source = plain.data
    found = known.short.find(hashes)
    hit = np.flatnonzero(found >= 0)
    start, length = start.copy(), length.copy()
    long = b"\n".join(known.long) + b"\n"
    sizes = np.array([len(word) for word in known.long], np.int32)
    places = np.cumsum(sizes + 1) - sizes - 1 + len(source)
    start[hit], length[hit] = places[found[hit]], sizes[found[hit]]
    source = np.concatenate([source, np.frombuffer(long, np.uint8)])
    first = np.searchsorted(row, np.arange(rows + 1))
    core, place = _write(source, start, length, row, first)
    word = hashes.copy()
    word[hit] = known.long_hash[found[hit]]
    digit = (core.data >= 48) & (core.data <= 57)
    is_number = (
        np.add.reduceat(digit.astype(np.int32), place) == length
        if len(place)
        else np.zeros(0, bool)
    )
    glued, initials = _whole(core, place, length, word, first)
    head, numbers = np.zeros(rows, np.uint64), np.zeros(rows, np.uint64)
    full = np.flatnonzero(first[1:] > first[:-1])
    head[full] = word[first[full]]
    np.add.at(numbers, row[is_number], word[is_number])
    return Names(
        plain=plain,
        core=core,
        form=form,
        first=first,
        word_row=row,
        word_start=place,
        word_length=length,
        word=word,
        is_number=is_number,
        glued=glued,
        initials=initials,
        head=head,
        numbers=numbers,
    )


def _write(
    source: Bytes,
    start: Ints,
    length: npt.NDArray[np.int32],
    row: Ints,
    first: Ints,
) -> tuple[Texts, Ints]:
    """Write words with blanks between them; a name without words is an empty line."""
    rows = len(first) - 1
    empty = first[1:] == first[:-1]
    sizes = np.zeros(rows, np.int64)
    np.add.at(sizes, row, length + 1)
    sizes[empty] = 1
    starts = np.concatenate([[0], np.cumsum(sizes)])
    shift = np.cumsum(empty)[row] if len(row) else np.zeros(0, np.int64)
    place = np.cumsum(length + 1, dtype=np.int64) - length - 1 + shift
    data = np.full(starts[-1], BLANK, np.uint8)
    data[ragged(place, length)] = source[ragged(start, length)]
    data[starts[1:] - 1] = END
    return Texts(data, starts), place


def _whole(
    core: Texts,
    place: Ints,
    length: npt.NDArray[np.int32],
    word: U64,
    first: Ints,
) -> tuple[U64, U64]:
    """Hash each core without blanks, and its initials."""
    rows = len(first) - 1
    glued = np.zeros(rows, np.uint64)
    initials = np.zeros(rows, np.uint64)
    if not len(place):
        return glued, initials
    full = np.flatnonzero(first[1:] > first[:-1])
    before = np.cumsum(length) - length
    count = first[full + 1] - first[full]
    inside = before - np.repeat(before[first[full]], count)
    parts = word * POWERS[np.minimum(inside, LONGEST - 1)]
    glued[full] = np.add.reduceat(parts, first[full])
    order = np.arange(len(place)) - np.repeat(first[full], count)
    parts = MIX[core.data[place]] * POWERS[np.minimum(order, LONGEST - 1)]
    initials[full] = np.add.reduceat(parts, first[full])
    return glued, initials
