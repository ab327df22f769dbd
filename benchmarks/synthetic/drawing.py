"""What every generator draws from: names, places, days, amounts, identifiers."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import IO

__all__ = ["Draw", "business_number", "lei", "written_zip"]

_SYLLABLES = [
    "al",
    "be",
    "cor",
    "da",
    "el",
    "fen",
    "gar",
    "hol",
    "il",
    "jor",
    "kel",
    "lum",
    "mar",
    "nor",
    "ost",
    "pra",
    "quin",
    "ros",
    "sel",
    "tor",
    "ul",
    "ven",
    "wil",
    "xan",
    "yor",
    "zen",
]
_TRADES = [
    "Systems",
    "Holdings",
    "Logistics",
    "Mining",
    "Energy",
    "Foods",
    "Capital",
    "Robotics",
    "Marine",
    "Paper",
    "Software",
    "Aviation",
    "Health",
    "Textiles",
    "Engineering",
    "Media",
    "Timber",
    "Steel",
]
_FORMS = ("Inc.", "Ltd.", "Corp.", "LLC", "Limited", "S.A.", "GmbH", "Ltée")
_CITIES = (
    ("Northfield", "ON", "CA", "K0A 1A0"),
    ("Eastport", "NS", "CA", "B0J 1A0"),
    ("Port-Exemple", "QC", "CA", "G0A 1A0"),
    ("Westhaven", "BC", "CA", "V0N 1A0"),
    ("Smallville", "VA", "US", "22000"),
    ("Old Harbour", "DE", "US", "19700"),
    ("Musterstadt", "BE", "DE", "10000"),
)
_EPOCH = date(1990, 1, 1)
_DAYS = tuple((_EPOCH + timedelta(n)).isoformat() for n in range(13_000))


class Draw:
    """Draws from one seed; names repeat, as they do in a publisher's file."""

    def __init__(self, seed: int, names: int = 50_000) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.heads = [self._head() for _ in range(names)]

    def _head(self) -> str:
        pick = self.random.choices(_SYLLABLES, k=self.random.choice((2, 2, 3)))
        return "".join(pick).capitalize()

    def name(self) -> str:
        """Draw an organisation's name."""
        pick = self.random.random
        head = self.heads[int(pick() * len(self.heads))]
        trade = _TRADES[int(pick() * len(_TRADES))]
        return f"{head} {trade} {_FORMS[int(pick() * len(_FORMS))]}"

    def place(self) -> tuple[str, str, str, str]:
        """Draw city, region, country and postal code."""
        return _CITIES[int(self.random.random() * len(_CITIES))]

    def day(self, since: int = 0, until: int = 13_000) -> str:
        """Draw a day, as days after 1990-01-01."""
        return _DAYS[since + int(self.random.random() * (until - since))]

    def amount(self, most: float = 2_000_000) -> str:
        """Draw an amount: many small ones, few large ones."""
        return f"{self.random.random() ** 4 * most + 10_000:.2f}"

    def one_of(self, *words: str) -> str:
        """Draw one of some words."""
        return words[int(self.random.random() * len(words))]

    def chance(self, share: float) -> bool:
        """Draw true in a share of the calls."""
        return self.random.random() < share


def lei(number: int) -> str:
    """Make the LEI of a number: its check digits are right, its issuer is none.

    >>> lei(1)
    '9999SYNTH00000000174'
    """
    base = f"9999SYNTH{number:09d}"
    digits = "".join(str(int(char, 36)) for char in base) + "00"
    return f"{base}{98 - int(digits) % 97:02d}"


def business_number(number: int) -> str:
    """Make a nine-digit business number of a number, with the right check digit."""
    base = f"9{number % 10_000_000:07d}"
    total = 0
    for place, char in enumerate(reversed(base)):
        digit = int(char) * (2 if place % 2 == 0 else 1)
        total += digit - 9 if digit > 9 else digit
    return f"{base}{-total % 10}"


@contextmanager
def written_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip for writing, lightly compressed: time goes to the loading."""
    with zipfile.ZipFile(
        path, "w", zipfile.ZIP_DEFLATED, compresslevel=1, allowZip64=True
    ) as made:
        yield made


@contextmanager
def member(made: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """Open one member for writing, dated the same in every run."""
    info = zipfile.ZipInfo(name, (2026, 10, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    with made.open(info, "w", force_zip64=True) as stream:
        yield stream
