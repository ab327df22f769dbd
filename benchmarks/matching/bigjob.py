"""Make a very large matching job from a seed, streamed: register, dirty queries, truth.

    python -m benchmarks.matching.bigjob FOLDER [--rows N] [--queries N] [--seed N]

Writes the same three files as `makejob`, with the same words, patterns and shares, but
draws them by columns, so that 5,000,000 rows take minutes and little memory. All names
are invented: the register is synthetic, and figures made with it are not of real names.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.matching import words
from benchmarks.matching.makejob import CODAS, ONSETS, SPARE, TWINS, VOWELS, zipf
from benchmarks.matching.noise import dirty
from crosstie.matching.records import raw_codes

CHUNK = 200_000
LETTERS = list("ABCDEFGHIJKLMNOPRSTUVW")
TAILS = ("Holdings", "II", "III", "2", "Properties")
PATTERNS = (0.24, 0.42, 0.52, 0.60, 0.68, 0.74, 0.80, 0.85, 0.89, 0.94, 1.0)
"""Where each pattern of a name ends on the scale from 0 to 1, as in `makejob`."""

Texts = Any
"""A column of Python texts as a numpy array of objects."""


@dataclass(frozen=True)
class Chunk:
    """Some organisations by columns: core, legal form, country."""

    core: Texts
    form: Texts
    country: Texts


class BigMaker:
    """Draws organisations by columns; the same seed draws the same ones."""

    def __init__(self, seed: int, size: int) -> None:
        self.rng = np.random.default_rng(seed)
        heads = self._coins(max(400, size // 3))
        heads = np.append(heads, np.array(words.ADJECTIVES * 2, object))
        self.heads = np.array([h.title() for h in heads], object)
        self.rng.shuffle(self.heads)
        self.ranks = zipf(len(self.heads), 0.62)
        self.people = self._coins(max(200, size // 15))
        self.people_ranks = zipf(len(self.people), 0.6)
        self.countries = np.array(list(words.SHARES), object)
        self.shares = np.cumsum(list(words.SHARES.values()))

    def _coins(self, count: int) -> Texts:
        """Coin words of one to three syllables."""
        parts = [(o, v, c.strip("-")) for o in ONSETS for v in VOWELS for c in CODAS]
        table = np.array(["".join(part) for part in parts], object)
        sizes = self.rng.choice((1, 2, 2, 2, 3, 3), count)
        found = table[self.rng.integers(len(table), size=count)]
        for more in (2, 3):
            longer = np.flatnonzero(sizes >= more)
            found[longer] += table[self.rng.integers(len(table), size=len(longer))]
        return np.array([word.capitalize() for word in found], object)

    def _head(self, count: int) -> Texts:
        return self.heads[np.searchsorted(self.ranks, self.rng.random(count))]

    def _person(self, count: int) -> Texts:
        at = np.searchsorted(self.people_ranks, self.rng.random(count))
        return self.people[at]

    def _pick(self, options: Any, count: int) -> Texts:
        table = np.array(list(options), object)
        return table[self.rng.integers(len(table), size=count)]

    def _by_country(self, country: Texts, options: dict[str, Any]) -> Texts:
        """Draw for each country from its own options."""
        found = np.empty(len(country), object)
        for code in self.countries:
            at = np.flatnonzero(country == code)
            found[at] = self._pick(options[code], len(at))
        return found

    def _trade(self, country: Texts) -> Texts:
        rng = self.rng
        language = np.array(
            [words.LANGUAGES.get(c, "en") for c in country.tolist()], object
        )
        language[(country == "CA") & (rng.random(len(country)) < 0.22)] = "fr"
        language[rng.random(len(country)) < 0.25] = "en"
        found = np.empty(len(country), object)
        for code, text in words.TRADES.items():
            trades = np.array([t.capitalize() for t in text.split()], object)
            at = np.flatnonzero(language == code)
            ranks = zipf(len(trades), 0.85)
            found[at] = trades[np.searchsorted(ranks, rng.random(len(at)))]
        return found

    def _core(self, pattern: int, country: Texts) -> Texts:
        """Draw the cores of one pattern, for so many countries."""
        count = len(country)
        head, person, trade = self._head, self._person, self._trade
        if pattern == 0:
            return head(count) + " " + trade(country)
        if pattern == 1:
            return head(count) + " " + trade(country) + " " + trade(country)
        if pattern == 2:
            return head(count) + " " + head(count) + " " + trade(country)
        if pattern == 3:
            return head(count)
        if pattern == 4:
            return person(count) + " & " + person(count)
        if pattern == 5:
            return person(count) + " & Sons " + trade(country)
        if pattern == 6:
            return head(count) + " " + person(count) + " " + trade(country)
        if pattern == 7:
            initials = sum((self._pick(LETTERS, count) for _ in range(2)),
                           self._pick(LETTERS, count))  # fmt: skip
            return initials + " " + trade(country)
        if pattern == 8:
            numbers = self.rng.integers(100_000, 12_000_000, count).astype(str)
            return numbers.astype(object) + " " + self._pick(words.PLACES, count)
        if pattern == 9:
            cities = {k: v.split() for k, v in words.CITIES.items()}
            city = self._by_country(country, cities)
            return city + " " + trade(country) + " " + trade(country)
        return head(count) + " " + trade(country) + " of " + self._pick(
            words.PLACES, count
        )  # fmt: skip

    def draw(self, count: int) -> Chunk:
        """Draw organisations, some of them near twins of others of the chunk."""
        rng = self.rng
        draws = np.searchsorted(self.shares / self.shares[-1], rng.random(count))
        country = self.countries[draws]
        pattern = np.searchsorted(PATTERNS, rng.random(count), side="right")
        numbered = np.isin(country, ["CA", "US", "GB"])
        pattern[(pattern == 8) & ~numbered] = 9
        core = np.empty(count, object)
        for number in range(len(PATTERNS)):
            at = np.flatnonzero(pattern == number)
            core[at] = self._core(number, country[at])
        self._make_twins(core, country)
        return Chunk(core, self._by_country(country, words.FORMS), country)

    def _make_twins(self, core: Texts, country: Texts) -> None:
        """Write some names anew, near those of other rows."""
        rng = self.rng
        twins = np.flatnonzero(rng.random(len(core)) < TWINS)
        base = rng.integers(len(core), size=len(twins))
        keeps = rng.random(len(twins)) < 0.7
        country[twins[keeps]] = country[base[keeps]]
        trades = self._trade(country[twins])
        places, heads = self._pick(words.PLACES, len(twins)), self._head(len(twins))
        tails = self._pick(TAILS, len(twins))
        draws = rng.random(len(twins)).tolist()
        for at, (row, other, draw) in enumerate(
            zip(twins.tolist(), base.tolist(), draws, strict=True)
        ):
            parts = core[other].split(" ")
            if draw < 0.28:
                parts[-1] = trades[at]
            elif draw < 0.44:
                parts.append(trades[at])
            elif draw < 0.56:
                parts.append(places[at])
            elif draw < 0.66:
                parts.append(tails[at])
            elif draw < 0.78:
                parts[0] = heads[at]
            elif draw >= 0.88:
                parts.insert(-1, trades[at])
            core[row] = " ".join(parts)

    def chunks(self, count: int) -> Iterator[Chunk]:
        """Draw so many organisations that differ in name or country."""
        seen = np.zeros(0, np.uint64)
        while count:
            drawn = self.draw(CHUNK)
            keys = [
                f"{core.lower()}|{country}"
                for core, country in zip(drawn.core, drawn.country, strict=True)
            ]
            codes, first = np.unique(raw_codes(keys), return_index=True)
            new = np.isin(codes, seen, assume_unique=True, invert=True)
            at = np.sort(first[new])[:count]
            seen = np.union1d(seen, codes[new])
            count -= len(at)
            yield Chunk(drawn.core[at], drawn.form[at], drawn.country[at])


def make(folder: Path, rows: int, queries: int, seed: int, absent: float) -> None:
    """Write one job; `absent` is the share of queries that the register lacks."""
    maker = BigMaker(seed, rows)
    rng = np.random.default_rng([seed, 1])
    missing = int(queries * absent)
    total = int(rows + missing * SPARE)
    role = np.zeros(total, np.int8)
    order = rng.permutation(total)
    role[order[: total - rows]] = 1
    outside = set(order[:missing].tolist())
    inside = set(order[total - rows :][: queries - missing].tolist())
    folder.mkdir(parents=True, exist_ok=True)
    asked: list[tuple[str, str, str]] = []
    at = number = 0
    with (folder / "register.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("reg_id", "name", "country"))
        for chunk in maker.chunks(total):
            for core, form, country in zip(
                chunk.core, chunk.form, chunk.country, strict=True
            ):
                reg_id = ""
                if not role[at]:
                    reg_id = f"R{number:07d}"
                    writer.writerow((reg_id, f"{core} {form}".strip(), country))
                    number += 1
                if at in inside or at in outside:
                    asked.append((*_query(rng, maker, core, form, country), reg_id))
                at += 1
    rng.shuffle(asked)
    _write(folder, asked)


def _query(
    rng: np.random.Generator, maker: BigMaker, core: str, form: str, country: str
) -> tuple[str, str]:
    """Write an organisation as a careless clerk would; 30 % without a country."""
    written = dirty(rng, tuple(core.split(" ")), form, country)
    draw = rng.random()
    if draw < 0.3:
        return written, ""
    return written, str(rng.choice(maker.countries)) if draw > 0.985 else country


def _write(folder: Path, asked: list[tuple[str, str, str]]) -> None:
    for name, header, columns in (
        ("queries.csv", ("query_id", "name", "country"), slice(0, 2)),
        ("truth.csv", ("query_id", "reg_id"), slice(2, 3)),
    ):
        with (folder / name).open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(header)
            for number, row in enumerate(asked):
                writer.writerow((f"Q{number:06d}", *row[columns]))


def main() -> None:
    """Read the arguments and write a job."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--queries", type=int, default=500_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--absent", type=float, default=0.2)
    given = parser.parse_args()
    make(given.folder, given.rows, given.queries, given.seed, given.absent)


if __name__ == "__main__":
    main()
