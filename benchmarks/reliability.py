"""Show what the probability of a match means on labelled pairs of real names.

    python benchmarks/reliability.py [--fit]

The pairs are tests/resolve/facts/pairs.csv: suppliers of award records and vendors of a
public list, each beside the organisation that its name is nearest to, read one by one.
Every supplier is matched with all organisations of its list at once, as in a trace.
`--fit` estimates the weights of likeness and words anew, each tenth of the pairs scored
by weights that the other nine tenths gave: run it when the matcher's weights change,
and compare with resolve/policy.py.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from crosstie.model.words import MatchKind
from crosstie.resolve import policy
from crosstie.resolve.match import decide_parties
from crosstie.resolve.organisations import Organisation, OrganisationName, Register
from crosstie.resolve.parties import Party, group_spellings, parse_spellings
from crosstie.resolve.weights import measure
from crosstie.text.names import parse_name

FACTS = Path(__file__).resolve().parents[1] / "tests/resolve/facts/pairs.csv"
HOMES = {"award": "US", "vendor": "CA"}
BINS = (0.0, 0.2, 0.5, 0.8, 0.9, 0.95, 1.01)
FITTED = ("likeness", "matched_bits", "near_spelling", "former_name")
FOLDS = 10
RIDGE = 0.5

Floats = npt.NDArray[np.float64]
Fact = dict[str, str]


@dataclass(frozen=True)
class Judged:
    """One labelled pair that was taken for the same, and what it is."""

    fact: Fact
    probability: float
    features: dict[str, float]

    @property
    def is_same(self) -> bool:
        """Tell what the reader found."""
        return self.fact["expected"] == "same"


def organisations(facts: Sequence[Fact]) -> dict[tuple[str, str], Organisation]:
    """Make one organisation of each name that the facts give."""
    found: dict[tuple[str, str], Organisation] = {}
    for fact in facts:
        key = (fact["organisation"], fact["name_kind"])
        if key in found:
            continue
        number = f"listed:X:{len(found)}"
        row = {"name": key[0], "country": fact["country"][:2], "city": "", "region": ""}
        name = OrganisationName(
            parse_name(key[0]), key[1], None, None, number, "listed", "facts", 1, None
        )
        found[key] = Organisation(number, [row], [name])
    return found


def parties(facts: Sequence[Fact]) -> list[Party]:
    """Make the suppliers parties, as if each stood on one record."""
    empty: dict[str, Any] = dict.fromkeys(
        ("uei", "duns", "city", "state", "last_date", "first_date", "trading_names")
    )
    rows = [
        {
            **empty, "spelling_id": f"{number:04}", "name": fact["supplier"],
            "is_person": False, "is_supplier": True, "is_subawardee": False,
            "cages": [], "identifiers": [], "countries": [], "records": 1,
            "obligated": 0,
        }
        for number, fact in enumerate(facts)
    ]  # fmt: skip
    return group_spellings(parse_spellings(rows, ()))


def judge(facts: Sequence[Fact], home: str) -> list[Judged]:
    """Match the suppliers; keep the labelled pairs that are taken for the same."""
    known = organisations(facts)
    grouped = parties(facts)
    names = [s.name for p in grouped for s in p.spellings]
    names += [own.name for one in known.values() for own in one.names]
    register = Register({o.organisation_id: o for o in known.values()}, [])
    seen = {
        (party.party_id, pair.entry.organisation.organisation_id): pair
        for party, pairs in decide_parties(
            grouped, register, measure(names), {}, home=home
        )
        for pair in pairs
        if pair.kind == MatchKind.SAME
    }
    party_of = {s.row["name"]: p.party_id for p in grouped for s in p.spellings}
    judged = []
    for fact in facts:
        one = known[fact["organisation"], fact["name_kind"]].organisation_id
        key = (party_of[fact["supplier"]], one)
        if key in seen:
            judged.append(Judged(fact, seen[key].probability, seen[key].features))
    return judged


def show(title: str, judged: Sequence[Judged]) -> None:
    """Print a reliability table and the calibration error."""
    sure = np.array([one.probability for one in judged])
    same = np.array([one.is_same for one in judged], float)
    print(f"\n{title}: {len(judged)} pairs taken for the same")
    print("| probability | pairs | mean | the same |\n| --- | --- | --- | --- |")
    error = 0.0
    for low, high in pairwise(BINS):
        here = (sure >= low) & (sure < high)
        if here.any():
            shares = f"{sure[here].mean():.3f} | {same[here].mean():.3f}"
            print(f"| {low:g} to {min(high, 1):g} | {here.sum()} | {shares} |")
            error += abs(sure[here].sum() - same[here].sum()) / len(judged)
    print(f"expected calibration error {error:.3f}")


def estimate(values: Floats, same: Floats) -> Floats:
    """Estimate a logistic regression with a small penalty."""
    weights = np.zeros(values.shape[1])
    penalty = np.eye(values.shape[1]) * RIDGE
    penalty[0, 0] = 0.01
    for _ in range(50):
        sure = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (same - sure) - penalty @ weights
        bend = (values.T * (sure * (1 - sure))) @ values + penalty
        weights += np.linalg.solve(bend, slope)
    return weights


def log_loss(sure: Floats, same: Floats) -> float:
    """Return the mean surprise of the labels."""
    return float(-np.mean(same * np.log(sure) + (1 - same) * np.log(1 - sure)))


def fit(judged: Sequence[Judged]) -> None:
    """Print weights estimated on the pairs, and how sure they are of unseen ones."""
    values = np.array(
        [[1.0, *(one.features.get(f, 0.0) for f in FITTED)] for one in judged]
    )
    same = np.array([one.is_same for one in judged], float)
    fold = np.random.default_rng(0).permutation(len(same)) % FOLDS
    unseen = np.empty(len(same))
    for number in range(FOLDS):
        here = fold == number
        weights = estimate(values[~here], same[~here])
        unseen[here] = 1 / (1 + np.exp(-values[here] @ weights))
    weights = estimate(values, same)
    held = {f.name: f.weight for f in policy.SAME.features}
    mine = np.array([one.probability for one in judged])
    loss = log_loss(unseen, same)
    print(f"\nfitted on {len(same)} pairs; log loss on unseen tenths {loss:.3f}")
    print(f"log loss of the policy as it stands {log_loss(mine, same):.3f}")
    show(
        "the fit, on tenths that it has not seen",
        [
            replace(one, probability=float(sure))
            for one, sure in zip(judged, unseen, strict=True)
        ],
    )
    print(f"intercept {weights[0]:.2f} (policy {policy.SAME.intercept})")
    for name, weight in zip(FITTED, weights[1:], strict=True):
        print(f"{name} {weight:.2f} (policy {held[name]})")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="estimate the weights anew")
    wanted = parser.parse_args()
    with FACTS.open(encoding="utf-8", newline="") as stream:
        facts = list(csv.DictReader(stream))
    judged = {
        name: judge([f for f in facts if f["records"] == name], home)
        for name, home in HOMES.items()
    }
    every = [one for found in judged.values() for one in found]
    show("all", every)
    for name, found in judged.items():
        show(name, found)
    if wanted.fit:
        fit(every)


if __name__ == "__main__":
    main()
