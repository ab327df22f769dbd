"""Measures which claims are found: precision and recall on the labelled articles.

A claim counts as found where the spans overlap by at least half (what they share over
what they cover), the type is right, and the organisation is right: one of the two names
holds the other's words. Where none is labelled, any will do.

    python benchmarks/check_claims.py [seen|held] [--show]
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crosstie.check.article import from_text
from crosstie.check.claims import find_claims
from crosstie.check.names import Names
from crosstie.model.claims import Claim, Named
from crosstie.text.names import words_of

ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "check" / "articles"


@dataclass
class Score:
    """How many were labelled, found, and right."""

    labelled: int = 0
    found: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was labelled that was found."""
        return self.right / self.labelled if self.labelled else 0.0


def measure(half: str, names: Names) -> Score:
    """Measure one half of the articles: seen or held."""
    score = Score()
    for path in sorted(ARTICLES.glob("*.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        if labels["half"] != half:
            continue
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        _count(score, labels["claims"], find_claims(from_text(text), names), path.stem)
    return score


def _count(
    score: Score, labels: list[dict[str, Any]], claims: list[Claim], name: str
) -> None:
    left = list(claims)
    for label in labels:
        hit = next((claim for claim in left if is_right(label, claim)), None)
        if hit is None:
            score.missed.append(
                f"{name}: {label['type']} {label['organisation']}: {label['text']}"
            )
        else:
            left.remove(hit)
            score.right += 1
    score.labelled += len(labels)
    score.found += len(claims)
    for claim in left:
        who = claim.organisation.text if claim.organisation else None
        score.wrong.append(f"{name}: {claim.type.value} {who}: {claim.text}")


def is_right(label: dict[str, Any], claim: Claim) -> bool:
    """Tell whether a claim is the labelled one."""
    shared = min(label["end"], claim.end) - max(label["start"], claim.start)
    joined = max(label["end"], claim.end) - min(label["start"], claim.start)
    if 2 * shared < joined or label["type"] != claim.type.value:
        return False
    wanted = label["organisation"]
    if wanted is None:
        return True
    return any(_is_same(wanted, named) for named in (claim.organisation, claim.buyer))


def _is_same(wanted: str, named: Named | None) -> bool:
    if named is None:
        return False
    left = set(words_of(wanted))
    return (
        any(
            left <= set(words_of(name)) or set(words_of(name)) <= left
            for name in (named.text, named.name)
        )
        or _initials(named.name) == wanted.lower()
    )


def _initials(name: str) -> str:
    from crosstie.check.agencies import agencies

    return next((a.abbreviation.lower() for a in agencies() if a.name == name), "")


def main(arguments: list[str]) -> None:
    """Print precision and recall of each half, and what was missed with --show."""
    halves = [word for word in arguments if not word.startswith("-")] or [
        "seen",
        "held",
    ]
    names = Names()
    for half in halves:
        score = measure(half, names)
        print(
            f"{half}: labelled {score.labelled}, found {score.found}, "
            f"right {score.right}; "
            f"precision {score.precision:.2f}, recall {score.recall:.2f}"
        )
        if "--show" in arguments:
            for line in score.missed:
                print("  missed ", line)
            for line in score.wrong:
                print("  wrong  ", line)


if __name__ == "__main__":
    main(sys.argv[1:])
