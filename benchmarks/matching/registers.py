"""The registers that training damages: real ones, and some made from their words.

Names only: no pair of names that a person judged is read.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.matching.makejob import Maker

SEED = 7
INVENTED_SEED = 900_001
"""Never the seed of a job that is measured."""

FORMS = ["inc", "ltd", "llc", "corp", "limited", "gmbh", "sa", "bv", "sas", "ag"]
FOREIGN = {
    "NL": "B.V.|N.V.|V.O.F.|Holding B.V.",
    "DE": "GmbH|AG|GmbH & Co. KG|KG|e.V.|UG",
    "IT": "S.p.A.|S.r.l.|S.a.s.|S.N.C.",
    "FR": "S.A.|SAS|SARL|S.A.S.|SNC",
    "ES": "S.A.|S.L.|S.L.U.|S.A.U.",
    "FI": "Oy|Oyj|Ab",
    "SE": "AB|Aktiebolag|AB (publ)",
    "DK": "A/S|ApS",
    "NO": "AS|ASA",
    "JP": "K.K.|Kabushiki Kaisha|Co., Ltd.|Co Ltd",
    "PL": "Sp. z o.o.|S.A.",
    "BR": "Ltda|S.A.|Ltda.",
    "MX": "S.A. de C.V.|S. de R.L. de C.V.",
    "CZ": "s.r.o.|a.s.",
    "BE": "BVBA|N.V.|S.A.|SPRL",
    "CH": "AG|SA|GmbH|Sàrl",
    "KR": "Co., Ltd.|Corporation",
    "AU": "Pty Ltd|Pty. Limited",
    "GB": "Limited|plc|Ltd|LLP",
    "IN": "Private Limited|Pvt. Ltd.",
}
"""Country -> how its firms write their legal form."""


@dataclass(frozen=True)
class Ground:
    """One register to damage; `is_list`: hand-kept, no country, words more."""

    names: list[str]
    countries: list[str]
    is_list: bool = False


def _column(path: Path, column: str) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        for row in csv.DictReader(stream):
            if row.get(column):
                yield row[column]


def _tenders(path: Path) -> Iterator[str]:
    """Read the parties' names of OCDS releases."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            for party in json.loads(line).get("parties", ()):
                if party.get("name"):
                    yield party["name"]


def real_names(data: Path) -> dict[str, list[str]]:
    """Read the names of real registers."""
    vendors = data / "registers/canada_vendors/2022-07-09-all-vendors.csv"
    listed = sorted((data / "registers/listed_companies").glob("*.csv"))
    usa = sorted((data / "usaspending").rglob("*.csv"))
    exhibits = data / "sec_exhibit21/ex21_labels.csv"
    suppliers = [
        n
        for p in usa
        for c in ("Recipient Name", "recipient_name", "subawardee_name")
        for n in _column(p, c)
    ]
    suppliers += _tenders(data / "ocds/ocds_releases_extracted.jsonl")
    found = {
        "vendors": _column(vendors, "d_vendor_name"),
        "listed": (n for p in listed for n in _column(p, "name")),
        "subsidiaries": _column(exhibits, "Subsidiary"),
        "suppliers": suppliers,
    }
    return {kind: sorted(set(names)) for kind, names in found.items()}


def recombined(names: list[str], size: int, seed: int = SEED) -> list[str]:
    """Make more names from the words of real ones: heads of one, tails of another."""
    rng = random.Random(seed)  # noqa: S311
    found = set(names)
    while len(found) < size:
        a, b = rng.choice(names).split(), rng.choice(names).split()
        cut = 1 if rng.random() < 0.8 else 2
        made = " ".join([*a[:cut], *b[1:]])
        if rng.random() < 0.12:
            made = " ".join([*a[:-1], b[-1]])
        if rng.random() < 0.5:
            made += " " + rng.choice(FORMS)
        found.add(made)
    return sorted(found)


def with_forms(names: list[str], share: float = 0.85) -> list[str]:
    """Give most names a legal form, as registers do and cleaned lists do not."""
    rng = random.Random(SEED)  # noqa: S311
    return [n if rng.random() > share else f"{n} {rng.choice(FORMS)}" for n in names]


def abroad(names: list[str]) -> Ground:
    """Place names in other countries, with the legal forms of each."""
    rng = random.Random(SEED + 1)  # noqa: S311
    homes = rng.choices(list(FOREIGN), k=len(names))
    placed = []
    for name, home in zip(names, homes, strict=True):
        words = name.split()
        bare = words[:-1] if len(words) > 1 and len(words[-1]) < 5 else words
        form = rng.choice(FOREIGN[home].split("|"))
        placed.append(" ".join([*bare, form]) if rng.random() < 0.9 else name)
    return Ground(placed, homes)


def invented(size: int) -> Ground:
    """Draw names of no words that exist, and the countries that fit their forms."""
    rows = Maker(INVENTED_SEED, size).register(size)
    return Ground([row.name for row in rows], [row.country for row in rows])


def grounds(data: Path, size: int, without: tuple[str, ...] = ()) -> dict[str, Ground]:
    """List all registers but those to leave out; none then holds a word of theirs."""
    real = {k: v for k, v in real_names(data).items() if k not in without}
    every = sorted({n for names in real.values() for n in names})
    mixed = recombined(every, size)
    found = {kind: Ground(names, [], kind == "vendors") for kind, names in real.items()}
    found["recombined"] = Ground(mixed, [])
    found["recombined with forms"] = Ground(with_forms(mixed), [])
    found["abroad"] = abroad(recombined(every, size // 2, SEED + 5))
    if "vendors" in real:
        found["vendors with forms"] = Ground(with_forms(real["vendors"]), [])
    else:
        bare = recombined(every, size // 2, SEED + 6)
        found["list"] = Ground([bared(n) for n in bare], [], is_list=True)
    if "invented" not in without:
        found["invented"] = invented(size // 2)
    return found


def bared(name: str) -> str:
    """Write a name as a hand-kept list does: capitals, no points, no legal form."""
    from crosstie.text.legalforms import split_form
    from crosstie.text.names import words_of

    return " ".join(split_form(words_of(name))[0]).upper()
