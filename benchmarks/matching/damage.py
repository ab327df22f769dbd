"""How the training damages names: many small channels, unlike the test's noise.

No label of a real link is used: a name is damaged and must be found again.
"""

from __future__ import annotations

import random
from collections import defaultdict

from crosstie.text.legalforms import CLASSES, split_form
from crosstie.text.names import words_of
from crosstie.text.wordlists import ABBREVIATIONS

SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("c", "k"), ("ie", "y"), ("ee", "ea"), ("ou", "u"),
    ("s", "z"), ("ght", "te"), ("x", "cs"), ("qu", "kw"), ("th", "t"), ("ei", "ie"),
)  # fmt: skip
LOOKS = (("rn", "m"), ("m", "rn"), ("l", "1"), ("o", "0"), ("i", "l"), ("u", "v"))
FIELD_LENGTHS = (20, 24, 30, 35, 40)
SUFFIXES = ("{0} office", "{0}", "{0} branch", "#{1}", "{1}", "{0} division", "({0})")
LETTERS = "abcdefghijklmnopqrstuvwxyz"

_FORMS = [form for forms in CLASSES.values() for form in forms.split("|")]
_SHORT: dict[str, list[str]] = defaultdict(list)
for _short, _long in ABBREVIATIONS.items():
    _SHORT[_long].append(_short)


