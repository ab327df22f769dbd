"""Other spellings of names, and other names nearly like them, to train `compare`."""

from __future__ import annotations

import random
from collections import Counter, defaultdict

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from crosstie.matching.reading import RARE, class_of
from crosstie.text.legalforms import CLASSES, split_form
from crosstie.text.names import parse_name, words_of
from crosstie.text.wordlists import ABBREVIATIONS

FORM_TWINS = {
    "inc": ("corporation", "limited", "llc"), "limited": ("inc", "plc"),
    "corporation": ("inc",), "llc": ("inc", "corporation"), "plc": ("limited",),
    "sa": ("plc",), "gmbh": ("sa",), "sas": ("sa",),
}  # fmt: skip
ADDED = (
    "Holdings", "Group", "Capital", "Bank", "International", "Canada", "USA", "UK",
    "Services", "Systems", "Technologies", "Financial", "Europe", "Solutions", "Energy",
    "Properties", "Logistics", "Global", "Australia", "Deutschland", "France",
    "Insurance",
    "Management", "Investments", "Finance", "Realty", "Trading", "Ventures", "Asia",
    "Federal", "Leasing", "Partners", "Marine", "Foods", "Mining", "Consulting",
)  # fmt: skip
SWAPPED = (
    ("north", "south"), ("east", "west"), ("northern", "southern"), ("first", "second"),
    ("eastern", "western"), ("upper", "lower"), ("canada", "mexico"), ("us", "uk"),
    ("american", "canadian"), ("new", "old"), ("national", "international"),
    ("texas", "ohio"), ("ontario", "alberta"), ("london", "paris"), ("one", "two"),
)  # fmt: skip
_SHORT: dict[str, list[str]] = defaultdict(list)
for _short, _long in ABBREVIATIONS.items():
    _SHORT[_long].append(_short)
_KEYS = "qwertyuiop asdfghjkl zxcvbnm"


