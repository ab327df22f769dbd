"""Numbers written in letters, English and French.

>>> written_number("twenty-five"), written_number("quatre-vingt-dix")
(Decimal('25'), Decimal('90'))
"""

from __future__ import annotations

import re
from decimal import Decimal

SCALES: dict[str, Decimal] = {
    **dict.fromkeys(
        ("thousand", "thousands", "k", "mille", "milliers"), Decimal(10**3)
    ),
    **dict.fromkeys(
        ("million", "millions", "mn", "m", "mio", "mln", "mm"), Decimal(10**6)
    ),
    **dict.fromkeys(
        ("billion", "billions", "bn", "b", "milliard", "milliards", "md", "mds", "mrd"),
        Decimal(10**9),
    ),
    **dict.fromkeys(("trillion", "trillions", "tn"), Decimal(10**12)),
    "hundred": Decimal(100),
    "hundreds": Decimal(100),
}
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_PETITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_DIZAINES = ["vingt", "trente", "quarante", "cinquante", "soixante"]
WORDS: dict[str, int] = {
    **{word: at for at, word in enumerate(_PETITS)},
    **{word: at for at, word in enumerate(_SMALL)},
    **{word: 10 * at for at, word in enumerate(_TENS, 2)},
    **{word: 10 * at for at, word in enumerate(_DIZAINES, 2)},
    **{"dozen": 12, "dozens": 24, "score": 20, "une": 1, "a": 1, "an": 1, "vingts": 20},
    **{"hundred": 100, "cent": 100, "cents": 100, "thousand": 1000, "mille": 1000},
    **{"septante": 70, "huitante": 80, "nonante": 90, "dizaine": 10, "vingtaine": 20},
    **{"centaine": 100, "quinzaine": 15, "cinquantaine": 50, "trentaine": 30},
}
"""Words that count. "a" and "an" count only before another of them."""


def written_number(written: str) -> Decimal | None:
    """Read a number from digits or letters; None where it is none."""
    if written.isdecimal():
        return Decimal(int(written)) if len(written) <= 15 else None
    total = current = 0
    words = [word for word in re.split(r"[\s-]+", written.lower()) if word != "and"]
    if not words or words in (["a"], ["an"]):
        return None if not words else Decimal(1)
    for word in words:
        value = WORDS.get(word)
        if value is None:
            return None
        if value == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif value == 100 or (
            value in (12, 20) and word in ("dozen", "score", "vingts")
        ):
            current = max(current, 1) * value
        elif value == 20 and word == "vingt" and current % 100 == 4:
            current += 76
        else:
            current += value
    return Decimal(total + current)
