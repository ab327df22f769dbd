"""Lessons: a register with a part of its names damaged, and what the search found.

A fifth of the damaged names is taken out of the register, so that absence is learnt.
Some names get near twins, which are other firms, and some get unlabelled variants: rows
that spell the same firm, as registers have them. Only the model of the best row is told
that those are wrong; the pair model never sees them.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

import numpy as np

from benchmarks.matching.damage import Damage
from benchmarks.matching.registers import Ground
from crosstie.matching import kernel
from crosstie.matching.policy import Quality
from crosstie.matching.records import Records

WORDY = (0.25, 0.45)
ABSENT = 0.2
QUALITIES = (
    Quality(budget=10_000, found=40, compared=16),
    Quality(budget=10_000, found=60, compared=24),
)
SHORT_NAMES = {1: 4, 2: 2}
"""Words of a name -> how much more often it is asked for in a list."""

VARIANTS = (0.0, 0.0, 0.15, 0.3, 0.5)
"""Share of a register's asked firms that have other rows; one drawn a lesson."""

COUNTRIES = (
    ["US"] * 4
    + ["CA"] * 3
    + ["GB", "DE", "FR", "AU", "NL", "ES", "IT", "MX", "IN", "SE", "JP", "BR"]
)
CITIES = [f"city {n}" for n in range(300)]


@dataclass(frozen=True)
class Lesson:
    """Pairs found for the damaged names of one register."""

    register: kernel.Register
    pairs: kernel.Pairs
    right: np.ndarray
    variant: np.ndarray
    """Pairs with an unlabelled row of the right firm."""


class Class:
    """Draws one lesson; the same seed draws the same one."""

    def __init__(self, ground: Ground, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311
        self.ground = ground
        names = ground.names
        words = Counter(w for n in names for w in set(n.lower().split()) if w.isalpha())
        ranked = [w for w, _ in words.most_common(900)]
        wordy = self.rng.uniform(*WORDY) if ground.is_list else 0.03
        self.damage = Damage(seed, ranked[:300], ranked[300:], wordy)
        self.home = ground.countries or self.rng.choices(COUNTRIES, k=len(names))
        self.town = self.rng.choices(CITIES, k=len(names))
        self.has_city = self.rng.random() < 0.3

    def lesson(self, queries: int) -> Lesson:
        """Damage some names and compare them with what is found."""
        rng, names = self.rng, self.ground.names
        asked = self._asked(min(queries, len(names) // 2))
        absent = set(asked[: int(len(asked) * ABSENT)])
        strength = rng.choice((0.7, 0.9, 1.1, 1.3))
        texts = {i: self.damage(names[i], strength) for i in asked}
        register, variant_of = self._register(texts, absent)
        found = kernel.compare(register, self._queries(texts), rng.choice(QUALITIES))
        truth = np.array(asked)[found.query]
        bearer = np.array([int(i) for i in register.ids])[register.owner[found.row]]
        firm = np.array([variant_of.get(int(b), -1) for b in bearer])
        return Lesson(register, found, bearer == truth, firm == truth)

    def _asked(self, many: int) -> list[int]:
        """Choose names; of a hand-kept list short ones more often.

        They are those that the list also holds with a branch or a place.
        """
        names, rng = self.ground.names, self.rng
        if not self.ground.is_list:
            return rng.sample(range(len(names)), many)
        sizes = [len(name.split()) for name in names]
        keyed = [
            (rng.random() ** (1 / SHORT_NAMES.get(size, 1)), i)
            for i, size in enumerate(sizes)
        ]
        chosen = [i for _, i in sorted(keyed, reverse=True)[:many]]
        rng.shuffle(chosen)
        return chosen

    def _register(
        self, asked: dict[int, str], absent: set[int]
    ) -> tuple[kernel.Register, dict[int, int]]:
        rng, names = self.rng, self.ground.names
        share = rng.choice(VARIANTS)
        rows = [
            (i, names[i], self.home[i], self.town[i])
            for i in range(len(names))
            if i not in absent
        ]
        number, variant_of = -1, {}
        for i in asked:
            if rng.random() < (0.35 if i in absent else 0.12):
                country = self.home[i] if rng.random() < 0.75 else rng.choice(COUNTRIES)
                twin = self.damage.twin(names[i])
                rows.append((number, twin, country, rng.choice(CITIES)))
                number -= 1
            if i not in absent and rng.random() < share:
                for _ in range(rng.choice((1, 1, 1, 2, 3, 5))):
                    text = self.damage(names[i], 0.8)
                    if self.ground.is_list and rng.random() < 0.5:
                        text = self.damage.slip(asked[i])
                    rows.append((number, text, self.home[i], self.town[i]))
                    variant_of[number] = i
                    number -= 1
        ids, texts, countries, cities = zip(*rows, strict=True)
        made = Records(
            [str(i) for i in ids], texts, countries, cities if self.has_city else ()
        )
        return kernel.prepare(made), variant_of

    def _queries(self, asked: dict[int, str]) -> Records:
        rng = self.rng
        missing = 1.0 if self.ground.is_list else rng.choice((0.1, 0.35, 0.6))

        def seen(value: str, pool: list[str], wrong: float) -> str:
            draw = rng.random()
            if draw < missing:
                return ""
            return rng.choice(pool) if draw > 1 - wrong else value

        return Records(
            [str(i) for i in asked],
            list(asked.values()),
            [seen(self.home[i], COUNTRIES, 0.03) for i in asked],
            [seen(self.town[i], CITIES, 0.15) for i in asked] if self.has_city else (),
        )