class Varied:
    """Spells names otherwise, and names others nearly like them."""

    def __init__(self, names: list[str], seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.names = names
        self.words = [split_form(words_of(name)) for name in names]
        self.bearers: dict[str, list[int]] = defaultdict(list)
        for at, (words, _) in enumerate(self.words):
            for word in set(words):
                self.bearers[word].append(at)
        counts = Counter(w for words, _ in self.words for w in words)
        rare = sorted(w for w in counts if len(w) > 2 and class_of(w, w) == RARE)
        self.near = _near_words([w for w in rare if w.isalpha()])
        self.fillers = [w for w, n in counts.items() if n > 4 and w.isalpha()]

    def spelt(self, at: int) -> str:
        """Spell a name otherwise; the organisation stays the same."""
        rng = self.random
        words, form = list(self.words[at][0]), self.words[at][1]
        done = rng.random()
        if done < 0.30:
            words = [self._short(w) if rng.random() < 0.5 else w for w in words]
        if done > 0.72:
            place = max(range(len(words)), key=lambda i: len(words[i]) * rng.random())
            words[place] = self._misspelt(words[place])
        if 0.25 < done < 0.32 and len(words) > 1:
            cut = rng.randrange(1, len(words))
            words = words[cut:] + words[:cut]
        if 0.32 < done < 0.40 and len(words) > 1:
            place = rng.randrange(len(words) - 1)
            words[place : place + 2] = [words[place] + words[place + 1]]
        if 0.40 < done < 0.45 and len(words[0]) > 7:
            cut = rng.randint(3, len(words[0]) - 3)
            words[:1] = [words[0][:cut], words[0][cut:]]
        if 0.45 < done < 0.50 and len(words) > 2:
            words = ["".join(w[0] for w in words if w not in ("of", "and", "the"))]
        if (
            0.50 < done < 0.53
            and len(words) > 2
            and class_of(words[-1], words[-1]) > RARE
        ):
            words = words[:-1]
        return " ".join([*words, self._form(form, twins=0.06)]).strip().title()

    def other(self, at: int) -> str | None:
        """Name another organisation that is nearly called the same."""
        rng = self.random
        words, form = list(self.words[at][0]), self.words[at][1]
        draw = rng.random()
        if draw < 0.45:
            return self._neighbour(at)
        if draw < 0.62:
            words[rng.randint(1, len(words)) :] = [rng.choice(ADDED)]
            if words == list(self.words[at][0]):
                return None
        elif draw < 0.67:
            for one, another in SWAPPED:
                words = [{one: another, another: one}.get(w, w) for w in words]
            if words == list(self.words[at][0]):
                return None
        elif draw < 0.82:
            able = [i for i, word in enumerate(words) if word in self.near]
            if not able:
                return None
            place = rng.choice(able)
            words[place] = rng.choice(self.near[words[place]])
        elif draw < 0.85 and len(words) > 2:
            return self._other_initials(words)
        elif draw < 0.90 and form in FORM_TWINS:
            form = rng.choice(FORM_TWINS[form]) if form in ("gmbh", "sas") else form
            words = [*words, rng.choice(self.fillers)]
        else:
            place = rng.randrange(len(words))
            words[place] = rng.choice(self.fillers)
        if words == list(self.words[at][0]):
            return None
        return " ".join([*words, self._form(form, 0.1)]).strip().title()

    def _neighbour(self, at: int) -> str | None:
        rng = self.random
        words = self.words[at][0]
        sample: set[int] = set()
        for word in words:
            bearers = self.bearers[word]
            sample.update(rng.sample(bearers, min(12, len(bearers))))
        able = sorted(sample - {at})
        if not able:
            return None
        scored = sorted(
            (-fuzz.ratio(" ".join(words), " ".join(self.words[i][0])), i) for i in able
        )
        chosen = self.names[scored[min(len(scored) - 1, rng.choice((0, 0, 1, 3)))][1]]
        one, two = parse_name(self.names[at]), parse_name(chosen)
        if one.glued == two.glued or fuzz.ratio(one.glued, two.glued) > 88:
            return None
        return chosen

    def _other_initials(self, words: list[str]) -> str | None:
        """Write the initials of another name that starts with the same two."""
        letters = "".join(word[0] for word in words)
        for _ in range(40):
            other, _ = self.random.choice(self.words)
            made = "".join(word[0] for word in other)
            if len(other) > 1 and made[:2] == letters[:2] and made != letters:
                return made.upper()
        return None

    def _form(self, form: str, twins: float) -> str:
        rng = self.random
        if not form:
            return rng.choice(("inc", "ltd", "llc", "", "", "")) if twins else ""
        if rng.random() < twins and form in FORM_TWINS:
            form = rng.choice(FORM_TWINS[form])
        able = CLASSES[form].split("|")
        return "" if rng.random() < 0.4 else rng.choice(able)

    def _short(self, word: str) -> str:
        rng = self.random
        for long, table in ((ABBREVIATIONS.get(word, word), _SHORT),):
            if table.get(long):
                return rng.choice(table[long])
        if len(word) < 6:
            return word
        if rng.random() < 0.5:
            return word[: rng.randint(3, 5)]
        return word[0] + "".join(c for c in word[1:] if c not in "aeiou")

    def _misspelt(self, word: str) -> str:
        rng = self.random
        if len(word) < 4 or word.isdigit():
            return word
        at = rng.randrange(1, len(word) - 1)
        draw = rng.random()
        if draw < 0.25:
            return word[:at] + word[at + 1 :]
        if draw < 0.45:
            return word[:at] + word[at] + word[at:]
        if draw < 0.65:
            return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
        key = _KEYS.find(word[at])
        if draw < 0.85 and key >= 0:
            near = (
                _KEYS[max(0, key - 1) : key + 2].replace(" ", "").replace(word[at], "")
            )
            return word[:at] + rng.choice(near) + word[at + 1 :]
        vowels = "aeiou"
        for i in range(at, len(word)):
            if word[i] in vowels:
                return word[:i] + rng.choice(vowels) + word[i + 1 :]
        return word


def _near_words(words: list[str]) -> dict[str, list[str]]:
    """Find words of real names that are one letter apart and both firms' own."""
    buckets: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for i in range(len(word)):
            buckets[word[:i] + "*" + word[i + 1 :]].append(word)
            buckets[word[:i] + word[i + 1 :]].append(word)
    found: dict[str, set[str]] = defaultdict(set)
    for able in buckets.values():
        for one in able[:8]:
            for other in able[:8]:
                plural = one + "s" == other or other + "s" == one
                if one != other and not plural and OSA.distance(one, other) == 1:
                    found[one].add(other)
    return {word: sorted(others) for word, others in found.items()}
