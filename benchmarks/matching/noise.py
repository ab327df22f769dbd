"""How the test's queries are made dirty: rules of a clerk's hand, one at a time.

Training uses other noise (`benchmarks/matching/damage.py`), so that the figures do not
measure how well a model learnt this file.
"""

from __future__ import annotations

import numpy as np

from benchmarks.matching import words

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEAR = {
    char: row[max(0, i - 1) : i] + row[i + 1 : i + 2]
    for row in KEYS
    for i, char in enumerate(row)
}
TAILS = (
    "Group",
    "International",
    "Canada",
    "USA",
    "Services",
    "Division",
    "(HQ)",
    "Co",
)


def dirty(
    rng: np.random.Generator, core: tuple[str, ...], form: str, country: str
) -> str:
    """Write one organisation as a careless clerk would."""
    parts = list(core)
    if rng.random() < 0.25:
        parts = _shorten(rng, parts)
    if len(parts) > 2 and rng.random() < 0.08:
        del parts[int(rng.integers(1, len(parts)))]
    if len(parts) > 1 and rng.random() < 0.06:
        at = int(rng.integers(0, len(parts) - 1))
        parts[at], parts[at + 1] = parts[at + 1], parts[at]
    if rng.random() < 0.05:
        parts.append(str(rng.choice(TAILS)))
    for _ in range(int(rng.choice((0, 1, 2), p=(0.72, 0.24, 0.04)))):
        at = _place(rng, parts)
        parts[at] = _typo(rng, parts[at])
    name = _joined(rng, parts)
    ending = _form(rng, form, country)
    comma = "," if ending and rng.random() < 0.25 else ""
    name = f"{name}{comma} {ending}".strip()
    if rng.random() < 0.03:
        name = name[:28].strip()
    draw = rng.random()
    if draw < 0.55:
        return name.upper()
    return name.lower() if draw < 0.6 else name


def _place(rng: np.random.Generator, parts: list[str]) -> int:
    """Choose the word that a slip falls on: a long one more often."""
    sizes = np.array([max(1, len(part) - 2) for part in parts], float)
    return int(rng.choice(len(parts), p=sizes / sizes.sum()))


def _shorten(rng: np.random.Generator, parts: list[str]) -> list[str]:
    made = []
    for part in parts:
        known = words.SHORTER.get(part.lower())
        if known and rng.random() < 0.7:
            made.append(str(rng.choice(known.split())))
        elif len(part) > 8 and rng.random() < 0.04:
            made.append(part[:1] + "".join(c for c in part[1:] if c not in "aeiou"))
        elif len(part) > 9 and rng.random() < 0.04:
            made.append(part[:4] + ".")
        else:
            made.append(part)
    return made


def _typo(rng: np.random.Generator, word: str) -> str:
    if len(word) < 4:
        return word
    at = int(rng.integers(1, len(word)))
    draw = rng.random()
    if draw < 0.3:
        return word[:at] + word[at + 1 :]
    if draw < 0.55:
        near = NEAR.get(word[at].lower(), "e") or "e"
        return word[:at] + str(rng.choice(list(near))) + word[at + 1 :]
    if draw < 0.75 and at < len(word) - 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at] + word[at:]


def _joined(rng: np.random.Generator, parts: list[str]) -> str:
    draw = rng.random()
    if len(parts) > 1 and draw < 0.03:
        return "".join(parts[:2]) + "".join(f" {part}" for part in parts[2:])
    if len(parts[0]) > 6 and draw < 0.05:
        at = int(rng.integers(3, len(parts[0]) - 2))
        parts = [parts[0][:at], parts[0][at:], *parts[1:]]
    text = ("-" if draw > 0.97 else " ").join(parts)
    if "&" in text and rng.random() < 0.5:
        text = text.replace("&", str(rng.choice(("and", "", "et", "+"))))
    return " ".join(text.split())


def _form(rng: np.random.Generator, form: str, country: str) -> str:
    draw = rng.random()
    if draw < 0.34:
        return ""
    if draw < 0.46:
        return str(rng.choice(words.FORMS[country]))
    if draw < 0.5:
        return str(rng.choice(words.FORMS["US"]))
    if draw < 0.62:
        return form.replace(".", "")
    return form
