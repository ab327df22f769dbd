"""Estimate the matcher's weights on names that are damaged here; no labels are used.

    python -m benchmarks.matching.train DATA [--out FILE] [--queries N] [--without NAME]

DATA is the folder with `registers/`, `usaspending/`, `sec_exhibit21/`. Weights go
to src/crosstie/matching/weights.json. Each register is damaged in its own run;
its names get random countries, some missing or wrong. A fifth of the damaged names is
taken out of the register, so that the model learns what absence looks like.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.matching.damage import Damage
from benchmarks.matching.learn import Recipe, plain, train
from crosstie.matching import kernel
from crosstie.matching.features import FEATURES
from crosstie.matching.net import WEIGHTS, Model
from crosstie.matching.policy import Quality
from crosstie.matching.records import Records

SEED = 7
LISTS = {"vendors", "vendors' stand-in"}
"""Hand-kept lists: no country, no legal forms, and spellings with words more."""

WORDY = 0.3
ABSENT = 0.2
QUALITY = Quality(budget=10_000, found=40, compared=16)
COUNTRIES = [
    "US",
    "US",
    "US",
    "US",
    "CA",
    "CA",
    "CA",
    "GB",
    "GB",
    "DE",
    "FR",
    "AU",
    "NL",
    "ES",
    "IT",
    "MX",
    "IN",
    "SE",
    "JP",
    "BR",
]
CITIES = [f"city {n}" for n in range(300)]
FORMS = ["inc", "ltd", "llc", "corp", "limited", "gmbh", "sa", "bv", "sas", "ag"]


def _column(path: Path, column: str) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        for row in csv.DictReader(stream):
            if row.get(column):
                yield row[column]


def real_names(data: Path) -> dict[str, list[str]]:
    """Read the registers that training damages."""
    vendors = data / "registers/canada_vendors/2022-07-09-all-vendors.csv"
    listed = sorted((data / "registers/listed_companies").glob("*.csv"))
    usa = sorted((data / "usaspending").rglob("*.csv"))
    mixed = [n for p in listed for n in _column(p, "name")]
    exhibits = data / "sec_exhibit21/ex21_labels.csv"
    mixed += _column(exhibits, "Subsidiary")
    suppliers = [
        n
        for p in usa
        for c in ("Recipient Name", "recipient_name", "subawardee_name")
        for n in _column(p, c)
    ]
    return {
        "vendors": sorted(set(_column(vendors, "d_vendor_name"))),
        "listed and subsidiaries": sorted({*mixed}),
        "suppliers": sorted({*suppliers}),
    }


def recombined(registers: dict[str, list[str]], size: int) -> list[str]:
    """Make more names from the words of real ones: heads of one, tails of another."""
    rng = random.Random(SEED)  # noqa: S311
    names = [n for names in registers.values() for n in names]
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


def with_forms(names: list[str]) -> list[str]:
    """Give most names a legal form, as registers do and cleaned lists do not."""
    rng = random.Random(SEED)  # noqa: S311
    return [n if rng.random() < 0.15 else f"{n} {rng.choice(FORMS)}" for n in names]


def lesson(
    names: list[str], queries: int, seed: int, is_list: bool
) -> tuple[kernel.Register, kernel.Pairs, np.ndarray]:
    """Damage some names of a register and compare them with what is found."""
    rng = random.Random(seed)  # noqa: S311
    words = Counter(w for n in names for w in set(n.lower().split()) if w.isalpha())
    common = [w for w, _ in words.most_common(300)]
    places = [word for word, _ in words.most_common(900)[300:]]
    damage = Damage(seed, common, places, WORDY if is_list else 0.02)
    home = rng.choices(COUNTRIES, k=len(names))
    town = rng.choices(CITIES, k=len(names))
    asked = rng.sample(range(len(names)), min(queries, len(names) // 2))
    absent = set(asked[: int(len(asked) * ABSENT)])
    inside = [i for i in range(len(names)) if i not in absent]
    has_city = rng.random() < 0.3
    near = [i for i in asked if rng.random() < (0.35 if i in absent else 0.12)]
    rows = [(str(i), names[i], home[i], town[i]) for i in inside]
    for i in near:
        country = home[i] if rng.random() < 0.75 else rng.choice(COUNTRIES)
        rows.append(("-1", damage.twin(names[i]), country, rng.choice(CITIES)))
    ids, texts, countries, cities = zip(*rows, strict=True)
    ids = [i if i != "-1" else str(-1 - n) for n, i in enumerate(ids)]
    register = kernel.prepare(
        Records(ids, texts, countries, cities if has_city else ())
    )
    missing = 1.0 if is_list else rng.choice((0.1, 0.35, 0.6))

    def seen(value: str, pool: list[str], wrong: float) -> str:
        draw = rng.random()
        if draw < missing:
            return ""
        return rng.choice(pool) if draw > 1 - wrong else value

    strength = rng.choice((0.8, 1.0, 1.3))
    found = kernel.compare(
        register,
        Records(
            [str(i) for i in asked],
            [damage(names[i], strength) for i in asked],
            [seen(home[i], COUNTRIES, 0.03) for i in asked],
            [seen(town[i], CITIES, 0.15) for i in asked] if has_city else (),
        ),
        QUALITY,
    )
    truth = np.array(asked)[found.query]
    bearer = np.array([int(i) for i in register.ids])[register.owner[found.row]]
    return register, found, bearer == truth


def estimate(registers: dict[str, list[str]], queries: int, nets: int) -> Model:
    """Train the pair model on some damage, and the best row's model on other damage."""
    first = [
        lesson(names, queries, SEED + i, kind in LISTS)
        for i, (kind, names) in enumerate(registers.items())
    ]
    features = np.concatenate([pairs.features for _, pairs, _ in first])
    labels = np.concatenate([y for *_, y in first]).astype(np.float32)
    even = np.ones(len(labels), np.float32)
    print(f"{len(labels):,} pairs, {labels.mean():.3f} right")
    pair = tuple(
        train(features, labels, even, FEATURES, Recipe(), SEED + n) for n in range(nets)
    )
    del first, features
    model = Model(pair, ())
    rows, right = [], []
    for i, (kind, names) in enumerate(registers.items()):
        register, pairs, y = lesson(names, queries, SEED + 100 + i, kind in LISTS)
        logits = model.pair_logits(pairs.features)
        order, logits, starts = kernel.ranked(register, pairs, logits)
        rows.append(kernel.best_features(pairs, order, logits, starts))
        right.append(y[order[starts]])
        print(
            f"{kind}: best right {right[-1].mean() / (1 - ABSENT):.4f} of those present"
        )
    x, y = np.concatenate(rows), np.concatenate(right).astype(np.float32)
    recipe = Recipe(hidden=(24, 12), epochs=12, batch=512)
    best = tuple(
        train(x, y, np.ones(len(y), np.float32), kernel.BEST_FEATURES, recipe, SEED + n)
        for n in range(nets)
    )
    return Model(pair, best)


def main() -> None:
    """Read the arguments, train, and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--queries", type=int, default=8_000)
    parser.add_argument("--nets", type=int, default=2)
    parser.add_argument("--recombined", type=int, default=250_000)
    parser.add_argument("--without", default="", help="a register to leave out")
    given = parser.parse_args()
    registers = real_names(given.data)
    registers.pop(given.without, None)
    registers["recombined"] = recombined(registers, given.recombined)
    if given.without in LISTS:
        registers["vendors' stand-in"] = recombined(registers, given.recombined // 3)
    if "vendors" in registers:
        registers["vendors with forms"] = with_forms(registers["vendors"])
    registers["recombined with forms"] = with_forms(registers["recombined"])
    for name, names in registers.items():
        print(f"{name}: {len(names):,} names")
    model = estimate(registers, given.queries, given.nets)
    written = {"pair": [plain(n) for n in model.pair]}
    written["best"] = [plain(n) for n in model.best]
    given.out.write_text(json.dumps(written) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
