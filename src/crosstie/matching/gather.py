"""Takes some rows of several registers, and makes one small register's columns of them.

What a piece of queries may mean is some ten thousand rows of millions: they are copied
together once, and compared as if they were the whole register.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crosstie.matching.features import Known, Table
from crosstie.matching.hashing import ragged
from crosstie.matching.names import Ints, Names, Texts


def gather(
    tables: Sequence[Table], known: Sequence[Known], rows: Sequence[Ints]
) -> tuple[Table, Known]:
    """Take rows of each table, in the order given, one table below the other."""
    parts = [t.names for t in tables]
    words = [_words(names, at) for names, at in zip(parts, rows, strict=True)]
    names = join_names(
        [take_names(n, at, w) for n, at, w in zip(parts, rows, words, strict=True)]
    )

    def column(name: str) -> Ints:
        chosen = zip(tables, rows, strict=True)
        return np.concatenate([getattr(table, name)[at] for table, at in chosen])

    known_too = ("country", "city", "postal", "address", "since", "until")
    table = Table(names, *map(column, known_too))
    weight = [k.weight[at] for k, at in zip(known, words, strict=True)]
    namesakes = [k.namesakes[at] for k, at in zip(known, rows, strict=True)]
    family = [k.family[at] for k, at in zip(known, rows, strict=True)]
    return table, Known(*map(np.concatenate, (weight, namesakes, family)))


def _words(names: Names, rows: Ints) -> Ints:
    """List the words of some names."""
    begin = names.first[rows]
    return ragged(begin, (names.first[rows + 1] - begin).astype(np.int32))


def take_names(names: Names, rows: Ints, words: Ints) -> Names:
    """Take some names with their words."""
    core = _taken(names.core, rows)
    count = names.first[rows + 1] - names.first[rows]
    row = np.repeat(np.arange(len(rows)), count)
    shift = core.starts[:-1] - names.core.starts[rows]
    return Names(
        plain=_taken(names.plain, rows),
        core=core,
        form=names.form[rows],
        first=_cumulated(count),
        word_row=row,
        word_start=names.word_start[words] + shift[row],
        word_length=names.word_length[words],
        word=names.word[words],
        is_number=names.is_number[words],
        glued=names.glued[rows],
        initials=names.initials[rows],
        head=names.head[rows],
        numbers=names.numbers[rows],
    )


def join_names(parts: Sequence[Names]) -> Names:
    """Put columns of names one below the other."""

    def end_to_end(name: str) -> np.ndarray:
        return np.concatenate([getattr(part, name) for part in parts])

    def shifted(name: str, sizes: list[int]) -> Ints:
        before = _cumulated(np.array(sizes, np.int64))
        columns = [getattr(part, name) for part in parts]
        moved = [c + b for c, b in zip(columns, before.tolist(), strict=False)]
        return np.concatenate(moved)

    return Names(
        plain=_joined([part.plain for part in parts]),
        core=_joined([part.core for part in parts]),
        form=end_to_end("form"),
        first=_cumulated(np.concatenate([np.diff(part.first) for part in parts])),
        word_row=shifted("word_row", [len(part) for part in parts]),
        word_start=shifted("word_start", [len(part.core.data) for part in parts]),
        **{
            name: end_to_end(name)
            for name in (
                "word_length", "word", "is_number", "glued", "initials", "head",
                "numbers",
            )
        },
    )  # fmt: skip


def _taken(texts: Texts, rows: Ints) -> Texts:
    begin = texts.starts[rows]
    lengths = texts.starts[rows + 1] - begin
    return Texts(
        texts.data[ragged(begin, lengths.astype(np.int32))], _cumulated(lengths)
    )


def _joined(parts: Sequence[Texts]) -> Texts:
    lengths = np.concatenate([np.diff(part.starts) for part in parts])
    return Texts(np.concatenate([part.data for part in parts]), _cumulated(lengths))


def _cumulated(lengths: Ints) -> Ints:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
