"""Make a matching job of any size from a seed: a register, dirty queries, the truth.

    python -m benchmarks.matching.makejob FOLDER [--queries N] [--register N] [--seed N]

Writes queries.csv, register.csv and truth.csv (query_id, reg_id; empty where absent).
The register's shape is that of real ones: a few heads carry many firms, most words are
rare, trades are frequent, near twins and numbered companies are many. All is invented.
"""

from __future__ import annotations

import argparse
import csv
import itertools
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.matching import words
from benchmarks.matching.noise import dirty

SPARE = 1.04
TWINS = 0.11
ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "cl",
    "cr",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gl",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "sk",
    "sl",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "z",
]
VOWELS = ["a", "a", "e", "e", "i", "o", "o", "u", "ai", "ea", "ia", "io", "ou"]
CODAS = [
    "-",
    "-",
    "-",
    "n",
    "r",
    "l",
    "s",
    "t",
    "x",
    "m",
    "nd",
    "rt",
    "ck",
    "ss",
    "lt",
    "rn",
    "ng",
]


@dataclass(frozen=True)
class Row:
    """One invented organisation."""

    core: tuple[str, ...]
    form: str
    country: str

    @property
    def name(self) -> str:
        """Its name as a register writes it."""
        return " ".join((*self.core, self.form)).strip()


