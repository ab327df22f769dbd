"""Meets the words of two names: which are one word, nearly one, or left alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from crosstie.matching.reading import NUMBER, Reading, is_known

SLIP_FROM = 4
"""Letters from which a word may be a misspelling of another."""

TWO_SLIPS_FROM = 8
SHORT_FROM = 3
STEM, ENDINGS = 5, ("d", "ed", "r", "er", "al")
"""Letters of a word to which such an ending may be added: "advance", "advanced"."""

_VOWELS = str.maketrans("", "", "aeiouy")


@dataclass(slots=True)
class Meeting:
    """Two readings met word by word; places are those in `keys`."""

    left: Reading
    right: Reading
    equal: list[tuple[int, int]] = field(default_factory=list)
    glued: list[tuple[int, int]] = field(default_factory=list)
    slips: list[tuple[int, int, float]] = field(default_factory=list)
    """Misspelt: the places, and how likely one word was meant, by its letters."""
    shorts: list[tuple[int, int]] = field(default_factory=list)
    """Cut short, or without its vowels."""
    left_alone: list[int] = field(default_factory=list)
    right_alone: list[int] = field(default_factory=list)
    acronym: float = 0.0
    """How well the one name's letters spell the other's words, 0 to 1."""
    left_kinds: int = 0
    right_kinds: int = 0
    """Classes of the words left alone, as bits."""


def meet(left: Reading, right: Reading) -> Meeting:
    """Meet two names."""
    met = Meeting(left, right)
    if left.glued == right.glued or left.keys == right.keys:
        met.equal = [(i, min(i, len(right.keys) - 1)) for i in range(len(left.keys))]
        return met
    a, b = list(range(len(left.keys))), list(range(len(right.keys)))
    _equal(met, a, b)
    if a and b:
        _glued(met, a, b)
    if a and b:
        _acronym(met, a, b)
    if a and b:
        _near(met, a, b)
    met.left_alone, met.right_alone = a, b
    for i in a:
        met.left_kinds |= 1 << left.classes[i]
    for j in b:
        met.right_kinds |= 1 << right.classes[j]
    return met


def _equal(met: Meeting, a: list[int], b: list[int]) -> None:
    where: dict[str, list[int]] = {}
    for j, key in enumerate(met.right.keys):
        where.setdefault(key, []).append(j)
    for i, key in enumerate(met.left.keys):
        places = where.get(key)
        if places:
            j = min(places, key=lambda place, i=i: abs(place - i))  # type: ignore[misc]
            places.remove(j)
            met.equal.append((i, j))
            a.remove(i)
            b.remove(j)
    # A word said twice on one side ("chemins de fer") is met by its one partner.
    for side, keys, others in (
        (a, met.left.keys, met.right.keys), (b, met.right.keys, met.left.keys)
    ):  # fmt: skip
        for place in [
            p for p in side if keys.count(keys[p]) > others.count(keys[p]) > 0
        ]:
            side.remove(place)


def _glued(met: Meeting, a: list[int], b: list[int]) -> None:
    """Meet neighbours that are one word on the other side: "kwiz com", "kwizcom"."""
    for one, other, flip in ((a, b, False), (b, a, True)):
        words = met.right.words if flip else met.left.words
        wholes = met.left.words if flip else met.right.words
        for size in (3, 2):
            for i in list(one):
                run = range(i, i + size)
                if not all(place in one for place in run):
                    continue
                text = "".join(words[place] for place in run)
                hit = [j for j in other if loose(wholes[j]) == loose(text)]
                if hit:
                    pairs = [(i, hit[0])] if not flip else [(hit[0], i)]
                    met.glued += pairs
                    for place in run:
                        one.remove(place)
                    other.remove(hit[0])
    if a and b:
        left = "".join(met.left.words[i] for i in a)
        right = "".join(met.right.words[j] for j in b)
        if loose(left) == loose(right):
            met.glued.append((a[0], b[0]))
            a.clear()
            b.clear()


def loose(word: str) -> str:
    """Write a word without what umlauts and sounds leave open.

    >>> loose("mueller") == loose("muller"), loose("boeing") == loose("boring")
    (True, False)
    """
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _acronym(met: Meeting, a: list[int], b: list[int]) -> None:
    """Find a word that spells the initials of all that is left on the other side."""
    for one, other, short, long in (
        (a, b, met.left, met.right), (b, a, met.right, met.left)
    ):  # fmt: skip
        pieces_short = all(len(short.words[i]) <= 2 for i in one)
        if (len(one) > 1 and not pieces_short) or len(other) < 2:
            continue
        word = "".join(short.words[i] for i in one)
        if not 2 <= len(word) <= 6 or word in long.words:
            continue
        core = "".join(long.words[j][0] for j in other)
        pieces = "".join(w[0] for j in other for w in long.words[j].split())
        tail = long.initials[1][len(long.initials[0]) :]
        value = 0.0
        if word in (core, pieces):
            value = 1.0
        elif tail[:1] in ("c", "l") and word in (core + tail[0], pieces + tail[0]):
            value = 0.9
        elif len(word) >= 4 and core.startswith(word) and len(core) <= len(word) + 1:
            value = 0.7
        if value:
            met.acronym = value
            a.clear()
            b.clear()
            return


def _near(met: Meeting, a: list[int], b: list[int]) -> None:
    """Meet words that are misspelt or cut short, the likeliest first."""
    found = []
    for i in a:
        for j in b:
            value, short = likeness(met.left.words[i], met.right.words[j])
            if value:
                found.append((-value, abs(i - j), i, j, short))
    for value, _, i, j, short in sorted(found):
        if i in a and j in b:
            one, other = met.left.classes[i], met.right.classes[j]
            if NUMBER in (one, other):
                continue
            if short:
                met.shorts.append((i, j))
            else:
                met.slips.append((i, j, -value))
            a.remove(i)
            b.remove(j)


def likeness(one: str, other: str) -> tuple[float, bool]:
    """Say how likely two words are one, and whether one is the other's short form.

    >>> likeness("halliburton", "haliburton")[0] > likeness("alcan", "alcoa")[0]
    True
    >>> likeness("westrn", "western")[0] > likeness("wstn", "western")[0] > 0
    True
    """
    short, long = sorted((one, other), key=len)
    if loose(one) == loose(other):
        return 0.97, False
    if long in (short + "s", short + "es") or (short + "e" == long):
        return 0.9, False
    if long.startswith(short) and len(short) >= STEM and long[len(short) :] in ENDINGS:
        return 0.7, False
    known = is_known(one) and is_known(other)
    if known:
        return 0.0, False
    slip = _slip(short, long)
    if slip:
        return slip, False
    return (_cut(short, long), True) if len(short) < len(long) else (0.0, False)


SAME_BY_SIZE = (0, 0, 0, 0.05, 0.1, 0.18, 0.3, 0.42, 0.55, 0.65, 0.75, 0.82, 0.88)
"""How likely words of so many letters, one of them changed, are one word."""


def _slip(short: str, long: str) -> float:
    """Judge two words that differ by a letter or two: the longer, the likelier one."""
    size = len(long)
    if len(short) < SLIP_FROM - 1 or size < SLIP_FROM:
        return 0.0
    most = 2 if size >= TWO_SLIPS_FROM else 1
    distance = OSA.distance(short, long, score_cutoff=most)
    if distance > most:
        return 0.0
    value = SAME_BY_SIZE[min(size, len(SAME_BY_SIZE) - 1)]
    if squeezed(short) == squeezed(long) or sorted(short) == sorted(long):
        value = max(value + 0.3, 0.55)
    elif size > len(short):
        value += 0.1
    elif short.translate(_VOWELS) == long.translate(_VOWELS):
        value += 0.08
    value *= 1.0 if distance == 1 else 0.8
    value *= 1.0 if short[0] == long[0] else 0.45
    return max(0.02, min(value, 0.97))


def squeezed(word: str) -> str:
    """Write doubled letters once."""
    return "".join(c for i, c in enumerate(word) if i == 0 or word[i - 1] != c)


def _cut(short: str, long: str) -> float:
    """Read a short form: a start, or letters in order with the first one the same."""
    if short[0] != long[0] or len(short) < SHORT_FROM or len(long) < len(short) + 2:
        return 0.0
    if long.startswith(short):
        return 0.7
    rest = iter(long)
    if not all(letter in rest for letter in short):
        return 0.0
    same_end = short[-1] == long[-1] or long[-1] in "ls"
    return 0.75 if same_end or short.translate(_VOWELS) == short else 0.5
