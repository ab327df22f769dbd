"""What two met names are to each other, as numbers for the pair model."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz

from crosstie.matching.meeting import Meeting
from crosstie.matching.reading import (
    COUNTRY,
    NUMBER,
    PLACE,
    PLAIN,
    RARE,
    SIDE,
    STRUCT,
    SURNAME,
    TRADE,
)
from crosstie.text.legalforms import compare_forms
from crosstie.text.wordlists import TRANSLATIONS

CLASSES = {
    RARE: "rare", SURNAME: "surname", PLAIN: "plain", TRADE: "trade", STRUCT: "struct",
    PLACE: "place", COUNTRY: "country", SIDE: "side", NUMBER: "number",
}  # fmt: skip

FACTS = (
    *(f"equal_{name}" for name in CLASSES.values()),
    *(f"more_{name}" for name in CLASSES.values()),
    *(f"clash_{name}" for name in CLASSES.values()),
    "slip_telling",
    "slip_other",
    "slip_doubt",
    "slip_alone",
    "slip_shortest",
    "shorts",
    "glued",
    "acronym",
    "acronym_letters",
    "translated",
    "turned",
    "head_met",
    "head_slip",
    "words_least",
    "words_most",
    "letters",
    "glued_ratio",
    "form_same",
    "form_near",
    "form_conflict",
    "form_one_side",
    "all_equal",
)
"""Columns in order; all are the same whichever name stands first."""

_COLUMN = {name: at for at, name in enumerate(FACTS)}
_SIZE = len(CLASSES)
_FORM = {"same": "form_same", "near": "form_near", "conflict": "form_conflict"}


def facts_of(met: Meeting) -> list[float]:
    """Describe a meeting."""
    found = [0.0] * len(FACTS)
    left, right = met.left, met.right
    translated = 0
    for i, j in met.equal:
        kind = left.classes[i]
        found[kind] += 1
        one, other = left.words[i], right.words[j]
        translated += one != other and (one in TRANSLATIONS or other in TRANSLATIONS)
    base = 2 * _SIZE if met.left_alone and met.right_alone else _SIZE
    for side, places in ((left, met.left_alone), (right, met.right_alone)):
        for place in places:
            found[base + side.classes[place]] += 1
    _slips(found, met)
    found[_COLUMN["shorts"]] = len(met.shorts)
    found[_COLUMN["glued"]] = len(met.glued)
    found[_COLUMN["acronym"]] = met.acronym
    if met.acronym:
        found[_COLUMN["acronym_letters"]] = (
            min(len(left.glued), len(right.glued), 6) / 3
        )
    found[_COLUMN["translated"]] = translated
    pairs = [*met.equal, *met.glued, *((i, j) for i, j, _ in met.slips), *met.shorts]
    pairs.sort()
    turned = sum(a[1] > b[1] for a, b in pairwise(pairs))
    found[_COLUMN["turned"]] = turned
    found[_COLUMN["head_met"]] = float((0, 0) in pairs)
    found[_COLUMN["head_slip"]] = float(any(i == j == 0 for i, j, _ in met.slips))
    sizes = sorted((len(left.keys), len(right.keys)))
    found[_COLUMN["words_least"]], found[_COLUMN["words_most"]] = sizes
    found[_COLUMN["letters"]] = min(len(left.glued), len(right.glued)) / 10
    whole = not (met.left_alone or met.right_alone or met.slips or met.shorts)
    equal = whole and not met.acronym
    ratio = 1.0 if equal else fuzz.ratio(left.glued, right.glued) / 100
    found[_COLUMN["glued_ratio"]] = ratio
    relation = compare_forms(left.form, right.form)
    if relation in _FORM:
        found[_COLUMN[_FORM[relation]]] = 1.0
    found[_COLUMN["form_one_side"]] = float((left.form == "") != (right.form == ""))
    found[_COLUMN["all_equal"]] = float(equal)
    return found


def _slips(found: list[float], met: Meeting) -> None:
    """Misspelt words: how many, how doubtful, and whether another rare word agrees."""
    if not met.slips:
        return
    telling = [s for s in met.slips if _tells(met.left.classes[s[0]])]
    agree = any(_tells(met.left.classes[i]) for i, _ in met.equal)
    doubt = sum(float(-np.log(value)) for *_, value in met.slips)
    found[_COLUMN["slip_telling"]] = len(telling)
    found[_COLUMN["slip_other"]] = len(met.slips) - len(telling)
    found[_COLUMN["slip_doubt"]] = doubt
    found[_COLUMN["slip_alone"]] = 0.0 if agree else doubt
    lengths = [
        min(len(met.left.words[i]), len(met.right.words[j])) for i, j, _ in met.slips
    ]
    found[_COLUMN["slip_shortest"]] = min(lengths) / 10


def _tells(kind: int) -> bool:
    return kind <= SURNAME
