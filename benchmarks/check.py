"""Measures how many articles a minute are read against a register of many names.

    python benchmarks/check.py [NAMES] [ARTICLES]

Names are made up; the articles are the labelled ones and made longer. Prints how long
the index takes to build and to open, and articles a minute on one and two processes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from crosstie.check.article import from_text
from crosstie.check.claims import find_claims
from crosstie.check.names import Names
from crosstie.check.register import NameIndex

ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "check" / "articles"
_SYLLABLES = [
    "ba",
    "co",
    "du",
    "fe",
    "gi",
    "lo",
    "mu",
    "ne",
    "pra",
    "qui",
    "ro",
    "sta",
    "tri",
    "ul",
    "ven",
    "wor",
    "xan",
    "yel",
    "zim",
    "hal",
]
_TRADES = [
    "Systems",
    "Group",
    "Logistics",
    "Analytics",
    "Security",
    "Holdings",
    "Capital",
    "Foods",
]
_NAMES: Names | None = None


def made_up(count: int) -> Iterator[tuple[str, str, str]]:
    """Make names that no two organisations share."""
    size = len(_SYLLABLES)
    for number in range(count):
        parts = [number % size, number // size % size, number // size**2 % size]
        parts.append(number // size**3 % size)
        word = "".join(_SYLLABLES[part] for part in parts).capitalize()
        yield (
            f"R{number}",
            f"{word} {_TRADES[number % 8]} Inc. {number // size**4}",
            "CA",
        )


def _start(folder: str) -> None:
    global _NAMES
    _NAMES = Names(register=NameIndex.open(Path(folder)))


def _check(text: str) -> int:
    if _NAMES is None:
        raise RuntimeError("the names are not open")
    return len(find_claims(from_text(text), _NAMES))


def main(arguments: list[str]) -> None:
    """Build, open, read; print the numbers."""
    names, articles = (
        (int(a) for a in (*arguments, "3000000", "300")[:2])
        if len(arguments) >= 2
        else (int((*arguments, "3000000")[0]), 300)
    )
    texts = [
        path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))
    ]
    texts = [text * 4 for text in texts]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "names"
        begin = time.perf_counter()
        NameIndex.build(made_up(names), folder)
        print(f"built {names:,} names in {time.perf_counter() - begin:.1f} s")
        begin = time.perf_counter()
        _start(str(folder))
        _check(texts[0])
        print(
            f"opened, and read a first article, in {time.perf_counter() - begin:.2f} s"
        )
        work = [texts[number % len(texts)] for number in range(articles)]
        print(f"articles of {sum(map(len, work)) // len(work):,} characters")
        begin, used = time.perf_counter(), time.process_time()
        for text in work:
            _check(text)
        used = time.process_time() - used
        print(
            f"one process: {60 * articles / (time.perf_counter() - begin):,.0f} a "
            "minute, "
            f"{1000 * used / articles:.0f} ms of processor an article"
        )
        with ProcessPoolExecutor(
            2, initializer=_start, initargs=(str(folder),)
        ) as pool:
            list(pool.map(_check, texts[:2]))
            begin = time.perf_counter()
            list(pool.map(_check, work, chunksize=8))
            took = time.perf_counter() - begin
        print(f"two processes: {60 * articles / took:,.0f} a minute")


if __name__ == "__main__":
    main(sys.argv[1:])