class Maker:
    """Draws organisations; the same seed draws the same ones."""

    def __init__(self, seed: int, size: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.heads = [self._coin() for _ in range(max(400, size // 3))]
        self.heads += words.ADJECTIVES * 2
        self.rng.shuffle(self.heads)
        self.ranks = zipf(len(self.heads), 0.62)
        self.people = [self._coin() for _ in range(max(200, size // 15))]
        self.people_ranks = zipf(len(self.people), 0.6)
        self.trades = {k: v.split() for k, v in words.TRADES.items()}
        self.trade_ranks = {k: zipf(len(v), 0.85) for k, v in self.trades.items()}
        self.countries = list(words.SHARES)
        self.shares = np.array(list(words.SHARES.values()))
        self.rows: list[Row] = []

    def _coin(self) -> str:
        rng = self.rng
        parts = []
        for _ in range(rng.choice((1, 2, 2, 2, 3, 3))):
            coda = rng.choice(CODAS).strip("-")
            parts.append(rng.choice(ONSETS) + rng.choice(VOWELS) + coda)
        return str("".join(parts)).capitalize()

    def _head(self) -> str:
        return self.heads[int(np.searchsorted(self.ranks, self.rng.random()))].title()

    def _person(self) -> str:
        found = np.searchsorted(self.people_ranks, self.rng.random())
        return self.people[int(found)]

    def _trade(self, country: str) -> str:
        language = words.LANGUAGES.get(country, "en")
        if country == "CA" and self.rng.random() < 0.22:
            language = "fr"
        if self.rng.random() < 0.25:
            language = "en"
        found = np.searchsorted(self.trade_ranks[language], self.rng.random())
        return self.trades[language][int(found)].capitalize()

    def _core(self, country: str) -> tuple[str, ...]:
        rng = self.rng
        draw = rng.random()
        if draw < 0.24:
            return (self._head(), self._trade(country))
        if draw < 0.42:
            return (self._head(), self._trade(country), self._trade(country))
        if draw < 0.52:
            return (self._head(), self._head(), self._trade(country))
        if draw < 0.60:
            return (self._head(),)
        if draw < 0.68:
            return (self._person(), "&", self._person())
        if draw < 0.74:
            return (self._person(), "&", "Sons", self._trade(country))
        if draw < 0.80:
            return (self._head(), self._person(), self._trade(country))
        if draw < 0.85:
            letters = "".join(rng.choice(list("ABCDEFGHIJKLMNOPRSTUVW"), 3))
            return (letters, self._trade(country))
        if draw < 0.89 and country in ("CA", "US", "GB"):
            return (
                str(rng.integers(100_000, 12_000_000)),
                str(rng.choice(words.PLACES)),
            )
        if draw < 0.94:
            city = str(rng.choice(words.CITIES[country].split()))
            return (city, self._trade(country), self._trade(country))
        return (self._head(), self._trade(country), "of", str(rng.choice(words.PLACES)))

    def _new(self) -> Row:
        country = str(self.rng.choice(self.countries, p=self.shares))
        form = str(self.rng.choice(words.FORMS[country]))
        return Row(self._core(country), form, country)

    def _twin(self, row: Row) -> Row:
        """Draw a firm whose name is near another's."""
        rng = self.rng
        draw = rng.random()
        core = list(row.core)
        country = str(rng.choice(self.countries, p=self.shares))
        if draw < 0.28:
            core[-1] = self._trade(row.country)
        elif draw < 0.44:
            core.append(self._trade(row.country))
        elif draw < 0.56:
            core.append(str(rng.choice(words.PLACES)))
        elif draw < 0.66:
            core.append(str(rng.choice(("Holdings", "II", "III", "2", "Properties"))))
        elif draw < 0.78:
            core[0] = self._head()
        elif draw < 0.88:
            return replace(
                row, country=country, form=str(rng.choice(words.FORMS[country]))
            )
        else:
            core = [*core[:-1], self._trade(row.country), core[-1]]
        keeps = rng.random() < 0.7
        return Row(
            tuple(core),
            str(rng.choice(words.FORMS[row.country if keeps else country])),
            row.country if keeps else country,
        )

    def register(self, size: int) -> list[Row]:
        """Draw different organisations."""
        seen: set[tuple[str, str]] = set()
        while len(self.rows) < size:
            twin = self.rows and self.rng.random() < TWINS
            base = self.rows[int(self.rng.integers(len(self.rows)))] if twin else None
            row = self._twin(base) if base else self._new()
            key = (" ".join(row.core).lower(), row.country)
            if key not in seen:
                seen.add(key)
                self.rows.append(row)
        return self.rows


def zipf(count: int, exponent: float) -> np.ndarray:
    """Add up shares that fall with the rank; a draw from 0 to 1 is looked up in it."""
    weights = 1.0 / np.arange(3, count + 3) ** exponent
    return np.cumsum(weights) / weights.sum()


def make(folder: Path, queries: int, register: int, seed: int, absent: float) -> None:
    """Write one job."""
    maker = Maker(seed, register)
    missing = int(queries * absent)
    rows = list(maker.register(int(register + missing * SPARE)))
    order = maker.rng.permutation(len(rows))
    inside, outside = order[:register], order[register:][:missing]
    ids = {int(i): f"R{n:07d}" for n, i in enumerate(inside)}
    asked = [*maker.rng.choice(inside, queries - missing, replace=False), *outside]
    maker.rng.shuffle(asked)
    folder.mkdir(parents=True, exist_ok=True)
    _write(
        folder / "register.csv",
        ("reg_id", "name", "country"),
        [(ids[int(i)], rows[i].name, rows[i].country) for i in inside],
    )
    made, truth = [], []
    for number, i in zip(itertools.count(), asked):
        row = rows[int(i)]
        written = dirty(maker.rng, row.core, row.form, row.country)
        draw = maker.rng.random()
        country = "" if draw < 0.3 else row.country
        if draw > 0.985:
            country = str(maker.rng.choice(maker.countries))
        made.append((f"Q{number:06d}", written, country))
        truth.append((f"Q{number:06d}", ids.get(int(i), "")))
    _write(folder / "queries.csv", ("query_id", "name", "country"), made)
    _write(folder / "truth.csv", ("query_id", "reg_id"), truth)


def _write(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Read the arguments and write a job."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--queries", type=int, default=20_000)
    parser.add_argument("--register", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--absent", type=float, default=0.2)
    given = parser.parse_args()
    make(given.folder, given.queries, given.register, given.seed, given.absent)


if __name__ == "__main__":
    main()