class Damage:
    """Damages names of one register; `common` are words that its names share.

    `wordy` is the share of names that get other words, as hand-kept lists have them: a
    branch, a place, a department, words before the name, another tail.
    """

    def __init__(
        self, seed: int, common: list[str], places: list[str], wordy: float
    ) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.common = common
        self.places = places
        self.wordy = wordy

    def __call__(self, name: str, strength: float = 1.0) -> str:
        """Damage one name."""
        rng = self.random
        words, form = split_form(words_of(name))
        parts = list(words)

        def chance(share: float) -> bool:
            return rng.random() < share * strength

        if len(parts) > 2 and chance(0.015):
            parts = ["".join(p[0] for p in parts)]
        if chance(0.3):
            parts = [self._abbreviated(p) if rng.random() < 0.45 else p for p in parts]
        if len(parts) > 1 and chance(0.11):
            del parts[self._plainest(parts)]
        if len(parts) > 1 and rng.random() < self.wordy / 3:
            del parts[-1]
        if chance(0.06):
            parts.insert(rng.randint(1, len(parts)), rng.choice(self.common))
        if rng.random() < self.wordy:
            parts = self._reworded(parts)
        if len(parts) > 1 and chance(0.08):
            parts = self._moved(parts)
        for _ in range(3):
            if chance(0.14):
                at = self._longest(parts)
                parts[at] = self._misspelt(parts[at])
        text = self._joined(parts)
        if chance(0.03):
            place = rng.choice(self.places)
            text += " " + rng.choice(SUFFIXES).format(place, rng.randint(1, 900))
        text = f"{text} {self._form(name, form)}".strip()
        if chance(0.04):
            text = text[: rng.choice(FIELD_LENGTHS)].strip()
        if chance(0.02):
            text = self._inverted(text)
        return rng.choice((str.upper, str.title, str.lower, str.upper))(text)

    def _reworded(self, parts: list[str]) -> list[str]:
        """Write a branch, a department or a place into the name, or another tail."""
        rng = self.random
        pool = self.common if rng.random() < 0.6 else self.places
        more = rng.choices(pool, k=rng.choice((1, 1, 1, 2, 2, 3)))
        draw = rng.random()
        if draw < 0.12:
            return [*more[:1], *parts]
        if draw < 0.4 and len(parts) > 1:
            kept = 1 if len(parts) == 2 or rng.random() < 0.6 else 2
            return [*parts[:kept], *(more if rng.random() < 0.75 else ())]
        if draw < 0.46:
            return [*parts, "c", "o", *more]
        if draw < 0.52:
            return [*parts, str(rng.randint(1985, 2022))]
        if draw < 0.6 and len(more[-1]) > 5:
            more[-1] = more[-1][: rng.randint(3, len(more[-1]) - 1)]
        return [*parts, *more]

    def _inverted(self, text: str) -> str:
        """Put the last word first, as card indexes do, with a comma or none."""
        words = text.split()
        if len(words) < 3:
            return text
        first = "," if self.random.random() < 0.6 else ""
        return " ".join([words[1] + first, words[0], *words[2:]])

    def slip(self, text: str) -> str:
        """Write a text once more, with a slip or two."""
        rng = self.random
        parts = text.lower().split()
        for _ in range(rng.choice((1, 1, 2))):
            at = self._longest(parts)
            parts[at] = self._misspelt(parts[at])
        if rng.random() < 0.3:
            parts.append(rng.choice((*self.common[:60], *self.places[:60])))
        return " ".join(parts).upper()

    def twin(self, name: str) -> str:
        """Name another firm that is nearly called the same."""
        rng = self.random
        words = name.split()
        form = split_form(words_of(name))[1]
        end = len(words) - 1 if form and len(words) > 1 else len(words)
        draw = rng.random()
        if any(word.isdigit() for word in words) and draw < 0.7:
            changed = str(rng.randrange(10))
            return " ".join(
                word[:-1] + changed if word.isdigit() else word for word in words
            )
        if draw < 0.3 or end < 2:
            words.insert(rng.randint(1, end), rng.choice(self.common).title())
        elif draw < 0.55:
            words[rng.randrange(1, end)] = rng.choice(self.common).title()
        elif draw < 0.7:
            del words[rng.randrange(1, end)]
        elif draw < 0.85:
            words.insert(
                end, rng.choice((*self.places, "Holdings", "II", "III")).title()
            )
        else:
            return " ".join([*words[:end], rng.choice(_FORMS).title()])
        return " ".join(words)

    def _plainest(self, parts: list[str]) -> int:
        known = [i for i, part in enumerate(parts) if part in self.common]
        return self.random.choice(known or range(1, len(parts)))

    def _longest(self, parts: list[str]) -> int:
        weights = [max(1, len(part) - 2) for part in parts]
        return self.random.choices(range(len(parts)), weights)[0]

    def _abbreviated(self, word: str) -> str:
        rng = self.random
        short = _SHORT.get(word) or _SHORT.get(ABBREVIATIONS.get(word, ""))
        if short and rng.random() < 0.6:
            return rng.choice(short)
        if len(word) < 6:
            return word
        draw = rng.random()
        if draw < 0.35:
            return word[: rng.randint(3, max(3, len(word) - 2))]
        if draw < 0.5:
            return (
                word[0] + "".join(c for c in word[1:-1] if c not in "aeiou") + word[-1]
            )
        if draw < 0.6:
            return word.removesuffix("s") if word.endswith("s") else word + "s"
        return word

    def _moved(self, parts: list[str]) -> list[str]:
        rng = self.random
        if rng.random() < 0.4:
            return [*parts[1:], parts[0]]
        at = rng.randrange(len(parts))
        rest = parts[:at] + parts[at + 1 :]
        rest.insert(rng.randrange(len(rest) + 1), parts[at])
        return rest

    def _misspelt(self, word: str) -> str:
        rng = self.random
        if len(word) < 3 or (word.isdigit() and rng.random() < 0.8):
            return word
        draw = rng.random()
        if draw < 0.3:
            table = SOUNDS if rng.random() < 0.6 else LOOKS
            able = [(a, b) for a, b in table if a in word]
            if able:
                return word.replace(*rng.choice(able), 1)
        at = rng.randrange(len(word))
        kind = rng.randrange(4)
        if kind == 0:
            return word[:at] + word[at + 1 :]
        if kind == 1:
            return word[:at] + rng.choice(LETTERS) + word[at + 1 :]
        if kind == 2:
            return word[:at] + rng.choice(LETTERS) + word[at:]
        at = min(at, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    def _joined(self, parts: list[str]) -> str:
        rng = self.random
        text = parts[0]
        for part in parts[1:]:
            draw = rng.random()
            gap = "" if draw < 0.02 else "-" if draw < 0.05 else " "
            text += (gap if draw < 0.97 else " & ") + part
        if len(text) > 8 and rng.random() < 0.03:
            at = rng.randint(3, len(text) - 3)
            text = text[:at] + " " + text[at:]
        return text

    def _form(self, name: str, form: str) -> str:
        written = self._chosen_form(name, form)
        draw = self.random.random()
        if len(written) > 4 or draw > 0.12 or " " in written:
            return written
        letters = written.replace(".", "").lower()
        return (". " if draw < 0.06 else ".").join(letters) + "."

    def _chosen_form(self, name: str, form: str) -> str:
        rng = self.random
        draw = rng.random()
        if not form:
            return rng.choice(_FORMS) if draw < 0.08 else ""
        if draw < 0.45:
            return ""
        if draw < 0.58:
            return rng.choice(CLASSES[form].split("|"))
        if draw < 0.66:
            return rng.choice(_FORMS)
        return name.split()[-1]
