"""A guard set: names of firms abroad as applicants' registers write them.

    python -m benchmarks.matching.applicants DATA FOLDER [--seed N]

Writes queries.csv, register.csv and truth.csv like `makejob`. The firms are real
(listed companies and subsidiaries), the register has as many again made of their words;
the writing is damaged by rules of its own, which training (`damage.py`) does not use:
spaced letters in legal forms, forms in another language, inverted names, states of
incorporation, hyphens, names cut at 30 letters, doubled and dropped letters.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from pathlib import Path

from benchmarks.matching.registers import FOREIGN, abroad, real_names, recombined

QUERIES = 1_500
ROWS = 60_000
ABSENT = 0.15
NO_COUNTRY = 0.4
SWAPS = {
    "corporation": "CORP", "corp": "CORPORATION", "inc": "INCORPORATED",
    "limited": "LTD", "ltd": "LIMITED", "company": "CO", "international": "INT",
    "technologies": "TECHNOLOGY", "technology": "TECH", "pharmaceuticals": "PHARMA",
    "holdings": "HLDG", "group": "GRP", "systems": "SYST", "manufacturing": "MFG",
    "industries": "IND", "research": "RES", "and": "&", "international's": "INTL",
}  # fmt: skip
TAILS = (
    "PATENT DIV",
    "A CORP OF DELAWARE",
    "THE",
    "RESEARCH CENTRE",
    "AND CO",
    "EUROPE",
)
_TABLE = {"ö": "OE", "ü": "UE", "ä": "AE", "é": "E", "è": "E", "ç": "C", "ñ": "N"}


def written(name: str, home: str, rng: random.Random) -> str:
    """Write a name as an office's clerk would."""
    text = "".join(_TABLE.get(char, char) for char in name.lower())
    words = [w for w in re.split(r"[\s,]+", text) if w]
    words = [SWAPS[w.strip(".")] if w.strip(".") in SWAPS and rng.random() < 0.5 else w
             for w in words]  # fmt: skip
    draw = rng.random()
    if draw < 0.25 and home in FOREIGN:
        words = [*words[:-1], rng.choice(FOREIGN[home].split("|"))] if len(words) > 1 \
            else words  # fmt: skip
    elif draw < 0.4 and len(words) > 1:
        words = words[:-1]
    if rng.random() < 0.2 and "." in words[-1]:
        words[-1] = words[-1].replace(".", ". ")
    if rng.random() < 0.05 and len(words) > 2:
        words = [*words[1:-1], f"({words[0]})", words[-1]]
    if rng.random() < 0.06:
        words.append(rng.choice(TAILS))
    if rng.random() < 0.05 and len(words) > 1:
        words = [f"{words[0]}-{words[1]}", *words[2:]]
    text = " ".join(words).upper()
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
        at = rng.randrange(1, max(2, len(text) - 1))
        text = text[:at] + (text[at - 1] if rng.random() < 0.4 else "") + text[at + 1 :]
    return text[:30].strip() if rng.random() < 0.04 else text


def make(data: Path, folder: Path, seed: int) -> None:
    """Write the set."""
    rng = random.Random(seed)  # noqa: S311
    real = real_names(data)
    firms = sorted({*real["listed"], *real["subsidiaries"]})
    homes = {name: rng.choice(list(FOREIGN)) for name in firms}
    others = abroad(recombined(firms, ROWS, seed))
    asked = rng.sample([n for n in firms if len(n) > 3], QUERIES)
    absent = set(asked[: int(QUERIES * ABSENT)])
    rows = [(name, homes[name]) for name in firms if name not in absent]
    rows += [
        (name, home)
        for name, home in zip(others.names, others.countries, strict=True)
        if name not in homes
    ]
    rng.shuffle(rows)
    ids = {name: f"F{number:06d}" for number, (name, _) in enumerate(rows)}
    rng.shuffle(asked)
    folder.mkdir(parents=True, exist_ok=True)
    _write(
        folder / "register.csv",
        ("reg_id", "name", "country"),
        [(ids[name], name, home) for name, home in rows],
    )
    _write(
        folder / "queries.csv",
        ("query_id", "name", "country"),
        [
            (
                f"G{number:05d}",
                written(name, homes[name], rng),
                "" if rng.random() < NO_COUNTRY else homes[name],
            )
            for number, name in enumerate(asked)
        ],
    )
    _write(
        folder / "truth.csv",
        ("query_id", "reg_id"),
        [(f"G{number:05d}", ids.get(name, "")) for number, name in enumerate(asked)],
    )


def _write(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Read the arguments and write the set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=3)
    given = parser.parse_args()
    make(given.data, given.folder, given.seed)


if __name__ == "__main__":
    main()
